"""Where the pages are on the web."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote
from weakref import WeakKeyDictionary

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

# Builders whose output is a site; the others make books and packages of help.
SITES: Final = ("html", "dirhtml", "singlehtml")

# Page → its path, for the builder that makes it: each is asked for by several parts of a build.
_QUOTED: Final = WeakKeyDictionary[Builder, dict[str, str]]()


def site_address(app: Sphinx) -> str | None:
    """Give the address below which the pages stand, with a slash at its end; None if unknown.

    The workshop's own ``url`` counts before Sphinx's ``html_baseurl``: what is exported states it.
    """
    base = str(app.config.html_baseurl or "")
    return workshop_domain(app.env).program.one(Workshop).site_or(base)


def page_address(app: Sphinx, pagename: str) -> str | None:
    """Give the absolute address of a page, in ASCII: the same as its canonical one."""
    return page_addresses(app)(pagename)


def page_addresses(app: Sphinx) -> Callable[[str], str | None]:
    """Give what gives the addresses of pages, for thousands of them."""
    base, builder = site_address(app), app.builder
    if base is None:
        return lambda _: None
    if isinstance(builder, StandaloneHTMLBuilder) and builder.name == "singlehtml":
        only = f"{base}{app.config.root_doc}{builder.out_suffix}"
        return lambda _: only
    quoted = _QUOTED.setdefault(builder, {})

    def address(pagename: str) -> str:
        path = quoted.get(pagename)
        if path is None:
            path = quote(unquote(builder.get_target_uri(pagename)), safe="/")
            quoted[pagename] = path
        return base + path

    return address


class RecordAddresses(Mapping[tuple[str, str], str]):
    """(kind, id) → the absolute address of a record's place on the pages, found when asked for."""

    def __init__(self, app: Sphinx) -> None:
        self.domain, self.page = workshop_domain(app.env), page_addresses(app)

    def __getitem__(self, record: tuple[str, str]) -> str:
        place = self.domain.find_target(*record)
        page = self.page(place[0]) if place else None
        if not page or not place:
            raise KeyError(record)
        return f"{page}#{quote(place[1], safe='')}" if place[1] else page

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())

    def all(self) -> dict[tuple[str, str], str]:
        """Look all of them up."""
        every = (self.domain.program.section(section.name) for section in self.domain.sections)
        records = ((entity.kind, entity.key) for section in every for entity in section)
        return {record: found for record in records if (found := self.get(record))}
