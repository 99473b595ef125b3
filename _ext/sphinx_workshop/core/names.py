"""Names of people: the part to sort by, initials, index letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from sphinx_workshop.core import collation

# Particles stay with the family name they stand before, written in lower case as there.
_PARTICLES: Final = frozenset(
    "af al am auf aus av bin ben d' da dal de degli dei del della den der des di do dos du el "
    "in la las le los op 't te ten ter und van vande vander vom von y zu zum zur".split()
)
_SUFFIXES: Final = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
# Particles that are one word with the name.
_ARTICLE: Final = re.compile("^(?:al-|el-|[dl]['\u2019])(?=\\w)")
# Han (also 々 and ー), Kana, Bopomofo and Hangul: the family name stands first as it is.
_FAMILY_FIRST: Final = (
    *("\u1100\u11ff", "\u3005\u3005", "\u3007\u3007", "\u3041\u318f", "\u31a0\u31bf"),
    *("\u31f0\u31ff", "\u3400\u4dbf", "\u4e00\u9fff", "\uac00\ud7ff", "\uf900\ufaff"),
    "\U00020000\U0003ffff",
)


@cache
def sort_name(name: str, given: str | None = None) -> str:
    """Turn a name round for sorting: "Aapo Hyvärinen" becomes "Hyvärinen, Aapo".

    A name in Han, Kana or Hangul stays: "山田 太郎" has its family name in front.

    :param name: as people write it.
    :param given: what the organizers say the sorted form is; wins.
    """
    if given:
        return given
    words = name.split()
    if len(words) < 2 or "," in name or _is_family_first(name[0]):
        return name
    last = len(words) - 1
    if words[last].lower() in _SUFFIXES and last > 1:
        last -= 1
    while last > 1 and words[last - 1] in _PARTICLES:
        last -= 1
    return f"{' '.join(words[last:])}, {' '.join(words[:last])}"


def _is_family_first(letter: str) -> bool:
    # A regular expression of these takes longer to compile than all names to look at.
    return any(first <= letter <= last for first, last in _FAMILY_FIRST)


def plain_letters(text: str) -> str:
    """Fold case and strip diacritics, so that "Ö" stands with "O" (NFKD without its marks)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return kept.translate(_LETTERS)


_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def sort_key(sorted_name: str) -> tuple[tuple[int, ...], str]:
    """Order names as an index does, by the Unicode Collation Algorithm.

    Diacritics only break ties, hyphens count as blanks, apostrophes not at all. A particle in lower
    case does not decide the place: "van den Berg, Rianne" stands under B, "al-Masri, Nur" under M.
    """
    return collation.index_key(_main_part(sorted_name)), sorted_name


def index_letter(sorted_name: str) -> str:
    """Give the letter under which an index lists the name."""
    return collation.index_letter(_main_part(sorted_name))


def _main_part(sorted_name: str) -> str:
    words = sorted_name.split()
    while len(words) > 1 and words[0] in _PARTICLES:
        words.pop(0)
    return _ARTICLE.sub("", " ".join(words), count=1)


def initials(name: str) -> str:
    """Give one or two letters for a portrait's place: "Rianne van den Berg" gives "RB"."""
    words = [word for word in name.split() if word[0].isalpha() and word not in _PARTICLES]
    if not words:
        return name[:1]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in chosen)


def slug(text: str) -> str:
    """Make an id from a text: lower-case ASCII letters and digits in kebab form, or ``""``."""
    plain = plain_letters(text)
    kept = [char if char.isascii() and char.isalnum() else " " for char in plain]
    return "-".join("".join(kept).split())[:60].strip("-")


class FreeIds:
    """Makes ids that are not taken yet.

    :param taken: the ids that people wrote themselves.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def make(self, text: str, fallback: str) -> str:
        """Derive an id from a text, with a number behind it where it is taken, and take it."""
        base = slug(text) or fallback
        number = self._next.get(base, 1)
        key = base if number == 1 else f"{base}-{number}"
        while key in self._taken:
            number += 1
            key = f"{base}-{number}"
        self._next[base] = number + 1
        self._taken.add(key)
        return key


_NO_LETTERS: Final = re.compile(r"[\W_]+")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def spelling_key(name: str) -> str:
    """Give what two spellings of a name have in common: its plain letters, and the words' ends."""
    return _NO_LETTERS.sub(" ", plain_letters(name)).strip() or name


def other_spellings(name: str) -> Iterator[str]:
    """Give the keys of other ways in which people write a name.

    "Schölkopf" may stand as "Schoelkopf", and "Doshi-Velez" as "Doshi" alone.
    """
    plain = name.translate(_UMLAUTS)
    if plain != name:
        yield spelling_key(plain)
    before, blank, family = name.rpartition(" ")
    first, hyphen, second = family.partition("-")
    if blank and hyphen and len(first) > 1 and second:
        yield spelling_key(f"{before} {first}")


def is_shouted(name: str) -> bool:
    """Tell whether the family name is written in capitals: the last word, or a long first one."""
    words = name.split()
    if len(words) < 2:
        return False
    last = words[-1]
    if last.lower() not in _SUFFIXES and _all_capitals(last, 2):
        return True
    return _all_capitals(words[0], 4)


def _all_capitals(word: str, least: int) -> bool:
    return word.isupper() and sum(char.isalpha() for char in word) >= least and "." not in word
