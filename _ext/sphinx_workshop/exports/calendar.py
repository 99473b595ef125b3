"""Calendars (iCalendar: RFC 5545, with the names and refresh intervals of RFC 7986).

``program.ics`` holds everything, ``ics/<session id>.ics`` one session, the files in ``ics/day``,
``ics/room``, ``ics/track`` and ``ics/speaker`` what belongs to one of these, ``dates.ics`` the
deadlines.

What makes a calendar take over a change follows from the data alone. A session's ``updated`` is its
LAST-MODIFIED and DTSTAMP, and SEQUENCE counts the minutes from 2000 to it. Without it, DTSTAMP is a
day a year before the workshop, and SEQUENCE is 0, or 1 for a session that was moved or cancelled.
A deadline's SEQUENCE is the number of values it replaces. Times are in UTC, which every calendar
shows on its owner's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zlib import crc32

from sphinx_workshop.core.names import slug
from sphinx_workshop.core.pieces import piece, pieces
from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.urls import as_uri
from sphinx_workshop.core.wording import day_in_words
from sphinx_workshop.core.zones import AOE, offset_label
from sphinx_workshop.exports import _common as common
from sphinx_workshop.sections.dates import ImportantDate
from sphinx_workshop.sections.schedule.model import KINDS, Session
from sphinx_workshop.sections.speakers import Speaker
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT: Final = "-//sphinx-workshop//Program//EN"
# How long a subscriber may wait before asking again.
REFRESH: Final = timedelta(hours=1)
_END: Final = b"END:VCALENDAR\r\n"
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)


def render(program: Program) -> dict[str, bytes]:
    """Give all calendars by their paths."""
    short = plain_title(program.one(Workshop).acronym)
    sessions = common.in_order(program.every(Session))
    # Each event is written once and stands in several calendars; so does what is around one event.
    written = pieces(program, "calendar", sessions, _written)
    events = {one.id: event for one, event in zip(sessions, written, strict=True)}
    alone = _head(program)
    files = {f"ics/{key}.ics": _calendar(alone, [event]) for key, event in events.items()}
    named = {"program.ics": (plain_title(program.one(Workshop).title), list(events.values()))}
    for path, (words, held) in groups(program, sessions).items():
        named[path] = f"{short}: {words}", [events[session.id] for session in held]
    dates = pieces(program, "calendar", program.every(ImportantDate), _written_date)
    if dates:
        named["dates.ics"] = f"{short}: important dates", dates
    for path, (name, chosen) in named.items():
        files[path] = _calendar(_head(program, name, path), chosen)
    return files


def _written(program: Program, session: Session) -> bytes:
    written: bytes = _session(program, session).to_ical()
    return written


def _written_date(program: Program, entry: ImportantDate) -> bytes:
    written: bytes = _date(program, entry).to_ical()
    return written


def _calendar(head: bytes, events: Iterable[bytes]) -> bytes:
    """Put written events into a calendar."""
    return b"".join([head, *events, _END])


def _head(program: Program, name: str = "", path: str = "") -> bytes:
    """Give a calendar's own lines; with a path, what to call it and where it comes from."""
    workshop = program.one(Workshop)
    return piece(program, f"calendar {path}", workshop, _written_head, name, path)


def _written_head(program: Program, workshop: Workshop, name: str, path: str) -> bytes:
    # Imported where it is used: it takes longer than all else of a build's start.
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if path:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", workshop.timezone)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
        if workshop.site:
            calendar.add("source", workshop.site + path, parameters={"VALUE": "URI"})
    written: bytes = calendar.to_ical()
    return written.removesuffix(_END)


def _session(program: Program, session: Session) -> Event:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", common.lasting_name(program, session.anchor))
    _add_revision(event, program, session)
    event.add("dtstart", session.start.astimezone(UTC))
    if session.end:
        event.add("dtend", session.end.astimezone(UTC))
    event.add("summary", common.title(program, session))
    event.add("status", "CANCELLED" if common.is_cancelled(program, session) else "CONFIRMED")
    where = _location(program, session)
    if where:
        event.add("location", where)
    kind = KINDS.get(session.type) or ("Talk" if session.parent else "")
    words = [plain_title(word) for word in (kind, common.track(program, session)) if word]
    if words:
        event.add("categories", words)
    event.add("description", _description(program, session))
    page = common.address(program, session)
    if page:
        event.add("url", page)
    if session.parent:
        event.add("related-to", common.lasting_name(program, f"session-{session.parent}"))
    return event


