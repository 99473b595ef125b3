"""Every page in a real browser: nothing wide, hidden, faint or unnamed, on a phone or a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.browser.measure import CONTRAST, FOCUSED, SIZES, STUCK, UNFOLD, violations
from tests.browser.sites import OTHER_THEMES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit, Watch
    from tests.browser.sites import Sites

PHONE: Final = {"width": 360, "height": 740}
TABLET: Final = {"width": 768, "height": 1024}
DESK: Final = {"width": 1440, "height": 900}
# A window of 1280 pixels at 400 %: what WCAG 1.4.10 asks to be readable without sideways scrolling.
ZOOMED: Final = {"width": 320, "height": 256}

# Docutils makes a landmark of every group of footnotes and one of each of them, without names.
# Later versions of axe do not count the latter.
NOT_OURS: Final = {("words.html", "landmark-unique")}

# An element, the name of its first attribute, and its classes where they come first or second.
PARTS: Final = re.compile(r'<(\w+)(?: (?!class)([a-z-]+)="[^"]*")?(?: class="([^"]*)")?')


@pytest.fixture(params=["own", "made-up"])
def site(request: pytest.FixtureRequest, sites: Sites) -> Path:
    """One of the sites."""
    return sites[request.param]


def pages_of(site: Path) -> list[str]:
    """Name all pages of a site."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [path for path in paths if not path.startswith("_static/")]


def different(site: Path) -> list[str]:
    """Name all pages but papers' that are made of the same parts as another's."""
    kinds: dict[object, str] = {}
    for path in pages_of(site):
        parts = frozenset(PARTS.findall((site / path).read_text("utf-8")))
        kinds[parts if path.startswith("papers/") else path] = path
    return sorted(kinds.values())


def each(
    visit: Visit, site: Path, paths: list[str] | None = None, **options: Any
) -> Iterator[tuple[str, Page]]:
    """Open pages of a site, all unless given, one after the other, what unfolds unfolded."""
    paths = paths or pages_of(site)
    assert len(paths) > 5
    page = visit(site, paths[0], **options)
    root = page.url.removesuffix(paths[0])
    for path in paths:
        page.goto(root + path)
        page.evaluate(UNFOLD)
        yield path, page


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
def test_axe_finds_nothing(visit: Visit, site: Path, viewport: dict[str, int], scheme: str) -> None:
    found = []
    paths = different(site)
    for path, page in each(visit, site, paths, viewport=viewport, color_scheme=scheme):
        wrong = violations(page, scheme)
        found += [f"{path}: {one}" for rule, one in wrong if (path, rule) not in NOT_OURS]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("viewport", [PHONE, ZOOMED, TABLET], ids=["phone", "zoomed", "tablet"])
def test_no_page_scrolls_sideways(visit: Visit, site: Path, viewport: dict[str, int]) -> None:
    width = "document.documentElement.scrollWidth"
    widths = {path: page.evaluate(width) for path, page in each(visit, site, viewport=viewport)}
    assert set(widths.values()) == {viewport["width"]}, widths


def test_every_page_has_one_main_heading(visit: Visit, site: Path) -> None:
    counts = {path: page.locator("h1:visible").count() for path, page in each(visit, site)}
    assert set(counts.values()) == {1}, counts


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_theme_does_not_know_has_contrast(visit: Visit, site: Path, scheme: str) -> None:
    faint = {}
    for path, page in each(visit, site, different(site), color_scheme=scheme):
        faint[path] = [
            (what, ratio) for what, ratio in page.evaluate(CONTRAST, "[class*=ws-]") if ratio < 4.5
        ]
    assert not any(faint.values()), faint


def test_the_dark_accent_is_the_themes(visit: Visit, sites: Sites) -> None:
    page = visit(sites["own"], color_scheme="dark")
    accent = page.evaluate("getComputedStyle(document.body).getPropertyValue('--ws-accent')")
    assert accent == "#e3a3a9"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_zones_stay_in_view(visit: Visit, site: Path, viewport: dict[str, int]) -> None:
    page = visit(site, "program/index.html", viewport=viewport)
    before, after = page.evaluate(STUCK)
    assert before == {"covers": False, "seen": True, "below": True}
    assert after == {"covers": True, "seen": True, "below": True}


