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
from sphinx_workshop.core.tracing import Answers, Question, Tracing

if TYPE_CHECKING:
    from sphinx_workshop.core.entity import Entity

__all__ = ["Pieces", "piece"]

E = TypeVar("E", bound="Entity")
T = TypeVar("T")


class Piece(NamedTuple):
    """A part as it was made: what was asked meanwhile, a digest of the answers, and the part."""

    asked: tuple[Question, ...]
    answers: bytes
    made: Any


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
        self._answers = Answers(program, further)

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
        answers = map(self._answers.__getitem__, asked)
        return blake2b(b"\0".join([self.base, own, *answers]), digest_size=16).digest()

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
