"""Leaving out what is wrong in a record, so that checks of meaning still see the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sphinx_workshop.core.entity import Path
from sphinx_workshop.core.reading.source import Mapping, Node, Sequence


def leave_out(data: Any, node: Node, wrong: Iterable[Path]) -> bool:
    """Remove wrong values from the plain data and from the nodes it was made of, alike.

    A value that is there is removed itself; where one is missing, the list item that lacks it goes.

    :param wrong: the paths of the values, in the order of the data.
    :returns: False where nothing can be left out: the record itself lacks what it must have.
    """
    gone: set[Path] = set()
    # From the end, so that the positions of list items before a removed one stay true.
    for path in sorted(wrong, key=_backwards):
        target = _removable(data, path)
        if target is None:
            return False
        if not any(target[: len(done)] == done for done in gone):
            gone.add(target)
            _remove(data, node, target)
    return True


def _backwards(path: Path) -> tuple[int, ...]:
    return tuple(-step if isinstance(step, int) else 0 for step in path)


def _removable(data: Any, path: Path) -> Path | None:
    item: Path | None = None
    current = data
    for position, step in enumerate(path):
        if isinstance(current, dict) and step in current:
            current = current[step]
        elif isinstance(current, list) and isinstance(step, int) and step < len(current):
            item = path[: position + 1]
            current = current[step]
        else:
            return item
    return path or None


def _remove(data: Any, node: Node, path: Path) -> None:
    for step in path[:-1]:
        data = data[step]
        node = _child(node, step)
    last = path[-1]
    del data[last]
    if isinstance(node, Mapping):
        node.keys.pop(str(last))
        node.values.pop(str(last))
    elif isinstance(node, Sequence) and isinstance(last, int):
        node.items.pop(last)


def _child(node: Node, step: str | int) -> Node:
    if isinstance(node, Mapping):
        return node.values[str(step)]
    if isinstance(node, Sequence) and isinstance(step, int):
        return node.items[step]
    raise LookupError(step)
