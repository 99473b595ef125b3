"""What a program can see to be wrong or doubtful in a schedule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from sphinx_workshop.core.problems import Location
from sphinx_workshop.core.section import Draft
from sphinx_workshop.core.wording import count
from sphinx_workshop.sections.papers import Paper
from sphinx_workshop.sections.schedule.model import Session
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
    _check_gaps(draft, live)
    if not draft.partial and sessions:
        _check_unplaced(draft, sessions)


def _place(draft: Draft, session: Session, *path: str | int) -> Location:
    return draft.places[session.kind, session.id].location(*path)


def _check_withdrawn(draft: Draft, sessions: Iterable[Session]) -> None:
    withdrawn = {paper.id for paper, _ in draft.every(Paper) if paper.withdrawn}
    for session in sessions:
        for position, slot in enumerate(session.papers):
            if slot.paper in withdrawn:
                message = f"paper '{slot.paper}' is withdrawn: take it out of the session"
                place = _place(draft, session, "papers", position)
                draft.problems.error(place, message, "schedule")


def _check_days(draft: Draft, sessions: Iterable[Session]) -> None:
    for workshop, _ in draft.every(Workshop):
        for session in sessions:
            if session.parent is None and not workshop.start <= session.day <= workshop.end:
                days = f"{workshop.start} to {workshop.end}"
                message = f"{session.day} is not a day of the workshop ({days})"
                draft.problems.warning(_place(draft, session, "start"), message, "schedule")


def _overlaps(sessions: list[Session]) -> Iterator[tuple[Session, Session]]:
    """Give pairs that happen at once, the earlier first; moments and back-to-back are no clash."""
    ordered = sorted((s for s in sessions if s.end), key=lambda s: (s.start, s.id))
    running: list[Session] = []
    for session in ordered:
        running = [other for other in running if other.end and other.end > session.start]
        yield from ((other, session) for other in running)
        running.append(session)


def _check_rooms(draft: Draft, sessions: Iterable[Session]) -> None:
    rooms: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.room and session.parent is None:
            rooms[session.room].append(session)
    for room, held in rooms.items():
        for first, second in _overlaps(held):
            message = f"room '{room}' already holds '{first.title}' at that time"
            draft.problems.warning(_place(draft, second, "room"), message, "schedule")


def _check_people(draft: Draft, sessions: Iterable[Session]) -> None:
    busy: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        for person in (*session.speakers, *session.chairs):
            busy[person].append(session)
    for person, held in busy.items():
        for first, second in _overlaps(held):
            if second.parent != first.id:
                message = f"'{person}' is also in '{first.title}' at that time"
                draft.problems.warning(_place(draft, second, "start"), message, "schedule")


def _check_gaps(draft: Draft, sessions: Iterable[Session]) -> None:
    """Report holes in a day: mostly a mistyped time, as breaks are sessions too."""
    latest: dict[object, datetime] = {}
    ordered = sorted((s for s in sessions if s.parent is None), key=lambda s: (s.start, s.id))
    for session in ordered:
        before = latest.get(session.day)
        if before is not None and session.start > before:
            minutes = round((session.start - before).total_seconds() / 60)
            message = f"nothing in the {count(minutes, 'minute')} before {session.start:%H:%M}"
            draft.problems.warning(_place(draft, session, "start"), message, "schedule")
        end = session.end or session.start
        latest[session.day] = max(before, end) if before else end


def _check_unplaced(draft: Draft, sessions: list[Session]) -> None:
    speaking = {key for session in sessions for key in (*session.speakers, *session.chairs)}
    presented = {slot.paper for session in sessions for slot in session.papers}
    posters_placed = any(s.type == "poster-session" and s.papers for s in sessions)
    for speaker, sourced in draft.every(Speaker):
        if speaker.id not in speaking and not speaker.unplaced:
            message = f"speaker '{speaker.id}' is in no session"
            draft.problems.warning(sourced.location("id"), message, "unplaced")
    for paper, sourced in draft.every(Paper):
        if paper.id in presented or paper.unplaced or paper.withdrawn:
            continue
        if paper.decision == "oral" or (paper.decision == "poster" and posters_placed):
            message = f"{paper.decision} paper '{paper.id}' is in no session"
            draft.problems.warning(sourced.location("id"), message, "unplaced")
