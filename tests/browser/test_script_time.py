"""The reader's own times, and now, on the schedule."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.browser.script_sites import DESK, PHONE, SHIFTS, TABLET, delay, visit_at

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

PROGRAM = "program/index.html"
OWN = ":is(td, span).ws-own time"
ZONE = "Your time zone"


def own_times(page: Page) -> list[tuple[str, str]]:
    """Give what the script has written: the venue's moment and the words."""
    found: list[list[str]] = page.locator(OWN).evaluate_all(
        "all => all.map(one => [one.dateTime, one.textContent])"
    )
    return [(moment, words) for moment, words in found]


def check(times: list[tuple[str, str]], zone: str) -> None:
    assert len(times) > 20
    wanted = [datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)) for moment, _ in times]
    assert [words for _, words in times] == [f"{moment:%H:%M}" for moment in wanted]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Asia/Kathmandu", "America/St_Johns"])
def test_the_readers_times_stand_beside_the_venues(visit: Visit, own_site: Path, zone: str) -> None:
    page = visit(own_site, PROGRAM, timezone_id=zone)
    check(own_times(page), zone)
    names = page.locator("thead th .ws-zone").all_inner_texts()
    assert names[:2] == ["GMT", "EST"]
    assert len(names) == 3
    assert page.locator("tbody th").first.inner_text() == "14:00–14:10"


def test_the_day_changes_in_tokyo(visit: Visit, own_site: Path) -> None:
    page = visit(own_site, PROGRAM, timezone_id="Asia/Tokyo")
    assert page.locator("thead th.ws-own").inner_text().split("\n")[0] == "Tokyo"
    assert "your time, UTC+9" in page.locator("thead th.ws-own").inner_text()
    cells = page.locator("td.ws-own").all_inner_texts()
    assert cells[0] == "23:00–23:10"
    assert " ".join(cells[3].split()) == "23:50–00:10 +1 day"
    assert " ".join(cells[4].split()) == "00:10–00:20 +1 day"


def test_a_column_with_the_same_clock_is_not_doubled(visit: Visit, own_site: Path) -> None:
    for zone, column in (("Europe/London", "GMT"), ("America/Toronto", "EST")):
        page = visit(own_site, PROGRAM, timezone_id=zone)
        assert page.locator(OWN).count() == 0
        head = page.locator("thead th").filter(has_text="your time")
        assert head.locator(".ws-zone").inner_text() == column
        said = f"{zone.split('/')[1]} has the clock of {column}"
        assert page.locator("output").inner_text() == said


def test_the_offset_is_that_of_the_date(visit: Visit, made_up_site: Path) -> None:
    """London's clocks go forward on the third day, New York's did before."""
    page = visit(made_up_site, PROGRAM, timezone_id="Europe/London")
    assert page.locator(OWN).count() == 0, "the venue's own zone is there"
    page.get_by_label(ZONE).select_option("Africa/Abidjan")
    check(own_times(page), "Africa/Abidjan")
    heads = page.locator("thead th.ws-own .ws-offset").all_inner_texts()
    assert heads == ["your time, UTC+0"] * 3
    page.get_by_label(ZONE).select_option("Europe/Berlin")
    check(own_times(page), "Europe/Berlin")
    heads = page.locator("thead th.ws-own .ws-offset").all_inner_texts()
    assert heads == ["your time, UTC+1", "your time, UTC+1", "your time, UTC+2"]


def test_talks_inside_a_session_have_the_readers_times(visit: Visit, made_up_site: Path) -> None:
    page = visit(made_up_site, PROGRAM, timezone_id="America/New_York")
    time = page.locator(".ws-talk > .ws-time").first
    assert time.inner_text().split("\n") == ["17:00–17:20", "13:00–13:20"]


def test_another_zone_is_chosen_by_keyboard_and_remembered(visit: Visit, own_site: Path) -> None:
    page = visit(own_site, PROGRAM, timezone_id="Asia/Tokyo")
    box = page.get_by_label(ZONE)
    box.focus()
    page.keyboard.type("Pacific/Auck")
    assert box.input_value() == "Pacific/Auckland"
    check(own_times(page), "Pacific/Auckland")
    page.reload()
    assert page.get_by_label(ZONE).input_value() == "Pacific/Auckland"
    check(own_times(page), "Pacific/Auckland")
    page.get_by_label(ZONE).select_option("")
    check(own_times(page), "Asia/Tokyo")


def test_what_was_remembered_may_be_broken(visit: Visit, own_site: Path) -> None:
    for broken in ("{", '"Mars/Olympus"', "17", '{"zone": "Mars/Olympus"}', '{"zone": [1]}'):
        page = visit(own_site, PROGRAM, timezone_id="Asia/Tokyo")
        name = "document.querySelector('script[data-workshop]').dataset.workshop"
        page.evaluate(f"text => {{ localStorage[{name}] = text }}", broken)
        page.reload()
        check(own_times(page), "Asia/Tokyo")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_without_script_the_page_is_whole(
    visit: Visit, made_up_site: Path, viewport: dict[str, int]
) -> None:
    page = visit(made_up_site, PROGRAM, java_script_enabled=False, viewport=viewport)
    assert page.locator(".ws-session").count() == 14
    assert not page.locator(".ws-tools, .ws-own, button:visible").count()
    day = page.locator(".ws-day").first.bounding_box()
    above = page.locator(".ws-days").bounding_box()
    assert day is not None
    assert above is not None
    assert day["y"] - above["y"] - above["height"] < 60


