"""The links on pages to the files for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.links import remove_item
from sphinx_workshop.core.nodes import export_link, export_links
from sphinx_workshop.html.addresses import SITES
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def resolve_export_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill in the links to exports, or take them away (``doctree-resolved``)."""
    for row in list(doctree.findall(export_links)):
        if not _is_made(app, row):
            _take_away(row)
            continue
        root = app.builder.get_target_uri(docname)
        filled = nodes.paragraph("", classes=row["classes"])
        for words, uri in zip(row["words"], _addresses(app, root, row["path"]), strict=False):
            filled += [nodes.Text(" \N{MIDDLE DOT} ")] if filled.children else []
            filled += nodes.reference("", "", nodes.Text(words), refuri=uri, internal=False)
        row.replace_self(filled)
    for link in list(doctree.findall(export_link)):
        if _is_made(app, link):
            uri = relative_uri(app.builder.get_target_uri(docname), link["path"])
            content = nodes.Text(link.astext())
            made = nodes.reference("", "", content, refuri=uri, internal=False)
            made["reftitle"] = link["about"]
            # With the sign before it, as both are left out on paper.
            held = nodes.inline("", "", made, classes=["ws-links"])
            at = link.parent.index(link)
            if at:
                held.insert(0, link.parent.pop(at - 1))
            link.replace_self(held)
        else:
            _take_from_row(link)


def _is_made(app: Sphinx, node: nodes.Element) -> bool:
    return app.builder.name in SITES and node["export"] in app.config.workshop_exports


def _take_from_row(link: export_link) -> None:
    """Remove the link with the sign before it, and a row that holds nothing else."""
    row = link.parent
    at = row.index(link)
    del row[max(0, at - 1) : at + 1]
    if not row.children:
        row.parent.remove(row)


def _take_away(row: export_links) -> None:
    """Remove the row; the place of the listing, which it has become, is that of what follows it.

    In a list of links the item that held it goes too.
    """
    if isinstance(row.parent, nodes.list_item):
        remove_item(row)
        return
    following = row.next_node(descend=False, siblings=True)
    if isinstance(following, nodes.Element):
        following["ids"] += row["ids"]
    row.parent.remove(row)


def _addresses(app: Sphinx, page: str, path: str) -> Iterator[str]:
    """Give the address of a file, and the one to subscribe to it where the site has an address."""
    yield relative_uri(page, path)
    site = workshop_domain(app.env).program.one(Workshop).site
    if site:
        yield f"webcal:{site.partition(':')[2]}{path}"
