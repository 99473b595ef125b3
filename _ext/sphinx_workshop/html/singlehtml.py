"""Links inside the one page of the ``singlehtml`` builder.

Sphinx 9.0 writes a link to a place on another page as ``#document-page#place``, which leads nowhere
(sphinx-doc/sphinx#14221).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def mend_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let every such link lead to the place alone; all ids stand in the same page."""
    if app.builder.name != "singlehtml":
        return
    for link in doctree.findall(nodes.reference):
        page, mark, place = str(link.get("refuri", "")).rpartition("#")
        if mark and page.startswith("#document-"):
            link["refuri"] = f"#{place}"
