"""From the days as written to sessions with instants, titles and ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from sphinx_workshop.core.names import FreeIds
from sphinx_workshop.core.section import Draft, Sourced, descend
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
        self.ids = FreeIds(
            record.id
            for day, _ in draft.every(Day)
            for session in day.sessions
            for record in (session, *session.talks)
            if record.id
        )

    def _error(self, sourced: Sourced, path: Path, message: str) -> None:
        self.draft.problems.error(sourced.location(*path), message, "schedule")
        self.draft.partial = True

    def session(
        self, day: Day, record: SessionRecord, sourced: Sourced, path: Path
    ) -> Iterator[Session]:
        start = self._instant(record.start, day.date, sourced, (*path, "start"))
        if start is None:
            return
        end = self._end(record, start, day.date, sourced, path)
        session = self._make(record, day.date, start, end, kind=record)
        session = self._dated(session, record, sourced, path)
        if self.draft.place(session, sourced, *path):
            yield session
        begin = start
        for position, inner in enumerate(record.talks):
            talk = self._talk(session, begin, inner, sourced, (*path, "talks", position))
            if talk is not None:
                begin = talk.end or talk.start
                yield talk

    def _talk(
        self, session: Session, begin: datetime, record: TalkRecord, sourced: Sourced, path: Path
    ) -> Session | None:
        """Make a talk; one without a start begins where the talk before it ended."""
        start: datetime | None = begin
        if record.start is not None:
            start = self._instant(record.start, session.day, sourced, (*path, "start"))
        if start is None:
            return None
        end = self._end(record, start, session.day, sourced, path)
        talk = self._make(record, session.day, start, end, parent=session)
        talk = self._dated(talk, record, sourced, path, session.updated)
        self._check_inside(session, talk, sourced, path)
        return talk if self.draft.place(talk, sourced, *path) else None

    def _dated(
        self,
        session: Session,
        record: TalkRecord,
        sourced: Sourced,
        path: Path,
        outer: datetime | None = None,
    ) -> Session:
        """Note when a session last changed; a date alone is its beginning."""
        own: datetime | None = None
        if record.updated is not None:
            wall = replace(record.updated, minute=max(0, record.updated.minute))
            own = self._instant(wall, session.day, sourced, (*path, "updated"))
        latest = max((one for one in (own, outer) if one), default=None)
        return session.model_copy(update={"updated": latest}) if latest else session

    def _instant(self, wall: WallTime, day: date, sourced: Sourced, path: Path) -> datetime | None:
        try:
            return instant(wall, day, self.zone)
        except ValueError as error:
            self._error(sourced, path, str(error))
            return None

    def _end(
        self, record: TalkRecord, start: datetime, day: date, sourced: Sourced, path: Path
    ) -> datetime | None:
        if record.duration is not None:
            if record.end is not None:
                self._error(sourced, (*path, "duration"), "both 'end' and 'duration': keep one")
            return end_instant(start, record.duration)
        if record.end is None:
            return None
        end = self._instant(record.end, day, sourced, (*path, "end"))
        if end is not None and end.astimezone(UTC) <= start.astimezone(UTC):
            message = f"ends at {record.end}, not after its start at {start:%H:%M}"
            if record.end.day is None:
                later = f"{day + timedelta(days=1)} {record.end}"
                message += f": past midnight, write '{later}' or a duration"
            self._error(sourced, (*path, "end"), message)
            return None
        return end

    def _check_inside(self, session: Session, talk: Session, sourced: Sourced, path: Path) -> None:
        last = talk.end or talk.start
        early = talk.start < session.start
        if early or (session.end is not None and last > session.end):
            until = f"–{session.end:%H:%M}" if session.end else ""
            message = f"the talk lies outside its session ({session.start:%H:%M}{until})"
            written = descend(sourced.node, path)
            names = ("start",) if early else ("end", "duration", "start")
            held = getattr(written, "values", {})
            name = next((name for name in names if name in held), "")
            self._error(sourced, (*path, name) if name else path, message)

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
        return record.id or self.ids.make(title, type_ or "talk")

    def _derived_title(self, record: TalkRecord, type_: str) -> str:
        """Name it after its paper or its speakers, else after its kind."""
        if type_ != "poster-session" and len(record.papers) == 1:
            paper = self.draft.get("paper", record.papers[0].paper)
            if paper is not None:
                return paper.display_name
        people = [self.draft.get("speaker", key) for key in record.speakers]
        names = [person.display_name for person in people if person is not None]
        return join_words(names) or KINDS.get(type_, "") or "Talk"
