"""What changes say in words, as plain text: for the page and for the feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final, NamedTuple
from unicodedata import bidirectional

from sphinx_workshop.core.times import parse_date
from sphinx_workshop.core.wording import EN_DASH, NBSP, clock, date_in_words, join_words, short_day
from sphinx_workshop.core.zones import AOE, abbreviation
from sphinx_workshop.sections.changes import compare
from sphinx_workshop.sections.changes.compare import Change
from sphinx_workshop.sections.changes.facts import Fact

#: What became of a record → how a line about it begins.
LEADS: Final = {
    compare.ADDED: "New",
    compare.REMOVED: "Removed",
    compare.CANCELLED: "Cancelled",
    compare.REINSTATED: "Takes place after all",
    compare.MOVED: "Moved",
    compare.RENAMED: "Renamed",
    compare.PEOPLE: "People changed",
}


class Moment(NamedTuple):
    """A date or time: as programs read it (ISO 8601), and in words."""

    datetime: str
    words: str


Part = str | Moment


def plain(parts: Sequence[Part]) -> str:
    """Give parts as text."""
    return "".join(part.words if isinstance(part, Moment) else part for part in parts)


def detail(change: Change, zone: tzinfo) -> list[Part]:
    """Say what is different, without the lead and the title: "now …; before …".

    :param zone: the workshop's, in which times are told.
    """
    before, now = change.before, change.now
    if before is None or now is None:
        return _when(change.fact, zone)
    if change.what == compare.MOVED:
        return ["now ", *_when(now, zone), "; before ", *_when(before, zone)]
    if change.what == compare.RENAMED:
        return [f"before “{_apart(before.title)}”"]
    if change.what == compare.PEOPLE:
        return [_people(before.people, now.people)]
    return _when(now, zone)


def _people(before: Sequence[str], now: Sequence[str]) -> str:
    new = [name for name in now if name not in before]
    gone = [name for name in before if name not in now]
    said = (("with", new), ("without", gone))
    return "; ".join(f"{lead} {join_words([*map(_apart, names)])}" for lead, names in said if names)


def _apart(text: str) -> str:
    """Keep the direction of a text that runs the other way from that of its neighbours (UAX #9)."""
    runs_left = any(bidirectional(char) in ("R", "AL") for char in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if runs_left else text


def _when(fact: Fact, zone: tzinfo) -> list[Part]:
    """Write when and where: "Tue 14 Dec, 14:10–14:30 GMT, Aula"; nothing of what has no time."""
    if fact.start is None:
        return []
    if fact.when:
        return _deadline(fact, fact.start)
    start = fact.start.astimezone(zone)
    parts: list[Part] = [f"{short_day(start.date())}, ", Moment(start.isoformat(), clock(start))]
    if fact.end:
        end = fact.end.astimezone(zone)
        parts += [EN_DASH, Moment(end.isoformat(), clock(end))]
    return [*parts, f"{NBSP}{abbreviation(start)}", f", {fact.place}" if fact.place else ""]


def _deadline(fact: Fact, start: datetime) -> list[Part]:
    """Write a date as the organizers did, with its zone where there is a time."""
    written, _blank, time = fact.when.partition(" ")
    day = date_in_words(parse_date(written))
    if not time:
        return [Moment(written, day)]
    place = "Anywhere on Earth" if fact.place == AOE else fact.place
    return [Moment(start.isoformat(), f"{day}, {time}"), f" ({place})"]
