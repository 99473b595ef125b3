"""What two states of a program are compared by, out of the program or a ``program.json``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.core.program import Earlier, Program
from sphinx_workshop.core.times import WallTime, parse_date
from sphinx_workshop.sections.dates import ImportantDate
from sphinx_workshop.sections.papers import Paper, accepted
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.speakers import Speaker

# Controls, halves of characters, and what turns the direction of all that follows.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fact:
    """What people know of one record; texts are plain, times aware.

    ``when`` is what is written of a date, in the zone ``place``; for a session ``place`` is its
    room. ``sort`` is a session's kind.
    """

    kind: str
    key: str
    title: str
    start: datetime | None = None
    end: datetime | None = None
    when: str = ""
    place: str = ""
    people: tuple[str, ...] = ()
    cancelled: bool = False
    sort: str = ""


Facts = Mapping[tuple[str, str], Fact]


def facts_of(state: Program | Earlier) -> Facts:
    """Give what is known of every session, paper, speaker and date, in the order of the data.

    :raises ValueError: a ``program.json`` does not hold what it must.
    """
    if isinstance(state, Earlier):
        found = _of_json(state.plain or {}) if state.program is None else _of(state.program)
    else:
        found = _of(state)
    return {(fact.kind, fact.key): fact for fact in found}


def _of(program: Program) -> Iterator[Fact]:
    for session in program.every(Session):
        yield _session(program, session)
    for paper in accepted(program):
        names = tuple(author.name for author in paper.authors)
        yield Fact(Paper.kind, paper.id, plain_title(paper.title), people=names)
    for speaker in program.every(Speaker):
        yield Fact(Speaker.kind, speaker.id, speaker.name)
    for entry in program.every(ImportantDate):
        title, zone = plain_title(entry.label), entry.zone_name
        when = _written(entry.when)
        yield Fact(ImportantDate.kind, entry.id, title, entry.start, when=when, place=zone)


def _session(program: Program, session: Session) -> Fact:
    around = program.find(Session, session.parent) if session.parent else None
    speakers = [program.find(Speaker, key) for key in session.speakers]
    names = [speaker.name for speaker in speakers if speaker]
    if not names:
        papers = [program.find(Paper, slot.paper) for slot in session.papers]
        names = [author.name for paper in papers if paper for author in paper.authors]
    return Fact(
        Session.kind,
        session.id,
        plain_title(session.title),
        session.start,
        session.end,
        place=plain_title(session.room or ""),
        people=tuple(dict.fromkeys(names)),
        cancelled="cancelled" in (session.status, around.status if around else ""),
        sort=session.type or "talk",
    )


def _written(when: WallTime) -> str:
    return str(when.day) if when.minute < 0 else str(when)


def _of_json(plain: Mapping[str, Any]) -> Iterator[Fact]:
    makers: dict[str, Callable[[Mapping[str, Any]], Fact]] = {
        "sessions": _json_session,
        "papers": lambda held: Fact(
            Paper.kind, held["id"], plain_title(held["title"]), people=_names(held["authors"])
        ),
        "speakers": lambda held: Fact(Speaker.kind, held["id"], held["name"]),
        "dates": lambda held: Fact(
            ImportantDate.kind,
            held["id"],
            plain_title(held["label"]),
            _instant(held["until"]),
            when=held["when"],
            place=held["timezone"],
        ),
    }
    for name, make in makers.items():
        try:
            records = sorted(plain.get(name, ()), key=_position)
            yield from [_checked(make(held)) for held in records]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"'{name}' in it is not as it must be ({error})") from None


def _json_session(held: Mapping[str, Any]) -> Fact:
    return Fact(
        Session.kind,
        held["id"],
        plain_title(held["title"]),
        _instant(held["start"]),
        _instant(held["end"]) if "end" in held else None,
        place=plain_title(held.get("room", "")),
        people=_names(held.get("people", ())),
        cancelled=held.get("status") == "cancelled",
        sort=held["kind"],
    )


def _names(people: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(person["name"] for person in people)


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError(f"{text} has no offset")
    return moment


def _position(held: Mapping[str, Any]) -> int:
    """Give the place in the data; sessions have none, and stand in order of time."""
    return int(held.get("position", 0))


def _checked(fact: Fact) -> Fact:
    texts: Sequence[object] = (fact.key, fact.title, fact.when, fact.place, fact.sort, *fact.people)
    if not all(isinstance(text, str) and not _UNSAFE.search(text) for text in texts):
        raise ValueError(f"a text of {fact.kind} {fact.key!r} is none")
    if fact.when:
        parse_date(fact.when.partition(" ")[0])
    return fact
