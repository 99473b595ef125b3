"""The frab schedule that phone apps read: ``schedule.json`` and ``schedule.xml``.

Both follow the schemas that c3voc publishes (https://c3voc.de/schedule/schema.json and schema.xsd),
and hold the same. Where the format knows less than the data:

- Cancelled sessions, and the talks inside them, are left out: apps tell their users what is gone.
- Talks inside a session are events of their own, beside it.
- What has no end lasts 00:00, without an ``end``; what has no room is held at the venue.
- ``version`` is a digest of all that is said, so that it changes when and only when something does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any, Final
from xml.etree import ElementTree as ET

from sphinx_workshop.core.pieces import piece
from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.urls import as_uri
from sphinx_workshop.exports import _common as common
from sphinx_workshop.sections.papers import Paper, paper_links
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.workshop import Workshop

# The schema's own pattern for zones; it refuses GMT and Etc/GMT+12, and the field may be left out.
_ZONE: Final = re.compile(r"^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$")
# What the format calls the things that a paper links to; anything else is "related".
_LINK_TYPES: Final = {"PDF": "paper", "Slides": "slides", "Video": "media"}
_LONGEST: Final = 99 * 60 + 59
# Schedule, conference, days, a day, its rooms, a room's list: an event has a line.
_LEVELS: Final = 7
_GENERATOR: Final = "sphinx-workshop"


def render(program: Program) -> dict[str, bytes]:
    """Give the schedule in both forms."""
    conference = _conference(program)
    said = json.dumps(conference, sort_keys=True).encode()
    version = blake2b(said, digest_size=4).hexdigest()
    schedule = {"version": version, "conference": conference}
    base = program.one(Workshop).site
    if base:
        schedule["base_url"] = base
    whole = {"generator": {"name": _GENERATOR}, "schedule": schedule}
    return {
        "schedule.json": f"{common.json_text(whole, _LEVELS)}\n".encode(),
        "schedule.xml": _as_xml(conference, version, base),
    }


def _conference(program: Program) -> dict[str, Any]:
    workshop = program.one(Workshop)
    events = _events(program)
    days = _days(workshop, events)
    tracks = sorted({event["track"] for _, event in events if event["track"]})
    rooms = dict.fromkeys(event["room"] for _, event in events)
    held = {
        "acronym": common.short_name(program),
        "title": plain_title(workshop.title),
        "start": days[0]["date"],
        "end": days[-1]["date"],
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": workshop.timezone if _ZONE.search(workshop.timezone) else None,
        "url": workshop.site,
        "tracks": [{"name": name} for name in tracks],
        "rooms": [
            {"name": name, "guid": str(common.lasting_uuid(program, f"room-{name}"))}
            for name in rooms
        ],
        "days": days,
    }
    return {name: value for name, value in held.items() if value is not None}


def _events(program: Program) -> list[tuple[Session, dict[str, Any]]]:
    """Make an event of every session that takes place, in order of time."""
    found, taken = [], set()
    for session in common.in_order(program.every(Session)):
        if common.is_cancelled(program, session):
            continue
        # A copy, as the number may have to be another one.
        event = {**piece(program, "frab", session, _event)}
        while event["id"] in taken:
            event["id"] += 1
        taken.add(event["id"])
        found.append((session, event))
    return found


def _event(program: Program, session: Session) -> dict[str, Any]:
    workshop = program.one(Workshop)
    guid = common.lasting_uuid(program, session.anchor)
    track = common.track(program, session)
    papers = common.papers_of(program, session)
    language = papers[0][0].language if len(papers) == 1 else None
    lines = [*common.notes(program, session), *common.paper_lines(program, session)]
    page = common.address(program, session)
    event = {
        "id": guid.int % 0x7FFFFFFE + 1,
        "guid": str(guid),
        "date": session.start.isoformat(),
        "start": f"{session.start:%H:%M}",
        "duration": _duration(session),
        "room": _room(workshop, session),
        "slug": f"{common.short_name(program)}-{session.anchor}",
        "url": page or guid.urn,
        "title": plain_title(session.title),
        "subtitle": session.kind_label,
        "track": plain_title(track) if track else None,
        "type": session.type or "talk",
        "language": language or workshop.language,
        "abstract": common.abstract(program, session),
        "description": "\n".join(lines),
        "persons": [_person(program, person) for person in common.people(program, session)],
        "links": _links(session, [paper for paper, _ in papers]),
    }
    return event | ({"end": session.end.isoformat()} if session.end else {})


def _room(workshop: Workshop, session: Session) -> str:
    venue = workshop.venue.name if workshop.venue else workshop.acronym
    return plain_title(session.room or venue)


def _duration(session: Session) -> str:
    """Write the length of real time, as hours and minutes; the format has two digits for hours."""
    length = session.end.timestamp() - session.start.timestamp() if session.end else 0
    hours, minutes = divmod(min(round(length / 60), _LONGEST), 60)
    return f"{hours:02d}:{minutes:02d}"


def _person(program: Program, person: common.Person) -> dict[str, Any]:
    name = person.speaker.anchor if person.speaker else f"person-{person.name}"
    guid = common.lasting_uuid(program, name)
    held = {"guid": str(guid), "id": guid.int % 0x7FFFFFFE + 1, "name": person.name}
    if person.speaker and person.speaker.bio:
        held["biography"] = plain_prose(person.speaker.bio)
    if person.speaker and person.speaker.url:
        held["url"] = as_uri(person.speaker.url)
    return held


def _links(session: Session, papers: Sequence[Paper]) -> list[dict[str, str]]:
    """Give where to join, and what a session's one paper links to."""
    links = [("Join", session.url)]
    if len(papers) == 1:
        links += paper_links(papers[0])
    kinds = {"Join": "web", **_LINK_TYPES}
    return [
        {"title": label, "url": as_uri(url), "type": kinds.get(label, "related")}
        for label, url in links
        if url
    ]


