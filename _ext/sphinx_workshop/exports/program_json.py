"""Everything, for other programs and next year's organizers: ``program.json``.

``program.schema.json`` beside it describes it (JSON Schema, draft 2020-12). ``version`` rises when
something is taken out or comes to mean something else; new fields may come without that. Texts are
the data's own: limited Markdown, and formulas between dollar signs. What the data leaves out is
left out. Records stand in the order of their ids, sessions in order of time; ``position`` is a
record's place among its kind in the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from importlib import resources
from typing import Any, Final

from sphinx_workshop.core.entity import Entity, Record
from sphinx_workshop.core.pieces import pieces
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.times import WallTime
from sphinx_workshop.exports import _common as common
from sphinx_workshop.sections.committee import Member
from sphinx_workshop.sections.dates import ImportantDate
from sphinx_workshop.sections.papers import Paper, accepted
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.speakers import Speaker
from sphinx_workshop.sections.sponsors import Sponsor
from sphinx_workshop.sections.workshop import Workshop

VERSION: Final = 1
SCHEMA: Final = "program.schema.json"


def render(program: Program) -> dict[str, bytes]:
    """Give the program and the schema that it follows."""
    sessions = common.in_order(program.every(Session))
    whole = {
        "$schema": SCHEMA,
        "version": VERSION,
        "workshop": _plain(program.one(Workshop)),
        "sessions": common.json_lines(pieces(program, "program", sessions, _written_session)),
        "papers": _written_papers(program),
        "speakers": _in_order(_paged(program, one) for one in program.every(Speaker)),
        "sponsors": _in_order(map(_plain, program.every(Sponsor))),
        "committee": _in_order(map(_plain, program.every(Member))),
        "dates": _in_order(_date(program, entry) for entry in program.every(ImportantDate)),
    }
    text = f"{common.json_text(whole, 2)}\n"
    schema = resources.files("sphinx_workshop.exports").joinpath(SCHEMA).read_bytes()
    return {"program.json": text.encode(), SCHEMA: schema}


def _written_session(program: Program, session: Session) -> str:
    return common.json_line(_session(program, session))


def _written_papers(program: Program) -> common.Json:
    papers = sorted(enumerate(accepted(program), 1), key=lambda placed: placed[1].id)
    written = pieces(program, "program", [paper for _, paper in papers], _written_paper)
    # The place is put in last, as one more paper moves those behind it and changes nothing else.
    return common.json_lines(
        [
            f'{text[:-1]}, "position": {place}}}'
            for (place, _), text in zip(papers, written, strict=True)
        ]
    )


def _written_paper(program: Program, paper: Paper) -> str:
    return common.json_line(_paper(program, paper))


def _in_order(records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    placed = [{**record, "position": place} for place, record in enumerate(records, 1)]
    return sorted(placed, key=lambda record: str(record["id"]))


def _plain(value: Any) -> Any:
    """Turn a record into what JSON knows, without what is left out."""
    if isinstance(value, Record):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        made = {name: _plain(held) for name, held in fields.items() if held is not None}
        return {name: held for name, held in made.items() if held not in ("", [], {})}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, WallTime):
        return common.written(value)
    return value.isoformat() if isinstance(value, date) else value


def _paged(program: Program, entity: Entity) -> dict[str, Any]:
    page = common.address(program, entity)
    return {**_plain(entity), **({"page": page} if page else {})}


def _session(program: Program, session: Session) -> dict[str, Any]:
    held = _paged(program, session)
    held["kind"] = held.pop("type", "talk")
    if common.is_cancelled(program, session):
        held["status"] = "cancelled"
    people = [
        {"name": one.name, "affiliation": one.affiliation, "speaker": one.speaker}
        for one in common.people(program, session)
    ]
    chairs = [
        {"name": name, "speaker": common.speaker_of(program, key)}
        for name, key in zip(common.chairs(program, session), session.chairs, strict=True)
    ]
    derived = {
        "people": [_with_id(one) for one in people],
        "chairs": [_with_id(one) for one in chairs],
        "track": common.track(program, session),
    }
    return {**held, **{name: value for name, value in derived.items() if value}}


def _with_id(person: Mapping[str, Any]) -> dict[str, str]:
    """Write a person, with the id of the speaker that they are."""
    held = {**person, "speaker": person["speaker"].id if person["speaker"] else None}
    return {name: value for name, value in held.items() if value}


def _paper(program: Program, paper: Paper) -> dict[str, Any]:
    held = _paged(program, paper)
    uses = [use for use in program.referrers(paper) if isinstance(use, Session)]
    if uses:
        held["sessions"] = [session.id for session in common.in_order(uses)]
    return held


def _date(program: Program, entry: ImportantDate) -> dict[str, Any]:
    held = _paged(program, entry)
    held["timezone"] = held.pop("zone_name")
    return {**held, "until": entry.start.isoformat()}
