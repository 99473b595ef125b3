"""Dates, clock times and durations as people write them, and the instants they mean."""

from __future__ import annotations

import random
import subprocess
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sphinx_workshop.core.times import (
    WallTime,
    end_instant,
    instant,
    parse_date,
    parse_duration,
    parse_wall_time,
)
from sphinx_workshop.core.zones import AOE, abbreviation, city, find_zone, offset_label, zone_names

DAY = date(2030, 1, 15)
LONDON = find_zone("Europe/London")


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("14:00", 14, 0),
        ("09:05", 9, 5),
        ("00:00", 0, 0),
        ("0:00", 0, 0),
        ("0:30", 0, 30),
        ("24:00", 24, 0),
        ("14:00:00", 14, 0),
        ("14.30", 14, 30),
        ("2:00 pm", 14, 0),
        ("2:00 p.m.", 14, 0),
        ("2:00 p. m.", 14, 0),
        ("2:00pm", 14, 0),
        ("2 PM", 14, 0),
        ("2pm", 14, 0),
        ("02:00 PM", 14, 0),
        ("2.30 Pm", 14, 30),
        ("2:00\N{NO-BREAK SPACE}pm", 14, 0),
        ("2:00\N{NARROW NO-BREAK SPACE}p.m.", 14, 0),
        ("9:00 a.m.", 9, 0),
        ("12:00 pm", 12, 0),
        ("12:30 pm", 12, 30),
        ("12:00 am", 0, 0),
        ("12:30 AM", 0, 30),
        ("11:59 p.m", 23, 59),
        ("noon", 12, 0),
        ("midnight", 24, 0),
        ("  14:00 ", 14, 0),
    ],
)
def test_a_clock_time_in_its_usual_spellings(text: str, hour: int, minute: int) -> None:
    assert parse_wall_time(text) == WallTime(None, hour * 60 + minute)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2030-01-16 00:30", WallTime(date(2030, 1, 16), 30)),
        ("2030-01-16T00:30", WallTime(date(2030, 1, 16), 30)),
        ("2030-01-16 1:30 am", WallTime(date(2030, 1, 16), 90)),
        ("01:30 +01:00", WallTime(None, 90, 60)),
        ("01:30+0100", WallTime(None, 90, 60)),
        ("01:30 \N{MINUS SIGN}05:00", WallTime(None, 90, -300)),
        ("01:30 -05:30", WallTime(None, 90, -330)),
        ("01:30Z", WallTime(None, 90, 0)),
        ("01:30 UTC", WallTime(None, 90, 0)),
    ],
)
def test_a_date_and_an_offset_belong_to_a_time(text: str, wall: WallTime) -> None:
    assert parse_wall_time(text) == wall


@pytest.mark.parametrize(
    "text",
    ["2:00", "9:30", "1:15"],
)
def test_a_time_of_twelve_hours_without_am_or_pm_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=rf"'{text}' could be morning or evening: write 0{text}"):
        parse_wall_time(text)


