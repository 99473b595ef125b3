"""Every output says the same of every session and paper; each is read by a reader of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree
from pypdf import PdfReader

from tests import facts
from tests.support import said, soup, squeeze

from . import expected, reading, schema_org

pytestmark = pytest.mark.slow

each_project = pytest.mark.parametrize(
    "project",
    [
        pytest.param(one, marks=pytest.mark.xdist_group(f"site-{one}"))
        for one in ("real", "synthetic")
    ],
)

# What one output says of a session: its end is None for a moment.
Seen = tuple[str, datetime, datetime | None, str | None, list[str]]


@pytest.fixture
def data(source: Callable[[str], Path], project: str) -> dict[str, Any]:
    return facts.read(source(project))


@pytest.fixture
def out(site: Callable[[str], Path], project: str) -> Path:
    return site(project)


def wanted(data: dict[str, Any], *, held: bool = False) -> dict[str, Seen]:
    """Give what is expected; ``held`` leaves out what is cancelled."""
    return {
        key: (talk.title, talk.start, talk.end, talk.room, talk.people)
        for key, talk in expected.sessions(data).items()
        if not (held and talk.cancelled)
    }


def instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    assert moment.utcoffset() is not None
    return moment.astimezone(UTC)


@each_project
def test_program_json(out: Path, data: dict[str, Any]) -> None:
    found = json.loads((out / "program.json").read_bytes())
    seen = {
        one["id"]: (
            one["title"],
            instant(one["start"]),
            instant(one["end"]) if "end" in one else None,
            one.get("room"),
            [person["name"] for person in one.get("people", [])],
        )
        for one in found["sessions"]
    }
    assert seen == wanted(data)
    papers = {
        one["id"]: (one["title"], [author["name"] for author in one["authors"]])
        for one in found["papers"]
    }
    assert papers == expected.papers(data)


@each_project
def test_tables(out: Path, data: dict[str, Any]) -> None:
    seen = {
        row["id"]: (
            row["title"],
            instant(row["start"]),
            instant(row["end"]) if row["end"] else None,
            row["room"] or None,
            row["people"],
        )
        for row in reading.read_table((out / "sessions.csv").read_bytes())
    }
    assert seen == {key: (*one[:4], "; ".join(one[4])) for key, one in wanted(data).items()}
    papers = {
        row["id"]: (row["title"], row["authors"])
        for row in reading.read_table((out / "papers.csv").read_bytes())
    }
    listed = expected.papers(data)
    assert papers == {key: (title, "; ".join(names)) for key, (title, names) in listed.items()}


@each_project
def test_calendar(out: Path, data: dict[str, Any]) -> None:
    talks = expected.sessions(data)
    found = {}
    for event in reading.events((out / "program.ics").read_bytes()):
        key = event.one("UID").removeprefix("session-").partition(".")[0]
        talk = talks[key]
        summary = event.one("SUMMARY")
        assert summary.startswith("Cancelled: ") is talk.cancelled
        assert (event.one("STATUS") == "CANCELLED") is talk.cancelled
        title = summary.removeprefix("Cancelled: ")
        if "#" in talk.label:
            title = title.removeprefix(f"{talk.label}: ")
        start, end = event.time("DTSTART"), event.time("DTEND")
        venue = data["workshop"]["venue"]["name"]
        room, _, _address = event.one("LOCATION").rpartition(venue)
        description = event.one("DESCRIPTION")
        people = [name for name in talk.people if name in description]
        found[key] = (title, start, end, room.removesuffix(", ") or None, people)
        # The file of this session alone holds the same.
        (alone,) = reading.events((out / "ics" / f"{key}.ics").read_bytes())
        assert alone == event
    assert found == wanted(data)


@each_project
def test_schedule_json(out: Path, data: dict[str, Any]) -> None:
    found = json.loads((out / "schedule.json").read_bytes())["schedule"]["conference"]
    venue = data["workshop"]["venue"]["name"]
    seen = {}
    for day in found["days"]:
        for room, held in day["rooms"].items():
            for event in held:
                key = event["slug"].partition("-session-")[2]
                start = instant(event["date"])
                assert event["room"] == room
                assert event["date"][11:16] == event["start"]
                hours, minutes = map(int, event["duration"].split(":"))
                end = instant(event["end"]) if "end" in event else None
                assert start + timedelta(hours=hours, minutes=minutes) == (end or start)
                assert (
                    instant(day["day_start"]) <= start <= (end or start) <= instant(day["day_end"])
                )
                names = [person["name"] for person in event["persons"]]
                seen[key] = (event["title"], start, end, room if room != venue else None, names)
    assert seen == wanted(data, held=True)


@each_project
def test_schedule_xml(out: Path, data: dict[str, Any]) -> None:
    root = etree.parse(out / "schedule.xml").getroot()
    venue = data["workshop"]["venue"]["name"]
    seen = {}
    for event in root.iterfind("day/room/event"):
        text = {str(child.tag): child.text or "" for child in event}
        start = instant(text["date"])
        hours, minutes = map(int, text["duration"].split(":"))
        length = timedelta(hours=hours, minutes=minutes)
        around = event.getparent()
        assert around is not None
        room = around.get("name")
        assert text["room"] == room
        seen[text["slug"].partition("-session-")[2]] = (
            text["title"],
            start,
            start + length if length else None,
            room if room != venue else None,
            [person.text for person in event.iterfind("persons/person")],
        )
    assert seen == wanted(data, held=True)


def described(page: Path) -> list[dict[str, Any]]:
    (tag,) = soup(page).find_all("script", type="application/ld+json")
    return schema_org.things(json.loads(tag.string or ""))


@each_project
def test_structured_data(out: Path, data: dict[str, Any]) -> None:
    told = described(out / "index.html")[0]
    assert list(schema_org.complaints(told)) == []
    talks = expected.sessions(data)
    seen = {}
    for one in schema_org.sessions(told):
        key = one["@id"].partition("#session-")[2]
        talk = talks[key]
        assert (one["eventStatus"] == "https://schema.org/EventCancelled") is talk.cancelled
        places = one["location"] if isinstance(one["location"], list) else [one["location"]]
        rooms = {place["name"] for place in places if "name" in place}
        label = f"{talk.label}: " if "#" in talk.label else ""
        names = [person["name"] for person in one.get("performer", [])]
        if not names and not data_has_speakers(data, key):
            # Of a session with many papers each paper tells its authors.
            names = talk.people
        seen[key] = (
            one["name"].removeprefix(label),
            instant(one["startDate"]),
            instant(one["endDate"]) if "endDate" in one else None,
            (rooms - {data["workshop"]["venue"]["name"]} or {None}).pop(),
            names,
        )
    assert seen == wanted(data)


def data_has_speakers(data: dict[str, Any], key: str) -> bool:
    return any(
        meeting.record.get("id") == key and "speakers" in meeting.record
        for meeting in facts.meetings(data)
    )


@each_project
def test_structured_data_of_papers(out: Path, data: dict[str, Any]) -> None:
    told = [thing for page in out.glob("papers/**/*.html") for thing in described(page)]
    papers = {
        thing["@id"].rpartition("/")[2].removesuffix(".html"): (
            thing["name"],
            [author["name"] for author in thing["author"]],
        )
        for thing in told
        if thing["@type"] == "ScholarlyArticle"
    }
    assert papers == expected.papers(data)


def named(paper: reading.Reference) -> tuple[str, list[str]]:
    return paper.title, paper.authors


@each_project
def test_bibliographies(out: Path, data: dict[str, Any]) -> None:
    found = reading.read_bibliography((out / "papers.bib").read_bytes())
    seen = {key.partition("-")[2]: named(paper) for key, paper in found.items()}
    assert seen == expected.papers(data)
    items = json.loads((out / "papers.csl.json").read_bytes())
    parts = ("given", "non-dropping-particle", "family", "suffix")
    listed = {
        item["id"].partition("-")[2]: (
            item["title"],
            [
                author.get("literal") or " ".join(author[name] for name in parts if name in author)
                for author in item["author"]
            ],
        )
        for item in items
    }
    assert listed == expected.papers(data)


def pieces(title: str) -> list[str]:
    """Give what stands between the formulas of a title, which outputs draw in their own ways."""
    return [" ".join(part.split()) for part in re.split(r"\$[^$]+\$", title)]


def holds(text: str, title: str) -> bool:
    pattern = ".*?".join(re.escape(squeeze(piece)) for piece in pieces(title))
    return re.search(pattern, squeeze(text)) is not None


def entry(page: BeautifulSoup, anchor: str) -> Tag:
    """Give the session or the item of a list that holds an anchor."""
    mark = page.find(id=anchor)
    assert isinstance(mark, Tag), anchor
    found = mark.find_parent(lambda tag: tag.name == "li" or "ws-session" in tag.get("class", []))
    assert isinstance(found, Tag)
    return found


@each_project
def test_pages(out: Path, data: dict[str, Any]) -> None:
    page = soup(out / "program" / "index.html")
    for key, talk in expected.sessions(data).items():
        found = entry(page, f"session-{key}")
        times = [str(time["datetime"]) for time in found.select(".ws-time time")]
        assert instant(times[0]) == talk.start
        if talk.end:
            assert instant(times[1]) == talk.end
        title = found.select_one(".ws-title")
        assert title is not None
        assert holds(said(title), talk.title)
        row = found if "ws-session" in found["class"] else found.find_parent(class_="ws-session")
        assert isinstance(row, Tag)
        rooms = [said(room) for room in row.select(".ws-room")]
        assert rooms == ([talk.room] if talk.room else [])
        assert [name for name in talk.people if name not in said(found)] == []
    listing = soup(out / "papers" / "index.html")
    for key, (name, authors) in expected.papers(data).items():
        found = entry(listing, f"paper-{key}")
        assert holds(said(found), name)
        line = found.select_one(".ws-authors")
        assert line is not None
        assert said(line) == ", ".join(authors)


def spans(talk: expected.Talk, data: dict[str, Any]) -> str:
    zone = facts.zones(data)[0]
    moments = [talk.start, *([talk.end] if talk.end else [])]
    return "–".join(f"{moment.astimezone(zone):%H:%M}" for moment in moments)


def places(text: str, title: str) -> Iterator[int]:
    pattern = ".*?".join(re.escape(squeeze(piece)) for piece in pieces(title))
    return (found.start() for found in re.finditer(pattern, text))


@each_project
def test_booklet(out: Path, data: dict[str, Any]) -> None:
    """In the booklet's text, the time stands before a title, the people behind it.

    The room is the session's or that of what it is part of: it stands beside the one's title.
    """
    reader = PdfReader(out / "program.pdf")
    # Names are wrapped in isolates, so that scripts do not mix.
    text = squeeze("".join(page.extract_text() for page in reader.pages))
    text = re.sub("[\u2066-\u2069\u00ad]", "", text)
    for key, talk in expected.sessions(data).items():
        before = [text[max(0, at - 1000) : at] for at in places(text, talk.title)]
        after = [text[at : at + 9000] for at in places(text, talk.title)]
        told = [
            spans(talk, data) in lead[-150:]
            and squeeze(talk.room or "") in lead + rest[:300]
            and all(squeeze(name) in rest for name in talk.people)
            for lead, rest in zip(before, after, strict=True)
        ]
        assert any(told), key
    for key, (title, authors) in expected.papers(data).items():
        rests = [text[at : at + 1500] for at in places(text, title)]
        assert any(squeeze(",".join(authors)) in rest for rest in rests), key
