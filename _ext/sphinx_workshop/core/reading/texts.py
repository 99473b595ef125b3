"""Where a text stands in the data files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sphinx_workshop.core.problems import Location, Problems, quote
from sphinx_workshop.core.reading.files import read_data_files
from sphinx_workshop.core.reading.reader import parse
from sphinx_workshop.core.reading.source import Mapping as SourceMapping
from sphinx_workshop.core.reading.source import Node, Scalar

__all__ = ["find_texts"]


def find_texts(
    source: Path, kinds: Mapping[str, str], wanted: Callable[[str], list[str]]
) -> Iterator[tuple[Location, str, str]]:
    """Look through the values of all data files once more.

    :param source: the folder that holds ``_data``.
    :param kinds: section name → the kind of its records.
    :param wanted: gives what is looked for and found in a text.
    :returns: for each value that holds something: where the first such thing stands, the record as
        ``paper 'x'`` (or ``""``), and the value.
    """
    problems = Problems()
    for name, text in read_data_files(source, problems):
        root = parse(text, name, problems).root if text is not None else None
        if text is None or not isinstance(root, SourceMapping):
            continue
        lines = text.split("\n")
        starts = sorted(_starts(root))
        for section, node in root.values.items():
            for scalar, record in _scalars(node, kinds.get(section, section), ""):
                if found := wanted(scalar.value):
                    yield _place(scalar, starts, lines, found), record, scalar.value


def _scalars(node: Node, kind: str, record: str) -> Iterator[tuple[Scalar, str]]:
    if isinstance(node, Scalar):
        yield node, record
    elif isinstance(node, SourceMapping):
        key = node.values.get("id")
        if isinstance(key, Scalar):
            record = f"{kind} {quote(key.value)}"
        for inner in node.values.values():
            yield from _scalars(inner, kind, record)
    else:
        for inner in node.items:
            yield from _scalars(inner, kind, record)


def _starts(node: Node) -> Iterator[tuple[int, int]]:
    """Give where keys and values begin."""
    if isinstance(node, Scalar):
        yield node.line, node.column
    elif isinstance(node, SourceMapping):
        for key in node.keys.values():
            yield key.line, key.column
        for inner in node.values.values():
            yield from _starts(inner)
    else:
        for inner in node.items:
            yield from _starts(inner)


def _place(
    scalar: Scalar, starts: list[tuple[int, int]], lines: list[str], found: list[str]
) -> Location:
    """Give the first place of a text inside a value; its beginning where escapes hide the text."""
    following = bisect_right(starts, (scalar.line, scalar.column))
    end = starts[following] if following < len(starts) else (len(lines) + 1, 1)
    for number in range(scalar.line, min(end[0], len(lines)) + 1):
        line = lines[number - 1]
        start = scalar.column - 1 if number == scalar.line else 0
        stop = end[1] - 1 if number == end[0] else len(line)
        columns = [column for text in found if (column := line.find(text, start, stop)) >= 0]
        if columns:
            return Location(scalar.file, number, min(columns) + 1)
    return scalar.location
