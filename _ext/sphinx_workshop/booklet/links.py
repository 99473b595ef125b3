"""Links to the booklet on HTML pages, with its size."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from sphinx_workshop.core.links import remove_item
from sphinx_workshop.core.nodes import booklet_link
from sphinx_workshop.core.wording import NBSP

from .names import HTML_BUILDERS, booklet_sizes, size_in_words

__all__ = ["resolve_booklet_links"]


def resolve_booklet_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead to the PDF beside the pages, or take the link away (``doctree-resolved``).

    Each further volume has a link of its own behind that of the first.
    """
    builder = app.builder
    sizes = booklet_sizes(app) if builder.name in HTML_BUILDERS else {}
    for node in list(doctree.findall(booklet_link)):
        if not sizes:
            remove_item(node)
            continue
        links = []
        for number, (name, size) in enumerate(sizes.items(), 1):
            which = f", volume{NBSP}{number}" if len(sizes) > 1 else ""
            words = nodes.Text(f"{node.astext()}{which} (PDF, {size_in_words(size)})")
            uri = relative_uri(builder.get_target_uri(node["refdoc"]), name)
            links.append(nodes.reference("", "", words, refuri=uri, internal=True))
        _put(node, links)


def _put(node: nodes.Element, links: list[nodes.reference]) -> None:
    """Put the first link in the place of *node*, each other one into a list item of its own."""
    item = node.parent.parent
    node.replace_self(links[0])
    for link in reversed(links[1:]):
        paragraph = nodes.paragraph("", "", link)
        item.parent.insert(item.parent.index(item) + 1, nodes.list_item("", paragraph))