def _days(
    workshop: Workshop, events: Sequence[tuple[Session, Mapping[str, Any]]]
) -> list[dict[str, Any]]:
    """Part the events by the day they stand under, then by room in order of first use."""
    dates = sorted({session.day for session, _ in events}) or [workshop.start]
    days = []
    for index, day in enumerate(dates, 1):
        held = [(session, event) for session, event in events if session.day == day]
        start, end = _extent(workshop, day, [session for session, _ in held])
        rooms: dict[str, list[Mapping[str, Any]]] = {}
        for _, event in held:
            rooms.setdefault(event["room"], []).append(event)
        days.append(
            {
                "index": index,
                "date": day.isoformat(),
                "day_start": start.isoformat(),
                "day_end": end.isoformat(),
                "rooms": rooms,
            }
        )
    return days


def _extent(
    workshop: Workshop, day: date, sessions: Sequence[Session]
) -> tuple[datetime, datetime]:
    """Give the first and last moment of a day; past midnight where a session is."""
    if not sessions:
        start = datetime.combine(day, time.min, workshop.zone)
        return start, start + timedelta(days=1)
    ends = [session.end or session.start for session in sessions]
    return sessions[0].start, max(ends, key=lambda one: one.timestamp())


def _as_xml(conference: Mapping[str, Any], version: str, base: str | None) -> bytes:
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", name=_GENERATOR)
    if base:
        _text(root, "url", f"{base}schedule.xml")
    _text(root, "version", version)
    head = ET.SubElement(root, "conference")
    names = {"daysCount": "days"}
    for name in "acronym title start end daysCount timeslot_duration url time_zone_name".split():
        if name in conference:
            _text(head, names.get(name, name), conference[name])
    if base:
        _text(head, "base_url", base)
    for track in conference["tracks"]:
        ET.SubElement(head, "track", name=track["name"])
    guids = {room["name"]: room["guid"] for room in conference["rooms"]}
    for day in conference["days"]:
        extent = {"index": str(day["index"]), "start": day["day_start"], "end": day["day_end"]}
        element = ET.SubElement(root, "day", date=day["date"], **extent)
        for name, events in day["rooms"].items():
            room = ET.SubElement(element, "room", name=name, guid=guids[name])
            room.extend(_event_as_xml(event) for event in events)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _event_as_xml(event: Mapping[str, Any]) -> ET.Element:
    element = ET.Element("event", id=str(event["id"]), guid=event["guid"])
    names = "room title subtitle type date start duration abstract slug track language description"
    for name in names.split():
        _text(element, name, event[name] or "")
    if event["url"].startswith("http"):
        _text(element, "url", event["url"])
    persons = ET.SubElement(element, "persons")
    for person in event["persons"]:
        _text(persons, "person", person["name"], id=str(person["id"]), guid=person["guid"])
    links = ET.SubElement(element, "links")
    for link in event["links"]:
        _text(links, "link", link["title"], href=link["url"], type=link["type"])
    return element


def _text(parent: ET.Element, name: str, text: object, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = str(text)
