"""Readers for the options of directives: text in, value out, ValueError for anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sphinx_workshop.core.suggest import did_you_mean


def one_word(*known: str) -> Callable[[str], str]:
    """Accept one of the known words."""

    def read(text: str | None) -> str:
        return _known((text or "").strip(), known)

    return read


def words(*known: str) -> Callable[[str], tuple[str, ...]]:
    """Accept words with commas between them: the known ones, or any (then with case folded)."""

    def read(text: str | None) -> tuple[str, ...]:
        found = [word.strip() for word in (text or "").split(",") if word.strip()]
        if not found:
            raise ValueError("write at least one word")
        if known:
            return tuple(_known(word, known) for word in found)
        return tuple(word.casefold() for word in found)

    return read


def check_held(noun: str, name: str, wanted: Iterable[object], held: Iterable[object]) -> None:
    """Refuse a value that nothing in the data has.

    :param noun: what one record is called.
    :param name: the option's name.
    :param wanted: the option's values.
    :param held: the values that records have.
    :raises ValueError: naming the value, and the nearest that there is.
    """
    known = {str(one) for one in held}
    for one in wanted:
        if str(one) not in known:
            raise ValueError(f"no {noun} has {name} '{one}'{did_you_mean(str(one), known)}")


def _known(word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        near = did_you_mean(word, known)
        raise ValueError(f"unknown value '{word}'{near}: use {', '.join(known)}")
    return word
