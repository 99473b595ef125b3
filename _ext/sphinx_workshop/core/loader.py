"""From files to a :class:`Program`: every problem of every file in one run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sphinx_workshop.core.collector import without_collector
from sphinx_workshop.core.doubts import check_names, check_pictures
from sphinx_workshop.core.entity import Entity, Record, references
from sphinx_workshop.core.memory import Memory
from sphinx_workshop.core.names import slug
from sphinx_workshop.core.problems import DataErrors, Location, quote
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.reading.files import read_data_files
from sphinx_workshop.core.reading.source import Mapping, Node, Scalar
from sphinx_workshop.core.reading.source import Sequence as NodeSequence
from sphinx_workshop.core.section import Draft, Section, Sourced


def load(
    source: Path,
    sections: Sequence[Section],
    *,
    pictures: bool = True,
    memory: Memory | None = None,
) -> Program:
    """Read and check the data of a workshop.

    :param source: the folder that holds ``_data``.
    :param sections: the sections that exist, each before those that refer to it.
    :param pictures: whether the pictures are there to be checked too.
    :param memory: what is remembered of the data, where it is read again and again.
    :raises DataErrors: with every mistake found.
    """
    with without_collector():
        draft = check(source, sections, pictures=pictures, memory=memory)
    errors = draft.problems.errors
    if errors:
        raise DataErrors(errors)
    if memory is None:
        return Program(draft.entities, draft.problems.warnings)
    program = Program(draft.entities, draft.problems.warnings, memory.stamps)
    memory.note_stamps(program)
    return program


def check(
    source: Path,
    sections: Sequence[Section],
    *,
    pictures: bool = True,
    memory: Memory | None = None,
) -> Draft:
    """Read and check the data; the draft holds all problems, errors and warnings."""
    draft, memory = Draft(source), memory or Memory()
    memory.begin()
    roots = _read_files(draft, sections, memory)
    draft.partial = bool(draft.problems.found)
    _check_section_names(roots, sections, draft)
    known = _read_sections(roots, sections, draft, memory)
    _check_references(draft, known)
    if pictures:
        check_pictures(draft)
    for section in sections:
        _resolve(section, draft)
    for section in sections:
        if section.check is not None:
            section.check(draft)
    check_names(draft)
    return draft


def _read_files(draft: Draft, sections: Sequence[Section], memory: Memory) -> list[Mapping]:
    """Read all files; note the kinds of records that stand in what could not be read."""
    problems = draft.problems
    kinds = {section.name: section.kind for section in sections}
    roots: list[Mapping] = []
    for name, text in read_data_files(draft.source, problems):
        if text is None:
            draft.unread.update(kinds.values())
            continue
        parsed = memory.parse(text, name, problems)
        draft.unread.update(kinds[name] for name in parsed.unread if name in kinds)
        root = parsed.root
        if isinstance(root, Mapping):
            roots.append(root)
        elif root is not None and not _is_blank(root) and parsed.whole:
            problems.error(root.location, "expected sections, as 'speakers:' with records below")
    return roots


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_blank


def _check_section_names(roots: list[Mapping], sections: Sequence[Section], draft: Draft) -> None:
    kinds = {section.name: section.kind for section in sections}
    for root in roots:
        for name, key in root.keys.items():
            if name not in kinds and not draft.problems.is_full(key.file):
                near = draft.problems.nearest(name, kinds)
                meant = f" (did you mean '{near}'?)" if near else f": use {', '.join(kinds)}"
                draft.problems.error(key.location, f"unknown section {quote(name)}{meant}")
                draft.unread.update([kinds[near]] if near else kinds.values())


def _read_sections(
    roots: list[Mapping], sections: Sequence[Section], draft: Draft, memory: Memory
) -> dict[str, set[str]]:
    """Read the records of all sections into the draft.

    :returns: kind → the ids that are written, those of unreadable records included.
    """
    known: dict[str, set[str]] = {section.kind: set() for section in sections}
    for section in sections:
        written: list[Sourced] = []
        before = len(draft.problems.found)
        for node in _record_nodes(section, roots, draft):
            record = memory.find(node)
            known[section.kind].update(_ids(node, record))
            if draft.problems.is_full(node.file):
                draft.unread.add(section.kind)
                continue
            if record is None:
                record = memory.validate(section.written, node, draft.problems)
            if record is not None:
                written.append(Sourced(record, node))
        draft.partial = draft.partial or len(draft.problems.found) > before
        draft.records[section.name] = written
        if section.required and not written and not draft.partial:
            message = f"no '{section.name}:' in any file below it"
            draft.problems.error(Location("_data"), message)
    return known


def _record_nodes(section: Section, roots: list[Mapping], draft: Draft) -> Iterable[Node]:
    problems = draft.problems
    first: Location | None = None
    for root in roots:
        node = root.values.get(section.name)
        if node is None or _is_blank(node):
            continue
        if section.single:
            if first is not None:
                message = f"'{section.name}' stands twice, first at {first}: keep one"
                problems.error(root.keys[section.name].location, message, "duplicate")
                continue
            first = root.keys[section.name].location
            yield node
        elif isinstance(node, NodeSequence):
            yield from node.items
        else:
            draft.unread.add(section.kind)
            message = f"expected a list of {section.name}: begin each record with '- '"
            problems.error(node.location, message)


def _ids(node: Node, record: Record | None) -> Iterable[str]:
    """Give the id that is written, and what it should have been: references to that are right.

    :param record: what the node holds, if that is known; the node need not be asked then.
    """
    if record is not None:
        return (record.__dict__["id"],) if "id" in record.model_fields_set else ()
    key = node.values.get("id") if isinstance(node, Mapping) else None
    return (key.value, slug(key.value)) if isinstance(key, Scalar) else ()


def _check_references(draft: Draft, known: dict[str, set[str]]) -> None:
    for found in draft.records.values():
        for sourced in found:
            for path, mark, key in references(sourced.record):
                names = known.get(mark.kind, set())
                if draft.problems.is_full(sourced.node.file):
                    break
                if key not in names and mark.kind not in draft.unread:
                    near = draft.problems.hint(key, names)
                    message = f"unknown {mark.kind} {quote(key)}{near}"
                    draft.problems.error(sourced.location(*path), message, "reference")


def _resolve(section: Section, draft: Draft) -> None:
    """Make the section's entities."""
    if section.resolve is not None:
        made: Iterable[Entity] = section.resolve(draft)
    else:
        made = _as_entities(section, draft)
    draft.entities[section.name] = list(made)


def _as_entities(section: Section, draft: Draft) -> Iterable[Entity]:
    for sourced in draft.records[section.name]:
        record = sourced.record
        if isinstance(record, Entity) and draft.place(record, sourced):
            yield record
