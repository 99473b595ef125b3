"""Where parallel meetings stand, tried on plans drawn with letters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_workshop.core.rooms import Grid, Meeting

NINE = datetime(2030, 1, 15, 9, tzinfo=UTC)

Plan = list[tuple[str, int, int]]


def grid(plan: Plan) -> Grid:
    """Make a grid of (room, start, end), in quarters of an hour after nine."""
    quarter = timedelta(minutes=15)
    meetings = [
        Meeting(number, NINE + start * quarter, NINE + end * quarter, room)
        for number, (room, start, end) in enumerate(plan)
    ]
    return Grid(meetings, list(dict.fromkeys(room for room, _, _ in plan if room)))


def drawn(plan: Plan) -> list[str]:
    """Draw the cells: the number of each cell's first meeting, a dot where it is empty."""
    made = grid(plan)
    lines = [[" "] * made.width for _ in made.starts]
    for block in made.blocks:
        for row in range(block.top, block.bottom):
            for column in range(block.left, block.right):
                assert lines[row][column] == " "
                lines[row][column] = str(block.meetings[0].number) if block.meetings else "."
    return ["".join(line) for line in lines]


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        pytest.param([("A", 0, 4), ("B", 0, 4)], ["01"], id="side-by-side"),
        pytest.param([("A", 0, 4), ("B", 0, 2), ("B", 2, 4)], ["01", "02"], id="longer"),
        pytest.param([("", 0, 2), ("A", 2, 4), ("B", 2, 4)], ["00", "12"], id="alone"),
        pytest.param([("A", 0, 4), ("B", 0, 2), ("A", 4, 6)], ["01", "22"], id="alone-in-a-room"),
        pytest.param([("A", 0, 2), ("B", 0, 4), ("A", 3, 4)], ["01", "21"], id="gap"),
        pytest.param(
            [("A", 0, 2), ("B", 0, 2), ("C", 0, 6), ("", 2, 4), ("A", 4, 6)],
            ["012", "332", "4.2"],
            id="break-beside-what-goes-on",
        ),
        pytest.param(
            [("A", 0, 4), ("B", 0, 4), ("", 0, 4), ("A", 4, 6), ("B", 4, 6)],
            ["012", "34."],
            id="no-room-free",
        ),
        pytest.param([("A", 0, 4), ("A", 0, 4), ("B", 0, 4)], ["02"], id="two-in-a-room"),
        pytest.param([("A", 0, 2), ("B", 0, 0), ("A", 2, 4)], ["01", "22"], id="moment"),
        pytest.param([("B", 0, 2), ("A", 1, 3)], ["0.", "01"], id="begins-inside"),
    ],
)
def test_places(plan: Plan, wanted: list[str]) -> None:
    assert drawn(plan) == wanted


def test_two_in_a_room_keep_their_order() -> None:
    made = grid([("A", 0, 4), ("B", 0, 4), ("A", 2, 4)])
    shared = next(block for block in made.blocks if len(block.meetings) == 2)
    assert [meeting.number for meeting in shared.meetings] == [0, 2]
    assert (shared.top, shared.bottom) == (0, 2)


@pytest.mark.parametrize(
    ("plan", "parallel"),
    [
        ([("A", 0, 2), ("B", 2, 4)], False),
        ([("A", 0, 2), ("A", 0, 2)], False),
        ([("A", 0, 2), ("", 0, 2)], False),
        ([("A", 0, 2), ("B", 1, 3)], True),
        ([], False),
    ],
)
def test_parallel_is_what_shares_time_in_different_rooms(plan: Plan, parallel: bool) -> None:
    assert grid(plan).is_parallel is parallel


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "A", "B", "C"]), st.integers(0, 12), st.integers(1, 6)).map(
            lambda one: (one[0], one[1], one[1] + one[2])
        ),
        max_size=12,
    )
)
def test_every_cell_is_one_blocks_and_every_meeting_in_one(plan: Plan) -> None:
    lines = drawn(plan)  # sees to it that no two share a cell
    assert not any(" " in line for line in lines)
    made = grid(plan)
    held = [meeting for block in made.blocks for meeting in block.meetings]
    assert sorted(meeting.number for meeting in held) == list(range(len(plan)))
    shown = [meeting for row in made.rows() for block in row for meeting in block.meetings]
    assert len(shown) == len(plan)
    for block in made.blocks:
        assert all(meeting.start >= made.starts[block.top] for meeting in block.meetings)
