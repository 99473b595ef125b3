"""Where parallel meetings stand in a grid of rooms and times; knows neither Sphinx nor docutils."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Meeting:
    """What is held at a time, in a room or (``""``) in none; ``number`` tells which it is."""

    number: int
    start: datetime
    end: datetime
    room: str


@dataclass
class Block:
    """Meetings that share a cell, and the cell's extent; bottom and right are no more of it."""

    meetings: list[Meeting]
    top: int
    bottom: int
    left: int = 0
    right: int = 0

    def beside(self, other: Block) -> bool:
        """Tell whether the two share a row."""
        return self.top < other.bottom and other.top < self.bottom


class Grid:
    """Finds each meeting's place: rows are starts, columns are rooms.

    What has its rows to itself spans all columns; what has no room spans those that are free.

    :param meetings: in the order in which those of one cell are to stand.
    :param rooms: the columns, in their order.
    :param spanning: False keeps each meeting in its own column, whatever is free beside it.
    """

    def __init__(
        self, meetings: Sequence[Meeting], rooms: Sequence[str], *, spanning: bool = True
    ) -> None:
        self.rooms = [*rooms]
        """The columns; a last one, ``""``, for what has no room where no column is free."""
        self.starts = sorted({meeting.start for meeting in meetings})
        self.blocks: list[Block] = []
        single = [self._block(meeting) for meeting in meetings]
        shared = [
            one
            for one in single
            if not spanning or any(one.beside(other) for other in single if other is not one)
        ]
        roomed = [one for one in shared if one.meetings[0].room]
        self.is_parallel = any(
            one.beside(other) and one.meetings[0].room != other.meetings[0].room
            for one in roomed
            for other in roomed
        )
        """Whether meetings in different rooms share their time."""
        for number, room in enumerate(rooms):
            here = [one for one in roomed if one.meetings[0].room == room]
            self._place(_merged(here), number, number + 1)
        self._place_roomless([one for one in shared if not one.meetings[0].room])
        self._place([one for one in single if one not in shared], 0, self.width)
        self._fill()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rooms)

    def rows(self) -> Iterator[list[Block]]:
        """Give for each start the cells that begin there, in the order of the columns."""
        for row in range(len(self.starts)):
            yield sorted((b for b in self.blocks if b.top == row), key=lambda block: block.left)

    def _block(self, meeting: Meeting) -> Block:
        top = self.starts.index(meeting.start)
        return Block([meeting], top, max(top + 1, bisect_left(self.starts, meeting.end)))

    def _place(self, blocks: Iterable[Block], left: int, right: int) -> None:
        for block in blocks:
            block.left, block.right = left, right
            self.blocks.append(block)

    def _place_roomless(self, blocks: list[Block]) -> None:
        """Give each the widest run of free columns; where none is free, a column of their own."""
        rest = []
        for block in blocks:
            runs = [*self._free(block)]
            if runs:
                self._place([block], *max(runs, key=lambda run: run[1] - run[0]))
            else:
                rest.append(block)
        if rest:
            self.rooms.append("")
            self._place(_merged(rest), self.width - 1, self.width)

    def _free(self, block: Block) -> Iterator[tuple[int, int]]:
        """Give the runs of columns in which nothing stands beside a block."""
        taken = {
            column
            for other in self.blocks
            if other.beside(block)
            for column in range(other.left, other.right)
        }
        left = 0
        for column in (*sorted(taken), self.width):
            if column > left:
                yield left, column
            left = column + 1

    def _fill(self) -> None:
        """Put an empty block wherever a column has nothing."""
        for column in range(self.width):
            held = [block for block in self.blocks if block.left <= column < block.right]
            top = 0
            for block in sorted(held, key=lambda block: block.top):
                if block.top > top:
                    self._place([Block([], top, block.top)], column, column + 1)
                top = block.bottom
            if top < len(self.starts):
                self._place([Block([], top, len(self.starts))], column, column + 1)


def _merged(blocks: Iterable[Block]) -> list[Block]:
    """Join those that share a row: a room may hold what was cancelled and what came instead."""
    found: list[Block] = []
    for block in sorted(blocks, key=lambda block: block.top):
        if found and found[-1].beside(block):
            found[-1].meetings += block.meetings
            found[-1].bottom = max(found[-1].bottom, block.bottom)
        else:
            found.append(block)
    return found
