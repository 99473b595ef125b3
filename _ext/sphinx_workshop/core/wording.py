"""Dates and times in words, for readers (English; never the machine's locale)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
NBSP: Final = "\N{NO-BREAK SPACE}"
EN_DASH: Final = "\N{EN DASH}"


def day_in_words(day: date) -> str:
    """Write "Tuesday 14 December 2021"."""
    return f"{_DAYS[day.weekday()]} {date_in_words(day)}"


def date_in_words(day: date) -> str:
    """Write "14 December 2021"."""
    return f"{day.day}{NBSP}{_MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """Write "December"."""
    return _MONTHS[day.month - 1]


def short_day(day: date) -> str:
    """Write "Tue 14 Dec"."""
    return f"{_DAYS[day.weekday()][:3]} {day.day}{NBSP}{_MONTHS[day.month - 1][:3]}"


def days_in_words(start: date, end: date) -> str:
    """Write one day or a span: "13–15 December 2021", "30 November – 2 December 2021"."""
    if start == end:
        return day_in_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{EN_DASH}{date_in_words(end)}"
    first = date_in_words(start)
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    return f"{first} {EN_DASH} {date_in_words(end)}"


def clock(moment: datetime) -> str:
    """Write the time of day: "14:00"."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def day_shift(moment: datetime, day: date) -> str:
    """Say how far a moment's date lies from ``day``: "", "+1 day", "−2 days"."""
    days = (moment.date() - day).days
    if days == 0:
        return ""
    sign = "+" if days > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(days)}{NBSP}day" + ("s" if abs(days) > 1 else "")


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: "1 paper", "43 papers"."""
    return f"{number:,}{NBSP}{one if number == 1 else many or one + 's'}"


def join_words(words: list[str]) -> str:
    """Write a list in words: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
