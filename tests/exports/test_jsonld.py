"""JSON-LD holds what schema.org's vocabulary allows, and is data wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sphinx_workshop.core.loader import load
from sphinx_workshop.core.program import Program
from sphinx_workshop.exports import jsonld
from sphinx_workshop.registry import SECTIONS
from sphinx_workshop.sections.papers import Paper, accepted
from tests.safety.payloads import PAYLOADS
from tests.support import write

from .schema_org import complaints, sessions

HOME = "https://site.example/2030/"


KNOWN = jsonld.Addresses(HOME, f"{HOME}card.png")
UNKNOWN = jsonld.Addresses(None)

WORKSHOP = """
workshop:
  title: W $x^2$
  acronym: W
  start: 2030-01-15
  end: 2030-01-16
  timezone: Europe/London
"""
DAYS = """
schedule:
  - date: 2030-01-15
    sessions:
      - {id: one, kind: other, title: One, start: 10:00, end: 11:00}
  - date: 2030-01-16
    sessions:
      - {id: two, kind: social, title: Two, start: 23:00, duration: 2:00}
"""


def placed(held: Program, addresses: jsonld.Addresses = KNOWN) -> Program:
    """Say where records stand, where that is known."""
    records = [(kind, key) for kind in ("paper", "session", "speaker") for key in held.keys(kind)]
    places = {(kind, key): f"{HOME}page.html#{kind}-{key}" for kind, key in records}
    return held.at(places if addresses.home else {})


def event(held: Program, moved: Mapping[str, datetime] | None = None) -> dict[str, Any]:
    """Give what is told of a workshop, read again."""
    told: dict[str, Any] = json.loads(jsonld.event(placed(held), KNOWN, moved))
    return told


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Program]:
    """Read data that is written here; ``venue`` and the like go into the workshop's record."""

    def make(data: str = "", **fields: str) -> Program:
        lines = "".join(f"  {name}: {value}\n" for name, value in fields.items())
        write(tmp_path, {"_data/all.yaml": WORKSHOP + lines + data})
        return load(tmp_path, SECTIONS)

    return make


@pytest.mark.parametrize("addresses", [KNOWN, UNKNOWN], ids=["known", "unknown"])
@pytest.mark.parametrize("project", ["real", "synthetic"])
def test_the_vocabulary_allows_it(
    project: str, addresses: jsonld.Addresses, program: Callable[[str], Program]
) -> None:
    held = placed(program(project), addresses)
    papers = [jsonld.article(held, paper, addresses) for paper in accepted(held)]
    trail = jsonld.breadcrumbs([("Home", HOME), ("A & B", f"{HOME}a.html")])
    told = json.loads(jsonld.embed([jsonld.event(held, addresses), *papers, trail]))
    assert list(complaints(told)) == []
    assert len(papers) > 5
    assert ("site.example" in json.dumps(told[:-1])) == (addresses is KNOWN)


def test_the_judge_complains() -> None:
    wrong = {
        "@context": "https://schema.org",
        "@type": "Event",
        "author": "x",
        "url": "page.html",
        "startDate": "2030-01-15T10:00:00",
        "eventStatus": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "Person", "name": ""},
    }
    found = [one.partition(":")[0] for one in complaints(wrong)]
    assert found == [
        ".author", ".url", ".startDate", ".eventStatus", ".location", ".location.name",
    ]  # fmt: skip


def test_the_day_stands_where_no_session_begins_or_ends_it(
    read: Callable[..., Program],
) -> None:
    told = event(read())
    assert (told["startDate"], told["endDate"]) == ("2030-01-15", "2030-01-16")
    told = event(read(DAYS))
    assert told["startDate"] == "2030-01-15T10:00:00+00:00"
    assert told["endDate"] == "2030-01-17T01:00:00+00:00"
    told = event(read(DAYS.replace("title: One", "title: One, status: cancelled")))
    assert told["startDate"] == "2030-01-15"


