"""What the search index of HTML pages must not keep: lost words, and the order of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def settle_index(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Take words that no page holds any more out of the index (``html-collect-pages``).

    Sphinx keeps them, with an empty list of pages; words of a deleted record would stay public.
    Entries of the index follow each other as their pages were written: bring them into order.

    :returns: no further pages.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        entries = sorted(indexer._index_entries.items())
        indexer._index_entries.clear()
        indexer._index_entries.update(entries)
        for words in (indexer._mapping, indexer._title_mapping):
            held = sorted((word, pages) for word, pages in words.items() if pages)
            words.clear()
            words.update(held)
    return []
