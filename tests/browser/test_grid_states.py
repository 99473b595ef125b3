"""The grid of rooms while it is filtered, during the event, and where columns are narrow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.sites import THEMES
from tests.browser.test_conference import (
    WIDTHS,
    forget_pydata,
    open_program,
    places,
)

if TYPE_CHECKING:
    from tests.browser.conftest import Visit, Watch
    from tests.browser.sites import Sites

# What a script does that shows two rooms of the first day only.
FILTER: Final = """() => {
  document.body.classList.add('ws-filtered');
  for (const one of document.querySelectorAll('.ws-session')) {
    one.hidden = !/Stoa|Library/.test(one.querySelector('.ws-room')?.textContent);
  }
  for (const slot of document.querySelectorAll('.ws-slot')) {
    slot.hidden = !slot.querySelector('.ws-session:not([hidden])');
  }
  document.querySelectorAll('.ws-day')[1].hidden = true;
}"""

# For each range of times that can be seen: are both its times on one line?
RANGES: Final = """() => [...document.querySelectorAll('.ws-grid time + time')]
  .filter(end => end.checkVisibility() && end.previousSibling.data === '–')
  .map(end => [end, end.previousElementSibling].map(one => one.getClientRects()[0].bottom))
  .map(([end, start]) => Math.abs(end - start) < 2)"""


@pytest.mark.parametrize("theme", THEMES)
def test_a_filtered_grid_is_a_list_without_gaps(
    visit: Visit, watch: Watch, sites: Sites, theme: str
) -> None:
    page = open_program(visit, sites, WIDTHS["desk"], theme.replace("furo", ""))
    page.evaluate(FILTER)
    seen = [one for one in places(page) if one["own"]["bottom"] > one["own"]["top"]]
    assert {one["room"] for one in seen} == {"Stoa", "Library"}
    assert len({one["day"] for one in seen}) == 1
    assert len({round(one["own"]["left"]) for one in seen}) == 1
    for before, after in pairwise(seen):
        assert -1 <= after["own"]["top"] - before["own"]["bottom"] <= 2
    forget_pydata(watch)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_long_lines_of_what_is_on_leave_the_page_its_width(
    visit: Visit, sites: Sites, width: int
) -> None:
    page = open_program(visit, sites, width, timezone_id="Asia/Tokyo")
    page.clock.install(time="2031-05-05T11:30:00+03:00")
    page.reload()
    assert page.locator(".ws-here").count() > 4
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    right = "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    assert page.locator(".ws-frame").evaluate_all(right) <= width


@pytest.mark.parametrize("theme", THEMES)
def test_a_range_of_times_stays_on_one_line(
    visit: Visit, watch: Watch, sites: Sites, theme: str
) -> None:
    page = open_program(visit, sites, WIDTHS["desk"], theme.replace("furo", ""))
    ranges = page.evaluate(RANGES)
    assert len(ranges) > 100
    assert all(ranges)
    forget_pydata(watch)
