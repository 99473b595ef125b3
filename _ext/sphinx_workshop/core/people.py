"""The index of people: everybody in the program by family name, with what is theirs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx.domains import Index, IndexEntry

if TYPE_CHECKING:
    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.persons import Entry
    from sphinx_workshop.core.program import Program
    from sphinx_workshop.core.section import Section


@lru_cache(maxsize=1)
def people(
    program: Program, sections: tuple[Section, ...]
) -> list[tuple[str, list[Entry[Entity]]]]:
    """Collect the index, once for all who show it.

    :returns: letter → people by family name with what stands under each, all in order.
    """
    # Imported here: Sphinx wants to know of the index before there is any data.
    from sphinx_workshop.core.names import index_letter  # noqa: PLC0415
    from sphinx_workshop.core.persons import tell_apart  # noqa: PLC0415

    entries = tell_apart(
        record
        for section in sections
        if section.people is not None
        for record in section.people(program)
    )
    return [
        (letter, list(group))
        for letter, group in groupby(entries, key=lambda entry: index_letter(entry.name))
    ]


class PeopleIndex(Index):
    """The page ``workshop-people`` of HTML builders, and a list at the end of LaTeX's PDF."""

    name = "people"
    localname = "People"
    shortname = "people"

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Give the entries of the given pages, or of all."""
        chosen = None if docnames is None else set(docnames)
        program, find = self.domain.program, self.domain.find_target  # type: ignore[attr-defined]

        @cache  # a record stands under many
        def line(kind: str, key: str) -> IndexEntry | None:
            entity, place = program.get(kind, key), find(kind, key)
            if place is None or (chosen is not None and place[0] not in chosen):
                return None
            page, anchor = place
            return IndexEntry(entity.display_name, 2, page, anchor, kind, "", "")

        content = []
        for letter, names in people(program, self.domain.sections):  # type: ignore[attr-defined]
            lines = []
            for entry in names:
                if held := [*filter(None, (line(one.kind, one.key) for one in entry.held))]:
                    name = f"{entry.name} ({entry.note})" if entry.note else entry.name
                    lines += [IndexEntry(name, 1, "", "", "", "", ""), *held]
            if lines:
                content.append((letter, lines))
        return content, False
