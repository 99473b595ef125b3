"""Sessions as organizers write them, and as everything else sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Final

from sphinx_workshop.core.entity import Occasion, Record
from sphinx_workshop.core.fields import (
    Clock,
    Date,
    Duration,
    Id,
    Line,
    OneOf,
    PersonName,
    Prose,
    Shorthand,
    Url,
)
from sphinx_workshop.core.program import Program
from sphinx_workshop.sections.dates import When
from sphinx_workshop.sections.papers import PaperId
from sphinx_workshop.sections.speakers import SpeakerId

# Kind → what a reader sees.
KINDS: Final = {
    "opening": "Opening",
    "invited-talk": "Invited talk",
    "contributed-talk": "Contributed talk",
    "qa": "Q&A",
    "panel": "Panel",
    "poster-session": "Poster session",
    "break": "Break",
    "social": "Social",
    "award": "Award",
    "closing": "Closing",
    "other": "",
}
STATUSES: Final = {"confirmed": "", "cancelled": "Cancelled", "moved": "Moved"}


class Slot(Record):
    """A paper's place in a session, with its board where it has one."""

    paper: PaperId
    """The paper's id. Example: ``analytical-engine``"""
    board: Line | None = None
    """Where it hangs. Example: ``12``"""


Slots = tuple[Annotated[Slot, Shorthand("paper")], ...]


class TalkRecord(Record):
    """One talk inside a session."""

    id: Id | None = None
    """Unique among sessions; made from the title where left out. Example: ``panel``"""
    title: Line | None = None
    """Made from its paper or speakers where left out. Example: ``Panel discussion``"""
    start: Clock | None = None
    """Time of day in the workshop's zone. Example: ``14:00``"""
    end: Clock | None = None
    """Time of day; past midnight with its date. Example: ``14:30``"""
    duration: Duration | None = None
    """In place of the end. Example: ``90 min``"""
    speakers: tuple[SpeakerId, ...] = ()
    """Ids of speakers. Example: ``[ada-lovelace]``"""
    papers: Slots = ()
    """Ids of papers, with boards where there are any. Example: ``[analytical-engine]``"""
    chairs: tuple[Annotated[Line, PersonName()], ...] = ()
    """Names, or ids of speakers. Example: ``[Mary Somerville]``"""
    url: Url | None = None
    """Where to join. Example: ``https://example.org/live``"""
    abstract: Prose | None = None
    """What it is about. Example: ``How engines *compute*.``"""
    status: Annotated[str, OneOf(*STATUSES)] = "confirmed"
    """Whether it takes place as planned. Example: ``cancelled``"""
    note: Line | None = None
    """What visitors must know. Example: ``Moved from room 2.``"""
    updated: When | None = None
    """When it last changed, so that calendars take it over. Example: ``2021-12-01 09:30``"""


class SessionRecord(TalkRecord):
    """One entry of a day. With neither ``end`` nor ``duration`` it is a moment."""

    kind: Annotated[str, OneOf(*KINDS)]
    """What sort of session it is. Example: ``invited-talk``"""
    number: Line | None = None
    """Shown after the kind. Example: ``1``"""
    start: Clock
    """Time of day in the workshop's zone. Example: ``14:00``"""
    room: Line | None = None
    """Where it is held. Example: ``Main hall``"""
    track: Line | None = None
    """The part of the program it belongs to. Example: ``Applications``"""
    talks: tuple[TalkRecord, ...] = ()
    """Talks inside the session, each with its own times."""


class Day(Record):
    """One day of the program."""

    date: Date
    """The day the sessions stand under. Example: ``2021-12-14``"""
    sessions: tuple[SessionRecord, ...] = ()
    """What happens on it, in any order."""


class Session(Occasion):
    """A session or a talk inside one; all that was left out is derived.

    ``type`` is the kind as written, ``""`` for a talk inside a session, whose ``parent`` is that
    session's id. Times are aware, in the workshop's zone; ``updated`` holds for its talks too.
    """

    kind: ClassVar[str] = "session"

    id: str
    type: str
    title: str
    number: str | None = None
    parent: str | None = None
    speakers: tuple[SpeakerId, ...] = ()
    papers: tuple[Slot, ...] = ()
    chairs: tuple[str, ...] = ()
    url: str | None = None
    track: str | None = None
    abstract: str | None = None
    note: str | None = None
    updated: datetime | None = None

    @property
    def kind_label(self) -> str:
        """The kind in words with its number: "Invited talk #1"."""
        return " ".join(
            part
            for part in (KINDS.get(self.type, ""), f"#{self.number}" if self.number else "")
            if part
        )

    @property
    def display_name(self) -> str:
        """The title, with the kind before it where the title is only who speaks or what paper."""
        label = self.kind_label
        return f"{label}: {self.title}" if self.number and label else self.title

    @property
    def is_quiet(self) -> bool:
        """Whether it is a pause between what people come for."""
        return self.type in ("break", "social")


def top_sessions(program: Program) -> Iterator[Session]:
    """Give the sessions without the talks inside them, in the order of the data."""
    return (session for session in program.every(Session) if session.parent is None)


def talks_of(program: Program, session: Session) -> Sequence[Session]:
    """Give the talks inside a session, in the order of the data."""
    return program.having(Session, "parent", session.id)
