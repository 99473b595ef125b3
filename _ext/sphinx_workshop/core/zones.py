"""Time zones from the ``tzdata`` package only, so that no machine's own tables matter.

Names are IANA's (RFC 6557). ``AoE`` (Anywhere on Earth, IEEE 802.16 usage) is UTC−12.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

AOE: Final = "AoE"
_ANYWHERE_ON_EARTH: Final = timezone(timedelta(hours=-12), AOE)
_NUMERIC_NAME: Final = re.compile(r"[+-]\d")


@cache
def find_zone(name: str) -> tzinfo:
    """Give the zone of an IANA name, or of ``AoE``.

    :raises KeyError: no zone has this name.
    """
    if name == AOE:
        return _ANYWHERE_ON_EARTH
    if name not in zone_names():
        raise KeyError(name)
    place = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with place.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """All names in the ``tzdata`` package."""
    listing = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return frozenset(listing.split())


def zone_key(zone: tzinfo) -> str:
    """Give the name under which :func:`find_zone` finds the zone."""
    return str(getattr(zone, "key", None) or zone)


def city(zone: tzinfo) -> str:
    """Name the zone's place: ``America/New_York`` is "New York"."""
    return zone_key(zone).rsplit("/", 1)[-1].replace("_", " ")


def abbreviation(moment: datetime) -> str:
    """Name the zone of an aware moment as people there write it: "GMT", "EST", else the city."""
    name = moment.tzname() or ""
    zone = moment.tzinfo or UTC
    return city(zone) if not name or _NUMERIC_NAME.match(name) else name


def offset_label(moment: datetime) -> str:
    """Write the UTC offset of an aware moment: "UTC+0", "UTC−5", "UTC+5:30" (U+2212 for minus)."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def to_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Give the same instant on the clocks of another zone."""
    return moment.astimezone(zone)
