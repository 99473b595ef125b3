"""What has changed, for readers of feeds: ``changes.atom`` (RFC 4287).

An entry's id follows from what became of which record, so that a reader shows each change once. Its
time is the session's ``updated``, else when the data was last committed, else that of the calendars
for what was never changed: never the clock's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from typing import Final
from xml.etree import ElementTree as ET

from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.exports import _common as common
from sphinx_workshop.sections.changes.compare import Change
from sphinx_workshop.sections.changes.telling import LEADS, detail, plain
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.workshop import Workshop

NAME: Final = "changes"
PATH: Final = "changes.atom"
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"


def render_feed(program: Program, changes: Sequence[Change], changed: datetime | None) -> bytes:
    """Write the feed, the latest change first.

    :param changed: when the data was last changed, as its history has it.
    """
    workshop = program.one(Workshop)
    before = datetime.combine(workshop.start - timedelta(days=365), time.min, UTC)
    timed = [(_time(program, change) or changed or before, change) for change in changes]
    timed.sort(key=lambda pair: pair[0], reverse=True)
    latest = timed[0][0] if timed else changed or before
    title = plain_title(workshop.title)
    feed = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": workshop.language})
    _text(feed, "id", common.lasting_uuid(program, NAME).urn)
    _text(feed, "title", f"What changed: {title}")
    _text(feed, "updated", _stamp(latest))
    _text(ET.SubElement(feed, "author"), "name", title)
    if workshop.site:
        ET.SubElement(feed, "link", rel="self", href=workshop.site + PATH)
        ET.SubElement(feed, "link", rel="alternate", href=workshop.site)
    for moment, change in timed:
        _add_entry(feed, program, change, moment)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add_entry(feed: ET.Element, program: Program, change: Change, moment: datetime) -> None:
    fact = change.fact
    lead, said = LEADS[change.what], plain(detail(change, program.one(Workshop).zone))
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", common.lasting_uuid(program, f"change-{_digest(change)}").urn)
    _text(entry, "title", f"{lead}: {fact.title}")
    _text(entry, "updated", _stamp(moment))
    entity = program.get(fact.kind, fact.key) if change.now else None
    page = common.address(program, entity) if entity else None
    if page:
        ET.SubElement(entry, "link", rel="alternate", href=page)
    _text(entry, "content", f"{lead}: {fact.title}" + (f", {said}" if said else ""))


def _digest(change: Change) -> str:
    return blake2b(repr(change).encode(), digest_size=16).hexdigest()


def _time(program: Program, change: Change) -> datetime | None:
    fact = change.fact
    session = program.find(Session, fact.key) if fact.kind == Session.kind else None
    return common.updated(session) if session and change.now else None


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
