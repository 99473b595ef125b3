"""An event of the frab schedule, in both its forms (:mod:`sphinx_workshop.exports.frab`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree as ET

from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.urls import as_uri
from sphinx_workshop.exports import _common as common
from sphinx_workshop.sections.papers import Paper, paper_links
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.workshop import Workshop

# What the format calls the things that a paper links to; anything else is "related".
_LINK_TYPES: Final = {"PDF": "paper", "Slides": "slides", "Video": "media"}
_LONGEST: Final = 99 * 60 + 59
# How deep in the XML an event stands.
DEPTH: Final = 3


class Event(NamedTuple):
    """An event in both forms, each without its beginning, which holds the number."""

    number: int
    room: str
    track: str | None
    json: str
    xml: str

    def as_json(self) -> str:
        """Give it as JSON, on one line."""
        return f'{{"id": {self.number}{self.json}'

    def as_xml(self) -> str:
        """Give it as XML, but for the blanks before it."""
        return f'<event id="{self.number}"{self.xml}'


def written_event(program: Program, session: Session) -> tuple[int, str, str | None, str, str]:
    """Write a session as an event; the number may have to be another one.

    :returns: what an :class:`Event` holds, as a plain tuple: it is kept, and read again by builds
        that need no export.
    """
    event = _event(program, session)
    number = event["id"]
    element = _event_as_xml(event)
    ET.indent(element, level=DEPTH)
    in_json = common.json_line(event).removeprefix(f'{{"id": {number}')
    in_xml = ET.tostring(element, encoding="unicode").removeprefix(f'<event id="{number}"')
    return number, event["room"], event["track"], in_json, in_xml


def _event(program: Program, session: Session) -> dict[str, Any]:
    workshop = program.one(Workshop)
    guid = common.lasting_uuid(program, session.anchor)
    track = common.track(program, session)
    papers = common.papers_of(program, session)
    language = papers[0][0].language if len(papers) == 1 else None
    lines = [*common.notes(program, session), *common.paper_lines(program, session)]
    page = common.address(program, session)
    event = {
        "id": guid.int % 0x7FFFFFFE + 1,
        "guid": str(guid),
        "date": session.start.isoformat(),
        "start": f"{session.start:%H:%M}",
        "duration": _duration(session),
        "room": _room(workshop, session),
        "slug": f"{common.short_name(program)}-{session.anchor}",
        "url": page or guid.urn,
        "title": plain_title(session.title),
        "subtitle": session.kind_label,
        "track": plain_title(track) if track else None,
        "type": session.type or "talk",
        "language": language or workshop.language,
        "abstract": common.abstract(program, session),
        "description": "\n".join(lines),
        "persons": [_person(program, person) for person in common.people(program, session)],
        "links": _links(session, [paper for paper, _ in papers]),
    }
    return event | ({"end": session.end.isoformat()} if session.end else {})


def _room(workshop: Workshop, session: Session) -> str:
    venue = workshop.venue.name if workshop.venue else workshop.acronym
    return plain_title(session.room or venue)


def _duration(session: Session) -> str:
    """Write the length of real time, as hours and minutes; the format has two digits for hours."""
    length = session.end.timestamp() - session.start.timestamp() if session.end else 0
    hours, minutes = divmod(min(round(length / 60), _LONGEST), 60)
    return f"{hours:02d}:{minutes:02d}"


def _person(program: Program, person: common.Person) -> dict[str, Any]:
    name = person.speaker.anchor if person.speaker else f"person-{person.name}"
    guid = common.lasting_uuid(program, name)
    held = {"guid": str(guid), "id": guid.int % 0x7FFFFFFE + 1, "name": person.name}
    if person.speaker and person.speaker.bio:
        held["biography"] = plain_prose(person.speaker.bio)
    if person.speaker and person.speaker.url:
        held["url"] = as_uri(person.speaker.url)
    return held


def _links(session: Session, papers: Sequence[Paper]) -> list[dict[str, str]]:
    """Give where to join, and what a session's one paper links to."""
    links = [("Join", session.url)]
    if len(papers) == 1:
        links += paper_links(papers[0])
    kinds = {"Join": "web", **_LINK_TYPES}
    return [
        {"title": label, "url": as_uri(url), "type": kinds.get(label, "related")}
        for label, url in links
        if url
    ]


def _event_as_xml(event: Mapping[str, Any]) -> ET.Element:
    element = ET.Element("event", id=str(event["id"]), guid=event["guid"])
    names = "room title subtitle type date start duration abstract slug track language description"
    for name in names.split():
        text_element(element, name, event[name] or "")
    if event["url"].startswith("http"):
        text_element(element, "url", event["url"])
    persons = ET.SubElement(element, "persons")
    for person in event["persons"]:
        text_element(persons, "person", person["name"], id=str(person["id"]), guid=person["guid"])
    links = ET.SubElement(element, "links")
    for link in event["links"]:
        text_element(links, "link", link["title"], href=link["url"], type=link["type"])
    return element


def text_element(parent: ET.Element, name: str, text: object, **attributes: str) -> None:
    """Add an element that holds a text."""
    ET.SubElement(parent, name, attributes).text = str(text)