def said(page: Page) -> list[str]:
    lines = page.locator(".ws-present p:visible").all_inner_texts()
    return [" ".join(line.split()) for line in lines]


def marked(page: Page) -> list[str]:
    return page.locator(".ws-session[aria-current=time] > .ws-what > .ws-title").all_inner_texts()


def test_before_the_event_nothing_is_said(visit: Visit, made_up_site: Path) -> None:
    page = visit_at(visit, made_up_site, "2030-03-28T23:59:00Z")
    assert said(page) == marked(page) == []
    assert page.evaluate("scrollY") == 0


def test_on_the_morning_the_first_session_is_up_next(visit: Visit, made_up_site: Path) -> None:
    page = visit_at(visit, made_up_site, "2030-03-29T13:45:00Z")
    assert said(page) == ["Up next in 2 h 15 min · Opening of nothing"]
    assert marked(page) == []
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_during_the_event_the_page_opens_at_now(
    visit: Visit, made_up_site: Path, zone: str
) -> None:
    page = visit_at(visit, made_up_site, "2030-03-29T18:20:30Z", timezone_id=zone, viewport=TABLET)
    both = ["Oral session A: bounds", "Oral session B"]
    assert marked(page) == both
    assert said(page) == [
        f"Now · {both[0]} · {both[1]}",
        "Up next in 10 min · Moved: Panel of people",
    ]
    row = page.locator(".ws-session[aria-current=time]").first.bounding_box()
    assert row is not None
    assert row["y"] + row["height"] > 0
    assert row["y"] < TABLET["height"]
    assert page.evaluate("scrollY") > 300


def test_minutes_pass(visit: Visit, made_up_site: Path) -> None:
    page = visit_at(visit, made_up_site, "2030-03-29T16:13:10Z")
    assert said(page)[1] == "Up next in 2 min · Ada Example"
    page.clock.run_for(60_000)
    assert said(page)[1] == "Up next in 1 min · Ada Example"
    page.clock.run_for(60_000)
    assert marked(page) == ["Ada Example"]


def test_between_two_days_the_next_is_named(visit: Visit, made_up_site: Path) -> None:
    page = visit_at(visit, made_up_site, "2030-03-30T14:00:00Z")
    assert said(page) == ["Up next in 1 h 0 min · Poster session: all of them"]
    assert page.locator(".ws-here").count() == 1


def test_a_session_past_midnight_is_on(visit: Visit, made_up_site: Path) -> None:
    page = visit_at(visit, made_up_site, "2030-03-31T00:15:00Z")
    assert marked(page) == ["Night watch"]


def test_what_is_cancelled_is_not_on(visit: Visit, made_up_site: Path) -> None:
    page = visit_at(visit, made_up_site, "2030-03-30T16:40:00Z")
    assert marked(page) == ["Éclair Recipes as Spotlights"]


def test_after_the_event_nothing_is_said(visit: Visit, made_up_site: Path) -> None:
    page = visit_at(visit, made_up_site, "2030-03-31T11:00:00Z")
    assert said(page) == marked(page) == []
    assert page.evaluate("scrollY") == 0


def test_an_anchor_in_the_address_comes_before_now(visit: Visit, made_up_site: Path) -> None:
    page = visit_at(
        visit, made_up_site, "2030-03-29T18:20:00Z", f"{PROGRAM}#session-closing", viewport=PHONE
    )
    box = page.locator("#session-closing").locator("..").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"]


@pytest.mark.parametrize("site", ["own_site", "made_up_site"])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/London"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_shifts_while_the_schedule_loads(
    visit: Visit, request: pytest.FixtureRequest, site: str, zone: str, viewport: Any
) -> None:
    """Also where the script arrives late, and on a day of the event."""
    folder = request.getfixturevalue(site)
    page = visit(folder, "_static/workshop.css", timezone_id=zone, viewport=viewport)
    page.clock.set_fixed_time("2030-03-29T16:20:00Z")
    delay(page, "**/workshop-*.js*", 0.3)
    page.goto(page.url.replace("_static/workshop.css", PROGRAM))
    assert page.evaluate(SHIFTS) == []


def test_paper_shows_the_readers_times_and_no_controls(visit: Visit, own_site: Path) -> None:
    page = visit_at(visit, own_site, "2021-12-14T15:00:00Z", timezone_id="Asia/Tokyo")
    page.emulate_media(media="print")
    assert page.locator("td.ws-own").first.is_visible()
    assert not page.locator(".ws-tools, .ws-present").filter(visible=True).count()
