"""Who is who in an index: people of one name are told apart."""

from __future__ import annotations

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


@dataclass(slots=True)
class _Known(Generic[T]):
    """What is known of one person while their records are gathered."""

    entry: Entry[T]
    orcid: str | None
    affiliations: list[str] = field(default_factory=list)

    def note(self, known: Sequence[_Known[T]]) -> str:
        """Say what the others of that name have not: the place, and the iD where that is shared."""
        others = [name for one in known if one is not self for name in one.affiliations]
        shared = any(_holds(others, name) for name in self.affiliations)
        orcid = self.orcid if shared or not self.affiliations else None
        return ", ".join(filter(None, [*self.affiliations, orcid])) if len(known) > 1 else ""

    def add(self, person: Person, held: T) -> None:
        """Take a record of this person."""
        if person.affiliation and not _holds(self.affiliations, person.affiliation):
            self.affiliations.append(person.affiliation)
        if held not in self.entry.held:
            self.entry.held.append(held)


def tell_apart(records: Iterable[tuple[Person, T]]) -> list[Entry[T]]:
    """Gather what belongs to each person, sorted by name.

    Records of one name are one person's when their ORCID iDs agree or, where one of them has none,
    their affiliations do. A record with neither belongs to the only person of that name; where
    there are several, nobody knows to whom, and it stands by itself.
    """
    named: dict[str, list[tuple[Person, T]]] = {}
    for person, held in records:
        named.setdefault(person.name, []).append((person, held))
    return [entry for name in sorted(named, key=sort_key) for entry in _entries(name, named[name])]


def _entries(name: str, records: Sequence[tuple[Person, T]]) -> list[Entry[T]]:
    known: list[_Known[T]] = []
    # Those of whom most is known come first, so that the others can be compared with them.
    for person, held in sorted(records, key=lambda record: _vagueness(record[0])):
        found = _find(known, person)
        if found is None:
            found = _Known(Entry[T](name), person.orcid)
            known.append(found)
        found.add(person, held)
    order = [held for _person, held in records]
    for one in known:
        one.entry.held.sort(key=order.index)
        one.entry.note = one.note(known)
    return [one.entry for one in sorted(known, key=lambda one: order.index(one.entry.held[0]))]


def _vagueness(person: Person) -> int:
    return 0 if person.orcid else 1 if person.affiliation else 2


def _find(known: Sequence[_Known[T]], person: Person) -> _Known[T] | None:
    if person.orcid:
        return next((one for one in known if one.orcid == person.orcid), None)
    if person.affiliation:
        same = (one for one in known if _holds(one.affiliations, person.affiliation))
        nothing_else = known[0] if len(known) == 1 and not known[0].affiliations else None
        return next(same, nothing_else)
    certain = [one for one in known if one.orcid or one.affiliations]
    if len(certain) > 1:
        return next((one for one in known if one not in certain), None)
    return known[0] if known else None


def _holds(affiliations: Sequence[str], affiliation: str) -> bool:
    return any(affiliation.casefold() == other.casefold() for other in affiliations)
