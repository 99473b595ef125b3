"""Long lists of papers inside a session, folded away on HTML pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_workshop.core.nodes import disclosure, disclosure_summary, entries
from sphinx_workshop.core.wording import count
from sphinx_workshop.html.divisions import is_paged

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MOST_SHOWN: Final = 8


def fold_papers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fold lists of more than :data:`MOST_SHOWN` papers in timetables (``doctree-resolved``).

    Browsers unfold one for what is searched for in the page; paper shows it whole.
    """
    if is_paged(app):
        return
    for cell in list(doctree.findall(nodes.entry)):
        for papers in list(cell.findall(nodes.bullet_list)):
            if "ws-papers" in papers["classes"] and _length(papers) > MOST_SHOWN:
                head = disclosure_summary("", count(_length(papers), "paper"))
                fold = disclosure("", head, classes=["ws-fold"])
                papers.replace_self(fold)
                fold += papers


def _length(papers: nodes.bullet_list) -> int:
    return len(papers["keys"] if isinstance(papers, entries) else papers)
