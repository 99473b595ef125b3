"""From the days as written to sessions: titles, ids, instants and what is doubted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sphinx_workshop.sections.schedule.model import Session, talks_of, top_sessions
from tests.core.data import WORKSHOP, lines, program, write

PEOPLE = """\
speakers:
  - {id: ada, name: Ada Lovelace, unplaced: x}
  - {id: bob, name: Bob Ross, unplaced: x}
papers:
  - {id: engine, title: 'Engines: a study', authors: [Ada Lovelace]}
  - {id: other, title: Other things, authors: [Bob Ross]}
"""


def day(*sessions: str, date: str = "2030-01-15") -> str:
    """Return a schedule of one day."""
    listed = "".join(f"      - {session}\n" for session in sessions)
    return f"{PEOPLE}schedule:\n  - date: {date}\n    sessions:\n{listed}"


def sessions(folder: Path, *written: str, workshop: str = WORKSHOP) -> list[Session]:
    """Return the sessions of one day that is right."""
    write(folder, day(*written), workshop=workshop)
    return list(program(folder).every(Session))


@pytest.mark.parametrize(
    ("written", "title", "key"),
    [
        ("{kind: opening, title: Welcome, start: '10:00'}", "Welcome", "welcome"),
        ("{kind: opening, start: '10:00'}", "Opening", "opening"),
        ("{kind: other, start: '10:00'}", "Talk", "talk"),
        ("{kind: contributed-talk, start: '10:00', papers: [engine]}", "Engines: a study", None),
        ("{kind: invited-talk, start: '10:00', speakers: [ada]}", "Ada Lovelace", "ada-lovelace"),
        ("{kind: panel, start: '10:00', speakers: [ada, bob]}", "Ada Lovelace and Bob Ross", None),
        ("{kind: poster-session, start: '10:00', papers: [engine]}", "Poster session", None),
        (
            "{kind: contributed-talk, start: '10:00', papers: [engine, other]}",
            "Contributed talk",
            None,
        ),
        ("{id: mine, kind: break, start: '10:00'}", "Break", "mine"),
        ("{kind: break, title: 李, start: '10:00'}", "李", "break"),
    ],
)
def test_titles_and_ids_are_derived(
    written: str, title: str, key: str | None, tmp_path: Path
) -> None:
    (session,) = sessions(tmp_path, written)
    assert session.title == title
    assert key is None or session.id == key


def test_derived_ids_leave_written_ones_alone(tmp_path: Path) -> None:
    found = sessions(
        tmp_path,
        "{kind: break, start: '10:00', end: '11:00'}",
        "{kind: break, start: '11:00', end: '12:00'}",
        "{kind: break, id: break, start: '12:00', end: '13:00'}",
    )
    assert [session.id for session in found] == ["break-2", "break-3", "break"]


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        ("start: '14:00', end: '15:00'", "15T14:00", "15T15:00"),
        ("start: 2:00 p.m., end: 3 pm", "15T14:00", "15T15:00"),
        ("start: '14:00', duration: 1:30", "15T14:00", "15T15:30"),
        ("start: '14:00', duration: 90 min", "15T14:00", "15T15:30"),
        ("start: '14:00'", "15T14:00", None),
        ("start: '23:00', end: '24:00'", "15T23:00", "16T00:00"),
        ("start: '23:00', duration: '2:00'", "15T23:00", "16T01:00"),
        ("start: '23:00', end: 2030-01-16 01:00", "15T23:00", "16T01:00"),
        ("start: 2030-01-16 00:30, duration: 30 min", "16T00:30", "16T01:00"),
    ],
)
def test_times_become_instants(times: str, start: str, end: str | None, tmp_path: Path) -> None:
    (session,) = sessions(tmp_path, f"{{kind: other, {times}}}")
    assert session.start == datetime.fromisoformat(f"2030-01-{start}").replace(tzinfo=UTC)
    expected = datetime.fromisoformat(f"2030-01-{end}").replace(tzinfo=UTC) if end else None
    assert session.end == expected


def test_times_are_of_the_workshops_zone(tmp_path: Path) -> None:
    zone = WORKSHOP.replace("Europe/London", "Asia/Kolkata")
    (session,) = sessions(tmp_path, "{kind: other, start: '10:00'}", workshop=zone)
    assert session.start.isoformat() == "2030-01-15T10:00:00+05:30"


def test_talks_stand_in_their_session_one_after_the_other(tmp_path: Path) -> None:
    session = (
        "{id: all, kind: other, start: '10:00', end: '11:00', room: Hall, talks: ["
        "{duration: 20 min, papers: [engine]}, {duration: 20 min, speakers: [ada]},"
        " {start: '10:50', title: End}]}"
    )
    write(tmp_path, day(session))
    found = program(tmp_path)
    (top,) = top_sessions(found)
    talks = talks_of(found, top)
    assert [(f"{talk.start:%H:%M}", talk.title, talk.room) for talk in talks] == [
        ("10:00", "Engines: a study", "Hall"),
        ("10:20", "Ada Lovelace", "Hall"),
        ("10:50", "End", "Hall"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        # back to back, in one room and with one person
        [
            "{kind: other, title: A, start: '10:00', end: '11:00', room: H, speakers: [ada]}",
            "{kind: other, title: B, start: '11:00', end: '12:00', room: H, speakers: [ada]}",
        ],
        # at once, in two rooms
        [
            "{kind: other, title: A, start: '10:00', end: '11:00', room: H}",
            "{kind: other, title: B, start: '10:00', end: '11:00', room: G}",
        ],
        # a session, and a talk of it, by the same person, whichever sorts first
        [
            (
                "{id: z, kind: other, start: '10:00', end: '11:00', chairs: [ada], "
                "talks: [{id: a, title: A, duration: 1:00, speakers: [ada]}]}"
            ),
        ],
        [
            (
                "{id: a, kind: other, start: '10:00', end: '11:00', chairs: [Ada Lovelace], "
                "talks: [{id: z, title: A, duration: 1:00, speakers: [ada]}]}"
            ),
        ],
        # what is cancelled takes no room, and leaves no unexplained hole
        [
            "{kind: other, title: A, start: '10:00', end: '11:00', room: H, speakers: [ada]}",
            (
                "{kind: other, title: B, start: '10:30', end: '11:00', room: H, speakers: [ada], "
                "status: cancelled}"
            ),
            "{kind: other, title: C, start: '11:00', end: '12:00', status: cancelled}",
            "{kind: other, title: D, start: '12:00', end: '13:00'}",
        ],
        # a moment has no end that a hole could follow
        [
            "{kind: other, title: Doors, start: '09:00'}",
            "{kind: other, title: A, start: '09:30', end: '10:00'}",
        ],
        # a poster session with many papers, and another one at the same time elsewhere
        [
            (
                "{kind: poster-session, title: P, start: '10:00', end: '11:00', room: A, "
                "papers: [engine, {paper: other, board: 3}]}"
            ),
            "{kind: other, title: Q, start: '10:00', end: '11:00', room: B}",
        ],
    ],
)
def test_what_is_normal_is_not_doubted(written: list[str], tmp_path: Path) -> None:
    write(tmp_path, day(*written))
    assert lines(tmp_path) == []


def test_every_clash_is_told_once(tmp_path: Path) -> None:
    slots = [
        f"{{kind: other, title: S{n}, start: '1{n}:00', end: '1{n + 2}:00', room: H}}"
        for n in range(4)
    ]
    write(tmp_path, day(*slots))
    assert len(lines(tmp_path)) == 3


def test_clashes_of_very_many_sessions_do_not_take_quadratic_time(tmp_path: Path) -> None:
    slot = "{kind: break, title: T, start: '10:00', end: '11:00', room: H, chairs: [A B]}"
    write(tmp_path, day(*[slot] * 10_000))
    found = lines(tmp_path)
    assert len(found) == 1001  # and the test's own limit of time


def test_unplaced_orals_count_only_where_all_could_be_read(tmp_path: Path) -> None:
    oral = "papers:\n  - {id: oral, title: Oral, authors: [C D], decision: oral}\n"
    text = day("{kind: other, start: '10:00'}").replace("papers:\n", oral)
    write(tmp_path, text)
    (only,) = lines(tmp_path)
    assert "oral paper 'oral' is in no session" in only
    write(tmp_path, text.replace("'10:00'", "'25:00'"))
    (only,) = lines(tmp_path)
    assert "'25:00' is not a time" in only


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ("start: '11:00', end: '10:00'", "not after its start"),
        ("start: '25:00', end: '12:00'", "is not a time"),
        ("start: '11:00 +05:00', end: '12:00'", "never has this UTC offset"),
    ],
)
def test_one_broken_time_makes_no_hole_and_nothing_unplaced(
    times: str, words: str, tmp_path: Path
) -> None:
    text = day(
        "{kind: other, title: A, start: '10:00', end: '11:00'}",
        f"{{kind: other, title: B, {times}, speakers: [ada]}}",
        "{kind: other, title: C, start: '12:00', end: '13:00'}",
    )
    write(tmp_path, text.replace("Ada Lovelace, unplaced: x", "Ada Lovelace"))
    (only,) = lines(tmp_path)
    assert words in only
