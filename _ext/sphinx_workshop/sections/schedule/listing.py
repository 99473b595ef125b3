"""The schedule on a page: one timetable a day, one column a zone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from sphinx_workshop.core.options import check_held
from sphinx_workshop.core.section import Options
from sphinx_workshop.core.times import parse_date
from sphinx_workshop.core.wording import EN_DASH, NBSP, clock, day_in_words, day_shift
from sphinx_workshop.core.zones import abbreviation, city, offset_label
from sphinx_workshop.sections.papers import Paper
from sphinx_workshop.sections.schedule.entry import (
    details,
    label,
    render_paper,
    subject,
    talk_label,
)
from sphinx_workshop.sections.schedule.model import STATUSES, Session, talks_of, top_sessions
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw

_TIME_WIDTH, _WHAT_WIDTH = 15, 70


def read_days(text: str | None) -> tuple[date, ...]:
    """Read the ``:day:`` option: one or more dates with commas between them."""
    return tuple(parse_date(part) for part in (text or "").split(","))


def render(draw: Draw, options: Options) -> list[nodes.Node]:
    """Make the timetables of the days that the options choose."""
    sessions = _chosen(draw, options)
    days = list(dict.fromkeys(session.day for session in sessions))
    # A listing with filters is no whole program to subscribe to.
    words = ("Add to calendar", "Subscribe")
    links = [draw.export_links("calendar", "program.ics", *words)] if draw.whole and days else []
    return links + [
        draw.group(
            f"day-{day.isoformat()}",
            day_in_words(day),
            [
                *([_day_link(draw, day)] if draw.whole and len(days) > 1 else []),
                _timetable(draw, [session for session in sessions if session.day == day]),
            ],
            "ws-day",
        )
        for day in sorted(days)
    ]


def _day_link(draw: Draw, day: date) -> nodes.Node:
    return draw.export_links("calendar", f"ics/day/{day.isoformat()}.ics", "Add day to calendar")


def _chosen(draw: Draw, options: Options) -> list[Session]:
    """Filter the sessions; a value that no session has is a mistake on the page.

    :raises ValueError: saying which value is unknown.
    """
    every = sorted(top_sessions(draw.program), key=lambda s: (s.day, s.start))
    sessions = every
    values: dict[str, Callable[[Session], object]] = {
        "day": lambda session: session.day,
        "kind": lambda session: session.type,
        "room": lambda session: (session.room or "").casefold(),
    }
    for name, value in values.items():
        wanted = options.get(name)
        if not wanted:
            continue
        check_held("session", name, wanted, map(value, every))
        sessions = [session for session in sessions if value(session) in wanted]
    if every and not sessions:
        raise ValueError("no session is left by these options together")
    return sessions


def _timetable(draw: Draw, sessions: Sequence[Session]) -> nodes.Node:
    zones = draw.program.one(Workshop).zones
    first = sessions[0].start
    header = [draw.header("col", *_zone_name(draw, first.astimezone(zone))) for zone in zones]
    header.append(draw.header("col", draw.paragraph("", draw.text("Session"))))
    rows = [_row(draw, session, zones, first) for session in sessions]
    widths = [_TIME_WIDTH] * len(zones) + [_WHAT_WIDTH]
    return draw.table("ws-timetable", widths, header, rows)


def _zone_name(draw: Draw, moment: datetime) -> list[nodes.Node]:
    """Name a column: "GMT" and beneath it "London, UTC+0"."""
    name, place = abbreviation(moment), city(moment.tzinfo) if moment.tzinfo else ""
    where = offset_label(moment) if place in (name, "UTC") else f"{place}, {offset_label(moment)}"
    return [
        draw.paragraph("ws-zone", draw.text(name)),
        draw.paragraph("ws-offset", draw.text(where)),
    ]


def _row(
    draw: Draw, session: Session, zones: Sequence[tzinfo], first: datetime
) -> tuple[list[str], list[nodes.Node]]:
    classes = ["ws-session", f"ws-kind-{session.type}"]
    if session.is_quiet:
        classes.append("ws-quiet")
    if session.status != "confirmed":
        classes.append(f"ws-{session.status}")
    times = [draw.paragraph("", *span(draw, session, zone, first)) for zone in zones]
    # The time at the venue is what a reader of the table by ear needs to hear with every cell.
    cells = [draw.header("row", times[0]), *(draw.cell("", time) for time in times[1:])]
    for cell in cells:
        cell["classes"] = ["ws-time"]
    return classes, [*cells, draw.cell("ws-what", *_what(draw, session))]


def span(draw: Draw, session: Session, zone: tzinfo, first: datetime) -> list[nodes.Node]:
    """Write "14:00–14:10" on the clocks of a zone, with "+1 day" where its date is another.

    :param first: the day's first moment, whose UTC offset the column's header states.
    """
    start = session.start.astimezone(zone)
    end = session.end.astimezone(zone) if session.end else None
    shifts = [day_shift(moment, session.day) for moment in (start, end) if moment]
    parts: list[nodes.Node] = [draw.moment(start.isoformat(), clock(start))]
    if len(set(shifts)) > 1 and shifts[0]:
        parts += _mark(draw, shifts[0])
    if end:
        parts += [draw.text(EN_DASH), draw.moment(end.isoformat(), clock(end))]
    parts += _mark(draw, shifts[-1])
    if start.utcoffset() != first.astimezone(zone).utcoffset():
        parts += _mark(draw, offset_label(start))
    return parts


def _mark(draw: Draw, words: str) -> list[nodes.Node]:
    return [draw.text(" "), draw.inline("ws-dayshift", draw.text(words))] if words else []


def _what(draw: Draw, session: Session) -> list[nodes.Node]:
    talks = talks_of(draw.program, session)
    return [
        *label(draw, session),
        _title(draw, session),
        *details(draw, session),
        *([draw.entries("ws-talks", talks, marks=True)] if talks else []),
    ]


def _title(draw: Draw, session: Session) -> nodes.Node:
    """Write the title, leading to the paper or the one speaker it stands for."""
    target = subject(draw, session)
    title: list[nodes.Node] = draw.title(session.title) if target is None else [draw.record(target)]
    status = STATUSES[session.status]
    if status:
        mark = draw.inline("ws-status", draw.text(f"{status}: "))
        title.insert(0, mark)
    return draw.paragraph("ws-title", draw.anchor(session), *title)


def render_entry(draw: Draw, record: Session | Paper, form: Options) -> nodes.Node:
    """Make the item of a talk inside a session, or of a paper there."""
    return render_paper(draw, record, form) if isinstance(record, Paper) else _talk(draw, record)


def _talk(draw: Draw, talk: Session) -> nodes.Node:
    """Make a talk's entry: the venue's time before it, the other zones' beneath its title."""
    venue, *others = draw.program.one(Workshop).zones
    time = draw.paragraph("ws-time", *span(draw, talk, venue, talk.start))
    elsewhere = [
        [*span(draw, talk, zone, talk.start), _zone_mark(draw, talk, zone)] for zone in others
    ]
    when = [draw.paragraph("ws-when", *draw.joined(elsewhere))] if elsewhere else []
    parts = (*talk_label(draw, talk), _title(draw, talk), *when, *details(draw, talk))
    status = "" if talk.status == "confirmed" else f" ws-{talk.status}"
    return draw.item(f"ws-talk{status}", time, *parts)


def _zone_mark(draw: Draw, talk: Session, zone: tzinfo) -> nodes.Node:
    return draw.text(f"{NBSP}{abbreviation(talk.start.astimezone(zone))}")
