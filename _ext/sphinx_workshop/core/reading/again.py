"""Reading a file again of which little has changed: in a process that builds at each edit.

Of a list of records only those are read anew whose lines have changed; the others stay the nodes
that they were, on other lines perhaps. Wherever it is not certain that the whole file would be read
like that, it is read whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from sphinx_workshop.core.problems import Problems
from sphinx_workshop.core.reading.reader import parse
from sphinx_workshop.core.reading.source import MAX_NODES, Mapping, Node, Scalar, Sequence
from sphinx_workshop.core.reading.tree import Parsed

# A document ends with these, wherever they begin a line.
_MARKS: Final = ("---", "...")
# Lines of keys, of which the first holds the list.
_KEYS: Final = ["x:", "y:"]


class _Part(NamedTuple):
    """The items ``first`` to ``last`` (without it) of a list; they stand on ``lines``, from 0."""

    items: list[Node]
    first: int
    last: int
    lines: range


class Again:
    """Reads one file again and again.

    :param file: its name for messages.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._text = ""
        self._parsed: Parsed | None = None

    def parse(self, text: str, problems: Problems) -> Parsed:
        """Read the file's text, as :func:`parse` does.

        :returns: what holds nodes of the last call, which are changed.
        """
        known = self._parsed
        found = known if text == self._text else known and self._reread(known, text)
        self._text, self._parsed = text, found
        if found is None:
            before = len(problems.found)
            found = parse(text, self.file, problems)
            if len(problems.found) == before:
                self._parsed = found
        return found

    def _reread(self, known: Parsed, text: str) -> Parsed | None:
        """Read what has changed; nothing where that does not stand for itself."""
        old, new = self._text.split("\n"), text.split("\n")
        same = _same(old, new)
        most = min(len(old), len(new)) - same
        behind = _same(old[: -most - 1 : -1], new[: -most - 1 : -1]) if most else 0
        part = _find_part(known.root, old, range(same, len(old) - behind))
        if part is None:
            return None
        more = len(new) - len(old)
        changed = new[part.lines.start : part.lines.stop + more]
        # The parser looks ahead to what ends the last item.
        items, count = self._read_items(changed, _line_behind(part, old))
        total = known.total + count
        if not items or total > MAX_NODES:
            return None
        for node in items:
            _move(node, part.lines.start - 1)
        for node in _behind(known.root, part) if more else ():
            _move(node, more)
        part.items[part.first : part.last] = items
        return known._replace(total=total)

    def _read_items(self, lines: list[str], behind: list[str]) -> tuple[list[Node], int]:
        """Read lines as a list and nothing else; give its items and how many nodes there are.

        :param behind: a line that ends the last item, which is left out.
        """
        if any(line.startswith(_MARKS) for line in lines):
            return [], 0
        text, problems = "\n".join([_KEYS[0], *lines, *behind]), Problems()
        found = parse(text, self.file, problems)
        values = [*found.root.values.values()] if isinstance(found.root, Mapping) else []
        items = values[0].items if values and isinstance(values[0], Sequence) else []
        if problems.found or len(values) != 1 + (behind == _KEYS[1:]):
            return [], 0
        return (items[:-1] if behind and len(values) == 1 else items), found.total


def _line_behind(part: _Part, lines: list[str]) -> list[str]:
    """Give a line that begins like the one behind a part, where there is one."""
    if part.lines.stop == len(lines):
        return []
    if part.last == len(part.items):
        return _KEYS[1:]
    return [lines[part.lines.stop].partition("-")[0] + "- x"]


def _same(first: list[str], second: list[str]) -> int:
    """Count the lines with which both begin."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))


def _find_part(root: Node | None, lines: list[str], changed: range) -> _Part | None:
    """Find the items of which lines have changed, with the one before them.

    :param changed: the old lines that are no more, from 0; it may be empty.
    """
    # YAML has odder ways to write a key.
    if not isinstance(root, Mapping) or any(key.column != 1 for key in root.keys.values()):
        return None
    ends = [key.line - 1 for key in root.keys.values()][1:]
    for node, end in zip(root.values.values(), [*ends, len(lines)], strict=False):
        if isinstance(node, Sequence) and changed.stop <= end:
            starts = _starts(node, lines)
            before = [at for at, line in starts.items() if line < changed.start]
            if before:
                behind = [at for at, line in starts.items() if line >= changed.stop]
                last = behind[0] if behind else len(node.items)
                lines_of = range(starts[before[-1]], starts.get(last, end))
                return _Part(node.items, before[-1], last, lines_of)
    return None


def _starts(node: Sequence, lines: list[str]) -> dict[int, int]:
    """Give which items begin with their dash, and on which lines."""
    dash = " " * (node.column - 1) + "-"
    return {
        at: item.line - 1
        for at, item in enumerate(node.items)
        if lines[item.line - 1][: item.column - 1].rstrip(" ") == dash
    }


def _behind(root: Node | None, part: _Part) -> Iterator[Node]:
    """Give all nodes that stand behind a part."""
    assert isinstance(root, Mapping)
    yield from part.items[part.last :]
    for name, key in root.keys.items():
        if key.line > part.lines.stop:
            yield key
            if name in root.values:
                yield root.values[name]


def _move(node: Node, lines: int) -> None:
    """Move a node and all in it down."""
    node.line += lines
    if isinstance(node, Scalar):
        node.end_line += lines if node.end_line else 0
    elif isinstance(node, Sequence):
        for item in node.items:
            _move(item, lines)
    else:
        for key in node.keys.values():
            _move(key, lines)
        for value in node.values.values():
            _move(value, lines)
