"""A large program in a real browser: rooms side by side where there is width, else a list."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
from pypdf import PdfReader

from tests.browser.measure import STUCK, violations
from tests.browser.sites import THEMES
from tests.conference import BOARDS, ROOMS
from tests.support import squeeze

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit, Watch
    from tests.browser.sites import Sites

PROGRAM: Final = "program/index.html"
PAGES: Final = (
    "index.html", PROGRAM, "papers/index.html", "papers/paper-1.html", "program/speakers.html",
)  # fmt: skip
WIDTHS: Final = {"phone": 360, "tablet": 768, "desk": 1440}
HEIGHT: Final = 900

# Every session of the grids: what it says, where it stands, and where its room's head does.
PLACES: Final = """() => [...document.querySelectorAll('.ws-grid .ws-session')].map(one => {
  const box = ({ left, right, top, bottom }) => ({ left, right, top, bottom });
  const table = one.closest('table');
  const room = one.querySelector('.ws-room')?.textContent ?? '';
  const heads = [...table.tHead.querySelectorAll('.ws-head')];
  const head = heads.find(cell => cell.textContent === room);
  const times = [...one.querySelector('.ws-time').querySelectorAll('time')];
  const row = one.closest('tr');
  return {
    title: one.querySelector('.ws-title').textContent, room,
    start: times[0].dateTime, end: times.at(-1).dateTime,
    slot: row.querySelector('th time').dateTime,
    slotTop: row.getBoundingClientRect().top,
    broad: one.parentElement.colSpan > 1, day: table.closest('.ws-day').id,
    box: box((one.closest('td') ?? one).getBoundingClientRect()),
    own: box(one.getBoundingClientRect()),
    head: head && box(head.getBoundingClientRect()),
  };
})"""

# What themes write themselves and axe minds: their side's first heading is of the third level,
# their footers stand in no landmark, and the names at their top are faint.
THEIRS: Final = {
    "alabaster": (".sphinxsidebar h3", ".footer"),
    "sphinx_rtd_theme": ("footer", ".wy-nav-top", ".wy-side-nav-search"),
    "pydata_sphinx_theme": (),
}
# One of the others has colours for the dark.
AXE_THEMES: Final = [*((theme, "light") for theme in THEIRS), ("pydata_sphinx_theme", "dark")]

# Unfold what unfolds, and leave out what only repeats the form of what stands before it.
FEWER: Final = """() => {
  document.querySelectorAll('.ws-papers > :nth-child(n + 20), .ws-day ~ .ws-day ~ .ws-day')
    .forEach(one => one.remove());
  document.querySelectorAll('details').forEach(one => { one.open = true });
}"""


def open_program(visit: Visit, sites: Sites, width: int, theme: str = "", **options: Any) -> Page:
    """Open the program; furo needs no name."""
    site = sites[f"conference {theme}".strip()]
    return visit(site, PROGRAM, viewport={"width": width, "height": HEIGHT}, **options)


def each_page(page: Page) -> Iterator[str]:
    """Go to each page of the site."""
    root = page.url.removesuffix(PROGRAM)
    for path in PAGES:
        page.goto(root + path)
        page.evaluate("document.fonts.ready.then(() => null)")
        yield path


def places(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(PLACES)
    assert len(found) > 30
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_rooms_stand_side_by_side_on_a_desk(
    visit: Visit, watch: Watch, sites: Sites, theme: str
) -> None:
    page = open_program(visit, sites, WIDTHS["desk"], theme.replace("furo", ""))
    heads = page.locator(".ws-grid thead").first.locator(".ws-head").all_inner_texts()
    assert tuple(heads) == ROOMS
    sessions = places(page)
    for one in sessions:
        assert one["slot"] == one["start"]
        assert one["box"]["top"] == pytest.approx(one["slotTop"], abs=2)
        if not one["broad"]:
            assert one["box"]["left"] == pytest.approx(one["head"]["left"], abs=2)
            assert one["box"]["right"] == pytest.approx(one["head"]["right"], abs=2)
    by_row = defaultdict(list)
    for one in sessions:
        by_row[one["start"]].append(one["box"])
    widest = max(by_row.values(), key=len)
    assert len(widest) == len(ROOMS)
    assert len({round(box["top"]) for box in widest}) == 1
    assert all(before["right"] <= after["left"] + 1 for before, after in pairwise(widest))
    forget_pydata(watch)


def test_a_longer_session_reaches_over_the_rows_that_begin_in_it(
    visit: Visit, sites: Sites
) -> None:
    sessions = places(open_program(visit, sites, WIDTHS["desk"]))
    long = next(one for one in sessions if one["title"].startswith("Tutorial 1"))
    beside = [
        one
        for one in sessions
        if one["day"] == long["day"]
        and long["start"] <= one["start"] < long["end"]
        and one is not long
    ]
    assert {one["title"] for one in beside} >= {"Lunch"}
    for one in beside:
        assert one["box"]["right"] <= long["box"]["left"] + 1
        assert one["box"]["bottom"] <= long["box"]["bottom"] + 1


@pytest.mark.parametrize("width", [WIDTHS["phone"], WIDTHS["tablet"]])
def test_a_narrow_window_has_a_list_by_time(visit: Visit, sites: Sites, width: int) -> None:
    page = open_program(visit, sites, width, timezone_id="Europe/Athens")
    sessions = places(page)
    for day in {one["day"] for one in sessions}:
        held = [one for one in sessions if one["day"] == day]
        starts = [datetime.fromisoformat(one["start"]) for one in held]
        assert starts == sorted(starts)
        assert len({round(one["own"]["left"]) for one in held}) == 1
        for before, after in pairwise(held):
            assert before["own"]["bottom"] <= after["own"]["top"] + 1
    for session in page.locator(".ws-grid .ws-session").all()[:12]:
        assert session.locator("> .ws-time:visible").count() == 2
    assert not page.locator(".ws-slot > .ws-time:visible, .ws-empty:visible").count()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
def test_no_page_scrolls_sideways(
    visit: Visit, watch: Watch, sites: Sites, width: int, theme: str
) -> None:
    """320 pixels are a window of 1280 at 400 %; whatever is ours has to be inside then too."""
    page = open_program(visit, sites, width, theme.replace("furo", ""))
    right = "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    for path in each_page(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator("[class*=ws-]:visible").evaluate_all(right) <= width, path
    forget_pydata(watch)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_axe_finds_nothing(visit: Visit, sites: Sites, width: int, scheme: str) -> None:
    page = open_program(visit, sites, width, color_scheme=scheme)
    found = []
    for path in each_page(page):
        page.evaluate(FEWER)
        found += [f"{path}: {one}" for _, one in violations(page, scheme)]
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "scheme"), AXE_THEMES)
def test_axe_finds_nothing_of_ours_in_other_themes(
    visit: Visit, watch: Watch, sites: Sites, theme: str, scheme: str
) -> None:
    page = open_program(visit, sites, WIDTHS["phone"], theme, color_scheme=scheme)
    found = []
    for path in each_page(page):
        page.evaluate(FEWER)
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": HEIGHT})
            wrong = violations(page, scheme, THEIRS[theme])
            found += [f"{path} at {width}: {one}" for _, one in wrong]
    assert not found, "\n".join(found)
    forget_pydata(watch)


@pytest.mark.parametrize("theme", THEMES)
def test_zones_and_rooms_stay_in_view(visit: Visit, watch: Watch, sites: Sites, theme: str) -> None:
    page = open_program(visit, sites, WIDTHS["desk"], theme.replace("furo", ""))
    for cell in ("th", ".ws-head"):
        measured = page.evaluate(STUCK.replace("thead th", f"thead {cell}"))
        assert measured[1] == {"covers": True, "seen": True, "below": True}
    forget_pydata(watch)


def test_many_papers_unfold_and_can_be_found(visit: Visit, sites: Sites) -> None:
    page = open_program(visit, sites, WIDTHS["desk"])
    fold = page.locator(".ws-fold").first
    assert fold.locator("summary").inner_text() == f"{BOARDS}\N{NO-BREAK SPACE}papers"
    assert not fold.locator("li").first.is_visible()
    fold.locator("summary").press("Enter")
    assert fold.locator("li:visible").count() == BOARDS
    assert fold.locator(".ws-board:visible").first.inner_text().strip() == "(board A1)"


def test_without_style_the_page_reads_in_order(visit: Visit, sites: Sites) -> None:
    page = open_program(visit, sites, WIDTHS["desk"], java_script_enabled=False)
    styled = page.locator(".ws-grid time").evaluate_all("all => all.map(one => one.dateTime)")
    page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach(one => one.remove())")
    first = page.locator(".ws-grid").first
    assert first.locator("tbody tr").first.inner_text().split() == [
        "08:30", "14:30", "08:30–09:00", "14:30–15:00", "Registration", "Calendar",
    ]  # fmt: skip
    assert (
        page.locator(".ws-grid time").evaluate_all("all => all.map(one => one.dateTime)") == styled
    )
    slots = first.locator("th.ws-time time").evaluate_all("all => all.map(one => one.dateTime)")
    assert slots == sorted(slots)


def test_names_do_not_move_what_stands_beside_them(visit: Visit, sites: Sites) -> None:
    """A name that runs from right to left leaves commas and numbers where they are written."""
    page = open_program(visit, sites, WIDTHS["desk"])
    page.goto(page.url.replace(PROGRAM, "papers/index.html"))
    orders = page.locator("p.ws-authors:has(bdi + bdi)").evaluate_all("""all => all.map(line => {
      const tops = [...line.children].map(one => one.getClientRects());
      return tops.flatMap((rects, at) => at && rects.length === 1 && tops[at - 1].length === 1
        && rects[0].top === tops[at - 1][0].top ? [rects[0].left - tops[at - 1][0].right] : []);
    })""")
    gaps = [gap for line in orders for gap in line]
    assert len(gaps) > 100
    assert min(gaps) > 0


@pytest.mark.parametrize("theme", THEMES)
def test_paper_has_the_days_program_without_chrome(
    visit: Visit, watch: Watch, sites: Sites, theme: str
) -> None:
    page = open_program(visit, sites, WIDTHS["desk"], theme.replace("furo", ""))
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    texts = [squeeze(sheet.extract_text()) for sheet in sheets]
    whole = "".join(texts)
    begins = [next(n for n, text in enumerate(texts) if squeeze(day) in text) for day in DAYS]
    assert begins == sorted(set(begins))
    assert begins[0] == 0
    for words in ("11:00–12:20", "17:00–18:20", "EEST", "JST", "Nobodycouldbefound", "(boardA40)"):
        assert words in whole, words
    assert whole.count("(board") == 3 * BOARDS
    for words in ("Backtotop", "Search", "Nextpage", "Builtwith", "MadewithFuro", "Previous"):
        assert words not in whole, words
    forget_pydata(watch)


DAYS: Final = ("Monday 5 May 2031", "Tuesday 6 May 2031", "Wednesday 7 May 2031")


def forget_pydata(watch: Watch) -> None:
    """Leave out what pydata_sphinx_theme says itself to everyone who comes for the first time."""
    watch.problems[:] = [one for one in watch.problems if "invalid theme mode" not in one]
