"""Links to the booklet on HTML pages, with its size."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_workshop.core.links import remove_item
from sphinx_workshop.core.nodes import booklet_link
from sphinx_workshop.core.wording import NBSP

from .beside import HTML_BUILDERS, booklet_size
from .builder import PDF

__all__ = ["BookletLinks"]


class BookletLinks(SphinxPostTransform):
    """Lead to the PDF beside the pages, or take the link away where there is none."""

    default_priority = 9

    def run(self, **kwargs: Any) -> None:
        """Replace every :class:`booklet_link` of the page."""
        builder = self.app.builder
        size = booklet_size(self.app) if builder.name in HTML_BUILDERS else None
        for node in list(self.document.findall(booklet_link)):
            if size is None:
                remove_item(node)
                continue
            words = nodes.Text(f"{node.astext()} (PDF, {_in_words(size)})")
            page = builder.get_target_uri(node["refdoc"])
            link = nodes.reference("", "", words, refuri=relative_uri(page, PDF), internal=True)
            node.replace_self(link)


def _in_words(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NBSP}kB"
    return f"{size / 1_000_000:.1f}{NBSP}MB"
