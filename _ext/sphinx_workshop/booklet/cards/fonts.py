"""The fonts of the cards: what the letters of each need, and none beyond Typst's otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ..compiler import BookletError
from ..fonts import digest_of, font_folders, packaged_folders
from ..glyphs import Coverage, clusters_in, glyph_faults
from ..typefaces import Typefaces, useful

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["CardFonts"]


class CardFonts:
    """Knows the fonts for the cards of one build; Typst is asked about all of them at once.

    :param sources: the Typst source of every card.
    """

    def __init__(self, app: Sphinx, sources: Iterable[str]) -> None:
        self._app = app
        self._coverage = Coverage(set().union(*map(clusters_in, sources)))

    @cached_property
    def _faces(self) -> Typefaces:
        """All fonts that any of the cards needs."""
        folders = font_folders(self._app)
        families = useful(self._coverage, folders) if folders else ()
        return Typefaces(folders, families, digest_of(folders)) if families else Typefaces()

    @cached_property
    def _missing(self) -> list[str]:
        return self._coverage.missing(self._faces.families, self._faces.folders)

    def of(self, source: str) -> Typefaces:
        """Give the fonts of one card.

        :raises BookletError: a character has no glyph in any font; it says what to do.
        """
        held = clusters_in(source)
        if held.isdisjoint(self._coverage.wanting):
            return Typefaces()
        missing = [cluster for cluster in self._missing if cluster in held]
        if missing:
            raise BookletError(glyph_faults(missing, (), extra=not packaged_folders()))
        return self._faces
