"""A program that notes what is asked of it: what a part of an output follows from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sphinx_workshop.core.program import Program

if TYPE_CHECKING:
    from sphinx_workshop.core.entity import Entity

__all__ = ["Question", "Tracing"]

E = TypeVar("E", bound="Entity")

# What was asked for, of which kind, by which id.
Question = tuple[str, str, str]


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
