"""Where the pages are on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.entity import Entity

# Builders whose output is a site; the others make books and packages of help.
SITES: Final = ("html", "dirhtml", "singlehtml")


def site_address(app: Sphinx) -> str | None:
    """Give the address below which the pages stand, with a slash at its end; None if unknown.

    The workshop's own ``url`` counts before Sphinx's ``html_baseurl``: what is exported states it.
    """
    base = str(app.config.html_baseurl or "")
    return workshop_domain(app.env).program.one(Workshop).site_or(base)


def page_address(app: Sphinx, pagename: str) -> str | None:
    """Give the absolute address of a page, in ASCII: the same as its canonical one."""
    base, builder = site_address(app), app.builder
    if base is None:
        return None
    if isinstance(builder, StandaloneHTMLBuilder) and builder.name == "singlehtml":
        return f"{base}{app.config.root_doc}{builder.out_suffix}"
    return base + quote(unquote(builder.get_target_uri(pagename)), safe="/")


def record_address(app: Sphinx, entity: Entity) -> str | None:
    """Give the absolute address of a record's place on the pages; None where it has none."""
    place = workshop_domain(app.env).find_target(entity.kind, entity.key)
    page = page_address(app, place[0]) if place else None
    if page is None or place is None or not place[1]:
        return page
    return f"{page}#{quote(place[1], safe='')}"


def record_addresses(app: Sphinx) -> dict[tuple[str, str], str]:
    """Give the absolute addresses of all records that stand on pages."""
    domain, found = workshop_domain(app.env), {}
    for section in domain.sections:
        for entity in domain.program.section(section.name):
            address = record_address(app, entity)
            if address:
                found[entity.kind, entity.key] = address
    return found
