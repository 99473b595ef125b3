"""From the days as written to sessions with instants, titles and ids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from sphinx_workshop.core.names import free_id
from sphinx_workshop.core.section import Draft, Sourced
from sphinx_workshop.core.times import WallTime, end_instant, instant
from sphinx_workshop.core.wording import join_words
from sphinx_workshop.core.zones import find_zone
from sphinx_workshop.sections.schedule.model import KINDS, Day, Session, SessionRecord, TalkRecord
from sphinx_workshop.sections.workshop import Workshop

Path = tuple[str | int, ...]


def resolve(draft: Draft) -> Iterator[Session]:
    """Make the sessions, each followed by its talks; report times that cannot be."""
    maker = _Maker(draft)
    for day, sourced in draft.every(Day):
        for position, record in enumerate(day.sessions):
            yield from maker.session(day, record, sourced, ("sessions", position))


class _Maker:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        workshop = next((record for record, _ in draft.every(Workshop)), None)
        self.zone: tzinfo = find_zone(workshop.timezone) if workshop else find_zone("UTC")
        self.taken = {
            record.id
            for day, _ in draft.every(Day)
            for session in day.sessions
            for record in (session, *session.talks)
            if record.id
        }

    def session(
        self, day: Day, record: SessionRecord, sourced: Sourced, path: Path
    ) -> Iterator[Session]:
        start = self._instant(record.start, day.date, sourced, (*path, "start"))
        if start is None:
            return
        end = self._end(record, start, day.date, sourced, path)
        session = self._make(record, day.date, start, end, kind=record)
        if self.draft.place(session, sourced, *path):
            yield session
        for position, talk in enumerate(record.talks):
            yield from self._talk(session, talk, sourced, (*path, "talks", position))

    def _talk(
        self, session: Session, record: TalkRecord, sourced: Sourced, path: Path
    ) -> Iterator[Session]:
        start: datetime | None = session.start
        if record.start is not None:
            start = self._instant(record.start, session.day, sourced, (*path, "start"))
        if start is None:
            return
        end = self._end(record, start, session.day, sourced, path)
        talk = self._make(record, session.day, start, end, parent=session)
        self._check_inside(session, talk, sourced, path)
        if self.draft.place(talk, sourced, *path):
            yield talk

    def _instant(self, wall: WallTime, day: date, sourced: Sourced, path: Path) -> datetime | None:
        try:
            return instant(wall, day, self.zone)
        except ValueError as error:
            self.draft.problems.error(sourced.location(*path), str(error), "schedule")
            return None

    def _end(
        self, record: TalkRecord, start: datetime, day: date, sourced: Sourced, path: Path
    ) -> datetime | None:
        if record.duration is not None:
            if record.end is not None:
                message = "both 'end' and 'duration': keep one"
                self.draft.problems.error(sourced.location(*path, "duration"), message, "schedule")
            return end_instant(start, record.duration)
        if record.end is None:
            return None
        end = self._instant(record.end, day, sourced, (*path, "end"))
        if end is not None and end.astimezone(UTC) <= start.astimezone(UTC):
            message = (
                f"ends at {record.end}, not after its start at {start:%H:%M}: "
                f"past midnight, write the date too ({day:%Y-%m-%d} …) or a duration"
            )
            self.draft.problems.error(sourced.location(*path, "end"), message, "schedule")
        return end

    def _check_inside(self, session: Session, talk: Session, sourced: Sourced, path: Path) -> None:
        last = talk.end or talk.start
        if talk.start < session.start or (session.end is not None and last > session.end):
            span = (
                f"{session.start:%H:%M}–{session.end:%H:%M}"
                if session.end
                else f"{session.start:%H:%M}"
            )
            message = f"the talk lies outside its session ({span})"
            self.draft.problems.error(sourced.location(*path, "start"), message, "schedule")

    def _make(
        self,
        record: TalkRecord,
        day: date,
        start: datetime,
        end: datetime | None,
        *,
        kind: SessionRecord | None = None,
        parent: Session | None = None,
    ) -> Session:
        type_ = kind.kind if kind else ""
        title = record.title or self._derived_title(record, type_)
        extra: dict[str, Any] = {"parent": parent.id} if parent else {}
        if kind:
            extra |= {"number": kind.number, "track": kind.track}
        return Session(
            id=self._id(record, title, type_, start),
            type=type_,
            title=title,
            day=day,
            start=start,
            end=end,
            room=kind.room if kind else parent.room if parent else None,
            speakers=record.speakers,
            papers=record.papers,
            chairs=record.chairs,
            url=record.url,
            abstract=record.abstract,
            status=record.status,
            note=record.note,
            **extra,
        )

    def _id(self, record: TalkRecord, title: str, type_: str, start: datetime) -> str:
        key = record.id or free_id(title, self.taken, type_ or "talk")
        self.taken.add(key)
        return key

    def _derived_title(self, record: TalkRecord, type_: str) -> str:
        """Name it after its paper or its speakers, else after its kind."""
        if type_ != "poster-session" and len(record.papers) == 1:
            paper = self.draft.get("paper", record.papers[0].paper)
            if paper is not None:
                return paper.display_name
        people = [self.draft.get("speaker", key) for key in record.speakers]
        names = [person.display_name for person in people if person is not None]
        return join_words(names) or KINDS.get(type_, "") or "Talk"
