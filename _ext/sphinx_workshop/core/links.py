"""Links that stand only where what they lead to exists."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.errors import NoUri
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from sphinx_workshop.core.domain import WorkshopDomain, workshop_domain
from sphinx_workshop.core.nodes import listing_link, page_link
from sphinx_workshop.core.suggest import did_you_mean

logger = logging.getLogger(__name__)


def resolve_listing_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead to a section's listing, or take the link away (``doctree-resolved``)."""
    domain = workshop_domain(app.env)
    for node in list(doctree.findall(listing_link)):
        place = domain.find_listing(node["section"])
        link = _listing_reference(app.builder, place, node) if place else None
        if link is None:
            remove_item(node)
        else:
            node.replace_self(link)


def _listing_reference(
    builder: Builder, place: tuple[str, str], node: listing_link
) -> nodes.reference | None:
    """Make the link to a listing; None where it stands on a page that the book does not have."""
    content = nodes.inline("", "", *node.children)
    with suppress(NoUri):
        return make_refnode(builder, node["refdoc"], *place, content)
    return None


def resolve_page_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead to the page of a record, or leave the words, or take them away (``doctree-resolved``).

    What parts a link from its neighbours goes with it.
    """
    pages = workshop_domain(app.env).own_pages
    for node in list(doctree.findall(page_link)):
        link = page_reference(app.builder, pages, node)
        if link is not None:
            node.replace_self(link)
        elif node["kept"]:
            node.replace_self(node.children)
        else:
            _remove_from_row(node)


def page_reference(
    builder: Builder, pages: Mapping[tuple[str, str], str], node: page_link
) -> nodes.reference | None:
    """Make the link to the page of a record; None where it has none."""
    page = pages.get((node["kind"], node["key"]))
    if page is None:
        return None
    content = nodes.inline("", "", *node.children)
    return make_refnode(builder, node["refdoc"], page, node["anchor"], content)


def _remove_from_row(node: nodes.Element) -> None:
    row = node.parent
    if len(row) == 1:
        row.parent.remove(row)
        return
    position = row.index(node)
    del row[max(0, position - 1) : position + 1]


def remove_item(node: nodes.Node) -> None:
    """Take a link away together with the list item that holds nothing else, and an empty list."""
    gone: nodes.Node = node
    parent = gone.parent
    while (
        parent is not None
        and len(parent) == 1
        and isinstance(parent, nodes.paragraph | nodes.list_item | nodes.bullet_list)
    ):
        gone, parent = parent, parent.parent
    if parent is not None:
        parent.remove(gone)


def warn_unknown(app: object, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say which record a role on a page names in vain, and which may be meant."""
    if not isinstance(domain, WorkshopDomain) or node["reftype"] not in domain.object_types:
        return None
    kind, key = node["reftype"], node["reftarget"]
    message = f"unknown {kind} '{key}'{did_you_mean(key, domain.program.keys(kind))}"
    logger.warning(message, type="workshop", subtype="reference", location=node)
    return True