@pytest.mark.parametrize(
    "text",
    [
        *"14 1400 25:00 24:01 10:60 13:00pm 0:10am 10:00:30 14h x 10:00+15:00 ١٤:٠٠ :30".split(),
        *("", "10:00 xm", "2030-01-15", "2030-13-15 10:00", "10:00 - 11:00", "10:00+01:75"),
    ],
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a|no day|hour is 1 to 12"):
        parse_wall_time(text)


@pytest.mark.parametrize("text", ["2030-1-5", "30-01-15", "15.01.2030", "2030-02-30", "٢٠٣٠-٠١-١٥"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|no day"):
        parse_date(text)


@pytest.mark.parametrize("text", ["0001-01-01", "1949-12-31", "2200-01-01", "9999-12-31"])
def test_years_that_can_only_be_slips_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="year must be from 1950 to 2199"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1:30", 90),
        ("0:05", 5),
        ("90 min", 90),
        ("90min", 90),
        ("90 minutes", 90),
        ("90 m", 90),
        ("2 h", 120),
        ("2h", 120),
        ("1.5 hours", 90),
        ("1 hour", 60),
        ("1 h 30 min", 90),
        ("1h30", None),
        ("90", None),
        ("1:60", None),
        ("0:00", None),
        ("0 min", None),
        ("-5 min", None),
        ("", None),
        ("min", None),
    ],
)
def test_durations(text: str, minutes: int | None) -> None:
    if minutes is None:
        with pytest.raises(ValueError, match="not a duration: write it as 1:30 or 90 min"):
            parse_duration(text)
    else:
        assert parse_duration(text) == timedelta(minutes=minutes)


def test_24_00_is_the_next_days_midnight() -> None:
    assert instant(parse_wall_time("24:00"), DAY, LONDON) == datetime(2030, 1, 16, tzinfo=UTC)


def test_a_time_with_its_own_date_stands_on_that_date() -> None:
    found = instant(parse_wall_time("2030-01-16 00:30"), DAY, LONDON)
    assert found == datetime(2030, 1, 16, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "text"),
    [
        ("Europe/London", "2030-03-31", "01:30"),
        ("America/New_York", "2030-03-10", "02:30"),
        ("Pacific/Apia", "2011-12-30", "12:00"),  # a day that Samoa never had
        ("Australia/Lord_Howe", "2030-10-06", "02:15"),  # half an hour only
        ("Africa/Cairo", "2030-04-26", "00:30"),
    ],
)
def test_times_that_the_clocks_skip_are_refused(zone: str, day: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"does not exist on {day}"):
        instant(parse_wall_time(text), parse_date(day), find_zone(zone))


def test_a_skipped_midnight_is_refused_as_24_00_too() -> None:
    with pytest.raises(ValueError, match="00:00 does not exist on 2030-04-26"):
        instant(parse_wall_time("24:00"), date(2030, 4, 25), find_zone("Africa/Cairo"))


def test_a_repeated_time_needs_its_offset() -> None:
    day = date(2030, 10, 27)
    with pytest.raises(ValueError, match=r"twice .* write 01:30 \+01:00 or 01:30 \+00:00"):
        instant(parse_wall_time("01:30"), day, LONDON)
    first = instant(parse_wall_time("01:30 +01:00"), day, LONDON)
    second = instant(parse_wall_time("01:30 +00:00"), day, LONDON)
    assert (first.astimezone(UTC).hour, second.astimezone(UTC).hour) == (0, 1)
    assert second - first.astimezone(UTC) == timedelta(hours=1)


def test_an_offset_must_be_one_that_holds_there() -> None:
    with pytest.raises(ValueError, match="never has this UTC offset"):
        instant(parse_wall_time("10:00 +05:00"), DAY, LONDON)
    with pytest.raises(ValueError, match="never has this UTC offset"):
        instant(parse_wall_time("01:30 +01:00"), date(2030, 3, 31), LONDON)


def test_lengths_are_real_time_across_a_change_of_the_clocks() -> None:
    start = instant(parse_wall_time("00:30"), date(2030, 3, 31), LONDON)
    assert f"{end_instant(start, timedelta(hours=1)):%H:%M%z}" == "02:30+0100"


def test_anywhere_on_earth_is_twelve_hours_behind() -> None:
    found = instant(parse_wall_time("23:59"), DAY, find_zone(AOE))
    assert found.astimezone(UTC) == datetime(2030, 1, 16, 11, 59, tzinfo=UTC)
    assert abbreviation(found) == "AoE"


@pytest.fixture
def package_tables() -> Iterator[None]:
    """Let zoneinfo read the tzdata package too, in place of the system's tables."""
    zoneinfo.reset_tzpath(to=())
    yield
    zoneinfo.reset_tzpath()


