"""What a program can see to be wrong or doubtful in a schedule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from sphinx_workshop.core.doubts import check_titles
from sphinx_workshop.core.problems import Location, quote
from sphinx_workshop.core.section import Draft, Sourced
from sphinx_workshop.sections.papers import Paper
from sphinx_workshop.sections.schedule.model import Day, Session
from sphinx_workshop.sections.speakers import Speaker
from sphinx_workshop.sections.workshop import Workshop


def check(draft: Draft) -> None:
    """Report withdrawn papers on stage, clashes, gaps and what has no place in the program."""
    sessions = [entity for entity in draft.entities["schedule"] if isinstance(entity, Session)]
    live = [session for session in sessions if session.status != "cancelled"]
    _check_withdrawn(draft, live)
    _check_days(draft, sessions)
    _check_rooms(draft, live)
    _check_people(draft, live)
    check_titles(draft, _titles(draft, sessions))
    if not draft.partial and sessions:
        _check_gaps(draft, sessions)
        _check_unplaced(draft, sessions)


def _place(draft: Draft, session: Session, *path: str | int) -> Location:
    return draft.places[session.kind, session.id].location(*path)


def _titles(draft: Draft, sessions: Iterable[Session]) -> Iterator[tuple[str, Sourced]]:
    """Give the titles that somebody wrote: those of papers, then those of sessions."""
    for paper, sourced in draft.every(Paper):
        yield paper.title, sourced
    for session in sessions:
        sourced = draft.places[session.kind, session.id]
        if sourced.has("title"):
            yield session.title, sourced


def _check_withdrawn(draft: Draft, sessions: Iterable[Session]) -> None:
    withdrawn = {paper.id for paper, _ in draft.every(Paper) if paper.withdrawn}
    for session in sessions:
        for position, slot in enumerate(session.papers):
            if slot.paper in withdrawn:
                message = f"paper {quote(slot.paper)} is withdrawn: take it out of the session"
                place = _place(draft, session, "papers", position)
                draft.problems.error(place, message, "schedule")


def _check_days(draft: Draft, sessions: Iterable[Session]) -> None:
    for workshop, _ in draft.every(Workshop):
        if workshop.end < workshop.start:
            continue
        for day, sourced in draft.every(Day):
            if not workshop.start <= day.date <= workshop.end:
                days = f"{workshop.start} to {workshop.end}"
                message = f"{day.date} is not a day of the workshop ({days})"
                draft.problems.warning(sourced.location("date"), message, "day")


def _clashes(sessions: Iterable[Session]) -> Iterator[tuple[Session, Session]]:
    """Give sessions that begin while another runs, each once, with the one that runs longest.

    Moments and back-to-back are no clash, nor are a session and a talk inside it.
    """
    ordered = sorted((s for s in sessions if s.end), key=lambda s: (s.start, s.parent or "", s.id))
    # The two latest to end of different sessions, and the latest talk to end inside each session.
    latest: list[Session] = []
    talks: dict[str, Session] = {}
    for session in ordered:
        root = session.parent or session.id
        running = [other for other in latest if (other.parent or other.id) != root]
        if session.parent and root in talks:
            running.append(talks[root])
        other = next((other for other in running if _end(other) > session.start), None)
        if other is not None:
            yield other, session
        if session.parent and (root not in talks or _end(talks[root]) < _end(session)):
            talks[root] = session
        latest = _two_latest([*latest, session])


def _end(session: Session) -> datetime:
    return session.end or session.start


def _two_latest(sessions: list[Session]) -> list[Session]:
    found: dict[str, Session] = {}
    for session in sorted(sessions, key=_end, reverse=True):
        found.setdefault(session.parent or session.id, session)
    return list(found.values())[:2]


def _check_rooms(draft: Draft, sessions: Iterable[Session]) -> None:
    rooms: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.room and session.parent is None:
            rooms[" ".join(session.room.casefold().split())].append(session)
    for held in rooms.values():
        for first, second in _clashes(held):
            message = (
                f"room {quote(second.room or '')} already holds {quote(first.title)} at that time"
            )
            draft.problems.warning(_place(draft, second, "room"), message, "room")


def _check_people(draft: Draft, sessions: Iterable[Session]) -> None:
    names = {speaker.name: speaker.id for speaker, _ in draft.every(Speaker)}
    busy: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        for person in {names.get(name, name) for name in (*session.speakers, *session.chairs)}:
            busy[person].append(session)
    for person, held in busy.items():
        for first, second in _clashes(held):
            message = f"{quote(person)} is also in {quote(first.title)} at that time"
            draft.problems.warning(_place(draft, second, "start"), message, "person")


def _check_gaps(draft: Draft, sessions: Iterable[Session]) -> None:
    """Report holes in a day: mostly a mistyped time, as breaks are sessions too.

    What is cancelled or has no end fills the time behind it.
    """
    latest: dict[object, datetime | None] = {}
    ordered = sorted((s for s in sessions if s.parent is None), key=lambda s: (s.start, s.id))
    for session in ordered:
        before = latest.get(session.day)
        if before is not None and session.start > before:
            minutes = round((session.start - before).total_seconds() / 60)
            message = (
                f"nothing in the {minutes} minutes before {session.start:%H:%M}: is a time wrong?"
            )
            draft.problems.warning(_place(draft, session, "start"), message, "gap")
        end = session.end
        if end is None:
            latest[session.day] = before if before and before > session.start else None
        else:
            latest[session.day] = max(before, end) if before else end


def _check_unplaced(draft: Draft, sessions: list[Session]) -> None:
    speaking = {key for session in sessions for key in (*session.speakers, *session.chairs)}
    presented = {slot.paper for session in sessions for slot in session.papers}
    posters_placed = any(s.type == "poster-session" and s.papers for s in sessions)
    for speaker, sourced in draft.every(Speaker):
        if speaker.id not in speaking and not speaker.unplaced:
            message = f"speaker '{speaker.id}' is in no session: add one, or say why in 'unplaced'"
            draft.problems.warning(sourced.location("id"), message, "unplaced")
    for paper, sourced in draft.every(Paper):
        if paper.id in presented or paper.unplaced or paper.withdrawn:
            continue
        if paper.decision == "oral" or (paper.decision == "poster" and posters_placed):
            message = (
                f"{paper.decision} paper '{paper.id}' is in no session: "
                "add it to one, or say why in 'unplaced'"
            )
            draft.problems.warning(sourced.location("id"), message, "unplaced")
