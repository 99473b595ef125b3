"""From files to a :class:`Program`: every problem of every file in one run."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path

from sphinx_workshop.core.entity import Entity, references
from sphinx_workshop.core.files import read_data_files
from sphinx_workshop.core.problems import DataErrors, Location, Problems
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.section import Draft, Section, Sourced
from sphinx_workshop.core.source import Mapping, Node, Scalar, parse
from sphinx_workshop.core.source import Sequence as NodeSequence
from sphinx_workshop.core.suggest import did_you_mean
from sphinx_workshop.core.validate import validate


def load(source: Path, sections: Sequence[Section]) -> Program:
    """Read and check the data of a workshop.

    :param source: the folder that holds ``_data``.
    :param sections: the sections that exist, each before those that refer to it.
    :raises DataErrors: with every mistake found.
    """
    # Hundreds of thousands of small objects are made here and none is garbage before the end.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        draft = check(source, sections)
    finally:
        if was_enabled:
            gc.enable()
    errors = draft.problems.errors
    if errors:
        raise DataErrors(errors)
    return Program(draft.entities, draft.problems.warnings)


def check(source: Path, sections: Sequence[Section]) -> Draft:
    """Read and check the data; the draft holds all problems, errors and warnings."""
    draft = Draft()
    problems = draft.problems
    roots: list[tuple[str, Mapping]] = []
    for name, text in read_data_files(source, problems):
        root = parse(text, name, problems)
        if isinstance(root, Mapping):
            roots.append((name, root))
        elif root is not None and not _is_blank(root):
            problems.error(root.location, "expected sections, as 'speakers:' with records below")
    draft.partial = bool(problems.errors)
    _check_section_names(roots, sections, problems)
    known = _read_sections(roots, sections, draft)
    _check_references(draft, known)
    for section in sections:
        _resolve(section, draft)
    for section in sections:
        if section.check is not None:
            section.check(draft)
    return draft


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style is None and not node.value


def _check_section_names(
    roots: list[tuple[str, Mapping]], sections: Sequence[Section], problems: Problems
) -> None:
    names = [section.name for section in sections]
    for _file, root in roots:
        for name, key in root.keys.items():
            if name not in names:
                near = did_you_mean(name, names) or f": use {', '.join(names)}"
                problems.error(key.location, f"unknown section '{name}'{near}")


def _read_sections(
    roots: list[tuple[str, Mapping]], sections: Sequence[Section], draft: Draft
) -> dict[str, set[str]]:
    """Read the records of all sections into the draft.

    :returns: kind → the ids that are written, those of unreadable records included.
    """
    known: dict[str, set[str]] = {section.kind: set() for section in sections}
    for section in sections:
        written: list[Sourced] = []
        before = len(draft.problems.found)
        for node in _record_nodes(section, roots, draft.problems):
            _note_written_id(node, known[section.kind])
            record = validate(section.written, node, draft.problems)
            if record is not None:
                written.append(Sourced(record, node))
        draft.partial = draft.partial or len(draft.problems.found) > before
        draft.records[section.name] = written
        if section.required and not written and len(draft.problems.found) == before:
            message = f"no '{section.name}:' in any file below it"
            draft.problems.error(Location("_data"), message)
    return known


def _record_nodes(
    section: Section, roots: list[tuple[str, Mapping]], problems: Problems
) -> Iterable[Node]:
    first: Location | None = None
    for _file, root in roots:
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
            message = f"expected a list of {section.name}: begin each record with '- '"
            problems.error(node.location, message)


def _note_written_id(node: Node, known: set[str]) -> None:
    if isinstance(node, Mapping):
        key = node.values.get("id")
        if isinstance(key, Scalar):
            known.add(key.value)


def _check_references(draft: Draft, known: dict[str, set[str]]) -> None:
    for found in draft.records.values():
        for sourced in found:
            for path, mark, key in references(sourced.record):
                names = known.get(mark.kind, set())
                if key not in names:
                    message = f"unknown {mark.kind} '{key}'{did_you_mean(key, names)}"
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
