"""Tables for spreadsheets: ``sessions.csv`` and ``papers.csv`` (RFC 4180, UTF-8).

Spreadsheets run what looks like a formula: such a value begins with an apostrophe, as OWASP says.
Several values in one cell have "; " between them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sphinx_workshop.core.pieces import pieces
from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.exports import _common as common
from sphinx_workshop.sections.papers import LINK_LABELS, Paper, accepted
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.workshop import Workshop

# What begins a formula, wide forms included, or makes a spreadsheet look at what comes next.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")

_SESSION: Final = (
    "id, part of, kind, number, title, status, note, day, start, end, time zone, room, track, "
    "people, chairs, papers, join, page"
).split(", ")
_PAPER: Final = (
    "id, title, authors, affiliations, decision, track, keywords, awards, sessions, "
    f"{', '.join(LINK_LABELS)}, page"
).split(", ")

Row = Mapping[str, object]


def render(program: Program) -> dict[str, bytes]:
    """Give both tables, in order of time and of the data."""
    sessions = common.in_order(program.every(Session))
    return {
        "sessions.csv": _table(_SESSION, pieces(program, "tables", sessions, _session_row)),
        "papers.csv": _table(_PAPER, pieces(program, "tables", accepted(program), _paper_row)),
    }


def _session_row(program: Program, session: Session) -> str:
    return _row(_SESSION, _session(program, session))


def _paper_row(program: Program, paper: Paper) -> str:
    return _row(_PAPER, _paper(program, paper))


def _session(program: Program, session: Session) -> Row:
    papers = [paper for paper, _ in common.papers_of(program, session)]
    return {
        "id": session.id,
        "part of": session.parent,
        "kind": session.type or "talk",
        "number": session.number,
        "title": plain_title(session.title),
        "status": "cancelled" if common.is_cancelled(program, session) else session.status,
        "note": plain_title(session.note or ""),
        "day": session.day,
        "start": session.start.isoformat(),
        "end": session.end.isoformat() if session.end else "",
        "time zone": program.one(Workshop).timezone,
        "room": plain_title(session.room or ""),
        "track": plain_title(common.track(program, session) or ""),
        "people": _several(person.name for person in common.people(program, session)),
        "chairs": _several(common.chairs(program, session)),
        "papers": _several(paper.id for paper in papers),
        "join": session.url,
        "page": common.address(program, session),
    }


def _paper(program: Program, paper: Paper) -> Row:
    uses = [use for use in program.referrers(paper) if isinstance(use, Session)]
    return {
        "id": paper.id,
        "title": plain_title(paper.title),
        "authors": _several(author.name for author in paper.authors),
        "affiliations": _several(plain_title(one.affiliation or "") for one in paper.authors),
        "decision": paper.decision,
        "track": plain_title(paper.track or ""),
        "keywords": _several(map(plain_title, paper.keywords)),
        "awards": _several(map(plain_title, paper.awards)),
        "sessions": _several(session.id for session in common.in_order(uses)),
        **{name: getattr(paper.links, name) for name in LINK_LABELS},
        "page": common.address(program, paper),
    }


def _several(texts: Iterable[str]) -> str:
    held = list(texts)
    return "; ".join(held) if any(held) else ""


def _table(columns: Sequence[str], rows: Iterable[str]) -> bytes:
    """Put written rows below the names of their columns."""
    names = _row(columns, {name: name for name in columns})
    return "".join([names, *rows]).encode()


def _row(columns: Sequence[str], row: Row) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, lineterminator="\r\n")
    writer.writerow({name: _cell(value) for name, value in row.items()})
    return stream.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
