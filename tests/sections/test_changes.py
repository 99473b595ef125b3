"""What has changed between two programs, and the same out of an earlier program.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sphinx_workshop.core.earlier import EarlierError, read_earlier
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.program import Earlier, Program
from sphinx_workshop.exports import program_json
from sphinx_workshop.registry import SECTIONS
from sphinx_workshop.sections.changes.compare import compare
from sphinx_workshop.sections.changes.facts import facts_of
from sphinx_workshop.sections.changes.telling import LEADS, detail, plain
from tests.support import copy_synthetic, write

DATA = """
workshop: {title: T, acronym: T, start: 2030-01-15, end: 2030-01-15, timezone: Europe/London}
speakers:
  - {id: ada, name: Ada Example}
  - {id: noa, name: נועה לוי}
papers:
  - {id: one, title: On $x$, authors: [A B, C D]}
  - {id: two, title: Second, authors: [E F], unplaced: no}
schedule:
  - date: 2030-01-15
    sessions:
      - {id: panel, kind: panel, title: Panel, start: 10:00, end: 11:00, room: Aula,
         speakers: [ada, noa]}
      - {kind: other, title: Things, start: 11:00, end: 12:00}
      - id: oral
        kind: other
        title: Orals
        start: 12:00
        end: 13:00
        talks: [{id: talk, start: 12:00, end: 12:20, papers: [one]}]
dates:
  - {id: due, label: Due, when: 2029-12-01 23:59, timezone: AoE}
"""
ZONE = ZoneInfo("Europe/London")
NBSP = "\xa0"
ZONE_WORDS = " (Anywhere on Earth)"
AT = "2030-01-15T10:00:00+00:00"
DAY = f"Tue 15{NBSP}Jan"
SLOT = f"{DAY}, 10:00–11:00{NBSP}GMT"

EDITS = {
    "nothing": ([], []),
    "a time": (
        [("10:00, end: 11:00", "10:30, end: 11:00")],
        [f"Moved: Panel, now {DAY}, 10:30–11:00{NBSP}GMT, Aula; before {SLOT}, Aula"],
    ),
    "a room": (
        [("room: Aula", "room: Attic")],
        [f"Moved: Panel, now {SLOT}, Attic; before {SLOT}, Aula"],
    ),
    "a title": ([("title: Panel", "title: Debate")], ["Renamed: Debate, before “Panel”"]),
    "a title that the id follows from": (
        [("title: Things", "title: Stuff")], ["Renamed: Stuff, before “Things”"],
    ),
    "off": (
        [("title: Panel", "status: cancelled, title: Panel")],
        [f"Cancelled: Panel, Tue 15{NBSP}Jan, 10:00–11:00{NBSP}GMT, Aula"],
    ),
    "all of it off, and so the talk in it": (
        [("title: Orals", "title: Orals\n        status: cancelled")],
        [f"Cancelled: Orals, Tue 15{NBSP}Jan, 12:00–13:00{NBSP}GMT",
         f"Cancelled: On $x$, Tue 15{NBSP}Jan, 12:00–12:20{NBSP}GMT"],
    ),
    "people": (
        [("speakers: [ada, noa]", "speakers: [ada]"), ("[A B, C D]", "[A B, G H]")],
        ["People changed: Panel, without \u2068נועה לוי\u2069",
         "People changed: On $x$, with G H; without C D",
         "People changed: On $x$, with G H; without C D"],
    ),
    "records": (
        [("{id: two, title: Second", "{id: three, title: Third"),
         ("  - {id: ada, name: Ada Example}\n", "  - {id: ada, name: Ada Sample}\n")],
        ["New: Third", "Removed: Second", "Renamed: Ada Sample, before “Ada Example”"],
    ),
    "a date": (
        [("2029-12-01 23:59, timezone: AoE", "2029-12-02")],
        [f"Moved: Due, now 2{NBSP}December 2029; before 1{NBSP}December 2029, 23:59{ZONE_WORDS}"],
    ),
    "a paper taken back": (
        [("title: Second", "status: withdrawn, title: Second")], ["Removed: Second"],
    ),
}  # fmt: skip


def read(folder: Path, data: str = DATA) -> Program:
    write(folder, {"_data/all.yaml": data})
    return load(folder, SECTIONS)


def as_json(program: Program) -> Earlier:
    held = json.loads(program_json.render(program)["program.json"])
    return Earlier("", plain=held)


def told(before: Program | Earlier, now: Program) -> list[str]:
    changes = compare(facts_of(before), facts_of(now))
    lines = [(LEADS[one.what], one.fact.title, plain(detail(one, ZONE))) for one in changes]
    return [f"{lead}: {title}" + (f", {more}" if more else "") for lead, title, more in lines]


@pytest.mark.parametrize("through", [lambda program: program, as_json], ids=["data", "json"])
@pytest.mark.parametrize("name", EDITS)
def test_every_change_is_told(
    name: str, through: Callable[[Program], Program | Earlier], tmp_path: Path
) -> None:
    edits, expected = EDITS[name]
    before, data = read(tmp_path / "before"), DATA
    for old, new in edits:
        assert data.count(old) == 1
        data = data.replace(old, new)
    assert told(through(before), read(tmp_path / "now", data)) == expected


def test_what_was_off_can_take_place(tmp_path: Path) -> None:
    off = read(tmp_path / "before", DATA.replace("title: Panel", "status: cancelled, title: Panel"))
    (line,) = told(off, read(tmp_path / "now"))
    assert line.startswith("Takes place after all: Panel, ")


def test_a_program_is_its_own_program_json(tmp_path: Path) -> None:
    program = load(copy_synthetic(tmp_path), SECTIONS)
    assert facts_of(as_json(program)).keys() == facts_of(program).keys()
    assert told(as_json(program), program) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "'old.json' is no JSON"),
        ("[" * 100_000, "'old.json' is no JSON"),
        ("[]", "'old.json' is no program.json"),
        ('{"version": 1}', "'old.json' is no program.json"),
        ('{"version": 2, "workshop": {}}', "'old.json' has version '2', and only 1 is known"),
        (None, "'old.json' cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_none_is_said(text: str | None, problem: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "old.json").write_text(text)
    with pytest.raises(EarlierError) as caught:
        read_earlier(tmp_path, "old.json", SECTIONS)
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    "held",
    [
        {"sessions": 1},
        {"sessions": ["x"]},
        {"sessions": [{"id": "a"}]},
        {"sessions": [{"id": "a", "kind": "x", "title": "T", "start": "2030-01-15T10:00:00"}]},
        {"papers": [{"id": "a", "title": 1, "authors": []}]},
        {"papers": [{"id": "a", "title": "x\u202ey", "authors": []}]},
        {"papers": [{"id": [], "title": "x", "authors": []}]},
        {"speakers": [{"id": "a", "name": None}]},
        {"dates": [{"id": "a", "label": "L", "until": "soon"}]},
        {"dates": [{"id": "a", "label": "L", "when": "x", "timezone": "UTC", "until": AT}]},
    ],
)
def test_what_nothing_can_be_compared_with_is_said(held: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"^'(sessions|papers|speakers|dates)' in it is not as"):
        facts_of(Earlier("", plain=held))
