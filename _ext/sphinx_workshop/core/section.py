"""What a section of the data is, and what its own code is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sphinx_workshop.core.entity import Entity, Path, Record
from sphinx_workshop.core.problems import Location, Problems, quote
from sphinx_workshop.core.reading.source import Mapping as SourceMapping
from sphinx_workshop.core.reading.source import Node
from sphinx_workshop.core.reading.source import Sequence as SourceSequence

if TYPE_CHECKING:
    from docutils.nodes import Node as DoctreeNode

    from sphinx_workshop.core.draw import Draw
    from sphinx_workshop.core.persons import Person
    from sphinx_workshop.core.program import Program

R = TypeVar("R", bound=Record)
Options = Mapping[str, Any]
Render = Callable[["Draw", Options], "list[DoctreeNode]"]
Entry = Callable[["Draw", Any, Options], "DoctreeNode"]


class Sourced(NamedTuple):
    """A record together with where it was read from.

    That is a node, or with a path what stands there in it: nobody looks for it who asks nothing.
    ``written`` is what the node was read as, where the record was made from that.
    """

    record: Record
    node: Node
    path: Path = ()
    written: Record | None = None

    def location(self, *path: str | int) -> Location:
        """Give the place of a value inside the record, or of the nearest thing around it."""
        return locate(self.node, (*self.path, *path))

    def has(self, name: str) -> bool:
        """Tell whether a value was written for a field of the record."""
        held: Any = self.written or self.record
        for step in self.path:
            held = held[step] if isinstance(step, int) else getattr(held, step)
        return name in held.model_fields_set


def locate(node: Node, path: Path, *, key: bool = False) -> Location:
    """Follow a path of keys and positions as far as it goes.

    :param key: give the place of the last key instead of its value.
    """
    if key and path:
        parent = descend(node, path[:-1])
        if isinstance(parent, SourceMapping) and path[-1] in parent.keys:
            return parent.keys[str(path[-1])].location
    return descend(node, path).location


def descend(node: Node, path: Path) -> Node:
    """Follow a path of keys and positions as far as it goes."""
    for step in path:
        if isinstance(node, SourceMapping) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, SourceSequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node


class Draft:
    """The data while it is being checked: what resolving and checking functions see.

    ``source`` is the folder that holds ``_data``. ``partial`` tells that some records could not be
    read, so that what is missing proves nothing; ``unread`` holds the kinds of records of which
    nobody knows how many there are.
    """

    def __init__(self, source: FilePath) -> None:
        self.source = source
        self.records: dict[str, list[Sourced]] = {}
        self.entities: dict[str, list[Entity]] = {}
        self.places: dict[tuple[str, str], Sourced] = {}
        self.problems = Problems()
        self.partial = False
        self.unread: set[str] = set()

    def every(self, kind: type[R]) -> Iterable[tuple[R, Sourced]]:
        """Give all records of a type as they were written."""
        for found in self.records.values():
            for sourced in found:
                if isinstance(sourced.record, kind):
                    yield sourced.record, sourced

    def get(self, kind: str, key: str) -> Entity | None:
        """Give an entity that a section before this one has made."""
        sourced = self.places.get((kind, key))
        record = sourced.record if sourced else None
        return record if isinstance(record, Entity) else None

    def place(self, entity: Entity, sourced: Sourced, *path: str | int) -> bool:
        """Note where an entity stands; an id taken before is an error that names both places.

        :param path: where in the record the entity is written.
        :returns: whether the id was free.
        """
        first = self.places.get((entity.kind, entity.key))
        if first is None:
            inner = Sourced(entity, sourced.node, path, sourced.record)
            self.places[entity.kind, entity.key] = inner
            return True
        message = f"{entity.kind} {quote(entity.key)} stands twice, first at {first.location('id')}"
        self.problems.error(sourced.location(*path, "id"), message, "duplicate")
        return False


class Directive(NamedTuple):
    """A section's directive: option name → reader of its text, and what makes the nodes.

    A reader raises ValueError for text it does not know. ``filters`` names the options after which
    the listing is no longer whole. ``entry`` makes the items of the lists that the directive leaves
    for when pages are written (:meth:`Draw.entries`), from a record and the list's form.
    """

    render: Render
    options: Mapping[str, Callable[[str], Any]] = MappingProxyType({})
    filters: Sequence[str] = ()
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One kind of thing in the data.

    :param name: the key in the YAML files and the name of the directive.
    :param entity: the type that ends up in the program.
    :param record: the type of one record as written; the same where nothing is derived.
    :param single: the section is one mapping, not a list of records.
    :param required: a workshop cannot be built without it.
    :param resolve: makes the entities from the records, where they are not the same.
    :param check: reports what is wrong or doubtful across records.
    :param people: who stands in the index of people, and with what.
    :param facts: counts for the landing page, such as "43 papers".
    """

    name: str
    entity: type[Entity]
    directive: Directive | None = None
    record: type[Record] | None = None
    single: bool = False
    required: bool = False
    resolve: Callable[[Draft], Iterable[Entity]] | None = None
    check: Callable[[Draft], None] | None = None
    people: Callable[[Program], Iterable[tuple[Person, Entity]]] | None = None
    facts: Callable[[Program], Iterable[str]] | None = None

    @property
    def kind(self) -> str:
        """The name of one entity, as in roles and ``objects.inv``."""
        return self.entity.kind

    @property
    def written(self) -> type[Record]:
        """The type of one record as written in the files."""
        return self.record or self.entity