@pytest.mark.parametrize(
    ("mode", "expected", "where"),
    [
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("in-person", "OfflineEventAttendanceMode", ["Place"]),
        ("hybrid", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_how_one_takes_part(
    mode: str, expected: str, where: list[str], read: Callable[..., Program]
) -> None:
    told = event(read(DAYS, venue=f"{{name: Hall, address: 'A, B', mode: {mode}}}"))
    for one in (told, *sessions(told)):
        assert one["eventAttendanceMode"] == f"https://schema.org/{expected}"
        places = one["location"] if isinstance(one["location"], list) else [one["location"]]
        assert [held["@type"] for held in places] == where
        if "Place" in where:
            assert places[0] == {"@type": "Place", "name": "Hall", "address": "A, B"}
        if "VirtualLocation" in where:
            assert places[-1]["url"] == HOME


def test_a_room_is_in_the_venue(read: Callable[..., Program]) -> None:
    data = DAYS.replace("title: One", "title: One, room: Attic")
    told = event(read(data, venue="{name: Hall, mode: in-person}"))
    hall = {"@type": "Place", "name": "Hall"}
    assert told["location"] == hall
    assert [one["location"] for one in sessions(told)] == [
        {"@type": "Place", "name": "Attic", "containedInPlace": hall},
        hall,
    ]
    # Nothing is said of a place that nobody has named.
    assert "location" not in event(read(DAYS))


def test_what_became_of_a_session(program: Callable[[str], Program]) -> None:
    told = event(program("synthetic"))
    statuses = {
        one["@id"].rpartition("#session-")[2]: one["eventStatus"].rpartition("/")[2]
        for one in sessions(told)
    }
    changed = {key: status for key, status in statuses.items() if status != "EventScheduled"}
    assert changed == {
        "talk-olga": "EventCancelled",
        "invited-2": "EventCancelled",
        "panel": "EventRescheduled",
    }
    # Whose sessions are all cancelled, or who only has a page, does not perform.
    names = [one["name"] for one in told["performer"]]
    assert "Bjørn van den Berg" not in names
    assert "נועה לוי" not in names
    assert "Ada Example" in names


def test_when_a_session_was_to_begin(read: Callable[..., Program]) -> None:
    earlier = datetime(2030, 1, 15, 9, 30, tzinfo=UTC)
    told = event(read(DAYS), {"one": earlier})
    assert list(complaints(told)) == []
    one, two = sessions(told)
    assert one["previousStartDate"] == "2030-01-15T09:30:00+00:00"
    assert one["eventStatus"] == "https://schema.org/EventRescheduled"
    assert "previousStartDate" not in two


def test_mail_is_no_address_of_a_page(read: Callable[..., Program]) -> None:
    data = DAYS.replace("title: One", "title: One, url: 'mailto:join@x.example'")
    told = event(read(data, venue="{name: V, url: 'mailto:v@x.example'}"))
    assert "mailto" not in json.dumps(told)


@pytest.mark.parametrize("text", [*PAYLOADS.values(), "a\u2028b\u2029c", "<!--<script>"])
def test_nothing_ends_the_element(text: str) -> None:
    written = jsonld.embed([{"@type": "Event", "name": text}])
    assert not set(written) & set("<>&\u2028\u2029\n")
    told: dict[str, Any] = json.loads(written)
    assert told == {"@context": "https://schema.org", "@type": "Event", "name": text}


def test_a_paper_s_texts_are_plain(program: Callable[[str], Program]) -> None:
    held = program("synthetic")
    paper = held.find(Paper, "alpha-bounds")
    assert paper is not None
    told = jsonld.article(held, paper, KNOWN)
    assert told["headline"] == r"Tight $\alpha$-Bounds on Things & Others"
    assert told["author"][0] == {
        "@type": "Person",
        "name": "Zoë Ångström",
        "affiliation": {"@type": "Organization", "name": "Nowhere"},
        "sameAs": "https://orcid.org/0000-0002-1825-0097",
    }
    assert told["abstract"].startswith(r"We bound $\alpha \le 1$ by nothing.")
    assert told["identifier"]["value"] == "10.1000/alpha.1"
    assert told["encoding"]["contentUrl"] == "https://papers.example/alpha.pdf"
