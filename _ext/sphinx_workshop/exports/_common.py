"""What several formats say alike: addresses, lasting ids, who takes part, what a session holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from json import JSONEncoder
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.names import slug
from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.times import WallTime
from sphinx_workshop.sections.papers import Paper
from sphinx_workshop.sections.schedule.model import STATUSES, Session
from sphinx_workshop.sections.speakers import Speaker
from sphinx_workshop.sections.workshop import Workshop

# Kind → where such a record is shown below the site's address, unless the program knows better.
_PAGES: Final = {
    "session": "program/index.html#{0.anchor}",
    "speaker": "program/speakers.html#{0.anchor}",
    "paper": "papers/{0.id}.html",
    "date": "cfp/dates.html#{0.anchor}",
}
_ENCODER: Final = JSONEncoder(ensure_ascii=False)


class Person(NamedTuple):
    """Someone who takes part; ``speaker`` where the data holds a record of them."""

    name: str
    affiliation: str | None
    speaker: Speaker | None


@lru_cache(maxsize=1)
def _site(program: Program) -> str | None:
    return program.one(Workshop).site


def address(program: Program, entity: Entity) -> str | None:
    """Give the address of a record's place on the site's pages: where the program has it.

    One that was not built into pages has them under their fixed names.
    """
    if program.addresses is not None:
        return program.addresses.get((entity.kind, entity.key))
    base = _site(program)
    return base + _PAGES[entity.kind].format(entity) if base else None


@lru_cache(maxsize=1)
def short_name(program: Program) -> str:
    """Give the acronym in lower-case letters and digits, at least four of them."""
    workshop = program.one(Workshop)
    short = slug(workshop.acronym).replace("-", "") or "workshop"
    return short if len(short) > 3 else f"{short}{workshop.start.year}"


def lasting_name(program: Program, name: str) -> str:
    """Give a name that no other workshop uses and that never changes: ``a.dgm2021@example.org``.

    It follows from the id of what it names, the workshop's acronym and the host of its address.
    """
    return f"{name}.{short_name(program)}@{_host(program)}"


@lru_cache(maxsize=1)
def _host(program: Program) -> str:
    return urlsplit(program.one(Workshop).site or "").hostname or "workshop.invalid"


def lasting_uuid(program: Program, name: str) -> UUID:
    """Give the same as a UUID (RFC 9562, version 5, of an address)."""
    return uuid5(NAMESPACE_URL, f"mid:{lasting_name(program, name)}")


class Json(str):
    """JSON that is written already."""

    __slots__ = ()


def json_text(held: Any, levels: int) -> str:
    """Write JSON (RFC 8259) with one record a line, as people read it and tools compare it.

    :param levels: how deep objects and lists are spread over lines; what they hold has one each.
    """
    if isinstance(held, Json):
        return held
    if levels and held and isinstance(held, Mapping):
        inner = [f"{_ENCODER.encode(key)}: {json_text(held[key], levels - 1)}" for key in held]
        return "{\n" + ",\n".join(inner) + "\n}"
    if levels and held and isinstance(held, list):
        return "[\n" + ",\n".join(json_text(one, levels - 1) for one in held) + "\n]"
    return _ENCODER.encode(held)


def json_line(held: Any) -> str:
    """Write a record on one line."""
    return _ENCODER.encode(held)


def json_lines(records: Sequence[str]) -> Json:
    """Write a list of records that are written already, each on a line."""
    return Json("[\n" + ",\n".join(records) + "\n]" if records else "[]")


def in_order(sessions: Iterable[Session]) -> list[Session]:
    """Sort by time; a session stands before the talks inside it."""
    return sorted(sessions, key=lambda one: (one.start.astimezone(UTC), one.parent or "", one.id))


def outer(program: Program, session: Session) -> Session | None:
    """Give the session that a talk stands in."""
    return program.find(Session, session.parent) if session.parent else None


def is_cancelled(program: Program, session: Session) -> bool:
    """Tell whether a session, or the one around it, does not take place."""
    around = outer(program, session)
    return "cancelled" in (session.status, around.status if around else "")


def written(when: WallTime) -> str:
    """Write a value of a date as organizers do: "2021-10-22" or "2021-10-03 23:59"."""
    return str(when.day) if when.minute < 0 else str(when)


def updated(session: Session) -> datetime | None:
    """Give the instant of the last change that the data states, in UTC."""
    return session.updated.astimezone(UTC) if session.updated else None


def track(program: Program, session: Session) -> str | None:
    """Give the track of a session: its own, else that of what it stands in or of its one paper."""
    around = outer(program, session)
    if session.track or around:
        return session.track or (around.track if around else None) or _paper_track(program, session)
    return _paper_track(program, session)


def _paper_track(program: Program, session: Session) -> str | None:
    papers = papers_of(program, session)
    return papers[0][0].track if len(papers) == 1 else None


def papers_of(program: Program, session: Session) -> list[tuple[Paper, str | None]]:
    """Give the papers of a session, each with its board."""
    found = [(program.find(Paper, slot.paper), slot.board) for slot in session.papers]
    return [(paper, board) for paper, board in found if paper is not None]


def people(program: Program, session: Session) -> list[Person]:
    """Give who presents: the speakers, else the authors of the papers, each once."""
    speakers = [program.find(Speaker, key) for key in session.speakers]
    found = [Person(one.name, one.affiliation, one) for one in speakers if one]
    if not found:
        papers = papers_of(program, session)
        authors = [author for paper, _ in papers for author in paper.authors]
        known = _speakers_by_name(program)
        found = [Person(one.name, one.affiliation, known.get(one.name)) for one in authors]
    return list({person.name: person for person in reversed(found)}.values())[::-1]


def _speakers_by_name(program: Program) -> dict[str, Speaker]:
    # Put together once, and asked for by each part that follows from it.
    program.note("every", Speaker.kind)
    return _all_by_name(program)


@lru_cache(maxsize=1)
def _all_by_name(program: Program) -> dict[str, Speaker]:
    return {speaker.name: speaker for speaker in program.every(Speaker)}


def speaker_of(program: Program, chair: str) -> Speaker | None:
    """Give the speaker that a chair is, written as an id or a name."""
    return program.find(Speaker, chair) or _speakers_by_name(program).get(chair)


def chairs(program: Program, session: Session) -> list[str]:
    """Give the names of those who lead a session."""
    speakers = [(speaker_of(program, key), key) for key in session.chairs]
    return [speaker.name if speaker else key for speaker, key in speakers]


def in_words(person: Person) -> str:
    """Write "Ada Lovelace (University of London)"."""
    where = f" ({plain_title(person.affiliation)})" if person.affiliation else ""
    return person.name + where


def title(program: Program, session: Session) -> str:
    """Write a session's title as plain text, marked where it does not take place."""
    mark = "Cancelled: " if is_cancelled(program, session) else ""
    return mark + plain_title(session.display_name)


