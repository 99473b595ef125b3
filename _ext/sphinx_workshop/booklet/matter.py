"""What the booklet's cover, index and last page say: the facts that are in no page's text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from docutils import nodes

from .indexes import BookIndex
from .qr import qr_svg

__all__ = ["BookletMatter"]

# Name of the picture below Typst's root.
_QR = "site-qr.svg"


@dataclass(frozen=True, slots=True)
class BookletMatter:
    """The frame around the pages: everything is plain text, ready to print.

    ``issued`` dates the PDF when ``SOURCE_DATE_EPOCH`` is not set; it comes from the data, never
    from the clock. ``indexes`` are those at the end, as they are printed. ``shown``
    gives title and tagline once more, with their formulas.
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
    indexes: tuple[BookIndex, ...] = ()
    shown: tuple[tuple[str, tuple[nodes.Node, ...]], ...] = ()

    def facts(self) -> dict[str, str | list[str]]:
        """Return the fields that are text or lists of texts, by name, for the template.

        ``qr`` is the name of the picture that :meth:`pictures` has, if any.
        """
        apart = ("indexes", "issued", "shown")
        fields = {key: getattr(self, key) for key in self.__slots__ if key not in apart}
        facts = {key: list(v) if isinstance(v, tuple) else v for key, v in fields.items()}
        return {**facts, "qr": next(iter(self.pictures()), "")}

    def pictures(self) -> dict[str, bytes]:
        """Return the site's address as a QR code, by file name; none if it is too long for one."""
        code = qr_svg(self.url) if self.url else b""
        return {_QR: code} if code else {}
