"""Parts of what a build makes that follow from a few records, and are made again when those change.

A list of thousands is made of thousands of parts. After one edit all but a few are what they were
in the build before. What a part is made from is not written down anywhere but found out: the
program notes what is asked of it while a part is made, and a part is kept as long as the same
questions have the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast

from sphinx_workshop.core.program import Program

if TYPE_CHECKING:
    from sphinx_workshop.core.entity import Entity

__all__ = ["Pieces", "Question", "Tracing", "piece"]

E = TypeVar("E", bound="Entity")
T = TypeVar("T")

# What was asked for, of which kind, by which id.
Question = tuple[str, str, str]


class Piece(NamedTuple):
    """A part as it was made: what was asked meanwhile, a digest of the answers, and the part."""

    asked: tuple[Question, ...]
    answers: bytes
    made: Any


class Tracing(Program):
    """A program that notes what is asked of it.

    :param program: gives the answers.
    """

    def __init__(self, program: Program) -> None:
        self.__dict__.update(program.__dict__)
        self.pieces = None
        self.asked: dict[Question, None] = {}
        if program.addresses is not None:
            self.addresses = _Addresses(program.addresses, self.asked)

    def note(self, what: str, kind: str, key: str = "") -> None:
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
        return super().referrers(entity)


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


class Store(Protocol):
    """What keeps parts from one build to the next."""

    def recall(self, key: str) -> Any:
        """Give what was kept under a name; None where nothing was."""

    def __setitem__(self, key: str, held: Any) -> None: ...

    def pop(self, key: str) -> Any:
        """Keep it no longer."""


class Pieces:
    """The parts that one build makes, and those that the build before has made.

    :param program: as it is now.
    :param held: keeps them.
    :param base: what all parts follow from beside what is asked of the program.
    :param further: answers questions that are none of the program's, by what they ask for.
    """

    def __init__(
        self,
        program: Program,
        held: Store,
        base: str,
        further: Mapping[str, Callable[[str, str], object]] | None = None,
    ) -> None:
        self.program = program
        self.tracing = Tracing(program)
        self.held = held
        # Where nobody knows addresses none is asked for.
        self.base = f"{base}\0{program.addresses is None}".encode()
        self.further = further or {}
        self._answers: dict[Question, bytes] = {}

    def make(self, area: str, entity: Entity, make: Callable[[Program], T], also: object = "") -> T:
        """Give a part: the one of before, where it would be the same.

        :param area: what the parts are for.
        :param entity: the record that the part is about; it may follow from others too.
        :param make: makes it from a program; pure, and what it gives is never changed.
        :param also: what else the part follows from, as plain values.
        """
        key = f"{area} {entity.kind} {entity.key}"
        own = f"{also!r}\0{self._stamp(entity)}".encode()
        known: Piece | None = self.held.recall(key)
        if known is not None and known.answers == self._digest(own, known.asked):
            return cast("T", known.made)
        asked = self.tracing.asked
        asked.clear()
        made = make(self.tracing)
        questions = tuple(asked)
        self.held[key] = Piece(questions, self._digest(own, questions), made)
        return made

    def forget(self, area: str, entity: Entity) -> None:
        """Make a part again in the next build too: a warning was given of it, say."""
        self.held.pop(f"{area} {entity.kind} {entity.key}")

    def _digest(self, own: bytes, asked: Iterable[Question]) -> bytes:
        answers = b"".join(map(self._answer, asked))
        return blake2b(b"\0".join([self.base, own, answers]), digest_size=16).digest()

    def _answer(self, question: Question) -> bytes:
        found = self._answers.get(question)
        if found is None:
            text = "\n".join([*question, self._find(*question)])
            found = self._answers[question] = blake2b(text.encode(), digest_size=16).digest()
        return found

    def _find(self, what: str, kind: str, key: str) -> str:
        """Answer a question."""
        if what == "get":
            entity = self.program.get(kind, key)
            return self._stamp(entity) if entity else ""
        if what == "address":
            return str((self.program.addresses or {}).get((kind, key)))
        if what == "referrers":
            entity = self.program.get(kind, key)
            return " ".join(map(self._stamp, self.program.referrers(entity))) if entity else ""
        if what in self.further:
            return repr(self.further[what](kind, key))
        held = self.program.section(kind) if what == "section" else self.program.of_kind(kind)
        return " ".join(map(self._stamp, held))

    def _stamp(self, entity: Entity) -> str:
        return self.program.stamp(entity)


def piece(program: Program, area: str, entity: Entity, make: Callable[..., T], *also: object) -> T:
    """Give ``make(program, entity, *also)``, or what it gave in the build before.

    Only a program that knows what that was has parts; of any other each is made.
    """
    pieces = program.pieces
    if pieces is None:
        return make(program, entity, *also)
    return cast("Pieces", pieces).make(area, entity, lambda held: make(held, entity, *also), also)
