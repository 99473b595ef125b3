"""What a project's data say, read by means of its own.

PyYAML's ``BaseLoader`` (every scalar is text) and a few lines of arithmetic, so that a mistake in
the extension's reader cannot hide one in its outputs. Only the forms that the real and the made-up
workshop use are understood.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import yaml

_CLOCK: Final = re.compile(r"(?:(\d{4}-\d\d-\d\d) )?(\d\d):(\d\d)")
_LENGTH: Final = re.compile(r"(\d+):(\d\d)|(?:(\d+) h)? ?(?:(\d+) min)?")


class Meeting(NamedTuple):
    """A session or a talk inside one, with its times in UTC."""

    record: dict[str, Any]
    day: date
    start: datetime
    end: datetime | None
    talk: bool


def read(folder: Path) -> dict[str, Any]:
    """Return the data of a project, its files merged, every scalar as text."""
    merged: dict[str, Any] = {}
    for path in sorted((folder / "_data").rglob("*.yaml")):
        loaded = yaml.BaseLoader(path.read_text("utf-8")).get_single_data()
        for section, held in loaded.items():
            if isinstance(held, dict):
                merged[section] = held
            else:
                merged[section] = [*merged.get(section, []), *held]
    return merged


def zones(data: dict[str, Any]) -> list[ZoneInfo]:
    """Return the zones to print, the workshop's own first."""
    workshop = data["workshop"]
    names = dict.fromkeys([workshop["timezone"], *workshop.get("display_timezones", [])])
    return [ZoneInfo(name) for name in names]


def papers(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the papers that were not withdrawn."""
    return [paper for paper in data["papers"] if paper.get("status") != "withdrawn"]


def authors(paper: dict[str, Any]) -> list[str]:
    """Return the names of a paper's authors, whichever of the two ways they are written."""
    return [one if isinstance(one, str) else one["name"] for one in paper["authors"]]


def meetings(data: dict[str, Any]) -> list[Meeting]:
    """Return all sessions, each followed by its talks."""
    zone = zones(data)[0]
    found = []
    for day in data["schedule"]:
        under = date.fromisoformat(day["date"])
        for session in day["sessions"]:
            found.append(_meeting(session, under, zone, talk=False))
            found += [_meeting(one, under, zone, talk=True) for one in session.get("talks", [])]
    return found


def _meeting(record: dict[str, Any], day: date, zone: ZoneInfo, *, talk: bool) -> Meeting:
    start = _instant(record["start"], day, zone)
    end = None
    if "end" in record:
        end = _instant(record["end"], day, zone)
    elif "duration" in record:
        end = start + _length(record["duration"])
    return Meeting(record, day, start, end, talk)


def _instant(text: str, day: date, zone: ZoneInfo) -> datetime:
    match = _CLOCK.fullmatch(text)
    assert match, text
    on = date.fromisoformat(match[1]) if match[1] else day
    return datetime.combine(on, time(int(match[2]), int(match[3])), zone).astimezone(UTC)


def _length(text: str) -> timedelta:
    match = _LENGTH.fullmatch(text)
    assert match, text
    hours, minutes = match[1] or match[3] or 0, match[2] or match[4] or 0
    return timedelta(hours=int(hours), minutes=int(minutes))


def span(meeting: Meeting, zone: ZoneInfo) -> str:
    """Return when a session is, as a timetable prints it: "14:00–14:10"."""
    moments = [meeting.start, *([meeting.end] if meeting.end else [])]
    return "–".join(f"{moment.astimezone(zone):%H:%M}" for moment in moments)


def unformatted(title: str) -> str:
    """Return a title as it reads where formulas stand as their source."""
    return re.sub(r"\$([^$]+)\$", r"\1", title)


def wanted(data: dict[str, Any]) -> list[str]:
    """Return all names and titles that every output has to show, formulas as their source."""
    texts = [data["workshop"]["tagline"]]
    for paper in papers(data):
        texts += [paper["title"], *authors(paper), *paper.get("awards", [])]
    for one in (*data["speakers"], *data["committee"]):
        texts += [one["name"], *([one["affiliation"]] if "affiliation" in one else [])]
    texts += [one["name"] for one in data["sponsors"]]
    texts += [one["tier"] for one in data["sponsors"]]
    texts += [one["role"] for one in data["committee"]]
    texts += [one["label"] for one in data["dates"]]
    for meeting in meetings(data):
        texts += [
            meeting.record[name] for name in ("title", "room", "note") if name in meeting.record
        ]
    return [unformatted(text) for text in dict.fromkeys(texts)]
