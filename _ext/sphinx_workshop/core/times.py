"""Dates, clock times and durations as organizers write them, and the instants they mean.

A clock time is read with its date and zone into an aware ``datetime``; all arithmetic happens in
UTC. Times that a change of the clocks skips or repeats are refused unless an offset says which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from sphinx_workshop.core.problems import quote

_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DATE_BEFORE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt\s]+(?=\S)", re.ASCII)
_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::(?P<second>00))?"
    r"(?:[\s\u00a0\u202f]*(?P<half>[ap])\.?[\s\u00a0\u202f]*m\.?)?"
    r"(?:[\s\u00a0\u202f]*(?P<offset>Z|UTC|[+\u2212-]\d{2}:?\d{2}))?",
    re.IGNORECASE | re.ASCII,
)
_WORDS: Final = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 24 * 60}
_DURATION: Final = re.compile(
    r"(?:(?P<h>\d{1,3}):(?P<m>\d{2}))"
    r"|(?:(?P<hours>\d{1,3}(?:\.\d+)?)\s*h(?:ours?|r|rs)?)?\s*(?:(?P<minutes>\d{1,4})\s*m(?:in(?:s|ute|utes)?)?)?",
    re.IGNORECASE | re.ASCII,
)
DAY: Final = 24 * 60
# What lies outside is a slip of the hand, and no table of zones knows it.
FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2199


@dataclass(frozen=True, slots=True)
class WallTime:
    """What a clock shows.

    ``minute`` counts from midnight (0 to 1440) of ``day`` (None: the day it stands under);
    ``offset`` is the UTC offset in minutes where the text gives one.
    """

    day: date | None
    minute: int
    offset: int | None = None

    def __str__(self) -> str:
        clock = f"{self.minute // 60:02d}:{self.minute % 60:02d}"
        return f"{self.day} {clock}" if self.day else clock


def parse_date(text: str) -> date:
    """Read ``2021-12-14`` (ISO 8601 calendar date).

    :raises ValueError: another form, or no such day.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{quote(text)} is not a date: write it as 2021-12-14")
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        raise ValueError(f"there is no day {text.strip()}") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{quote(text)}: the year must be from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def parse_wall_time(text: str) -> WallTime:
    """Read ``14:00``, ``2:00 p.m.``, ``24:00``, ``2021-12-15 00:30`` or ``01:30 +01:00``.

    :raises ValueError: the text is no time, or lacks the am or pm that would make it one.
    """
    rest, day = text.strip(), None
    found = _DATE_BEFORE.match(rest)
    if found is not None:
        day, rest = parse_date(found.group(1)), rest[found.end() :]
    word = _WORDS.get(rest.lower())
    if word is not None:
        return WallTime(day, word)
    clock = _CLOCK.fullmatch(rest)
    if clock is None or (clock["minute"] is None and clock["half"] is None):
        raise ValueError(f"{quote(text)} is not a time: write it as 14:00 or 2:00 pm")
    return WallTime(day, _minute_of_day(clock, text), _offset_minutes(clock["offset"]))


def _minute_of_day(clock: re.Match[str], text: str) -> int:
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if clock["half"]:
        if not 1 <= hour <= 12 or minute > 59:
            raise ValueError(f"{quote(text)} is not a time: with am or pm the hour is 1 to 12")
        return hour % 12 * 60 + minute + (12 * 60 if clock["half"] in "pP" else 0)
    if len(clock["hour"]) == 1 and hour > 0:
        raise ValueError(
            f"{quote(text)} could be morning or evening: write 0{hour}:{minute:02d} or add am or pm"
        )
    if minute > 59 or hour * 60 + minute > DAY:
        raise ValueError(f"{quote(text)} is not a time: hours go to 24:00, minutes to 59")
    return hour * 60 + minute


def _offset_minutes(text: str | None) -> int | None:
    if text is None:
        return None
    if text.upper() in ("Z", "UTC"):
        return 0
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes > 14 * 60 or int(digits[2:]) > 59:
        raise ValueError(f"'{text}' is not a UTC offset: write it as +01:00")
    return minutes if text[0] == "+" else -minutes


def parse_duration(text: str) -> timedelta:
    """Read ``1:30``, ``90 min``, ``2 h`` or ``1 h 30 min``.

    :raises ValueError: another form, or no time at all.
    """
    found = _DURATION.fullmatch(text.strip())
    minutes = 0.0
    if found is not None and found["h"] is not None and int(found["m"]) < 60:
        minutes = int(found["h"]) * 60 + int(found["m"])
    elif found is not None and found["h"] is None:
        minutes = float(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    if minutes <= 0:
        raise ValueError(f"{quote(text)} is not a duration: write it as 1:30 or 90 min")
    return timedelta(minutes=minutes)


def instant(wall: WallTime, day: date, zone: tzinfo) -> datetime:
    """Find the instant that a clock in ``zone`` shows ``wall``, under the day ``day``.

    :returns: an aware datetime in ``zone``.
    :raises ValueError: the clocks skip this time, show it twice, or never have the given offset.
    """
    base = wall.day or day
    naive = datetime.combine(base, time.min) + timedelta(minutes=wall.minute)
    readings = [_aware(naive, zone, fold) for fold in (0, 1)]
    real = sorted({moment for moment in readings if _shows(moment, naive, zone)})
    if wall.offset is not None:
        return _with_offset(real, wall, naive, zone)
    if not real:
        raise ValueError(
            f"{naive:%H:%M} does not exist on {naive:%Y-%m-%d}: the clocks go forward then"
        )
    if len(real) == 2:
        choice = " or ".join(f"{naive:%H:%M} {_iso_offset(moment, zone)}" for moment in real)
        raise ValueError(f"{naive:%H:%M} comes twice on {naive:%Y-%m-%d}: write {choice}")
    return real[0].astimezone(zone)


def _aware(naive: datetime, zone: tzinfo, fold: int) -> datetime:
    return naive.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _shows(moment: datetime, naive: datetime, zone: tzinfo) -> bool:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0) == naive


def _iso_offset(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat()[-6:]


def _with_offset(real: list[datetime], wall: WallTime, naive: datetime, zone: tzinfo) -> datetime:
    wanted = timedelta(minutes=wall.offset or 0)
    moment = naive.replace(tzinfo=timezone(wanted)).astimezone(UTC)
    if moment not in real:
        raise ValueError(f"{naive:%H:%M} never has this UTC offset on {naive:%Y-%m-%d} there")
    return moment.astimezone(zone)


def end_instant(start: datetime, length: timedelta) -> datetime:
    """Add a length of real time to an aware moment, across any change of the clocks."""
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
