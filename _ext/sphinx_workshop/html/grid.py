"""Parallel sessions side by side: a day's timetable as a grid of rooms, on HTML pages alone.

The directive's table has a row for each session; every other output keeps that. Where sessions in
different rooms share their time, pages get a table with a column for each room and a row for each
start. The order of the document stays that of the clock, so that the style sheet can show the same
table as a list where there is no width for columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_workshop.core.nodes import header_cell, time_element
from sphinx_workshop.core.rooms import Block, Grid, Meeting
from sphinx_workshop.html.divisions import division, is_paged

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ELSEWHERE: Final = "Elsewhere"
# How wide a grid may have to be, in rem; the style sheet has a class for each step.
STEPS: Final = (40, 50, 60, 70)
_ZONE_WIDTH, _ROOM_WIDTH = 4.5, 8.5


def lay_out_rooms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn the timetables of days with parallel rooms into grids (``doctree-resolved``)."""
    if is_paged(app):
        return
    tables = [t for t in doctree.findall(nodes.table) if "ws-timetable" in t["classes"]]
    days = [_Day(table) for table in tables]
    # A room keeps its place from day to day: that of its first session.
    names = {room: name for day in reversed(days) for room, name in day.names.items()}
    order = dict.fromkeys(room for day in days for room in day.names)
    for day in days:
        grid = Grid(day.meetings, [room for room in order if room in day.names])
        step = bisect_left(STEPS, _ZONE_WIDTH * len(day.zones) + _ROOM_WIDTH * grid.width)
        if grid.is_parallel and step < len(STEPS):
            classes = ["ws-frame", f"ws-step-{step + 1}"]
            parent, place = day.table.parent, day.table.parent.index(day.table)
            parent[place] = division("", _table(day, grid, names), classes=classes)


@dataclass
class _Row:
    """A session's row in the directive's table."""

    node: nodes.row
    times: list[nodes.Element]
    what: nodes.Element


class _Day:
    """The directive's table of one day, read."""

    def __init__(self, table: nodes.table) -> None:
        self.table = table
        self.zones = next(table.findall(nodes.thead)).children[0].children[:-1]
        self.rows: list[_Row] = []
        self.meetings: list[Meeting] = []
        self.names: dict[str, list[nodes.Node]] = {}
        for node in next(table.findall(nodes.tbody)).findall(nodes.row):
            *times, what = [cell for cell in node.children if isinstance(cell, nodes.Element)]
            self.rows.append(_Row(node, times, what))
            self._note(times[0], what)

    def _note(self, time: nodes.Element, what: nodes.Element) -> None:
        moments = [datetime.fromisoformat(t["datetime"]) for t in time.findall(time_element)]
        room = ""
        for inline in what.findall(nodes.inline):
            if "ws-room" in inline["classes"]:
                room = " ".join(inline.astext().casefold().split())
                self.names.setdefault(room, inline.children)
                break
        self.meetings.append(Meeting(len(self.meetings), moments[0], moments[-1], room))


def _table(day: _Day, grid: Grid, names: dict[str, list[nodes.Node]]) -> nodes.table:
    heads = [*day.zones, *(_head(names.get(room, ())) for room in grid.rooms)]
    body = nodes.tbody()
    for start, blocks in zip(grid.starts, grid.rows(), strict=True):
        first = next(meeting for meeting in day.meetings if meeting.start == start)
        times = [_slot_time(cell) for cell in day.rows[first.number].times]
        cells = [_cell(block, [day.rows[m.number] for m in block.meetings]) for block in blocks]
        body += nodes.row("", *times, *cells, classes=["ws-slot"])
    group = nodes.tgroup("", cols=len(heads))
    group += [nodes.colspec("", colwidth=1) for _ in heads]
    group += [nodes.thead("", nodes.row("", *heads)), body]
    return nodes.table("", group, classes=[*day.table["classes"], "ws-grid"])


def _head(name: Sequence[nodes.Node]) -> nodes.Node:
    words = [part.deepcopy() for part in name] or [nodes.Text(ELSEWHERE)]
    return header_cell("", nodes.paragraph("", "", *words), scope="col", classes=["ws-head"])


def _slot_time(cell: nodes.Element) -> nodes.Element:
    """Make a row's time in one zone from a session's: its start, with the marks that are of it."""
    parts = [part for paragraph in cell.children for part in paragraph.children]
    first, *times = [part for part in parts if isinstance(part, time_element)]
    behind = parts[1:]
    if times:
        # "23:30–00:30 +1 day" begins on the day itself, "00:30–01:30 +1 day" does not.
        end = parts.index(times[0])
        same_date = first["datetime"][:10] == times[0]["datetime"][:10]
        behind = parts[end + 1 :] if same_date else parts[1 : end - 1]
    made = cell.copy()
    made += nodes.paragraph("", "", *(part.deepcopy() for part in (first, *behind)))
    return made


def _cell(block: Block, rows: Sequence[_Row]) -> nodes.entry:
    cell = nodes.entry("", classes=["ws-place" if rows else "ws-empty"])
    for name, extent in (
        ("morerows", block.bottom - block.top),
        ("morecols", block.right - block.left),
    ):
        if extent > 1:
            cell[name] = extent - 1
    if "morecols" in cell:
        cell["classes"].append("ws-broad")
    for row in rows:
        times = [part for time in row.times for part in time.findall(nodes.paragraph)]
        for time in times:
            time["classes"].append("ws-time")
        what = division("", *row.what.children, classes=row.what["classes"])
        cell += division("", *times, what, classes=row.node["classes"])
    return cell