def _add_revision(event: Event, program: Program, session: Session) -> None:
    changed = common.updated(session)
    is_as_planned = session.status == "confirmed" and not common.is_cancelled(program, session)
    if changed:
        event.add("dtstamp", changed)
        event.add("last-modified", changed)
        event.add("sequence", max(1, int((changed - _EPOCH) / timedelta(minutes=1))))
    else:
        event.add("dtstamp", _before(program))
        event.add("sequence", 0 if is_as_planned else 1)


def _before(program: Program) -> datetime:
    """Give a fixed time before any change of the program that is worth a date."""
    day = program.one(Workshop).start - timedelta(days=365)
    return datetime.combine(day, time.min, UTC)


def _location(program: Program, session: Session) -> str:
    venue = program.one(Workshop).venue
    parts = (session.room, *((venue.name, venue.address) if venue else ()))
    return ", ".join(dict.fromkeys(plain_title(part) for part in parts if part))


def _description(program: Program, session: Session) -> str:
    """Write who, what and where to join; paragraphs part by an empty line."""
    single = len(session.papers) < 2
    persons = common.people(program, session) if session.speakers or single else []
    who = ", ".join(common.in_words(person) for person in persons)
    first = [session.kind_label, *common.notes(program, session), f"With: {who}" if who else ""]
    page = common.address(program, session)
    links = [
        f"Join: {as_uri(session.url)}" if session.url else "",
        f"Program: {page}" if page else "",
    ]
    blocks = (first, common.paper_lines(program, session), [common.abstract(program, session)])
    texts = ["\n".join(line for line in block if line) for block in (*blocks, links)]
    return "\n\n".join(text for text in texts if text)


def groups(program: Program, sessions: Iterable[Session]) -> dict[str, tuple[str, list[Session]]]:
    """Give the calendars of a part of the program: path → name and sessions, sorted by path."""
    found: dict[tuple[str, str], tuple[str, list[Session]]] = {}
    for session in sessions:
        for folder, key, words in _memberships(program, session):
            found.setdefault((folder, key), (words, []))[1].append(session)
    return {f"ics/{folder}/{key}.ics": held for (folder, key), held in sorted(found.items())}


def _memberships(program: Program, session: Session) -> Iterator[tuple[str, str, str]]:
    """Give the folder, file name and words of every part of the program that a session is in."""
    yield "day", session.day.isoformat(), day_in_words(session.day)
    for folder, words in (("room", session.room), ("track", common.track(program, session))):
        if words:
            yield folder, _file_name(words), plain_title(words)
    people = [common.speaker_of(program, key) for key in session.chairs]
    people += [program.find(Speaker, key) for key in session.speakers]
    for key, name in dict.fromkeys((one.id, one.name) for one in people if one):
        yield "speaker", key, name


def _file_name(words: str) -> str:
    """Make a name from words; where letters are lost, a checksum keeps it apart from others."""
    same = " ".join(words.casefold().split())
    short = slug(words)
    is_whole = short.replace("-", " ") == same
    return short if is_whole else f"{short or 'x'}-{crc32(same.encode()):08x}"


def _date(program: Program, entry: ImportantDate) -> Event:
    """Make an event of a deadline: an instant, or the whole day where it states no time."""
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", common.lasting_name(program, entry.anchor))
    event.add("dtstamp", _before(program))
    event.add("sequence", len(entry.replaces))
    day = entry.when.day
    assert day is not None
    if entry.when.minute < 0:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        event.add("dtstart", entry.start.astimezone(UTC))
    event.add("transp", "TRANSPARENT")
    short = plain_title(program.one(Workshop).acronym)
    event.add("summary", f"{short}: {plain_title(entry.label)}")
    event.add("description", _deadline(entry))
    page = common.address(program, entry)
    if page:
        event.add("url", page)
    return event


def _deadline(entry: ImportantDate) -> str:
    """Write the value as the organizers did, with its zone, and those it replaces."""
    place = "Anywhere on Earth" if entry.zone_name == AOE else entry.zone_name
    zone = f" {place} ({offset_label(entry.start)})" if entry.timezone else ""
    values = [common.written(when) for when in (entry.when, *entry.replaces)]
    lines = [f"{values[0]}{zone}", *(f"Moved from {value}" for value in values[1:])]
    return "\n".join(lines)