@pytest.mark.usefixtures("package_tables")
def test_10_000_random_instants_agree_with_zoneinfo() -> None:
    rng = random.Random(1)  # noqa: S311 — the same every time
    names = sorted(zone_names())
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in (1990, 2038))
    minutes = int((last - first).total_seconds() // 60)
    repeated = 0
    for _ in range(10_000):
        name = rng.choice(names)
        theirs = ZoneInfo.no_cache(name)
        moment = first + timedelta(minutes=rng.randrange(minutes))
        shown = moment.astimezone(theirs)
        if shown.second:
            continue  # a zone whose offset is no whole minute: nobody writes such times
        wall = WallTime(None, shown.hour * 60 + shown.minute)
        try:
            found = instant(wall, shown.date(), find_zone(name))
        except ValueError:
            repeated += 1
            other = shown.replace(fold=1 - shown.fold)
            assert other.utcoffset() != shown.utcoffset(), (name, shown)
            offset = shown.utcoffset()
            assert offset is not None
            exact = WallTime(None, wall.minute, int(offset.total_seconds() // 60))
            found = instant(exact, shown.date(), find_zone(name))
        assert found.astimezone(UTC) == moment, (name, shown)
        assert found.utcoffset() == shown.utcoffset(), (name, shown)
    assert repeated < 50


@pytest.mark.usefixtures("package_tables")
def test_every_time_around_every_change_of_a_year_agrees_with_zoneinfo() -> None:
    for name in ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"):
        theirs, ours = ZoneInfo.no_cache(name), find_zone(name)
        for step in range(366 * 24 * 2):
            naive = datetime(2024, 1, 1) + timedelta(minutes=30 * step)  # noqa: DTZ001
            back = {
                moment.astimezone(UTC)
                for fold in (0, 1)
                if (moment := naive.replace(tzinfo=theirs, fold=fold))
                .astimezone(UTC)
                .astimezone(theirs)
                .replace(tzinfo=None, fold=0)
                == naive
            }
            wall = WallTime(None, naive.hour * 60 + naive.minute)
            if len(back) == 1:
                assert instant(wall, naive.date(), ours).astimezone(UTC) in back
            else:
                with pytest.raises(ValueError, match="comes twice" if back else "does not exist"):
                    instant(wall, naive.date(), ours)


@pytest.mark.parametrize(
    ("zone", "month", "label", "name", "place"),
    [
        ("Europe/London", 1, "UTC+0", "GMT", "London"),
        ("Europe/London", 7, "UTC+1", "BST", "London"),
        ("America/New_York", 1, "UTC\N{MINUS SIGN}5", "EST", "New York"),
        ("Asia/Kolkata", 1, "UTC+5:30", "IST", "Kolkata"),
        ("America/Sao_Paulo", 1, "UTC\N{MINUS SIGN}3", "Sao Paulo", "Sao Paulo"),
    ],
)
def test_zones_are_named_for_readers(
    zone: str, month: int, label: str, name: str, place: str
) -> None:
    moment = datetime(2030, month, 15, 12, tzinfo=find_zone(zone))
    assert (offset_label(moment), abbreviation(moment)) == (label, name)
    assert city(find_zone(zone)) == place


def test_zones_outside_the_table_are_unknown() -> None:
    for name in ("../../../etc/passwd", "Europe", "", "europe/london", "/etc/localtime"):
        with pytest.raises(KeyError):
            find_zone(name)


def test_neither_the_machines_zone_nor_its_tables_matter() -> None:
    code = (
        "from datetime import date; from sphinx_workshop.core.times import *;"
        "from sphinx_workshop.core.zones import find_zone;"
        "print(instant(parse_wall_time('14:00'), date(2021, 7, 1), find_zone('Europe/London')))"
    )
    for environ in (
        {"TZ": "Asia/Tokyo", "PYTHONTZPATH": ""},
        {"TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "PYTHONTZPATH": "/nowhere"},
    ):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": "_ext", **environ},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "2021-07-01 14:00:00+01:00\n"
