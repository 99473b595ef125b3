"""What a paper's page says, gathered from the program: plain values, nothing of HTML.

What it follows from can be told without gathering it: of thousands of pages few are stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.wording import clock, day_in_words, day_shift
from sphinx_workshop.core.zones import abbreviation
from sphinx_workshop.sections.papers import Paper, accepted
from sphinx_workshop.sections.schedule.model import STATUSES, Session
from sphinx_workshop.sections.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day on a zone's clocks; ``shift`` says how far its date is from the day's."""

    iso: str
    clock: str
    shift: str


@dataclass(frozen=True, slots=True)
class Span:
    """A session's time on a zone's clocks; ``end`` is None for a moment."""

    zone: str
    start: Moment
    end: Moment | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A paper's place in the program: a session and all there is to say of it here.

    ``around`` is the session that a talk stands in; ``spans`` begin with the venue's zone.
    """

    session: Session
    around: Session | None
    words: str
    day: str
    spans: tuple[Span, ...]
    board: str | None

    @property
    def status(self) -> str:
        """What is to know before all else: "Cancelled", "Moved" or nothing."""
        outer = self.around.status if self.around else ""
        return STATUSES["cancelled" if outer == "cancelled" else self.session.status]


@dataclass(frozen=True, slots=True)
class Page:
    """All that one page holds, besides the workshop itself."""

    paper: Paper
    slots: tuple[Slot, ...]
    before: Paper | None
    after: Paper | None
    related: tuple[Paper, ...]


class Gatherer:
    """Gathers the contents of pages.

    :param papers: id → paper, of those that have a page.
    :param order: the ids of papers in the order in which they are listed.
    :param related: id → ids of the papers most like it.
    """

    def __init__(
        self,
        program: Program,
        papers: Mapping[str, Paper],
        order: Sequence[str],
        related: Mapping[str, Sequence[str]],
    ) -> None:
        self.program = program
        self.papers = papers
        self.zones = program.one(Workshop).zones
        self.related = related
        self.listed = _neighbours([key for key in order if key in papers])
        self._runs: dict[str, dict[str, tuple[str | None, str | None]]] = {}

    def made_from(self, paper: Paper) -> bytes:
        """Digest the records that one page follows from, beside the workshop."""
        uses = self._uses(paper)
        around = [self.program.find(Session, use.parent) if use.parent else None for use in uses]
        near = [*self._beside(paper, uses), *self._related(paper)]
        held: list[Entity | None] = [paper, *uses, *around, *near]
        stamps = [self.program.stamp(one) if one else "" for one in held]
        return f"{len(uses)} {' '.join(stamps)}".encode()

    def _uses(self, paper: Paper) -> list[Session]:
        uses = [use for use in self.program.referrers(paper) if isinstance(use, Session)]
        return sorted(uses, key=lambda use: (use.start, use.id))

    def _related(self, paper: Paper) -> tuple[Paper, ...]:
        return tuple(self.papers[key] for key in self.related.get(paper.id, ()))

    def sessions(self, paper: Paper) -> list[str]:
        """Give the ids of the sessions that one page names."""
        return [use.id for use in self._uses(paper)]

    def page(self, paper: Paper) -> Page:
        """Gather the content of one page."""
        uses = self._uses(paper)
        before, after = self._beside(paper, uses)
        return Page(
            paper=paper,
            slots=tuple(self._slot(paper, use) for use in uses),
            before=before,
            after=after,
            related=self._related(paper),
        )

    def _beside(self, paper: Paper, uses: Iterable[Session]) -> tuple[Paper | None, Paper | None]:
        """Find the papers before and after it: in its first session, else where it is listed."""
        for use in uses:
            before, after = self._run(use.parent or use.id).get(paper.id, (None, None))
            if before or after:
                return self.papers.get(before or ""), self.papers.get(after or "")
        before, after = self.listed.get(paper.id, (None, None))
        return self.papers.get(before or ""), self.papers.get(after or "")

    def _run(self, key: str) -> dict[str, tuple[str | None, str | None]]:
        """Give the neighbours in a session, whose talks follow what it holds itself."""
        if key not in self._runs:
            outer = self.program.find(Session, key)
            talks = self.program.having(Session, "parent", key)
            talks = tuple(sorted(talks, key=lambda talk: (talk.start, talk.id)))
            held = [slot.paper for one in (outer, *talks) if one for slot in one.papers]
            self._runs[key] = _neighbours([key for key in held if key in self.papers])
        return self._runs[key]

    def _slot(self, paper: Paper, use: Session) -> Slot:
        around = self.program.find(Session, use.parent) if use.parent else None
        held = around or use
        words = held.display_name if held.display_name != paper.title else held.kind_label
        return Slot(
            session=use,
            around=around,
            words=words or "Talk",
            day=day_in_words(use.start.date()),
            spans=tuple(_span(use, zone) for zone in self.zones),
            board=next((slot.board for slot in use.papers if slot.paper == paper.id), None),
        )


def listing_order(program: Program, listed: Iterable[tuple[str, str]]) -> list[str]:
    """Give the ids of the papers in the order of a listing, what it leaves out behind it.

    :param listed: (kind, id) of what stands on the listing's page, in order.
    """
    every = [paper.id for paper in accepted(program)]
    known = set(every)
    first = [key for kind, key in listed if kind == Paper.kind and key in known]
    return list(dict.fromkeys([*first, *every]))


def _neighbours(keys: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    keys = list(dict.fromkeys(keys))
    return {
        key: (before, after)
        for before, key, after in zip([None, *keys], keys, [*keys[1:], None], strict=False)
    }


def _span(session: Session, zone: tzinfo) -> Span:
    start = session.start.astimezone(zone)
    end = session.end.astimezone(zone) if session.end else None
    shifts = [day_shift(moment, session.start.date()) for moment in (start, end) if moment]
    # As in the schedule: once for both, where they are the same.
    first = shifts[0] if end is None or shifts[0] != shifts[-1] else ""
    return Span(
        abbreviation(start),
        Moment(start.isoformat(), clock(start), first),
        Moment(end.isoformat(), clock(end), shifts[-1]) if end else None,
    )