def test_a_session_is_not_under_the_zones_when_one_comes_by_link(
    visit: Visit, sites: Sites
) -> None:
    place = "program/index.html#session-poster-session-1"
    page = visit(sites["own"], place, viewport=PHONE, reduced_motion="reduce")
    title = page.locator(".ws-title:has(#session-poster-session-1)").bounding_box()
    zones = page.locator(".ws-timetable thead").bounding_box()
    assert title is not None
    assert zones is not None
    assert zones["y"] + zones["height"] <= title["y"] < PHONE["height"] / 2


def test_the_first_screen_of_a_phone_says_what_to_do(visit: Visit, sites: Sites) -> None:
    page = visit(sites["own"], viewport=PHONE)
    boxes = [link.bounding_box() for link in page.locator(".ws-actions a").all()]
    assert len(boxes) == 4
    assert all(box and box["y"] + box["height"] <= PHONE["height"] for box in boxes)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_finger_can_hit_every_link_in_a_row(
    visit: Visit, site: Path, viewport: dict[str, int]
) -> None:
    rows = ":is(.ws-links, .ws-when, .ws-actions, .ws-letters, .ws-days) a"
    row = f"{rows}, summary, :is(.ws-tools, .ws-title) :is(select, input, button):not([hidden])"
    small = {}
    for path, page in each(visit, site, viewport=viewport):
        small[path] = [size for size in page.evaluate(SIZES, row) if min(size[1:]) < 24]
    assert not any(small.values()), small


def test_nothing_is_smaller_than_fourteen_pixels(visit: Visit, site: Path) -> None:
    size = """all => all.filter(one => one.textContent.trim() && one.offsetParent)
        .map(one => parseFloat(getComputedStyle(one).fontSize))"""
    for path, page in each(visit, site, viewport=PHONE):
        sizes = page.locator("[class*=ws-] :is(p, a, span, time, li)").evaluate_all(size)
        assert min(sizes, default=14) >= 14, path


def test_the_keyboard_sees_where_it_is(visit: Visit, sites: Sites) -> None:
    """Also in the drawers, which stand off the edge of a phone's screen until one is in them."""
    page = visit(sites["made-up"], "papers/index.html", viewport=PHONE, reduced_motion="reduce")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
    assert any(".sidebar-drawer" in one["where"] for one in seen)
    assert any("article" in one["where"] for one in seen)
    assert not [one for one in seen if one["where"] and not one["inside"]]
    assert not [one for one in seen if "article" in one["where"] and not one["outlined"]]


def test_what_has_the_keyboard_is_not_under_the_zones(visit: Visit, sites: Sites) -> None:
    page = visit(sites["own"], "program/index.html", viewport=PHONE, reduced_motion="reduce")
    links = page.locator(".ws-timetable td :is(a, button)")
    links.nth(9).focus()
    links.nth(8).evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 70)")
    page.keyboard.press("Shift+Tab")
    page.wait_for_timeout(300)  # a few frames, in which the browser may scroll
    assert links.nth(8).evaluate("""one => {
        const { x, y, height } = one.getClientRects()[0];
        return document.activeElement === one
          && one.contains(document.elementFromPoint(x + 5, y + height / 2));
    }""")


def test_paper_shows_the_program_alone(visit: Visit, site: Path) -> None:
    page = visit(site, "program/index.html", viewport={"width": 720, "height": 1000})
    page.emulate_media(media="print")
    assert (
        not page.locator("nav, .sidebar-drawer, .toc-drawer, .mobile-header, footer")
        .filter(visible=True)
        .count()
    )
    zones = page.locator(".ws-timetable").first.locator(".ws-zone:visible").count()
    assert zones >= 2
    for session in page.locator(".ws-session").all()[:5]:
        assert session.locator("> .ws-time:visible").count() == zones


