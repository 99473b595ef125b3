"""A person's name in the parts that bibliographies sort and shorten by."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from sphinx_workshop.core.names import sort_name
from sphinx_workshop.sections.papers import Author

_SUFFIXES: Final = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


class Name(NamedTuple):
    """The parts of a name; ``given`` is ``""`` for a name that has no known parts."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""


def parts(author: Author) -> Name:
    """Part an author's name as its sorted form does: "van den Berg, Rianne".

    A sorted form that does not hold just the words of the name says nothing of its parts; the name
    is then one whole.
    """
    return _parts(author.name, author.sort_name)


@cache
def _parts(name: str, given_form: str | None) -> Name:
    whole, sorted_name, suffix = name, sort_name(name, given_form), ""
    before, comma, after = name.rpartition(", ")
    if comma and after.lower() in _SUFFIXES and not given_form:
        name, suffix, sorted_name = before, after, sort_name(before)
    family, comma, given = sorted_name.partition(", ")
    words, first = family.split(), given.split()
    if not comma or "," in given or not words or not first:
        return Name(whole)
    if name.split() not in ([*first, *words], [*words, *first]):
        return Name(whole)
    if not suffix and len(words) > 1 and words[-1].lower() in _SUFFIXES:
        suffix = words.pop()
    start = 0
    while start < len(words) - 1 and words[start][0].islower():
        start += 1
    return Name(" ".join(words[start:]), given, " ".join(words[:start]), suffix)
