"""Papers' pages in Sphinx's own search, which knows documents alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_workshop.core.plain import plain_prose, plain_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_workshop.sections.papers import Paper


def feed_search(indexer: Any, pages: Mapping[str, Paper]) -> None:
    """Put the pages into the index, all of them in every build.

    Sphinx takes what is no document out of the index twice, when it reads the old one and before
    it writes the new one; the former leaves nothing stale, the latter is told of the pages.

    :param indexer: the builder's; None where it makes no index.
    :param pages: a page's name → its paper.
    """
    if indexer is None:
        return
    keep_pages(indexer, pages)
    # The same words are on many pages, and finding their stem takes longest of all.
    stem: Callable[[str], str] = indexer.lang.stem
    known: dict[str, str] = {}

    def stem_once(word: str) -> str:
        found = known.get(word)
        if found is None:
            found = known[word] = stem(word)
        return found

    indexer.lang.stem = stem_once
    for name, paper in pages.items():
        title = plain_title(paper.title)
        indexer.feed(name, f"{name}.yaml", title, _words(paper, title))
    indexer.lang.stem = stem


def keep_pages(indexer: Any, names: Iterable[str]) -> None:
    """Let the index keep pages that are no documents when it is cleared."""
    kept, prune = frozenset(names), indexer.prune
    indexer.prune = lambda documents: prune(kept.union(documents))


def _words(paper: Paper, title: str) -> nodes.section:
    """Make as little of a page as the index asks for."""
    held = [plain_prose(paper.abstract or ""), *map(plain_title, paper.keywords)]
    held += [plain_title(words) for words in (*paper.awards, paper.track or "")]
    for author in paper.authors:
        held += [author.name, plain_title(author.affiliation or "")]
    text = nodes.paragraph("", "\n".join(held))
    return nodes.section("", nodes.title("", title), text, ids=[paper.anchor])
