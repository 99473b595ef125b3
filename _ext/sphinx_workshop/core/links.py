"""Links that stand only where what they lead to exists."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.nodes import make_refnode

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.nodes import listing_link


def resolve_listing_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead to a section's listing, or take the link away (``doctree-resolved``)."""
    domain = workshop_domain(app.env)
    for node in list(doctree.findall(listing_link)):
        place = domain.find_listing(node["section"])
        if place is None:
            remove_item(node)
        else:
            content = nodes.inline("", "", *node.children)
            node.replace_self(make_refnode(app.builder, node["refdoc"], *place, content))


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
