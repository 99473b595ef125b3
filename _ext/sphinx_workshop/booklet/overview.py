"""The program at a glance: a grid of rooms or of days, before the days of the schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from docutils import nodes

from sphinx_workshop.core.nodes import time_element
from sphinx_workshop.core.rooms import Grid, Meeting
from sphinx_workshop.core.wording import short_day

__all__ = ["Glance", "Shown", "add_overview", "glance"]

_Item = TypeVar("_Item")
_DAY = "ws-day"
_HEADING = "At a glance"


@dataclass
class Glance:
    """One grid: its columns' names, and what each of its meetings shows (time, title, calm)."""

    grid: Grid
    corner: str
    columns: list[str]
    shown: dict[int, Shown]


@dataclass
class Shown:
    """What a grid says of a meeting: its times at the venue, its title, whether it steps back."""

    time: str
    title: list[nodes.Node]
    calm: bool


class glance(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """Stands where the grids are to be: ``grids``, and the ``zone`` that their times are in."""


@dataclass
class _Day:
    date: dt.date
    meetings: list[Meeting] = field(default_factory=list)
    shown: dict[int, Shown] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)


def add_overview(tree: nodes.Element, widest: int) -> None:
    """Put a section with the grids before the first day, where there are several days or rooms.

    :param tree: pages with all references resolved.
    :param widest: how many columns the sheet has room for.
    """
    tables = [t for t in tree.findall(nodes.table) if "ws-timetable" in t["classes"]]
    days = [day for day in map(_read, tables) if day.meetings]
    grids = [*_grids(days, widest)]
    if not grids:
        return
    node = glance("", grids=grids, zone=[p.astext() for p in _zone(tables[0])])
    first = tables[0].parent
    if not (isinstance(first, nodes.section) and _DAY in first["classes"]):
        tables[0].parent.insert(tables[0].parent.index(tables[0]), node)
        return
    title = nodes.title("", _HEADING)
    section = nodes.section("", title, node, ids=["at-a-glance"])
    first.parent.insert(first.parent.index(first), section)


def _zone(table: nodes.table) -> list[nodes.paragraph]:
    head = next(table.findall(nodes.thead))
    return [*next(head.findall(nodes.entry)).findall(nodes.paragraph)]


def _read(table: nodes.table) -> _Day:
    """Read one day's timetable: when, where and what."""
    day = _Day(dt.date.min)
    for number, row in enumerate(next(table.findall(nodes.tbody)).findall(nodes.row)):
        *times, what = [cell for cell in row.children if isinstance(cell, nodes.Element)]
        moments = [dt.datetime.fromisoformat(t["datetime"]) for t in times[0].findall(time_element)]
        if not moments:
            continue
        room = next(
            (n.astext() for n in what.findall(nodes.inline) if "ws-room" in n["classes"]), ""
        )
        key = " ".join(room.casefold().split())
        if key:
            day.rooms.setdefault(key, room)
        if day.date == dt.date.min:
            day.date = moments[0].date()
        day.meetings.append(Meeting(number, moments[0], moments[-1], key))
        calm = not {"ws-quiet", "ws-cancelled"}.isdisjoint(row["classes"])
        day.shown[number] = Shown(times[0].astext(), _title(what), calm)
    return day


def _title(what: nodes.Element) -> list[nodes.Node]:
    """Return the session's title as one link to its row."""
    line = next((p for p in what.findall(nodes.paragraph) if "ws-title" in p["classes"]), None)
    if line is None:
        return []
    anchor = next((name for node in line.findall(nodes.target) for name in node["ids"]), "")
    words = [*_unlinked(line)]
    return [nodes.reference("", "", *words, internal=True, refid=anchor)] if anchor else words


def _unlinked(node: nodes.Element) -> Iterator[nodes.Node]:
    for child in node.children:
        if isinstance(child, nodes.reference):
            yield from _unlinked(child)
        elif not isinstance(child, nodes.target):
            yield child.deepcopy()


def _grids(days: Sequence[_Day], widest: int) -> Iterator[Glance]:
    """Give a grid of rooms for each day with parallel sessions, one of days for those between."""
    # A room keeps its place from day to day: that of its first session.
    order = dict.fromkeys(room for day in days for room in day.rooms)
    quiet: list[_Day] = []
    for day in days:
        rooms = [room for room in order if room in day.rooms]
        if not Grid(day.meetings, rooms).is_parallel:
            quiet.append(day)
            continue
        yield from _of_days(quiet, widest)
        quiet = []
        for part in _even(rooms, widest):
            held = [m for m in day.meetings if not m.room or m.room in part]
            grid = Grid(held, part)
            names = [day.rooms.get(room, "") for room in grid.rooms]
            yield Glance(grid, short_day(day.date), names, day.shown)
    if len(days) > 1:
        yield from _of_days(quiet, widest)


def _of_days(days: Sequence[_Day], widest: int) -> Iterator[Glance]:
    for part in _even(days, widest):
        meetings: list[Meeting] = []
        shown: dict[int, Shown] = {}
        for day in part:
            shift = part[0].date - day.date
            for old in day.meetings:
                number = len(meetings)
                shown[number] = day.shown[old.number]
                # By the clock on the wall: it may have been changed between the days.
                start, end = (at.replace(tzinfo=None) + shift for at in (old.start, old.end))
                meetings.append(Meeting(number, start, max(start, end), str(day.date)))
        grid = Grid(meetings, [str(day.date) for day in part], spanning=False)
        yield Glance(grid, "", [short_day(day.date) for day in part], shown)


def _even(items: Sequence[_Item], most: int) -> Iterator[list[_Item]]:
    """Part a sequence into pieces of nearly the same length, none longer than *most*."""
    count = -(-len(items) // most)
    for number in range(count):
        yield [*items[number * len(items) // count : (number + 1) * len(items) // count]]