def test_motion_is_reduced_on_request(visit: Visit, sites: Sites) -> None:
    page = visit(sites["own"], viewport=PHONE, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.locator("*").evaluate_all("""all => all.filter(one =>
        parseFloat(getComputedStyle(one).transitionDuration)).map(one => one.className)""")
    assert moving == []


def test_forced_colours_leave_the_parts_apart(visit: Visit, sites: Sites) -> None:
    page = visit(sites["own"], "program/speakers.html", forced_colors="active")
    ink = page.evaluate("getComputedStyle(document.body).color")
    border = "one => [getComputedStyle(one).borderTopStyle, getComputedStyle(one).borderTopColor]"
    assert page.locator(".ws-initials").first.evaluate(border) == ["solid", ink]
    page.goto(page.url.replace("speakers", "index"))
    bar = "one => getComputedStyle(one, '::before').borderInlineStartColor"
    assert page.locator(".ws-kind-invited-talk .ws-what").first.evaluate(bar) == ink


def test_bars_are_beside_sessions_alone(visit: Visit, sites: Sites) -> None:
    page = visit(sites["own"], "cfp/dates.html")
    drawn = "all => all.map(one => getComputedStyle(one, '::before').content)"
    assert set(page.locator(".ws-dates .ws-what").evaluate_all(drawn)) == {"none"}


def test_the_style_is_only_where_it_is_used(sites: Sites) -> None:
    using = {
        path.relative_to(sites["own"]).as_posix()
        for path in sites["own"].rglob("*.html")
        if "workshop.css" in path.read_text("utf-8")
    }
    assert {"index.html", "program/index.html", "papers/index.html"} <= using
    assert not using & {"about.html", "attend.html", "cfp/index.html", "search.html"}


@pytest.mark.slow
@pytest.mark.parametrize("theme", OTHER_THEMES)
def test_other_themes(visit: Visit, watch: Watch, sites: Sites, theme: str) -> None:
    """What is ours neither leaves the screen nor loses its zones, and the other logo is hidden."""
    site = sites[f"made-up {theme}"]
    right = "all => Math.max(...all.map(one => one.getBoundingClientRect().right), 0)"
    for path, page in each(visit, site, viewport=PHONE):
        assert page.locator("[class*=ws-]").evaluate_all(right) <= PHONE["width"], path
    page = visit(site, "program/index.html", viewport=DESK)
    assert page.evaluate(STUCK)[1] == {"covers": True, "seen": True, "below": True}
    for scheme, shown in (("light", "only-light"), ("dark", "only-dark")):
        page = visit(site, viewport=DESK, color_scheme=scheme)
        logos = page.locator(".ws-logo:is(.only-light, .only-dark)").filter(visible=True)
        wanted = shown if theme == "pydata_sphinx_theme" else "only-light"
        assert logos.count() == 1
        assert wanted in (logos.first.get_attribute("class") or "")
    # Said by pydata_sphinx_theme itself to everyone who comes for the first time.
    watch.problems[:] = [one for one in watch.problems if "invalid theme mode" not in one]


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_times_stand_on_one_line(visit: Visit, sites: Sites, script: bool) -> None:
    page = visit(sites["own"], "program/index.html", viewport=PHONE, java_script_enabled=script)
    heights = page.locator("time").evaluate_all(
        "all => all.filter(one => one.checkVisibility())"
        ".map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 50
    assert max(heights) < 30


def test_times_keep_off_the_bar_beside_them(visit: Visit, sites: Sites) -> None:
    page = visit(sites["own"], "program/index.html", viewport=PHONE)
    gaps = page.locator(".ws-session").evaluate_all("""all => all.flatMap(one => {
      const bar = one.querySelector('.ws-what').getBoundingClientRect().left;
      return [...one.querySelectorAll(':scope > .ws-time time')]
        .filter(time => time.checkVisibility())
        .map(time => bar - time.getBoundingClientRect().right);
    })""")
    assert len(gaps) > 50
    assert min(gaps) >= 5


def test_related_papers_stand_apart(visit: Visit, sites: Sites) -> None:
    page = visit(sites["own"], "papers/grapher-knowledge-graph.html", viewport=DESK)
    boxes = [one.bounding_box() for one in page.locator(".ws-related li").all()]
    ends = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
    assert len(ends) > 2
    assert all(after[0] - before[1] >= 10 for before, after in pairwise(ends))