def abstract(program: Program, session: Session) -> str:
    """Give what a session is about: its own abstract, else that of its one paper."""
    papers = papers_of(program, session)
    inner = papers[0][0].abstract if len(papers) == 1 else None
    return plain_prose(session.abstract or inner or "")


def notes(program: Program, session: Session) -> list[str]:
    """Write what visitors must know first: the status, the note, who leads."""
    status = "Cancelled" if is_cancelled(program, session) else STATUSES[session.status]
    said = plain_title(session.note) if session.note else ""
    is_said = not status or said.casefold().startswith(status.casefold())
    first = said if is_said else f"{status}. {said}".strip()
    leading = chairs(program, session)
    word = "Chair" if len(leading) == 1 else "Chairs"
    last = f"{word}: {', '.join(leading)}" if leading else ""
    around = outer(program, session)
    inside = f"Part of: {plain_title(around.title)}" if around else ""
    return [line for line in (first, inside, last) if line]


def paper_lines(program: Program, session: Session) -> list[str]:
    """Write each paper with its board and authors; nothing of one that is the session's title."""
    papers = papers_of(program, session)
    if len(papers) == 1 and papers[0][0].title == session.title and not papers[0][1]:
        authors = [author.name for author in papers[0][0].authors]
        return [f"Authors: {', '.join(authors)}"] if session.speakers else []
    lines = []
    for paper, board in papers:
        lines.append(f"- {plain_title(paper.title)}" + (f" (board {board})" if board else ""))
        lines.append(f"  {', '.join(author.name for author in paper.authors)}")
    return lines
