"""All that is known of the workshop: frozen, checked, and the only thing outputs see."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar, cast

from sphinx_workshop.core.entity import Entity, Record, references
from sphinx_workshop.core.problems import Problem

E = TypeVar("E", bound=Entity)

# What is held keeps its place in memory to itself, so that the place says which one it is.
Stamped: TypeAlias = tuple[Record, str]


class Program:
    """The entities of all sections.

    :param entities: section name → its entities, in the order of the data.
    :param warnings: what is doubtful in the data.
    :param stamps: some of them with what :meth:`stamp` gives, by where they lie in memory.
    """

    def __init__(
        self,
        entities: Mapping[str, Iterable[Entity]],
        warnings: tuple[Problem, ...] = (),
        stamps: Mapping[int, Stamped] = MappingProxyType({}),
    ) -> None:
        self._sections = {name: tuple(found) for name, found in entities.items()}
        self._kinds: dict[str, dict[str, Entity]] = {}
        for found in self._sections.values():
            for entity in found:
                self._kinds.setdefault(entity.kind, {})[entity.key] = entity
        self.warnings = warnings
        self.addresses: Mapping[tuple[str, str], str] | None = None
        # What keeps parts of outputs from one build to the next (core/pieces), where a build does.
        self.pieces: object = None
        # What was answered to questions of what the records hold (core/tracing).
        self.answers: dict[tuple[str, str, str], bytes] = {}
        self._stamps = {**stamps}
        self._having: dict[tuple[str, str], dict[object, list[Entity]]] = {}

    def at(self, addresses: Mapping[tuple[str, str], str]) -> Program:
        """Give the same program with where its records stand on the web.

        :param addresses: (kind, id) → absolute address; a record that is not in it stands nowhere.
        """
        placed = copy.copy(self)
        placed.addresses = addresses
        return placed

    def note(self, what: str, kind: str = "", key: str = "") -> None:
        """Note what something follows from that no method is asked for (``core/tracing``)."""

    def section(self, name: str) -> tuple[Entity, ...]:
        """Give the entities of a section, in the order of the data."""
        return self._sections.get(name, ())

    def every(self, kind: type[E]) -> tuple[E, ...]:
        """Give all entities of a type, in the order of the data."""
        return cast("tuple[E, ...]", tuple(self._kinds.get(kind.kind, {}).values()))

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """Give all entities of a kind, in the order of the data."""
        return tuple(self._kinds.get(kind, {}).values())

    def one(self, kind: type[E]) -> E:
        """Give the only entity of a type, such as the workshop itself.

        :raises LookupError: there is none.
        """
        for entity in self.every(kind):
            return entity
        raise LookupError(kind.kind)

    def find(self, kind: type[E], key: str) -> E | None:
        """Give the entity of a type and id."""
        return cast("E | None", self._kinds.get(kind.kind, {}).get(key))

    def get(self, kind: str, key: str) -> Entity | None:
        """Give the entity of a kind and id."""
        return self._kinds.get(kind, {}).get(key)

    def having(self, kind: type[E], field: str, value: object) -> tuple[E, ...]:
        """Give the entities of a type whose field has a value, in the order of the data."""
        found = self._having.get((kind.kind, field))
        if found is None:
            found = self._having[kind.kind, field] = {}
            for entity in self.of_kind(kind.kind):
                found.setdefault(getattr(entity, field), []).append(entity)
        return cast("tuple[E, ...]", tuple(found.get(value, ())))

    def keys(self, kind: str) -> tuple[str, ...]:
        """Give all ids of a kind."""
        return tuple(self._kinds.get(kind, ()))

    def referrers(self, entity: Entity) -> tuple[Entity, ...]:
        """Give the entities that refer to this one: a speaker's sessions, for example."""
        return self._referrers.get((entity.kind, entity.key), ())

    @cached_property
    def _referrers(self) -> dict[tuple[str, str], tuple[Entity, ...]]:
        found: dict[tuple[str, str], dict[tuple[str, str], Entity]] = {}
        for section in self._sections.values():
            for entity in section:
                for _path, mark, key in references(entity):
                    users = found.setdefault((mark.kind, key), {})
                    users[entity.kind, entity.key] = entity
        return {target: tuple(users.values()) for target, users in found.items()}

    @cached_property
    def digest(self) -> str:
        """A digest of all that is held, to tell whether pages are fresh."""
        stamps = (self.stamp(entity) for found in self._sections.values() for entity in found)
        return blake2b("".join(stamps).encode(), digest_size=16).hexdigest()

    def stamp(self, entity: Entity) -> str:
        """Give a digest of all that an entity of this program holds."""
        found = self._stamps.get(id(entity))
        if found is None:
            text = repr(entity).encode("utf-8", "backslashreplace")
            found = (entity, blake2b(text, digest_size=16).hexdigest())
            self._stamps[id(entity)] = found
        return found[1]


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """What was before: a program, or what a ``program.json`` holds; the other is None.

    :param digest: tells one such state from another.
    :param changed: when the data was last changed, as the history has it, in UTC.
    """

    digest: str
    program: Program | None = None
    plain: Mapping[str, Any] | None = None
    changed: datetime | None = None
