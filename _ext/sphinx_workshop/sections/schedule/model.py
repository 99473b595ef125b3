"""Sessions as organizers write them, and as everything else sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final

from pydantic import BeforeValidator

from sphinx_workshop.core.entity import Occasion, Record
from sphinx_workshop.core.fields import Clock, Date, Duration, Id, Line, Prose, Url, one_of
from sphinx_workshop.core.program import Program
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
    board: Line | None = None


def _as_slot(value: Any) -> Any:
    return {"paper": value} if isinstance(value, str) else value


Slots = tuple[Annotated[Slot, BeforeValidator(_as_slot)], ...]


class TalkRecord(Record):
    """One talk inside a session."""

    id: Id | None = None
    title: Line | None = None
    start: Clock | None = None
    end: Clock | None = None
    duration: Duration | None = None
    speakers: tuple[SpeakerId, ...] = ()
    papers: Slots = ()
    chairs: tuple[Line, ...] = ()
    url: Url | None = None
    abstract: Prose | None = None
    status: Annotated[str, BeforeValidator(one_of(*STATUSES))] = "confirmed"
    note: Line | None = None


class SessionRecord(TalkRecord):
    """One entry of a day. With neither ``end`` nor ``duration`` it is a moment."""

    kind: Annotated[str, BeforeValidator(one_of(*KINDS))]
    number: Line | None = None
    start: Clock
    room: Line | None = None
    track: Line | None = None
    talks: tuple[TalkRecord, ...] = ()


class Day(Record):
    """One day of the program."""

    date: Date
    sessions: tuple[SessionRecord, ...] = ()


class Session(Occasion):
    """A session or a talk inside one; all that was left out is derived.

    ``type`` is the kind as written, ``""`` for a talk inside a session, whose ``parent`` is that
    session's id. Times are aware, in the workshop's zone.
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
    status: str = "confirmed"
    note: str | None = None

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


def talks_of(program: Program, session: Session) -> list[Session]:
    """Give the talks inside a session, in the order of the data."""
    return [talk for talk in program.every(Session) if talk.parent == session.id]
