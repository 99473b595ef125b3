"""Parts of outputs are made again when what they follow from has changed, and only then."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any, ClassVar

import pytest

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.pieces import Pieces, piece, pieces
from sphinx_workshop.core.program import Program


class Thing(Entity):
    """A record that may name another."""

    kind: ClassVar[str] = "thing"

    id: str
    words: str = "words"
    other: str | None = None


class Kept(dict[str, Any]):
    """A store that lasts as long as the test."""

    def recall(self, key: str) -> Any:
        return self.get(key)


THINGS = [Thing(id=f"t{number}") for number in range(300)]


def told(program: Program, thing: Thing) -> str:
    """Say what a thing and the one that it names hold."""
    other = program.find(Thing, thing.other) if thing.other else None
    return f"{thing.id}: {thing.words}, {other.words if other else 'none'}"


def build(kept: Kept, things: Iterable[Thing], also: str = "") -> set[str]:
    """Make the parts of all things.

    :returns: the ids of those whose parts were made, and not taken from the build before.
    """
    program, made = Program({"things": things}), set()
    program.pieces = Pieces(program, kept, "base")

    def make(asked: Program, thing: Thing, also: str) -> str:
        made.add(thing.id)
        return told(asked, thing) + also

    expected = [told(program, thing) + also for thing in program.every(Thing)]
    assert pieces(program, "tests", program.every(Thing), make, also) == expected
    return made


def changed(things: Iterable[Thing], key: str, **fields: str) -> list[Thing]:
    return [thing.model_copy(update=fields) if thing.id == key else thing for thing in things]


def test_a_change_makes_what_follows_from_it() -> None:
    kept = Kept()
    things = changed(changed(THINGS, "t7", other="t250"), "t99", other="t250")
    assert len(build(kept, things)) == len(things)
    assert build(kept, things) == set()
    assert build(kept, changed(things, "t40", words="others")) == {"t40"}
    assert build(kept, things) == {"t40"}
    assert build(kept, changed(things, "t250", words="others")) == {"t7", "t99", "t250"}


def test_a_record_that_comes_or_goes_leaves_most_parts_alone() -> None:
    kept = Kept()
    build(kept, THINGS)
    for key in ("t0", "t150", "t151", "t299"):
        others = [thing for thing in THINGS if thing.id != key]
        assert len(build(kept, others)) < 100
        assert len(build(kept, THINGS)) < 100
        new = Thing(id=f"new-{key}")
        at = THINGS.index(Thing(id=key))
        found = build(kept, [*THINGS[:at], new, *THINGS[at:]])
        assert new.id in found
        assert len(found) < 100


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_goes_and_comes_back(seed: int) -> None:
    random, kept = Random(seed), Kept()  # noqa: S311
    states = [THINGS[:100]]
    for turn in range(80):
        things = [*random.choice(states[-5:])]
        at = random.randrange(len(things))
        change = random.choice(("edit", "point", "remove", "add", "move"))
        if change in ("remove", "move"):
            moved = things.pop(at)
            things += [moved] if change == "move" else []
        elif change == "add":
            things.insert(at, Thing(id=f"new-{turn}"))
        else:
            field, value = ("words", f"words {turn}") if change == "edit" else ("other", f"t{at}")
            things[at] = things[at].model_copy(update={field: value})
        states.append(things)
        build(kept, things)


def test_another_order_makes_nothing_again_in_a_run() -> None:
    kept, few = Kept(), [Thing(id=key) for key in "abcd"]
    build(kept, few)
    assert build(kept, [few[0], few[2], few[1], few[3]]) == set()


def test_what_else_a_part_follows_from_counts() -> None:
    kept = Kept()
    build(kept, THINGS)
    assert len(build(kept, THINGS, also="more")) == len(THINGS)


def test_without_a_store_all_are_made() -> None:
    program = Program({"things": THINGS[:2]})
    assert pieces(program, "tests", THINGS[:2], told) == ["t0: words, none", "t1: words, none"]
    assert piece(program, "tests", THINGS[0], told) == "t0: words, none"


def test_a_long_answer_counts_to_its_end() -> None:
    """Of all things is asked, whose stamps are a long answer."""
    kept, made = Kept(), []

    def make(asked: Program, thing: Thing) -> str:
        made.append(thing.id)
        return " ".join(one.words for one in asked.every(Thing))

    for things in (THINGS, THINGS, changed(THINGS, "t299", words="others")):
        program = Program({"things": things})
        program.pieces = Pieces(program, kept, "base")
        piece(program, "tests", things[0], make)
    assert made == ["t0", "t0"]


def test_a_part_of_which_something_is_said_is_made_again() -> None:
    kept, said = Kept(), list[str]()

    def make(asked: Program, thing: Thing) -> str:
        made.append(thing.id)
        if thing.id == "t7":
            said.append("a warning")
        return thing.words

    for times in (1, 2, 3):
        made: list[str] = []
        program = Program({"things": THINGS})
        program.pieces = Pieces(program, kept, "base", aside=lambda: len(said))
        pieces(program, "tests", program.every(Thing), make)
        assert len(said) == times
        assert times == 1 or made == ["t7"]
