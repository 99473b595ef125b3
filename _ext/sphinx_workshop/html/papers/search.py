"""Papers' pages in Sphinx's own search, which knows documents alone.

Sphinx takes what is no document out of the index twice: when it reads the one of the build before,
and before it writes the new one. We keep the pages in it both times. Where the file is the one that
our last build has left, pages that have not changed need not be put in again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Set
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.rebuild.run import SETTINGS
from sphinx_workshop.core.rebuild.settings import content_digest
from sphinx_workshop.core.whole import read_note, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_workshop.sections.papers import Paper

# What the index was when a build of ours came to its end.
_NOTE: Final = "workshop-search.json"


def keep_known_pages(app: Sphinx, builder: Builder) -> None:
    """Let Sphinx read the papers' pages with the index of the build before (``write-started``)."""
    original = getattr(type(builder), "load_indexer", None)
    if original is None:
        return
    path = Path(app.doctreedir) / _NOTE
    note = read_note(path)
    # Papers' pages are noted before the index is written: a build cut short between leaves one that
    # does not hold what they say.
    with suppress(OSError):
        path.unlink(missing_ok=True)
    is_ours = note.get("state") == _state(app)

    def load(docnames: Set[str]) -> None:
        if is_ours:
            keep_pages(builder.indexer, workshop_domain(app.env).own_pages.values())  # type: ignore[attr-defined]
        original(builder, docnames)
        if is_ours:
            indexer: Any = builder.indexer  # type: ignore[attr-defined]
            del indexer.prune
            # Sphinx keeps them with its environment, which it has written before it writes pages.
            for page, entries in note["entries"].items():
                if page in indexer._titles:
                    indexer._index_entries.setdefault(page, entries)

    builder.load_indexer = load  # type: ignore[attr-defined]


def note_index(app: Sphinx, exception: Exception | None) -> None:
    """Note what the index is now (``build-finished``)."""
    if exception is None and getattr(app.builder, "indexer", None) is not None:
        entries = app.builder.indexer._index_entries  # type: ignore[attr-defined]
        note = {
            "state": _state(app),
            "entries": {page: held for page, held in entries.items() if held},
        }
        write_whole(Path(app.doctreedir) / _NOTE, json.dumps(note, sort_keys=True).encode())


def _state(app: Sphinx) -> str:
    """Digest the index that is there, and what pages and their words are made with."""
    name = getattr(app.builder, "searchindex_filename", None) or ""
    parts = [content_digest(app.outdir / name), content_digest(Path(app.doctreedir) / SETTINGS)]
    return " ".join([app.builder.name, *parts])


def feed_search(indexer: Any, pages: Mapping[str, Paper], fresh: Set[str]) -> None:
    """Bring the papers' pages in the index to what they hold now.

    :param indexer: the builder's; None where it makes no index.
    :param pages: a page's name → its paper.
    :param fresh: the names of the pages that say what they did in the build before.
    """
    if indexer is None:
        return
    known = indexer._titles.keys()
    stale = [name for name in pages if name not in fresh or name not in known]
    if not known.isdisjoint(stale):
        indexer.prune(set(known).difference(stale))
    _feed(indexer, {name: pages[name] for name in stale})
    keep_pages(indexer, pages)


def _feed(indexer: Any, pages: Mapping[str, Paper]) -> None:
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
