"""Records whose values are read when somebody asks for them.

What a build keeps of a data file for the next one is its text, and where the records begin in it:
their values are asked for only where something is wrong with them.
"""

from __future__ import annotations

from collections.abc import Sequence as Lines
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_workshop.core.problems import Problems
from sphinx_workshop.core.reading.reader import parse
from sphinx_workshop.core.reading.source import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

# A document ends with these, wherever they begin a line.
_MARKS: Final = ("---", "...")
# Lines of keys, of which the first holds the list.
_KEYS: Final = ("x:", "y:")


class Source(NamedTuple):
    """Where a record is written: lines of a text, and what ends its last value."""

    text: str
    start: int
    stop: int
    behind: tuple[str, ...]


class Folded(Mapping):
    """A mapping that is read from a text when its keys or values are asked for."""

    __slots__ = ("_source",)

    def __init__(self, file: str, line: int, column: int, source: Source) -> None:
        # Neither keys nor values are set: they are found when they are asked for.
        self.file, self.line, self.column = file, line, column
        self._source: Source | None = source

    def __getattr__(self, name: str) -> Any:
        if name not in ("keys", "values") or self._source is None:
            raise AttributeError(name)
        text, start, stop, behind = self._source
        (read,), _ = read_items(self.file, text[start:stop].split("\n"), behind)
        assert isinstance(read, Mapping)
        move(read, self.line - read.line)
        self.keys, self.values, self._source = read.keys, read.values, None
        return getattr(self, name)

    def __reduce__(self) -> tuple[type, tuple[str, int, int, Source | None]]:
        # One that has been read has to be folded again: see fold().
        assert self._source is not None
        return Folded, (self.file, self.line, self.column, self._source)

    @property
    def is_folded(self) -> bool:
        """Whether nobody has asked yet."""
        return self._source is not None


def fold(root: Mapping, text: str) -> Mapping:
    """Give a file's root once more, with its records folded where they stand for themselves.

    :param text: what the file holds; all of it was read without a problem.
    """
    lines = text.split("\n")
    at = [*accumulate((len(line) + 1 for line in lines), initial=0)]
    made = Mapping(root.file, root.line, root.column, root.keys, {**root.values})
    for name, node, end in find_lists(root, lines):
        starts = [*find_starts(node, lines).values(), end]
        if _stand_for_themselves(node, starts, lines):
            items: list[Node] = []
            for number, item in enumerate(node.items):
                start, stop = starts[number], starts[number + 1]
                behind = line_behind(node, number + 1, lines, stop)
                source = Source(text, at[start], at[stop] - 1, behind)
                items.append(Folded(item.file, item.line, item.column, source))
            made.values[name] = Sequence(node.file, node.line, node.column, items)
    return made


def _stand_for_themselves(node: Sequence, starts: Lines[int], lines: Lines[str]) -> bool:
    """Tell whether each item of a list is a record, and begins on a line of its own.

    :param starts: the lines, from 0, on which items begin, and at last the one behind the list.
    """
    are_records = all(isinstance(item, Mapping) for item in node.items)
    inside = lines[starts[0] : starts[-1]]
    return are_records and len(starts) == len(node.items) + 1 and not any(map(_is_mark, inside))


def read_items(file: str, lines: Lines[str], behind: tuple[str, ...]) -> tuple[list[Node], int]:
    """Read lines as items of a list and nothing else; give them and how many nodes there are.

    :param file: its name for messages.
    :param behind: a line that ends the last item, which is left out.
    :returns: no items where it is not certain that a file with these lines would hold the same.
    """
    if any(map(_is_mark, lines)):
        return [], 0
    text, problems = "\n".join([_KEYS[0], *lines, *behind]), Problems()
    found = parse(text, file, problems)
    values = [*found.root.values.values()] if isinstance(found.root, Mapping) else []
    items = values[0].items if values and isinstance(values[0], Sequence) else []
    if problems.found or len(values) != 1 + (behind == _KEYS[1:]):
        return [], 0
    return (items[:-1] if behind and len(values) == 1 else items), found.total


def _is_mark(line: str) -> bool:
    return line.startswith(_MARKS)


def line_behind(node: Sequence, last: int, lines: Lines[str], stop: int) -> tuple[str, ...]:
    """Give a line that begins like the one behind an item, where there is one.

    :param last: the number of the item behind it; there need not be one.
    :param stop: the line on which what is behind it begins, from 0.
    """
    if stop == len(lines):
        return ()
    if last == len(node.items):
        return _KEYS[1:]
    return (lines[stop].partition("-")[0] + "- x",)


def find_lists(root: Node | None, lines: Lines[str]) -> Iterator[tuple[str, Sequence, int]]:
    """Give the lists of records in a file, by their keys, and the lines on which they end, from 0.

    :returns: none where they are written in one of YAML's odder ways.
    """
    if not isinstance(root, Mapping) or any(key.column != 1 for key in root.keys.values()):
        return
    ends = [key.line - 1 for key in root.keys.values()][1:]
    for (name, node), end in zip(root.values.items(), [*ends, len(lines)], strict=False):
        if isinstance(node, Sequence):
            yield name, node, end


def find_starts(node: Sequence, lines: Lines[str]) -> dict[int, int]:
    """Give which items begin with their dash, and on which lines, from 0."""
    dash = " " * (node.column - 1) + "-"
    return {
        at: item.line - 1
        for at, item in enumerate(node.items)
        if lines[item.line - 1][: item.column - 1].rstrip(" ") == dash
    }


def move(node: Node, lines: int) -> None:
    """Move a node and all in it down."""
    node.line += lines
    if isinstance(node, Scalar):
        node.end_line += lines if node.end_line else 0
    elif isinstance(node, Sequence):
        for item in node.items:
            move(item, lines)
    elif not isinstance(node, Folded) or not node.is_folded:
        for key in node.keys.values():
            move(key, lines)
        for value in node.values.values():
            move(value, lines)
