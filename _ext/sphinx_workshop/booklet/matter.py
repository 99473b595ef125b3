"""What the booklet's cover, index and last page say: the facts that are in no page's text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from docutils import nodes

__all__ = ["BookletMatter", "IndexEntry"]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name in the author index and the anchors (``paper-<id>``) of what it points to."""

    name: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookletMatter:
    """The frame around the pages: everything is plain text, ready to print.

    ``issued`` dates the PDF when ``SOURCE_DATE_EPOCH`` is not set; it comes from the data, never
    from the clock. ``index`` is the author index, in the order in which it is printed: the guide
    (an initial) and its entries. ``shown`` gives title and tagline once more, with their formulas.
    """

    title: str
    acronym: str = ""
    edition: str = ""
    tagline: str = ""
    summary: str = ""
    dates: str = ""
    place: str = ""
    host: str = ""
    sponsors: tuple[str, ...] = ()
    contact: str = ""
    url: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    issued: dt.date = dt.date(2000, 1, 1)
    index: tuple[tuple[str, tuple[IndexEntry, ...]], ...] = ()
    shown: tuple[tuple[str, tuple[nodes.Node, ...]], ...] = ()

    def facts(self) -> dict[str, str | list[str]]:
        """Return the fields that are text or lists of texts, by name, for the template."""
        apart = ("index", "issued", "shown")
        fields = {key: getattr(self, key) for key in self.__slots__ if key not in apart}
        return {key: list(v) if isinstance(v, tuple) else v for key, v in fields.items()}
