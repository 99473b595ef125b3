"""The booklet's indexes: authors, speakers, sessions and keywords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_workshop.core.collation import index_key, index_letter
from sphinx_workshop.core.entity import Occasion
from sphinx_workshop.core.markup import parse_title, plain_text
from sphinx_workshop.core.names import index_letter as letter_of_name
from sphinx_workshop.core.nodes import isolate
from sphinx_workshop.core.persons import Person, tell_apart
from sphinx_workshop.core.text_nodes import title_nodes
from sphinx_workshop.sections.papers import Paper, accepted
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.speakers import Speaker

from .literals import Value

if TYPE_CHECKING:
    from sphinx_workshop.core.program import Program

    from .writer import Writer

__all__ = ["BookIndex", "IndexEntry", "find_pages", "length_of", "make_indexes"]

# What an entry and a page number take beside their text, in characters of text.
_EACH_ENTRY, _EACH_PAGE = 150, 30


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A line of an index and the anchors (``paper-<id>``) of what it points to.

    ``note`` tells people of one name apart; ``prose`` says that the name is a title, which may hold
    formulas.
    """

    name: str
    anchors: tuple[str, ...]
    note: str = ""
    prose: bool = False


@dataclass(frozen=True, slots=True)
class BookIndex:
    """One index: its kind, which the template names, and letter → entries as they are printed."""

    kind: str
    groups: tuple[tuple[str, tuple[IndexEntry, ...]], ...]


def make_indexes(program: Program) -> tuple[BookIndex, ...]:
    """Give the indexes that have entries."""
    papers = accepted(program)
    made = (
        BookIndex(
            "authors",
            _people((author.person, paper.anchor) for paper in papers for author in paper.authors),
        ),
        BookIndex("speakers", _people(_appearances(program))),
        BookIndex("sessions", _titles(_sessions(program))),
        BookIndex(
            "keywords",
            _titles((word, paper.anchor) for paper in papers for word in paper.keywords),
        ),
    )
    return tuple(index for index in made if index.groups)


def _people(
    records: Iterable[tuple[Person, str]],
) -> tuple[tuple[str, tuple[IndexEntry, ...]], ...]:
    entries = [
        IndexEntry(entry.name, tuple(entry.held), entry.note) for entry in tell_apart(records)
    ]
    return tuple(
        (letter, tuple(group))
        for letter, group in groupby(entries, key=lambda entry: letter_of_name(entry.name))
    )


def _appearances(program: Program) -> Iterator[tuple[Person, str]]:
    for speaker in program.every(Speaker):
        yield speaker.person, speaker.anchor
        found = [user for user in program.referrers(speaker) if isinstance(user, Occasion)]
        for occasion in sorted(found, key=lambda occasion: (occasion.start, occasion.key)):
            yield speaker.person, occasion.anchor


def _sessions(program: Program) -> Iterator[tuple[str, str]]:
    """Give the sessions with a title of their own: papers and speakers have their entries."""
    others: set[str] = {paper.title for paper in program.every(Paper)}
    others |= {speaker.name for speaker in program.every(Speaker)}
    for session in program.every(Session):
        if not session.is_quiet and session.title not in others:
            yield session.title, session.anchor


def _titles(records: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[IndexEntry, ...]], ...]:
    """Sort titles; those that differ in case alone are one entry, as the first is written."""
    held: dict[str, tuple[str, dict[str, None]]] = {}
    for title, anchor in records:
        held.setdefault(title.casefold(), (title, {}))[1][anchor] = None
    entries = [
        (plain_text(parse_title(title)), IndexEntry(title, tuple(anchors), prose=True))
        for title, anchors in held.values()
    ]
    entries.sort(key=lambda pair: (index_key(pair[0]), pair[0]))
    return tuple(
        (letter, tuple(entry for _plain, entry in group))
        for letter, group in groupby(entries, key=lambda pair: index_letter(pair[0]))
    )


def find_pages(
    indexes: Iterable[BookIndex], writer: Writer, *, over_all: bool = True
) -> list[Value]:
    """Return the indexes as the template takes them.

    What is nowhere in the booklet is left out, entries, letters and indexes with nothing too.

    :param over_all: whether what stands in other volumes counts.
    """
    made: list[Value] = []
    for index in indexes:
        groups: list[Value] = []
        for letter, entries in index.groups:
            rows = [row for entry in entries if (row := _row(entry, writer, over_all))]
            if rows:
                groups.append({"guide": letter, "entries": rows})
        if groups:
            made.append({"kind": index.kind, "groups": groups})
    return made


def length_of(indexes: Iterable[BookIndex]) -> int:
    """Return about how many characters of text weigh as much as the indexes."""
    entries = (entry for index in indexes for _letter, group in index.groups for entry in group)
    return sum(len(entry.name) + _EACH_ENTRY + _EACH_PAGE * len(entry.anchors) for entry in entries)


def _row(entry: IndexEntry, writer: Writer, over_all: bool) -> Value:
    found = (writer.around.find(anchor) for anchor in entry.anchors)
    labels = [label for label in found if label and label in writer.anchored]
    far = (writer.around.find_beyond(anchor) for anchor in entry.anchors if over_all)
    beyond = list(dict.fromkeys(place for place in far if place))
    for number, label in beyond:
        writer.around.sought[number].add(label)
    if not labels and not beyond:
        return None
    shown = title_nodes(entry.name) if entry.prose else [nodes.Text(entry.name)]
    name = writer.render(isolate("", "", *shown))
    labels = list(dict.fromkeys(labels))
    return {"name": name, "note": entry.note, "labels": labels, "beyond": beyond}
