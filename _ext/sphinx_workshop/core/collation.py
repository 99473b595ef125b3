"""The order of words in every script: the Unicode Collation Algorithm (UTS #10).

The table is the algorithm's default one (DUCET), which holds for no language in particular: letters
of one script stand together, diacritics only break ties, and the order is the same on each machine.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.kept import keep

if TYPE_CHECKING:
    from pyuca.collator import BaseCollator

__all__ = ["collation_key", "index_key", "index_letter"]

# Vowels of Thai and Lao that are written before the consonant they follow in sound and in order.
_WRITTEN_FIRST: Final = frozenset("เแโใไເແໂໃໄ")
_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# Hangul's leading consonants as they stand by themselves: ㄱ, not the conjoining ᄀ.
_CONSONANTS: Final = dict(
    zip(range(0x1100, 0x1113), "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", strict=True)
)

# Signs inside a word: hyphens count as blanks, apostrophes not at all.
_JOINTS: Final = {
    **dict.fromkeys(map(ord, "-\u2010\u2011"), " "),
    **dict.fromkeys(map(ord, "'\u2019\u02bb\u02bc"), None),
}


@cache
def _collator() -> BaseCollator:
    # Reading the table takes 0.1 s: only where something is sorted. The version is fixed, as the
    # library chooses one by Python's version.
    from pyuca.collator import Collator_10_0_0  # noqa: PLC0415

    return Collator_10_0_0()


@keep
def collation_key(text: str) -> tuple[int, ...]:
    """Give the key to sort a text by: letters first, then diacritics, then case."""
    key: tuple[int, ...] = _collator().sort_key(text)
    return key


def index_key(text: str) -> tuple[int, ...]:
    """Give the key by which an index sorts a text: from its first letter or digit on."""
    start = next((place for place, char in enumerate(text) if char.isalnum()), len(text))
    return collation_key(text[start:].translate(_JOINTS))


@cache
def _latin() -> dict[int, str]:
    return {collation_key(letter)[0]: letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}


def index_letter(text: str) -> str:
    """Give the letter under which an index lists a text, ``#`` for one without letters in front.

    Texts with one letter stand together in the order of :func:`index_key`. Variants of a Latin
    letter are that letter, of Kana the hiragana, of Hangul the first consonant; a Han character is
    its own letter.
    """
    letters = (char for char in text if char.isalnum() and char not in _WRITTEN_FIRST)
    first = next(letters, "")
    if not first.isalpha():
        return "#"
    key = collation_key(first)
    if key and key[0] in _latin():
        return _latin()[key[0]]
    base = unicodedata.normalize("NFD", first)[0]
    base = _CONSONANTS.get(ord(base), base).translate(_HIRAGANA)
    return base.upper() if len(base.upper()) == 1 else base
