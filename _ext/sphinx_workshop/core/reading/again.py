"""Reading a file again of which little has changed: in a process that builds at each edit.

Of a list of records only those are read anew whose lines have changed; the others stay the nodes
that they were, on other lines perhaps. Wherever it is not certain that the whole file would be read
like that, it is read whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sphinx_workshop.core.problems import Problems
from sphinx_workshop.core.reading.folded import (
    find_lists,
    find_starts,
    line_behind,
    move,
    read_items,
)
from sphinx_workshop.core.reading.reader import parse
from sphinx_workshop.core.reading.source import MAX_NODES, Mapping, Node, Sequence
from sphinx_workshop.core.reading.tree import Parsed


class _Part(NamedTuple):
    """The items ``first`` to ``last`` (without it) of a list; they stand on ``lines``, from 0."""

    node: Sequence
    first: int
    last: int
    lines: range


class Again:
    """Reads one file again and again.

    :param file: its name for messages.
    :param text: what it held when it was read before, without a problem.
    :param parsed: what was read then; None where there is no such.
    """

    def __init__(self, file: str, text: str = "", parsed: Parsed | None = None) -> None:
        self.file = file
        self.text, self.parsed = text, parsed

    def parse(self, text: str, problems: Problems) -> Parsed:
        """Read the file's text, as :func:`parse` does.

        :returns: what holds nodes of the last call, which are changed.
        """
        known = self.parsed
        found = known if text == self.text else known and self._reread(known, text)
        self.text, self.parsed = text, found
        if found is None:
            before = len(problems.found)
            found = parse(text, self.file, problems)
            if len(problems.found) == before:
                self.parsed = found
        return found

    def _reread(self, known: Parsed, text: str) -> Parsed | None:
        """Read what has changed; nothing where that does not stand for itself."""
        old, new = self.text.split("\n"), text.split("\n")
        same = _same(old, new)
        most = min(len(old), len(new)) - same
        behind = _same(old[: -most - 1 : -1], new[: -most - 1 : -1]) if most else 0
        part = _find_part(known.root, old, range(same, len(old) - behind))
        if part is None:
            return None
        more = len(new) - len(old)
        changed = new[part.lines.start : part.lines.stop + more]
        # The parser looks ahead to what ends the last item.
        behind_it = line_behind(part.node, part.last, old, part.lines.stop)
        items, count = read_items(self.file, changed, behind_it)
        total = known.total + count
        if not items or total > MAX_NODES:
            return None
        for node in items:
            move(node, part.lines.start - 1)
        for node in _behind(known.root, part) if more else ():
            move(node, more)
        part.node.items[part.first : part.last] = items
        return known._replace(total=total)


def _same(first: list[str], second: list[str]) -> int:
    """Count the lines with which both begin."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))


def _find_part(root: Node | None, lines: list[str], changed: range) -> _Part | None:
    """Find the items of which lines have changed, with the one before them.

    :param changed: the old lines that are no more, from 0; it may be empty.
    """
    for _, node, end in find_lists(root, lines):
        if changed.stop <= end:
            starts = find_starts(node, lines)
            before = [at for at, line in starts.items() if line < changed.start]
            if before:
                behind = [at for at, line in starts.items() if line >= changed.stop]
                last = behind[0] if behind else len(node.items)
                lines_of = range(starts[before[-1]], starts.get(last, end))
                return _Part(node, before[-1], last, lines_of)
    return None


def _behind(root: Node | None, part: _Part) -> Iterator[Node]:
    """Give all nodes that stand behind a part."""
    assert isinstance(root, Mapping)
    yield from part.node.items[part.last :]
    for name, key in root.keys.items():
        if key.line > part.lines.stop:
            yield key
            if name in root.values:
                yield root.values[name]
