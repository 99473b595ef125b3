"""Words for pictures, where a page says them already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PICTURES = frozenset({"ws-portrait", "ws-logo"})
NAMES = frozenset({"ws-name", "ws-wordmark"})


def hush_names(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Empty the alternative text that only repeats the name standing beside the picture.

    A screen reader would say the name twice (WCAG technique H67). Other outputs keep the text:
    PDF/UA asks for one with every picture.
    """
    if app.builder.format != "html":
        return
    for image in doctree.findall(nodes.image):
        if PICTURES.isdisjoint(image["classes"]) or image.parent is None:
            continue
        names = (
            child.astext()
            for child in image.parent.children
            if isinstance(child, nodes.paragraph) and not NAMES.isdisjoint(child["classes"])
        )
        if any(name.startswith(image["alt"]) for name in names):
            image["alt"] = ""
