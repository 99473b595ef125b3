"""Dates, members, papers and the workshop: what their records become."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sphinx_workshop.core.entity import marked, references
from sphinx_workshop.core.fields import PersonName
from sphinx_workshop.sections.committee import Member
from sphinx_workshop.sections.dates import ImportantDate
from sphinx_workshop.sections.papers import Paper, accepted
from sphinx_workshop.sections.schedule.model import Day
from sphinx_workshop.sections.workshop import Workshop
from tests.core.data import WORKSHOP, program, write


def test_a_deadline_is_an_instant_of_its_own_zone(tmp_path: Path) -> None:
    write(
        tmp_path,
        "dates:\n"
        "  - {id: a, label: A, when: 2030-10-03 23:59, timezone: AoE, replaces: [2030-09-01]}\n"
        "  - {id: b, label: B, when: 2030-10-03, timezone: America/New_York}\n"
        "  - {id: c, label: C, when: 2030-01-03 5:00 pm}\n"
        "  - {id: d, label: D, when: 2030-01-03 24:00}\n",
    )
    starts = [entry.start.astimezone(UTC) for entry in program(tmp_path).every(ImportantDate)]
    assert starts == [
        datetime(2030, 10, 4, 11, 59, tzinfo=UTC),
        datetime(2030, 10, 4, 4, 0, tzinfo=UTC),  # a day lasts to its end
        datetime(2030, 1, 3, 17, 0, tzinfo=UTC),  # the workshop's zone
        datetime(2030, 1, 4, 0, 0, tzinfo=UTC),
    ]


def test_members_without_an_id_get_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        "committee:\n  - name: Ada Lovelace\n  - {name: Grace Hopper, id: ada-lovelace}\n"
        "  - name: 李明\n",
    )
    keys = [member.id for member in program(tmp_path).every(Member)]
    assert keys == ["ada-lovelace-2", "ada-lovelace", "member"]


def test_authors_are_names_or_more(tmp_path: Path) -> None:
    write(
        tmp_path,
        "papers:\n"
        "  - id: a\n    title: T\n    authors:\n      - Ada Lovelace\n"
        "      - {name: Rianne van den Berg, corresponding: yes, orcid: 0000-0002-1825-0097}\n"
        "  - {id: b, title: U, authors: [X Y], status: withdrawn}\n",
    )
    found = program(tmp_path)
    (paper,) = accepted(found)
    assert [(author.sorted_name, author.corresponding) for author in paper.authors] == [
        ("Lovelace, Ada", False),
        ("van den Berg, Rianne", True),
    ]
    assert found.find(Paper, "b") is not None
    names = [(path, name) for path, _mark, name in marked(paper, PersonName)]
    assert names == [
        (("authors", 0, "name"), "Ada Lovelace"),
        (("authors", 1, "name"), "Rianne van den Berg"),
    ]


def test_references_are_found_at_their_paths() -> None:
    day = Day.model_validate(
        {
            "date": "2030-01-15",
            "sessions": [
                {
                    "kind": "other",
                    "start": "10:00",
                    "speakers": ["ada"],
                    "papers": ["p", {"paper": "q"}],
                    "talks": [{"speakers": ["bob"]}],
                }
            ],
        }
    )
    assert {(path, mark.kind, key) for path, mark, key in references(day)} == {
        (("sessions", 0, "speakers", 0), "speaker", "ada"),
        (("sessions", 0, "papers", 0, "paper"), "paper", "p"),
        (("sessions", 0, "papers", 1, "paper"), "paper", "q"),
        (("sessions", 0, "talks", 0, "speakers", 0), "speaker", "bob"),
    }


def test_the_workshops_own_zone_comes_first(tmp_path: Path) -> None:
    zones = "  display_timezones: [America/New_York, Europe/London]\n"
    write(tmp_path, "speakers: []\n", workshop=WORKSHOP + zones)
    workshop = program(tmp_path).one(Workshop)
    assert [str(zone) for zone in workshop.zones] == ["Europe/London", "America/New_York"]
    assert workshop.key == "workshop"
