"""Long lists of papers inside a session, folded away on HTML pages."""

from __future__ import annotations

from collections.abc import Sequence
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
            words = fold_words(papers["classes"], _length(papers))
            if words:
                head = disclosure_summary("", words)
                fold = disclosure("", head, classes=["ws-fold"])
                papers.replace_self(fold)
                fold += papers


def fold_words(classes: Sequence[str], length: int) -> str:
    """Say what a folded list holds; nothing of one that is not folded."""
    is_long = "ws-papers" in classes and length > MOST_SHOWN
    return count(length, "paper") if is_long else ""


def _length(papers: nodes.bullet_list) -> int:
    return len(papers["keys"] if isinstance(papers, entries) else papers)
