"""A program that notes what is asked of it, and what it answers: what things follow from.

What a page or a part of an output is made from is not written down anywhere but found out: the
questions asked while it is made are noted, and it is fresh as long as they have the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from sphinx_workshop.core.program import Program

if TYPE_CHECKING:
    from sphinx_workshop.core.entity import Entity

__all__ = ["ALL", "Answers", "Question", "Tracing"]

E = TypeVar("E", bound="Entity")

# What was asked for, of which kind, by which id.
Question = tuple[str, str, str]
# Asked for by what may follow from anything.
ALL: Final[Question] = ("all", "", "")
# A longer answer is held as a digest.
_LONGEST: Final = 99


class Tracing(Program):
    """A program that notes what is asked of it.

    :param program: gives the answers.
    :param asked: where it is noted; a new place unless given.
    """

    def __init__(self, program: Program, asked: dict[Question, None] | None = None) -> None:
        self.__dict__.update(program.__dict__)
        self.pieces = None
        self.asked: dict[Question, None] = {} if asked is None else asked
        self._program = program
        if program.addresses is not None:
            self.addresses = _Addresses(program.addresses, self.asked)

    def note(self, what: str, kind: str = "", key: str = "") -> None:
        """Note a question."""
        self.asked[what, kind, key] = None

    def section(self, name: str) -> tuple[Entity, ...]:
        """Give the entities of a section."""
        self.note("section", name)
        return super().section(name)

    def every(self, kind: type[E]) -> tuple[E, ...]:
        """Give all entities of a type."""
        self.note("every", kind.kind)
        return super().every(kind)

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """Give all entities of a kind."""
        self.note("every", kind)
        return super().of_kind(kind)

    def having(self, kind: type[E], field: str, value: object) -> tuple[E, ...]:
        """Give the entities of a type whose field has a value."""
        self.note("every", kind.kind)
        return super().having(kind, field, value)

    def find(self, kind: type[E], key: str) -> E | None:
        """Give the entity of a type and id."""
        return cast("E | None", self.get(kind.kind, key))

    def get(self, kind: str, key: str) -> Entity | None:
        """Give the entity of a kind and id."""
        self.note("get", kind, key)
        return super().get(kind, key)

    def keys(self, kind: str) -> tuple[str, ...]:
        """Give all ids of a kind."""
        self.note("every", kind)
        return super().keys(kind)

    def referrers(self, entity: Entity) -> tuple[Entity, ...]:
        """Give the entities that refer to this one."""
        self.note("referrers", entity.kind, entity.key)
        # They are found out once, for all who ask.
        return self._program.referrers(entity)

    @property
    def digest(self) -> str:
        """A digest of all that is held."""
        self.note("all")
        return self._program.digest


class _Addresses(Mapping[tuple[str, str], str]):
    """Addresses of records; what is asked of them is noted too."""

    def __init__(self, held: Mapping[tuple[str, str], str], asked: dict[Question, None]) -> None:
        self.held, self.asked = held, asked

    def __getitem__(self, record: tuple[str, str]) -> str:
        self.asked["address", *record] = None
        return self.held[record]

    def __iter__(self) -> Any:
        raise TypeError("addresses are asked for one by one")

    def __len__(self) -> int:
        raise TypeError("addresses are asked for one by one")


class Answers(dict[Question, bytes]):
    """What a program answers, found when it is first looked up.

    :param further: answers questions that are none of the program's, by what they ask for.
    """

    def __init__(
        self, program: Program, further: Mapping[str, Callable[[str, str], object]] | None = None
    ) -> None:
        super().__init__()
        self.program, self.further = program, further or {}

    def __missing__(self, question: Question) -> bytes:
        if question[0] in self.further or question[0] == "address":
            found = _held(self._find_further(*question))
        elif question in self.program.answers:
            found = self.program.answers[question]
        else:
            found = self.program.answers[question] = _held(self._find(*question))
        self[question] = found
        return found

    def digest(self, asked: Iterable[Question]) -> str:
        """Digest questions with their answers, in whatever order they were asked."""
        state = blake2b(digest_size=16)
        for question in sorted(asked):
            state.update("\n".join(question).encode() + b"\0" + self[question] + b"\0")
        return state.hexdigest()

    def _find_further(self, what: str, kind: str, key: str) -> str:
        """Answer what is asked of more than the records."""
        if what in self.further:
            return repr(self.further[what](kind, key))
        # Not whether there are any, which some mappings would have to count.
        places = self.program.addresses
        return str(places.get((kind, key))) if places is not None else ""

    def _find(self, what: str, kind: str, key: str) -> str:
        program = self.program
        if what == "all":
            return program.digest
        if what in ("section", "every"):
            held = program.section(kind) if what == "section" else program.of_kind(kind)
            return " ".join(map(program.stamp, held))
        entity = program.get(kind, key)
        if entity is None:
            return ""
        found = program.referrers(entity) if what == "referrers" else (entity,)
        return " ".join(map(program.stamp, found))


def _held(answer: str) -> bytes:
    found = answer.encode()
    return found if len(found) <= _LONGEST else blake2b(found, digest_size=16).hexdigest().encode()
