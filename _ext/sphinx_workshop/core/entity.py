"""The base of every record type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict

from sphinx_workshop.core.fields import FreeText, Reference


class Record(BaseModel):
    """A mapping in the data: typed, frozen, with no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def __repr__(self) -> str:
        """Give all that it holds, to be digested: pydantic's own takes five times as long."""
        return f"{type(self).__name__}({self.__dict__!r})"


class Entity(Record):
    """A record that pages and programs can point at: it has a kind and an id."""

    kind: ClassVar[str]

    @property
    def key(self) -> str:
        """The id, unique within the kind."""
        return str(getattr(self, "id", ""))

    @property
    def display_name(self) -> str:
        """What a link to the record says; it may hold ``$math$``."""
        for name in ("name", "title", "label"):
            value = self.__dict__.get(name)
            if value:
                return str(value)
        return self.key

    @property
    def stands_apart(self) -> bool:
        """Whether what it is called may run the other way than the text around it.

        That is a name, or a title in another language than the workshop's.
        """
        return getattr(self, "language", None) is not None or hasattr(self, "name")

    @property
    def anchor(self) -> str:
        """The id of its place on a page."""
        return f"{self.kind}-{self.key}"


class Occasion(Entity):
    """An entity that happens at a time: ``start`` and ``end`` are aware, in the workshop's zone.

    ``end`` is None for a moment; ``day`` is the day of the program it stands under.
    """

    day: date
    start: datetime
    end: datetime | None
    room: str | None = None
    status: str = "confirmed"


Path = tuple[str | int, ...]
M = TypeVar("M")


@cache
def _plan(model: type[BaseModel], mark: Any) -> tuple[tuple[str, Any], ...]:
    """Find the fields that carry a mark, themselves, as items of a list or in a record inside."""
    found: list[tuple[str, Any]] = []
    for name, info in model.model_fields.items():
        marks = (*info.metadata, *_inner_marks(info.annotation))
        own = next((one for one in marks if isinstance(one, mark)), None)
        if own is not None or any(_plan(inner, mark) for inner in _records_in(info.annotation)):
            found.append((name, own))
    return tuple(found)


def _inner_marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in getattr(annotation, "__args__", ()):
        yield from _inner_marks(inner)


def _records_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _records_in(inner)


def marked(record: BaseModel, mark: type[M]) -> list[tuple[Path, M, str]]:
    """Give every text a record holds in fields with a mark, records inside it included.

    :returns: its path in the record, the mark and the text.
    """
    found: list[tuple[Path, M, str]] = []
    _gather(record, mark, (), found)
    return found


def _gather(record: BaseModel, mark: Any, path: Path, found: list[Any]) -> None:
    # A list that is filled, not generators in each other: all records are asked in every build.
    held = record.__dict__
    for name, own in _plan(type(record), mark):
        value = held[name]
        if isinstance(value, str):
            if own is not None and name in record.model_fields_set:
                found.append(((*path, name), own, value))
        elif isinstance(value, tuple):
            for step, item in enumerate(value):
                if isinstance(item, BaseModel):
                    _gather(item, mark, (*path, name, step), found)
                elif own is not None and isinstance(item, str):
                    found.append(((*path, name, step), own, item))
        elif isinstance(value, BaseModel):
            _gather(value, mark, (*path, name), found)


def references(record: BaseModel) -> list[tuple[Path, Reference, str]]:
    """Give every reference a record holds: its path, mark and id."""
    return marked(record, Reference)


@cache
def free_text(model: type[BaseModel]) -> frozenset[str]:
    """Name the fields that hold running text, or lists of it."""
    return frozenset(name for name, own in _plan(model, FreeText) if own is not None)
