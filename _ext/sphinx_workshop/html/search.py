"""What the search index of HTML pages must not keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def drop_lost_words(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Take words that no page holds any more out of the index (``html-collect-pages``).

    Sphinx keeps them, with an empty list of pages; words of a deleted record would stay public.

    :returns: no further pages.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        for words in (indexer._mapping, indexer._title_mapping):
            held = sorted((word, pages) for word, pages in words.items() if pages)
            words.clear()
            words.update(held)
    return []
