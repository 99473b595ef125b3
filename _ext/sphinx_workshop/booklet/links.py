"""Links to the booklet on HTML pages, with its size."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from sphinx_workshop.core.links import remove_item
from sphinx_workshop.core.nodes import booklet_link
from sphinx_workshop.core.wording import NBSP

from .beside import HTML_BUILDERS, booklet_size
from .builder import PDF

__all__ = ["resolve_booklet_links"]


def resolve_booklet_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead to the PDF beside the pages, or take the link away (``doctree-resolved``)."""
    builder = app.builder
    size = booklet_size(app) if builder.name in HTML_BUILDERS else None
    for node in list(doctree.findall(booklet_link)):
        if size is None:
            remove_item(node)
            continue
        words = nodes.Text(f"{node.astext()} (PDF, {_in_words(size)})")
        uri = relative_uri(builder.get_target_uri(node["refdoc"]), PDF)
        node.replace_self(nodes.reference("", "", words, refuri=uri, internal=True))


def _in_words(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NBSP}kB"
    return f"{size / 1_000_000:.1f}{NBSP}MB"
