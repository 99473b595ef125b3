"""A large booklet in volumes: the lists of papers are parted, all else stays in the first one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from docutils import nodes
from sphinx import addnodes

__all__ = ["MOST", "SHARE", "divide", "further", "record_lists"]

#: What a booklet may hold before it is parted by itself, and about what a volume holds then, in
#: characters: a paper counts as its text and :data:`_EACH` more. Typst takes some 300 bytes of
#: memory for each of them, while Sphinx waits with what it has read.
MOST: Final = 2_500_000
SHARE: Final = 1_300_000
_EACH: Final = 500


class further(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """Stands where a list goes on: ``first`` and ``last`` volume, whether a part is ``here``."""


@dataclass
class _Volume:
    """A volume behind the first, and which of its elements stands for which of the first's."""

    tree: nodes.document
    copies: dict[int, nodes.Element] = field(default_factory=dict)


def record_lists(node: nodes.Element) -> Iterator[nodes.bullet_list]:
    """Yield the lists of papers that may be parted: those of pages and sections."""
    for child in node.children:
        if isinstance(child, nodes.bullet_list):
            if "ws-papers" in child["classes"]:
                yield child
        elif isinstance(child, nodes.Element) and not isinstance(
            child, nodes.table | nodes.TextElement
        ):
            yield from record_lists(child)


def divide(tree: nodes.document, wanted: int, indexed: int = 0) -> list[nodes.document]:
    """Part a booklet into volumes; return them, the first of which is *tree* with less in it.

    :param tree: all pages; changed.
    :param wanted: how many volumes, or 0: as many as it takes. There is at most one for each paper
        and one for all else.
    :param indexed: how many characters the indexes have, which stand in the first volume.
    """
    lists = [*record_lists(tree)]
    weights = [len(record.astext()) + _EACH for held in lists for record in held.children]
    beside = len(tree.astext()) + _EACH * len(weights) - sum(weights) + indexed
    whole = sum(weights) + beside
    count = wanted or (1 if whole <= MOST else -(-whole // SHARE))
    count = min(count, len(weights) + 1)
    if count < 2:
        return [tree]
    volumes = [_Volume(tree), *(_Volume(tree.copy()) for _ in range(count - 1))]
    shares = iter(_shares(weights, count, beside))
    begins: dict[int, int] = {}
    for held in lists:
        own = [next(shares) for _ in held.children]
        for node in _above(held):
            begins.setdefault(id(node), own[0] if own else 0)
        _part(held, own, volumes, begins)
    return [volume.tree for volume in volumes]


def _above(node: nodes.Element) -> Iterator[nodes.Element]:
    while (node := node.parent) is not None:
        yield node


def _shares(weights: Sequence[int], count: int, beside: int) -> list[int]:
    """Return for each paper the volume that it is in, from 0; none but the first is empty."""
    total = sum(weights)
    own = max(0.0, (total + beside) / count - beside)  # what the first has room for
    each = (total - own) / (count - 1)
    shares: list[int] = []
    for number, end in enumerate(accumulate(weights)):
        middle = end - weights[number] / 2
        share = 0 if middle < own else 1 + int((middle - own) / each)
        last = shares[-1] if shares else 0
        rest = len(weights) - number  # each of the volumes to come needs one of these
        shares.append(max(min(share, last + 1, count - 1), count - rest, last))
    return shares


def _part(
    held: nodes.bullet_list,
    shares: Sequence[int],
    volumes: Sequence[_Volume],
    begins: Mapping[int, int],
) -> None:
    """Move the records of one list to where they belong, and say where it goes on."""
    last = shares[-1] if shares else 0
    if last == 0:
        return
    records, parent = list(held.children), held.parent
    first = max(shares[0], 1)
    held.children = [record for record, share in zip(records, shares, strict=True) if share == 0]
    more = further(first=first + 1, last=last + 1, here=bool(held.children))
    parent.insert(parent.index(held) + 1, more)
    if not held.children:
        parent.remove(held)
    for number in range(first, last + 1):
        above = _copy_of(parent, number, volumes[number], begins)
        copy = held.copy()
        copy.extend(it for it, share in zip(records, shares, strict=True) if share == number)
        above += copy
        if number < last:
            above += further(first=number + 2, last=last + 1, here=True)


def _copy_of(
    node: nodes.Element, number: int, volume: _Volume, begins: Mapping[int, int]
) -> nodes.Element:
    """Return what stands for a page or a section in a volume: the same with its title alone.

    :param begins: in which volume the records of each page and section begin.
    """
    if isinstance(node, nodes.document):
        return volume.tree
    if id(node) not in volume.copies:
        above = _copy_of(node.parent, number, volume, begins)
        if not isinstance(node, nodes.section | addnodes.start_of_file):
            return above
        copy = node.copy()
        copy.extend(part.deepcopy() for part in node.children if isinstance(part, nodes.title))
        copy["continued"] = begins[id(node)] < number
        above += copy
        volume.copies[id(node)] = copy
    return volume.copies[id(node)]
