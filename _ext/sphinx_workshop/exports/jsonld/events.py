"""The workshop and its sessions: schema.org's ``Event``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sphinx_workshop.core.pieces import pieces
from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.exports import _common as common
from sphinx_workshop.exports.jsonld.articles import mention
from sphinx_workshop.exports.jsonld.things import (
    SCHEMA,
    Addresses,
    Thing,
    held,
    person,
    uri,
    written,
)
from sphinx_workshop.sections.committee import Member
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.speakers import Speaker
from sphinx_workshop.sections.workshop import Venue, Workshop

_MODES: Final = {
    "online": "OnlineEventAttendanceMode",
    "in-person": "OfflineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
_ORGANIZES: Final = re.compile(r"organi[sz]|\bchair", re.IGNORECASE)


def event(
    program: Program, addresses: Addresses, moved: Mapping[str, datetime] | None = None
) -> str:
    """Describe the workshop, with its sessions as parts, and write it: thousands, perhaps.

    :param moved: id → when a session was to begin earlier, of those that begin at another time now.
    """
    workshop = program.one(Workshop)
    start, end = _extent(program, workshop)
    summary = plain_prose(workshop.summary or "")
    told = held(
        {
            "@type": "Event",
            "@id": f"{addresses.home}#{workshop.anchor}" if addresses.home else None,
            "url": addresses.home,
            "name": plain_title(workshop.title),
            "alternateName": plain_title(workshop.acronym),
            "description": summary or plain_title(workshop.tagline or ""),
            "inLanguage": workshop.language,
            "startDate": start,
            "endDate": end,
            "eventStatus": f"{SCHEMA}/EventScheduled",
            "eventAttendanceMode": _mode(workshop.venue),
            "location": _locations(workshop, addresses.home, None, None),
            "organizer": _organizers(program, workshop),
            "performer": [_speaker(program, one) for one in _performers(program)],
            "image": addresses.image,
        }
    )
    earlier = {key: start.isoformat() for key, start in (moved or {}).items()}
    return _with_parts(written(told), _sessions(program, addresses, earlier))


def _sessions(program: Program, addresses: Addresses, earlier: Mapping[str, str]) -> list[str]:
    """Write the sessions in order of time, each with the talks inside it."""
    sessions = common.in_order(program.every(Session))
    texts = pieces(program, "jsonld", sessions, _written, addresses.home, earlier)
    talks: dict[str, list[str]] = {}
    for session, text in zip(sessions, texts, strict=True):
        if session.parent is not None:
            talks.setdefault(session.parent, []).append(text)
    return [
        _with_parts(text, talks.get(session.id, ()))
        for session, text in zip(sessions, texts, strict=True)
        if session.parent is None
    ]


def _with_parts(text: str, parts: Sequence[str]) -> str:
    return f'{text[:-1]}, "subEvent": [{", ".join(parts)}]}}' if parts else text


def _written(
    program: Program, session: Session, home: str | None, earlier: Mapping[str, str]
) -> str:
    return written(_session(program, session, home, earlier.get(session.id)))


def _extent(program: Program, workshop: Workshop) -> tuple[str, str]:
    """Give the first and last instant, or the day where no session says when it begins or ends."""
    planned = [one for one in program.every(Session) if not common.is_cancelled(program, one)]
    starts = [one.start for one in planned if one.day == workshop.start]
    ends = [one.end or one.start for one in planned if one.day == workshop.end]
    first = min(starts, key=lambda one: one.timestamp(), default=workshop.start)
    last = max(ends, key=lambda one: one.timestamp(), default=workshop.end)
    return first.isoformat(), last.isoformat()


def _session(program: Program, session: Session, home: str | None, previous: str | None) -> Thing:
    workshop = program.one(Workshop)
    status = "moved" if previous else session.status
    if common.is_cancelled(program, session):
        status = "cancelled"
    statuses = {"cancelled": "EventCancelled", "moved": "EventRescheduled"}
    papers = [paper for paper, _ in common.papers_of(program, session)]
    persons = common.people(program, session) if session.speakers or len(papers) == 1 else []
    place = common.address(program, session)
    return held(
        {
            "@type": "Event",
            "@id": place,
            "url": place,
            "name": plain_title(session.display_name),
            "description": common.abstract(program, session),
            "startDate": session.start.isoformat(),
            "endDate": session.end.isoformat() if session.end else None,
            "previousStartDate": previous,
            "eventStatus": f"{SCHEMA}/{statuses.get(status, 'EventScheduled')}",
            "eventAttendanceMode": _mode(workshop.venue),
            "location": _locations(workshop, home, session.room, session.url),
            "performer": [_performer(program, one) for one in persons],
            "workFeatured": [mention(program, paper) for paper in papers],
        }
    )


def _mode(venue: Venue | None) -> str | None:
    return f"{SCHEMA}/{_MODES[venue.mode]}" if venue and venue.mode else None


def _locations(
    workshop: Workshop, home: str | None, room: str | None, url: str | None
) -> Thing | list[Thing]:
    """Say where the workshop is, or the session in a room and with an address to join."""
    venue = workshop.venue
    mode = venue.mode if venue else None
    name = plain_title(room or (venue.name if venue else ""))
    found = []
    if name and mode != "online":
        found.append(_place(venue, room))
    if mode in ("online", "hybrid") or (url and venue is None):
        join = uri(url) or (uri(venue.url) if venue else None) or home
        label = name if mode == "online" else None
        found.append(held({"@type": "VirtualLocation", "name": label, "url": join}))
    return found[0] if len(found) == 1 else found


def _place(venue: Venue | None, room: str | None) -> Thing:
    whole: Thing = {}
    if venue:
        told = {"name": plain_title(venue.name), "address": plain_title(venue.address or "")}
        whole = held({"@type": "Place", **told, "url": uri(venue.url)})
    if not room:
        return whole
    told = {"name": plain_title(room), "address": whole.get("address", "")}
    return held({"@type": "Place", **told, "containedInPlace": whole})


def _organizers(program: Program, workshop: Workshop) -> list[Thing]:
    """Name the host, and those of the committee who organize or chair."""
    hosts = [one for one in (workshop.host,) if one]
    return [
        held({"@type": "Organization", "name": plain_title(host.name), "url": uri(host.url)})
        for host in hosts
    ] + [
        person(member.name, member.affiliation, url=member.url)
        for member in program.every(Member)
        if not member.role or _ORGANIZES.search(member.role)
    ]


def _performers(program: Program) -> Iterable[Speaker]:
    """Give the speakers, but none who is in cancelled sessions alone or, as is said, in none."""
    for speaker in program.every(Speaker):
        uses = [one for one in program.referrers(speaker) if isinstance(one, Session)]
        planned = [one for one in uses if not common.is_cancelled(program, one)]
        if planned or not (uses or speaker.unplaced):
            yield speaker


def _speaker(program: Program, speaker: Speaker) -> Thing:
    made = person(speaker.name, speaker.affiliation, url=speaker.url, orcid=speaker.orcid)
    place = common.address(program, speaker)
    return {**made, "@id": place} if place else made


def _performer(program: Program, one: common.Person) -> Thing:
    """Describe someone; of a speaker, who is described in whole elsewhere, say only who it is."""
    place = common.address(program, one.speaker) if one.speaker else None
    if place:
        return {"@type": "Person", "@id": place, "name": one.name}
    return person(one.name, one.affiliation)
