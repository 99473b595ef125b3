"""Which characters no font has: asked of Typst before the booklet is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from sphinx_workshop.core.rebuild.scratch import scratch_folder

from .compiler import Fault
from .literals import string

__all__ = ["Coverage", "clusters_in", "describe", "glyph_faults"]

#: The booklet's own text fonts as Typst code, and one more of Typst's that has many signs. New
#: Computer Modern has letters of scripts that it cannot join or stack; for those it does not count.
_SIMPLE: Final = (
    '(name: "%s", covers: regex("[^\\u{600}-\\u{109f}\\u{1780}-\\u{18af}\\u{1900}-\\u{1cff}]"))'
)
TEXT_FONTS: Final = (
    '"Libertinus Serif"',
    _SIMPLE % "New Computer Modern",
    _SIMPLE % "New Computer Modern Math",
)
SIGNS: Final = '"DejaVu Sans Mono"'

_JOINER: Final = "\u200d"
# The character before may carry the first mark, and the one behind a joiner belongs to it.
_RUN: Final = re.compile(r"[\x00-\x7f]?[^\x00-\x7f](?:[^\x00-\x7f]|(?<=\u200d)[\x00-\x7f])*")
_LINE: Final = re.compile(r"error: .*? could not be displayed.*\n.*?\.typ:(\d+):\d+")
_MOST_NAMED: Final = 6
_EXTRA: Final = "install sphinx-workshop[fonts], or "
_FOLDER: Final = "name a folder with fonts for it in workshop_booklet_font_paths"


def clusters_in(text: str) -> set[str]:
    """Give the characters of *text* outside ASCII, each with the marks that belong to it."""
    # Nearly all of a booklet is ASCII: only the runs of other characters are looked at.
    found: set[str] = set()
    for run in set(_RUN.findall(text)):
        found |= _clusters(run)
    return {cluster for cluster in found if not cluster.isascii()}


def _clusters(text: str) -> set[str]:
    found: set[str] = set()
    held = ""
    for char in text:
        if held and (_continues(char) or held.endswith(_JOINER)):
            held += char
            continue
        found.add(held)
        held = char
    found.add(held)
    return found


def _continues(char: str) -> bool:
    return (
        char == _JOINER
        or unicodedata.category(char) in ("Mn", "Mc", "Me")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


class Coverage:
    """Knows for each cluster of one booklet who has glyphs for it.

    ``wanting`` are those that call for other fonts: letters that Typst's text fonts lack, and
    whatever none of its fonts has.
    """

    def __init__(self, clusters: Iterable[str]) -> None:
        shown = sorted(clusters)
        beyond = _missing(shown, TEXT_FONTS, ())
        self._nowhere = _missing(beyond, (*TEXT_FONTS, SIGNS), ())
        self.wanting = [
            cluster
            for cluster in beyond
            if cluster in self._nowhere or unicodedata.category(cluster[0])[0] in "LM"
        ]

    def missing(self, families: Sequence[str], folders: Sequence[str]) -> list[str]:
        """Give the clusters that no font has, neither Typst's nor those of *families*."""
        fonts = (*TEXT_FONTS, *map(string, families), SIGNS)
        return _missing(self._nowhere, fonts, folders) if folders else self._nowhere

    def missing_alone(
        self, clusters: Sequence[str], family: str, folders: Sequence[str]
    ) -> list[str]:
        """Give those of *clusters* that one family lacks."""
        return _missing(clusters, (string(family),), folders)


def _missing(clusters: Sequence[str], fonts: Sequence[str], folders: Sequence[str]) -> list[str]:
    """Set each cluster by itself and read from Typst's report which cannot be shown."""
    if not clusters:
        return []
    try:
        import typst  # noqa: PLC0415 - the site can be built where it is missing
    except ImportError:
        return []  # setting the booklet will say so
    names = "".join(f"{font}, " for font in fonts)
    head = f'#set document(title: "x"); #set text(font: ({names}), fallback: false)\n'
    # Typst says where a text stands only if it stands in the markup itself.
    lines = "".join(f"\n#{string(cluster)}\n" for cluster in clusters)
    with scratch_folder() as folder:
        path = folder / "glyphs.typ"
        path.write_text(head + lines, encoding="utf-8")
        try:
            typst.compile(
                str(path),
                root=str(folder),
                font_paths=list(folders),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as problem:
            numbers = {int(number) for number in _LINE.findall(problem.diagnostic)}
            return [clusters[(number - 3) // 2] for number in sorted(numbers)]
    return []


def describe(clusters: Sequence[str]) -> str:
    """Name characters for a message: each with code point and name."""
    named = [
        f"{cluster} ({' '.join(_name(char) for char in cluster)})"
        for cluster in clusters[:_MOST_NAMED]
    ]
    more = len(clusters) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}"


def glyph_faults(
    missing: Sequence[str], places: Iterable[tuple[str, str, str]], *, extra: bool
) -> list[Fault]:
    """Say at each place what cannot be printed there.

    :param places: place, what stands there (``paper 'x'`` or ``""``) and its text.
    :param extra: the package's extra with fonts is worth trying.
    """
    advice = _EXTRA + _FOLDER if extra else _FOLDER
    faults = []
    unplaced = dict.fromkeys(missing)
    for place, what, text in places:
        held = clusters_in(text)
        here = [cluster for cluster in missing if cluster in held]
        if here:
            where = f" in {what}" if what else ""
            faults.append(Fault(f"no font has {describe(here)}{where}: {advice}", place))
            for cluster in here:
                unplaced.pop(cluster, None)
    if unplaced:
        faults.append(Fault(f"no font has {describe(list(unplaced))}: {advice}"))
    return list(dict.fromkeys(faults))
