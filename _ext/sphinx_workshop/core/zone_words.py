"""Abbreviations of time zones in running text, where they can be read in two ways.

``EST`` in July may mean UTC−5, as it says, or what clocks in New York then show; ``IST`` is the
time of India, of Israel or of Ireland. Many a talk is missed for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from sphinx_workshop.core.entity import marked
from sphinx_workshop.core.fields import FreeText, ZoneName
from sphinx_workshop.core.section import Draft
from sphinx_workshop.core.wording import month_in_words
from sphinx_workshop.core.zones import city, find_zone

# Abbreviation → where it is said. Each is right in one half of the year.
_PLACES: Final = {
    **dict.fromkeys(("EST", "EDT"), "America/New_York"),
    **dict.fromkeys(("CST", "CDT"), "America/Chicago"),
    **dict.fromkeys(("MST", "MDT"), "America/Denver"),
    **dict.fromkeys(("PST", "PDT"), "America/Los_Angeles"),
    **dict.fromkeys(("CET", "CEST"), "Europe/Berlin"),
    **dict.fromkeys(("EET", "EEST"), "Europe/Athens"),
    **dict.fromkeys(("WET", "WEST"), "Europe/Lisbon"),
    **dict.fromkeys(("AEST", "AEDT"), "Australia/Sydney"),
    "BST": "Europe/London",
}
_SEVERAL: Final = {"IST": "India, Israel or Ireland"}
# Zones of tzdata that look like what people say, but never change their clocks.
_FIXED: Final = {"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu"}
# The same letters are words elsewhere (MST: minimum spanning tree): a time must stand near.
_WORDS: Final = "|".join((*_PLACES, *_SEVERAL))
_ANYWHERE: Final = re.compile(rf"\b(?:{_WORDS})\b")
_IN_TEXT: Final = re.compile(
    rf"(?:\b\d{{1,2}}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?)?|\b[Tt]imes?\b[^.;]{{0,20}})[\s(]+({_WORDS})\b"
)
_DATE: Final = re.compile(r"\b(\d{4})-(\d\d)-\d\d\b")
_MONTHS: Final = (
    "january february march april may june july august september october november december"
).split()
_MONTH: Final = re.compile(rf"\b({'|'.join(_MONTHS)})\b", re.IGNORECASE)


def check_zone_words(draft: Draft, day: date | None) -> None:
    """Doubt abbreviations of zones.

    :param day: the day that texts without a date of their own speak of.
    """
    for found in draft.records.values():
        for sourced in found:
            for path, _text, value in marked(sourced.record, FreeText):
                for message in zone_doubts(value, day):
                    draft.problems.warning(sourced.location(*path), message, "zone")
            for path, _zone, value in marked(sourced.record, ZoneName):
                if value in _FIXED:
                    message = f"'{value}' has no summer time: write {_FIXED[value]} for its clocks"
                    draft.problems.warning(sourced.location(*path), message, "zone")


def zone_doubts(text: str, day: date | None) -> Iterator[str]:
    """Say of each doubtful abbreviation in a text what to write instead."""
    # Quickly past nearly all texts: every abbreviation ends like this.
    if not ("ST" in text or "DT" in text or "ET" in text) or _ANYWHERE.search(text) is None:
        return
    for word in dict.fromkeys(_IN_TEXT.findall(text)):
        if word in _SEVERAL:
            yield f"'{word}' is the time of {_SEVERAL[word]}: write the UTC offset behind it"
            continue
        then = _day_in(text) or day
        if then is None:
            continue
        zone = find_zone(_PLACES[word])
        shown = datetime.combine(then, time(12), zone).tzname()
        if shown != word:
            yield (
                f"'{word}' in {month_in_words(then)}: clocks in {city(zone)} then show {shown}; "
                f"write '{shown}', or the UTC offset"
            )


def _day_in(text: str) -> date | None:
    written = _DATE.search(text)
    if written is not None and 1 <= int(written[2]) <= 12:
        return date(max(int(written[1]), 1900), int(written[2]), 15)
    month = _MONTH.search(text)
    # The year matters little: the halves of the year are the same in each.
    return date(2021, _MONTHS.index(month[1].lower()) + 1, 15) if month else None
