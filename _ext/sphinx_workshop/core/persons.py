"""Who is who in an index: people of one name are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from sphinx_workshop.core.names import sort_key

__all__ = ["Entry", "Person", "tell_apart"]

T = TypeVar("T")


class Person(NamedTuple):
    """Somebody as one record names them.

    ``name`` is the form to sort by, ``affiliation`` and ``orcid`` what is known beyond it.
    """

    name: str
    affiliation: str | None = None
    orcid: str | None = None


@dataclass(slots=True)
class Entry(Generic[T]):
    """One person in an index.

    ``note`` tells them from others of that name and is ``""`` where there are none; ``held`` is
    what stands under them, in the order of the data, each once.
    """

    name: str
    note: str = ""
    held: list[T] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Known(Generic[T]):
    """One person while their records are gathered: the affiliations by their folded words."""

    entry: Entry[T]
    orcid: str | None
    number: int
    affiliations: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Namesakes(Generic[T]):
    """All of one name; there may be thousands, so that each is found without a search."""

    known: list[_Known[T]] = field(default_factory=list)
    by_orcid: dict[str, _Known[T]] = field(default_factory=dict)
    by_affiliation: dict[str, _Known[T]] = field(default_factory=dict)
    # Those of whom a name alone is known, and the one of whom more is, if that is the only one.
    vague: _Known[T] | None = None
    certain: _Known[T] | None = None
    certain_ones: int = 0

    def find(self, person: Person) -> _Known[T] | None:
        """Find who a record speaks of, those of whom most is known having come first."""
        if person.orcid:
            return self.by_orcid.get(person.orcid)
        if person.affiliation:
            alone = self.known[0] if len(self.known) == 1 else None
            nothing_else = alone if alone and not alone.affiliations else None
            return self.by_affiliation.get(person.affiliation.casefold(), nothing_else)
        if self.certain_ones > 1:
            return self.vague
        return self.certain or self.vague

    def add(self, person: Person) -> _Known[T]:
        """Take somebody who is none of the others."""
        made = _Known(Entry[T](person.name), person.orcid, len(self.known))
        self.known.append(made)
        if person.orcid:
            self.by_orcid[person.orcid] = made
        if person.orcid or person.affiliation:
            self.certain, self.certain_ones = self.certain or made, self.certain_ones + 1
        else:
            self.vague = self.vague or made
        return made

    def note_affiliation(self, one: _Known[T], affiliation: str) -> None:
        """Note where somebody is."""
        folded = affiliation.casefold()
        one.affiliations.setdefault(folded, affiliation)
        # Of two who share it, later records speak of the one who came first.
        first = self.by_affiliation.setdefault(folded, one)
        if one.number < first.number:
            self.by_affiliation[folded] = one

    def write_notes(self) -> None:
        """Say of each what the others have not: the place, and the iD where that is shared."""
        if len(self.known) < 2:
            return
        spread = Counter(folded for one in self.known for folded in one.affiliations)
        for one in self.known:
            shared = any(spread[folded] > 1 for folded in one.affiliations)
            orcid = one.orcid if shared or not one.affiliations else None
            one.entry.note = ", ".join(filter(None, [*one.affiliations.values(), orcid]))


def tell_apart(records: Iterable[tuple[Person, T]]) -> list[Entry[T]]:
    """Gather what belongs to each person, sorted by name.

    Records of one name are one person's when their ORCID iDs agree or, where one of them has none,
    their affiliations do. A record with neither belongs to the only person of that name; where
    there are several, nobody knows to whom, and it stands by itself.
    """
    named: dict[str, list[tuple[Person, T]]] = {}
    for person, held in records:
        named.setdefault(person.name, []).append((person, held))
    return [entry for name in sorted(named, key=sort_key) for entry in _entries(named[name])]


def _entries(records: Sequence[tuple[Person, T]]) -> list[Entry[T]]:
    first = records[0][0]
    if all(person == first for person, _ in records):
        # Nearly all names: there is nothing to tell apart.
        once = {id(held): held for _, held in records}
        return [Entry(first.name, held=[*once.values()])]
    # A record is known by where it lies: to compare two of them field by field takes far longer.
    places = {id(held): place for place, (_person, held) in reversed([*enumerate(records)])}
    people = _Namesakes[T]()
    found: dict[int, dict[int, T]] = {}
    for person, held in sorted(records, key=lambda record: _vagueness(record[0])):
        one = people.find(person) or people.add(person)
        if person.affiliation:
            people.note_affiliation(one, person.affiliation)
        found.setdefault(id(one), {})[places[id(held)]] = held
    people.write_notes()
    for one in people.known:
        theirs = found[id(one)]
        one.entry.held = [theirs[place] for place in sorted(theirs)]
    return [one.entry for one in sorted(people.known, key=lambda one: min(found[id(one)]))]


def _vagueness(person: Person) -> int:
    return 0 if person.orcid else 1 if person.affiliation else 2
