"""Parts of what a build makes that follow from a few records, and are made again when those change.

A list of thousands is made of thousands of parts. After one edit all but a few are what they were
in the build before. What a part is made from is not written down anywhere but found out: the
program notes what is asked of it while a part is made, and a part is kept as long as the same
questions have the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeVar, cast
from zlib import crc32

from sphinx_workshop.core.program import Program
from sphinx_workshop.core.tracing import Answers, Question, Tracing

if TYPE_CHECKING:
    from sphinx_workshop.core.entity import Entity

__all__ = ["Pieces", "piece", "pieces"]

E = TypeVar("E", bound="Entity")
T = TypeVar("T")

# How many records are looked at together, more or less.
_RUN: Final = 32


class Piece(NamedTuple):
    """A part as it was made: what was asked meanwhile, a digest of the answers, and the part.

    One that is not to be kept has no answers.
    """

    asked: tuple[Question, ...]
    answers: bytes
    made: Any


class Run(NamedTuple):
    """Parts of records that follow each other: what was asked for any of them.

    While none of the answers has changed, none of the parts has to be looked at by itself.
    ``keys`` are the names under which they are kept, ``parts`` the digests of what each follows
    from.
    """

    asked: tuple[Question, ...]
    answers: bytes
    keys: list[str]
    parts: list[bytes]


class Store(Protocol):
    """What keeps parts from one build to the next."""

    def recall(self, key: str) -> Any:
        """Give what was kept under a name; None where nothing was."""

    def __setitem__(self, key: str, held: Any) -> None: ...


class Pieces:
    """The parts that one build makes, and those that the build before has made.

    :param program: as it is now.
    :param held: keeps them.
    :param base: what all parts follow from beside what is asked of the program.
    :param further: answers questions that are none of the program's, by what they ask for.
    :param aside: gives what changes when making a part does something beside it; such a part is
        made again in the next build.
    """

    def __init__(
        self,
        program: Program,
        held: Store,
        base: str,
        further: Mapping[str, Callable[[str, str], object]] | None = None,
        aside: Callable[[], object] = tuple,
    ) -> None:
        self.tracing = Tracing(program)
        self.held = held
        self._stamp = program.stamp
        # Where nobody knows addresses none is asked for.
        self._base = _digest(f"{base}\0{program.addresses is None}".encode())
        self._answers = Answers(program, further)
        self._aside = aside
        # Each question once: what is kept is smaller, and sooner read.
        self._questions: dict[Question, Question] = {}

    def make(self, area: str, entity: Entity, make: Callable[[Program], T], also: object = "") -> T:
        """Give a part: the one of before, where it would be the same.

        :param area: what the parts are for.
        :param entity: the record that the part is about; it may follow from others too.
        :param make: makes it from a program; pure, and what it gives is never changed.
        :param also: what else the part follows from, as plain values.
        """
        name = _name(area, entity)
        found = self._recall_or_make(name, entity, lambda asked, _: make(asked), _said(also))
        return cast("T", found.made)

    def make_all(
        self,
        area: str,
        entities: Iterable[E],
        make: Callable[[Program, E], T],
        also: object = "",
    ) -> list[T]:
        """Give the parts of many records, in few steps for those that have not changed.

        :param entities: in an order that changes little from one build to the next.
        """
        found: list[T] = []
        said = _said(also)
        for held in _runs(entities):
            found += self._make_run(area, held, make, said)
        return found

    def _make_run(
        self, area: str, run: Sequence[E], make: Callable[[Program, E], T], said: str
    ) -> list[T]:
        key = f"{area} from {run[0].kind} {run[0].key}"
        own = " ".join([said, *map(self._stamp, run)])
        known: Run | None = self.held.recall(key)
        if known is not None and known.answers == self._digest(own, known.asked):
            parts = [*map(self.held.recall, known.keys)]
            # Another run may have made one of them since.
            if all(parts) and known.parts == [part.answers for part in parts]:
                return [part.made for part in parts]
        keys = [_name(area, one) for one in run]
        parts = [
            self._recall_or_make(name, one, make, said) for name, one in zip(keys, run, strict=True)
        ]
        asked = self._once(chain.from_iterable(part.asked for part in parts))
        answers = [part.answers for part in parts]
        lasting = self._digest(own, asked) if all(answers) else b""
        self.held[key] = Run(asked, lasting, keys, answers)
        return [part.made for part in parts]

    def _recall_or_make(
        self, key: str, entity: E, make: Callable[[Program, E], Any], said: str
    ) -> Piece:
        """Give what is known, or, where it would be another now, make it."""
        own = f"{said} {self._stamp(entity)}"
        known: Piece | None = self.held.recall(key)
        if known is not None and known.answers == self._digest(own, known.asked):
            return known
        self.tracing.asked.clear()
        before = self._aside()
        made = make(self.tracing, entity)
        asked = self._once(self.tracing.asked)
        lasting = self._digest(own, asked) if self._aside() == before else b""
        found = self.held[key] = Piece(asked, lasting, made)
        return found

    def _once(self, asked: Iterable[Question]) -> tuple[Question, ...]:
        """Name each question once, and hold each once for all parts."""
        same = self._questions
        return tuple(same.setdefault(question, question) for question in dict.fromkeys(asked))

    def _digest(self, own: str, asked: Iterable[Question]) -> bytes:
        answers = map(self._answers.__getitem__, asked)
        return _digest(b"\0".join([self._base, own.encode(), *answers]))


def _name(area: str, entity: Entity) -> str:
    return f"{area} {entity.kind} {entity.key}"


def _said(also: object) -> str:
    """Digest plain values once for many parts: they may be long."""
    return _digest(repr(also).encode("utf-8", "backslashreplace")).hex()


def _digest(held: bytes) -> bytes:
    return blake2b(held, digest_size=16).digest()


def _runs(entities: Iterable[E]) -> Iterator[list[E]]:
    """Part records into runs; where they part follows from ids, so that a new one moves nothing."""
    run: list[E] = []
    for entity in entities:
        if run and _begins(entity.key):
            yield run
            run = []
        run.append(entity)
    if run:
        yield run


@cache
def _begins(key: str) -> bool:
    """Tell whether a record begins a run; many lists hold the same records."""
    return not crc32(key.encode()) % _RUN


def piece(program: Program, area: str, entity: Entity, make: Callable[..., T], *also: object) -> T:
    """Give ``make(program, entity, *also)``, or what it gave in the build before.

    Only a program that knows what that was has parts; of any other each is made.
    """
    held = program.pieces
    if held is None:
        return make(program, entity, *also)
    return cast("Pieces", held).make(area, entity, lambda asked: make(asked, entity, *also), also)


def pieces(
    program: Program, area: str, entities: Iterable[Entity], make: Callable[..., T], *also: object
) -> list[T]:
    """Give the same for each of many records."""
    held = program.pieces
    if held is None:
        return [make(program, entity, *also) for entity in entities]
    return cast("Pieces", held).make_all(
        area, entities, lambda asked, entity: make(asked, entity, *also), also
    )
