"""The frab schedule that phone apps read: ``schedule.json`` and ``schedule.xml``.

Both follow the schemas that c3voc publishes (https://c3voc.de/schedule/schema.json and schema.xsd),
and hold the same. Where the format knows less than the data:

- Cancelled sessions, and the talks inside them, are left out: apps tell their users what is gone.
- Talks inside a session are events of their own, beside it.
- What has no end lasts 00:00, without an ``end``; what has no room is held at the venue.
- ``version`` is a digest of all that is said, so that it changes when and only when something does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any, Final
from xml.etree import ElementTree as ET

from sphinx_workshop.core.pieces import pieces
from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.exports import _common as common
from sphinx_workshop.exports._frab_event import DEPTH, Event, text_element, written_event
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.workshop import Workshop

# The schema's own pattern for zones; it refuses GMT and Etc/GMT+12, and the field may be left out.
_ZONE: Final = re.compile(r"^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$")
# Schedule, conference, days, a day, its rooms: a room's list has a line for each event.
_LEVELS: Final = 6
_GENERATOR: Final = "sphinx-workshop"
# Where the events of a room stand in XML, until they are put there.
_EVENTS: Final = "<events />"


def render(program: Program) -> dict[str, bytes]:
    """Give the schedule in both forms."""
    conference = _conference(program)
    said = common.Json(common.json_text(_in_json(conference), _LEVELS - 2))
    version = blake2b(said.encode(), digest_size=4).hexdigest()
    schedule = {"version": version, "conference": said}
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
    tracks = sorted({event.track for _, event in events if event.track})
    rooms = dict.fromkeys(event.room for _, event in events)
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


def _in_json(conference: Mapping[str, Any]) -> dict[str, Any]:
    days = [
        {
            **day,
            "rooms": {
                name: common.json_lines([event.as_json() for event in held])
                for name, held in day["rooms"].items()
            },
        }
        for day in conference["days"]
    ]
    return {**conference, "days": days}


def _events(program: Program) -> list[tuple[Session, Event]]:
    """Make an event of every session that takes place, in order of time."""
    sessions = [
        session
        for session in common.in_order(program.every(Session))
        if not common.is_cancelled(program, session)
    ]
    found, taken = [], set()
    written = pieces(program, "frab", sessions, written_event)
    for session, held in zip(sessions, written, strict=True):
        event = Event(*held)
        while event.number in taken:
            event = event._replace(number=event.number + 1)
        taken.add(event.number)
        found.append((session, event))
    return found


def _days(workshop: Workshop, events: Sequence[tuple[Session, Event]]) -> list[dict[str, Any]]:
    """Part the events by the day they stand under, then by room in order of first use."""
    by_day: dict[date, list[tuple[Session, Event]]] = {}
    for session, event in events:
        by_day.setdefault(session.day, []).append((session, event))
    days = []
    for index, day in enumerate(sorted(by_day) or [workshop.start], 1):
        held = by_day.get(day, [])
        start, end = _extent(workshop, day, [session for session, _ in held])
        rooms: dict[str, list[Event]] = {}
        for _, event in held:
            rooms.setdefault(event.room, []).append(event)
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
        text_element(root, "url", f"{base}schedule.xml")
    text_element(root, "version", version)
    head = ET.SubElement(root, "conference")
    names = {"daysCount": "days"}
    for name in "acronym title start end daysCount timeslot_duration url time_zone_name".split():
        if name in conference:
            text_element(head, names.get(name, name), conference[name])
    if base:
        text_element(head, "base_url", base)
    for track in conference["tracks"]:
        ET.SubElement(head, "track", name=track["name"])
    guids = {room["name"]: room["guid"] for room in conference["rooms"]}
    for day in conference["days"]:
        extent = {"index": str(day["index"]), "start": day["day_start"], "end": day["day_end"]}
        element = ET.SubElement(root, "day", date=day["date"], **extent)
        for name in day["rooms"]:
            room = ET.SubElement(element, "room", name=name, guid=guids[name])
            ET.SubElement(room, "events")
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return _with_events(written.decode(), conference["days"]).encode()


def _with_events(written: str, days: Sequence[Mapping[str, Any]]) -> str:
    """Put the events of each room into their place."""
    first, *rest = written.split(_EVENTS)
    rooms = (room for day in days for room in day["rooms"].values())
    between = "\n" + "  " * DEPTH
    texts = [first]
    for events, after in zip(rooms, rest, strict=True):
        texts += [between.join(event.as_xml() for event in events), after]
    return "".join([*texts, "\n"])
