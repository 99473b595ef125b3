"""Calendars: what subscribers get, and what tells their programs that something changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest

from sphinx_workshop.core.loader import load
from sphinx_workshop.core.program import Program
from sphinx_workshop.exports import calendar
from sphinx_workshop.registry import SECTIONS
from tests.conftest import MakeProject

from . import reading

WORKSHOP = """
workshop:
  title: Workshop on, well; "everything"
  acronym: W&E
  start: 2030-03-30
  end: 2030-04-01
  timezone: Europe/London
  {more}
"""

Render = Callable[..., dict[str, bytes]]


@pytest.fixture
def render(make_project: MakeProject) -> Render:
    """``render("schedule: …", more="url: …")``: the calendars of a small workshop."""

    def run(data: str, *, more: str = "") -> dict[str, bytes]:
        files: Mapping[str, str] = {
            "_data/workshop.yaml": WORKSHOP.format(more=more),
            "_data/more.yaml": data,
        }
        return calendar.render(load(make_project(files), SECTIONS))

    return run


def day(*sessions: str) -> str:
    lines = "".join(f"      - {{{session}}}\n" for session in sessions)
    return f"schedule:\n  - date: 2030-03-30\n    sessions:\n{lines}"


def only(data: bytes) -> reading.Component:
    (event,) = reading.events(data)
    return event


TALK = "id: talk, kind: invited-talk, title: A talk, start: 14:00"


@pytest.mark.parametrize("project", ["real", "synthetic"])
def test_icalendar_reads_every_calendar(
    project: str, exported: Callable[[str], dict[str, bytes]]
) -> None:
    calendars = {name: data for name, data in exported(project).items() if name.endswith(".ics")}
    assert len(calendars) > 30
    seen: dict[str, bytes] = {}
    for data in calendars.values():
        found = icalendar.Calendar.from_ical(data)
        assert found.errors == []
        uids = [str(event["UID"]) for event in found.walk("VEVENT")]
        assert len(uids) == len(set(uids)) > 0
        for event in found.walk("VEVENT"):
            assert event.errors == []
            # One event is the same in every calendar that holds it.
            assert seen.setdefault(str(event["UID"]), event.to_ical()) == event.to_ical()


def test_parts_of_the_program_hold_what_belongs_to_them(
    exported: Callable[[str], dict[str, bytes]],
) -> None:
    def ids(name: str) -> list[str]:
        found = reading.events(exported("synthetic")[name])
        return [event.one("UID").partition(".")[0].removeprefix("session-") for event in found]

    assert ids("ics/day/2030-03-31.ics") == ["awards", "closing"]
    assert ids("ics/room/hall.ics") == ["posters"]
    assert ids("ics/speaker/ada-example.ics") == ["invited-1", "panel"]
    # Olga leads one session and sits on the panel.
    assert ids("ics/speaker/olga-petrova.ics") == ["oral-a", "panel"]
    assert ids("ics/track/theory.ics") == ["oral-a", "talk-alpha", "talk-zeta", "talk-olga"]
    every = [name for name in exported("synthetic") if name.startswith("ics/")]
    assert len(every) == 19 + 3 + 3 + 2 + 4
    assert len(ids("program.ics")) == 19


def test_paths_of_rooms_are_apart_where_letters_are_lost(render: Render) -> None:
    rooms = ["C", "C++", "C#", "Raum Ä", "会議室", "Main Hall", "main  hall"]
    data = day(
        *(f"kind: other, title: T, start: 10:0{n}, room: '{r}'" for n, r in enumerate(rooms))
    )
    found = render(data)
    names = [name for name in found if name.startswith("ics/room/")]
    assert len(names) == 6
    assert {"ics/room/c.ics", "ics/room/main-hall.ics"} < set(names)
    assert len(reading.events(found["ics/room/main-hall.ics"])) == 2
    # A session may be called like a folder.
    assert "ics/room.ics" in render(day("id: room, kind: other, title: T, start: 10:00, room: x"))


def test_what_a_session_says(exported: Callable[[str], dict[str, bytes]]) -> None:
    event = only(exported("synthetic")["ics/talk-alpha.ics"])
    assert event.one("SUMMARY") == r"Tight $\alpha$-Bounds on Things & Others"
    assert event.one("UID") == "session-talk-alpha.wmt2030@workshop.example"
    assert event.one("RELATED-TO") == "session-oral-a.wmt2030@workshop.example"
    assert event.one("LOCATION") == "Aula, The Hall of Mirrors, 1 Nowhere Lane, Erewhon"
    page = "https://workshop.example/2030/program/index.html#session-talk-alpha"
    assert event.one("URL") == page
    assert reading.categories(event) == ["Talk", "Theory"]
    assert event.one("DESCRIPTION") == (
        "Part of: Oral session A: bounds\n"
        "With: Zoë Ångström (Nowhere), Ada Example\n\n"
        "We bound $\\alpha \\le 1$ by nothing. See the notes (https://notes.example/alpha):\n\n"
        f"1. first\n2. second\n\nProgram: {page}"
    )
    cancelled = only(exported("synthetic")["ics/invited-2.ics"])
    assert cancelled.one("STATUS") == "CANCELLED"
    assert cancelled.one("SUMMARY") == "Cancelled: Invited talk #2: Bjørn van den Berg"
    assert "Cancelled. Bjørn is still ill." in cancelled.one("DESCRIPTION")


def test_posters_stand_with_their_boards(exported: Callable[[str], dict[str, bytes]]) -> None:
    said = only(exported("synthetic")["ics/posters.ics"]).one("DESCRIPTION")
    assert "- The First Poster (board A1)\n  Ann One, Ann Two, Ann Three\n" in said


def test_times_are_instants(render: Render) -> None:
    """The night in which the clocks go forward: 00:30 GMT to 03:30 BST is two hours."""
    data = day(
        "id: night, kind: social, title: N, start: 2030-03-31 00:30, end: 2030-03-31 03:30",
        "id: doors, kind: other, title: Doors open, start: 09:00",
    )
    found = render(data)
    night, doors = only(found["ics/night.ics"]), only(found["ics/doors.ics"])
    assert night.time("DTSTART") == datetime(2030, 3, 31, 0, 30, tzinfo=UTC)
    assert night.time("DTEND") == datetime(2030, 3, 31, 2, 30, tzinfo=UTC)
    assert doors.time("DTSTART") == datetime(2030, 3, 30, 9, 0, tzinfo=UTC)
    assert doors.time("DTEND") is None
    assert doors.get("LOCATION") is None


def revision(event: reading.Component) -> tuple[int, object, object]:
    return int(event.one("SEQUENCE")), event.time("DTSTAMP"), event.time("LAST-MODIFIED")


def test_revisions_rise_with_what_the_data_says(render: Render) -> None:
    before = datetime(2029, 3, 30, tzinfo=UTC)
    stages = ["", "status: moved", "updated: 2029-11-01", "updated: 2029-11-01 10:30"]
    stages.append("updated: 2030-03-29 08:00, status: cancelled")
    seen = [only(render(day(f"{TALK}, {stage}"))["ics/talk.ics"]) for stage in stages]
    assert [revision(event)[0] for event in seen[:2]] == [0, 1]
    assert revision(seen[0])[1:] == (before, None)
    changed = datetime(2029, 11, 1, 10, 30, tzinfo=UTC)
    assert revision(seen[3])[1:] == (changed, changed)
    sequences = [revision(event)[0] for event in seen]
    assert sequences == sorted(set(sequences))
    stamps = [event.time("DTSTAMP") for event in seen]
    assert stamps == sorted(stamps, key=str)
    # Whatever else changes, what it is called by does not.
    assert len({event.one("UID") for event in seen}) == 1


def test_a_change_of_a_session_is_one_of_its_talks(render: Render) -> None:
    talks = "talks: [{id: inner, title: Inner, duration: 10 min}]"
    data = day(f"{TALK}, end: 15:00, updated: 2029-12-24 18:00, status: cancelled, {talks}")
    inner = only(render(data)["ics/inner.ics"])
    assert inner.time("LAST-MODIFIED") == datetime(2029, 12, 24, 18, 0, tzinfo=UTC)
    assert inner.one("STATUS") == "CANCELLED"
    later = data.replace("duration: 10 min", "duration: 10 min, updated: 2030-01-01")
    assert only(render(later)["ics/inner.ics"]).time("LAST-MODIFIED") == datetime(
        2030, 1, 1, tzinfo=UTC
    )


def test_without_an_address_there_are_no_links(render: Render) -> None:
    found = render(day(TALK))
    event = only(found["ics/talk.ics"])
    assert event.get("URL") is None
    assert event.one("UID") == "session-talk.we2030@workshop.invalid"
    assert reading.read_calendar(found["program.ics"]).get("SOURCE") is None
    addressed = render(day(TALK), more="url: https://exämple.org/2030/?a=b#c")
    calendar = reading.read_calendar(addressed["program.ics"])
    assert calendar.one("SOURCE") == "https://xn--exmple-cua.org/2030/program.ics"
    assert calendar.one("NAME") == 'Workshop on, well; "everything"'


def test_dates_last_to_the_end_of_the_day_anywhere_on_earth(
    exported: Callable[[str], dict[str, bytes]], program: Callable[[str], Program]
) -> None:
    found = {
        event.one("UID").partition(".")[0]: event
        for event in reading.events(exported("real")["dates.ics"])
    }
    submission = found["date-submission"]
    assert submission.time("DTSTART") == datetime(2021, 10, 4, 11, 59, tzinfo=UTC)
    assert submission.one("DESCRIPTION") == (
        "2021-10-03 23:59 Anywhere on Earth (UTC−12)\nMoved from 2021-09-17 23:59"
    )
    assert submission.one("SEQUENCE") == "1"
    assert submission.one("SUMMARY") == "DGMs2021: Submission of workshop contributions"
    notification = found["date-notification"]
    assert notification.time("DTSTART") == date(2021, 10, 22)
    assert notification.time("DTEND") == date(2021, 10, 23)
    assert notification.one("TRANSP") == "TRANSPARENT"


def test_no_name_ends_a_calendar(render: Render) -> None:
    found = render(day(f"{TALK}, room: 'END:VCALENDAR'"))
    (room,) = (data for name, data in found.items() if name.startswith("ics/room/"))
    assert reading.read_calendar(room).one("NAME") == "W&E: END:VCALENDAR"


def test_no_dates_no_calendar_of_them(render: Render, tmp_path: Path) -> None:
    assert "dates.ics" not in render(day(TALK))
