"""The base of every record type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from sphinx_workshop.core.fields import FreeText, Reference


class Record(BaseModel):
    """A mapping in the data: typed, frozen, with no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


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


@cache
def _marked(model: type[BaseModel]) -> dict[str, tuple[Reference | None, bool]]:
    """Find which fields hold references or free text, themselves or as items of a list."""
    found = {}
    for name, info in model.model_fields.items():
        marks = [*info.metadata, *_inner_marks(info.annotation)]
        reference = next((mark for mark in marks if isinstance(mark, Reference)), None)
        found[name] = (reference, any(isinstance(mark, FreeText) for mark in marks))
    return found


def _inner_marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in getattr(annotation, "__args__", ()):
        yield from _inner_marks(inner)


Path = tuple[str | int, ...]


def references(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, Reference, str]]:
    """Give every reference a record holds, nested records included: its path, mark and id."""
    marked = _marked(type(record))
    for name in record.model_fields_set:
        value = getattr(record, name)
        mark = marked[name][0] if name in marked else None
        for step, item in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            place: Path = (*path, name) if step is None else (*path, name, step)
            if isinstance(item, BaseModel):
                yield from references(item, place)
            elif mark is not None and isinstance(item, str):
                yield place, mark, item


def is_free_text(model: type[BaseModel], name: str) -> bool:
    """Tell whether a field holds running text."""
    return _marked(model).get(name, (None, False))[1]
