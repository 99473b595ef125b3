"""What is different between two states of a program: a pure function of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sphinx_workshop.sections.changes.facts import Fact, Facts
from sphinx_workshop.sections.speakers import Speaker

#: What can become of a record, in the order in which it is told.
ADDED: Final = "added"
REMOVED: Final = "removed"
CANCELLED: Final = "cancelled"
REINSTATED: Final = "reinstated"
MOVED: Final = "moved"
RENAMED: Final = "renamed"
PEOPLE: Final = "people"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a record: the fact before, the fact now; None where there was or is none."""

    what: str
    before: Fact | None
    now: Fact | None

    @property
    def fact(self) -> Fact:
        """The record as it is, or was last."""
        fact = self.now or self.before
        assert fact is not None
        return fact


def compare(before: Facts, now: Facts) -> tuple[Change, ...]:
    """Tell all changes: by kind and in the order of the data, what is gone after what there is.

    A record is known by its id; a speaker of another name is no other person. A session whose id
    follows from its title has another when it is renamed: one that has gone is the one new session
    of its kind at the same time and place.
    """
    renamed = _renamed(before, now)
    old = {renamed.get(key, key): fact for key, fact in before.items()}
    names = {
        fact.title: now[key].title
        for key, fact in before.items()
        if key[0] == Speaker.kind and key in now
    }
    kinds = dict.fromkeys(kind for kind, _ in (*now, *old))
    found: list[Change] = []
    for kind in kinds:
        for key, fact in now.items():
            if key[0] == kind:
                found += _of_one(old.get(key), fact, names)
        gone = [fact for key, fact in old.items() if key[0] == kind and key not in now]
        found += [Change(REMOVED, fact, None) for fact in gone]
    return tuple(found)


def _of_one(before: Fact | None, now: Fact, names: Mapping[str, str]) -> Iterator[Change]:
    """Tell what became of a record; ``names`` gives the names that speakers have now."""
    if before is None:
        yield Change(ADDED, None, now)
        return
    if now.cancelled != before.cancelled:
        yield Change(CANCELLED if now.cancelled else REINSTATED, before, now)
    if _place(now) != _place(before):
        yield Change(MOVED, before, now)
    follows = now.kind != Speaker.kind and now.title == names.get(before.title)
    if now.title != before.title and not follows:
        yield Change(RENAMED, before, now)
    people = tuple(names.get(name, name) for name in before.people)
    if set(now.people) != set(people):
        yield Change(PEOPLE, replace(before, people=people), now)


def _place(fact: Fact) -> tuple[object, ...]:
    return fact.start, fact.end, fact.when, fact.place


def _renamed(before: Facts, now: Facts) -> dict[tuple[str, str], tuple[str, str]]:
    """Find sessions that have another id and are else the same, and alone in that."""
    gone = _by_place(fact for key, fact in before.items() if key not in now)
    new = _by_place(fact for key, fact in now.items() if key not in before)
    return {
        (facts[0].kind, facts[0].key): (new[place][0].kind, new[place][0].key)
        for place, facts in gone.items()
        if len(facts) == 1 and len(new.get(place, ())) == 1
    }


def _by_place(facts: Iterable[Fact]) -> dict[tuple[object, ...], list[Fact]]:
    found: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact.sort:
            found.setdefault((fact.sort, *_place(fact)), []).append(fact)
    return found
