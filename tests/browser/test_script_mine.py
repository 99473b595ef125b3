"""The reader's own program: stars, clashes, calendar, links, and what changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from tests.browser.measure import violations
from tests.browser.script_sites import DESK, PHONE, SHIFTS
from tests.browser.test_script_find import SHOWN

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Visit, Watch

PROGRAM = "program/index.html"
PAPERS = "papers/index.html"


def star(page: Page, anchor: str) -> Locator:
    """The star beside what has an anchor."""
    return page.locator(f".ws-title:has(#{anchor}) > .ws-star")


def is_on(one: Locator) -> bool:
    return one.get_attribute("aria-pressed") == "true"


def mine(page: Page) -> Locator:
    return page.get_by_role("button", name="My program (")


def at_top(page: Page) -> Page:
    """Go where the theme shows no button to go back to the top, which is in no landmark."""
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(200)
    return page


def sessions(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SHOWN, ".ws-session")
    return found


def test_stars_are_kept_over_a_reload(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=DESK)
    for key in ("session-keynote-1", "session-oral-1-1-stoa"):
        assert not is_on(star(page, key))
        star(page, key).click()
    star(page, "session-keynote-1").press("Enter")
    star(page, "session-keynote-1").press(" ")
    page.reload()
    assert is_on(star(page, "session-keynote-1"))
    assert is_on(star(page, "session-oral-1-1-stoa"))
    assert not is_on(star(page, "session-keynote-2"))
    assert mine(page).inner_text() == "My program (2)"
    mine(page).click()
    assert sessions(page) == ["keynote-1", "oral-1-1-stoa"]
    assert page.locator("output").inner_text() == "2 of 49 sessions"
    mine(page).click()
    assert len(sessions(page)) == 49


def test_a_talk_alone_is_shown_in_its_session(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=PHONE)
    talk = page.locator(".ws-session:has(#session-oral-1-1-stoa) .ws-talk").nth(1)
    talk.locator(".ws-star").click()
    mine(page).click()
    assert sessions(page) == ["oral-1-1-stoa"]
    assert page.locator(".ws-talk:visible").count() == 1
    assert talk.is_visible()


def test_a_paper_has_one_star_on_all_pages(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=DESK)
    poster = page.locator(".ws-session:has(#session-posters-1) .ws-papers > li").nth(3)
    title = poster.locator(".ws-title a").inner_text()
    page.locator(".ws-session:has(#session-posters-1) summary").click()
    poster.locator(".ws-star").click()
    mine(page).click()
    assert poster.is_visible(), "its list is unfolded"
    assert page.locator(".ws-papers > li:visible").count() == 1
    page.goto(page.url.split("?")[0].replace(PROGRAM, PAPERS))
    starred = page.locator(".ws-paper:has(.ws-star[aria-pressed=true])")
    assert starred.count() == 1
    assert title in starred.locator(".ws-title").inner_text()
    starred.locator(".ws-star").click()
    page.go_back()
    assert mine(page).inner_text() == "My program (0)"


def test_clashes_are_said(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=DESK)
    star(page, "session-oral-1-1-stoa").click()
    star(page, "session-keynote-1").click()
    assert page.locator(".ws-clash").count() == 0, "one after the other"
    star(page, "session-tutorial-1").click()
    clashes = page.locator(".ws-clash")
    assert clashes.count() == 2
    row = page.locator(".ws-session:has(#session-oral-1-1-stoa)")
    link = row.locator(".ws-clash a")
    assert link.get_attribute("href") == "#session-tutorial-1"
    # A talk of a starred session is no clash with it, but with what the session clashes with.
    row.locator(".ws-talk .ws-star").first.click()
    assert "Clashes with" in row.locator(".ws-talk").first.inner_text()
    assert row.locator(":scope > .ws-what > .ws-clash a").count() == 1
    star(page, "session-tutorial-1").click()
    assert page.locator(".ws-clash").count() == 0


def test_what_is_cancelled_clashes_with_nothing(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=DESK)
    star(page, "session-panel-2").click()  # cancelled
    star(page, "session-posters-2").click()  # at the same time
    assert page.locator(".ws-clash").count() == 0


def test_the_calendar_holds_what_is_starred(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=DESK, accept_downloads=True)
    assert not page.get_by_role("button", name="Save as calendar").is_visible()
    star(page, "session-keynote-2").click()
    star(page, "session-panel-2").click()
    page.locator(".ws-session:has(#session-oral-1-1-stoa) .ws-talk .ws-star").first.click()
    page.locator(".ws-session:has(#session-posters-3) summary").click()
    for number in (0, 1):  # two posters are one event
        page.locator(".ws-session:has(#session-posters-3) li .ws-star").nth(number).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as calendar").click()
    assert download.value.suggested_filename == "my-program.ics"
    mine_file = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes())
    whole = icalendar.Calendar.from_ical(conference.joinpath("program.ics").read_bytes())
    events = {str(one["uid"]): one.to_ical() for one in mine_file.walk("VEVENT")}
    all_events = {str(one["uid"]): one.to_ical() for one in whole.walk("VEVENT")}
    assert len(events) == 4
    assert events.items() <= all_events.items(), "each is the one of the whole calendar"
    names = {uid.partition(".")[0] for uid in events}
    assert names > {"session-keynote-2", "session-panel-2", "session-posters-3"}
    assert mine_file.errors == []


def test_a_program_is_shared_as_a_link(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=DESK)
    star(page, "session-keynote-1").click()
    star(page, "session-panel-3").click()
    page.get_by_role("button", name="Share").click()
    link = page.get_by_role("link", name="Link to my program")
    address = link.get_attribute("href") or ""
    assert address.startswith("http://127.0.0.1:")
    path = address.split("/", 3)[3]

    other = visit(conference, PROGRAM, viewport=DESK)
    star(other, "session-closing").click()
    other.goto(address)
    assert sessions(other) == ["keynote-1", "panel-3"]
    assert "2 starred" in other.locator(".ws-news").inner_text()
    assert not is_on(star(other, "session-keynote-1")), "the reader's own are not touched"
    other.get_by_role("button", name="Add to my program").click()
    assert other.locator(".ws-news").inner_text() == ""
    assert len(sessions(other)) == 49
    other.goto(other.url.split("?")[0])
    for key in ("keynote-1", "panel-3", "closing"):
        assert is_on(star(other, f"session-{key}"))

    third = visit(conference, path + ".session-nothing.%3Cscript%3E", viewport=DESK)
    third.get_by_role("button", name="Close").click()
    assert mine(third).inner_text() == "My program (0)"
    assert len(sessions(third)) == 49


def test_what_changed_since_is_said(visit: Visit, conference: Path) -> None:
    """The page is changed on its way: one session moved, one is cancelled, one is gone."""
    page = visit(conference, PROGRAM, viewport=DESK)
    for key in ("keynote-1", "keynote-2", "keynote-3", "closing"):
        star(page, f"session-{key}").click()
    page.reload()
    assert page.locator(".ws-news").inner_text() == ""

    def change(route: Any) -> None:
        body = conference.joinpath(PROGRAM).read_text("utf-8")
        assert "2031-05-05T09:00" in body
        body = body.replace("2031-05-05T09:00", "2031-05-05T09:45")
        body = body.replace('id="session-keynote-2"', 'id="session-other"')
        head, middle, tail = body.partition('id="session-keynote-3"')
        at = head.rindex("ws-session ws-kind-invited-talk")
        head = head[:at] + head[at:].replace("ws-session ", "ws-session ws-cancelled ", 1)
        route.fulfill(body=head + middle + tail, content_type="text/html")

    page.route("**/program/index.html", change)
    page.reload()
    said = page.locator(".ws-news p").all_inner_texts()
    assert len(said) == 3
    moved, gone, cancelled = said
    assert moved.startswith("Moved: Ada Quill, now 2031-05-05 09:45, Aula")
    assert moved.endswith("before 2031-05-05 09:00, Aula")
    assert gone.startswith("No longer in the program: ")
    assert cancelled.startswith("Cancelled: ")
    page.reload()
    assert len(page.locator(".ws-news p").all_inner_texts()) == 3, "until it is noted"
    page.get_by_role("button", name="Noted").click()
    assert page.locator(".ws-news").inner_text() == ""
    page.reload()
    assert page.locator(".ws-news").inner_text() == ""
    assert mine(page).inner_text() == "My program (3)"


def test_a_page_with_a_part_says_nothing_of_the_rest(visit: Visit, conference: Path) -> None:
    """Sessions are starred; the papers page, which knows none of them, keeps them."""
    page = visit(conference, PROGRAM, viewport=DESK)
    star(page, "session-keynote-1").click()
    page.goto(page.url.replace(PROGRAM, PAPERS))
    assert page.locator(".ws-news").inner_text() == ""
    page.locator(".ws-paper .ws-star").first.click()
    page.goto(page.url.split("?")[0].replace(PAPERS, PROGRAM))
    assert page.locator(".ws-news").inner_text() == ""
    assert is_on(star(page, "session-keynote-1"))
    assert mine(page).inner_text() == "My program (2)"


@pytest.mark.parametrize(
    "kept", ["{", "5", "null", '{"mine": 3}', '{"mine": {"session-keynote-1": 7}}', '{"mine": []}']
)
def test_what_was_kept_may_be_broken(visit: Visit, conference: Path, kept: str) -> None:
    page = visit(conference, PROGRAM, viewport=DESK)
    name = page.locator("[data-workshop]").get_attribute("data-workshop")
    page.evaluate("([name, kept]) => { localStorage[name] = kept }", [name, kept])
    page.reload()
    assert mine(page).inner_text() == "My program (0)"
    star(page, "session-keynote-1").click()
    page.reload()
    assert mine(page).inner_text() == "My program (1)"


def test_a_browser_may_refuse_to_keep(visit: Visit, watch: Watch, made_up_site: Path) -> None:
    page = visit(made_up_site, "_static/workshop.css", viewport=DESK)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    page.goto(page.url.replace("_static/workshop.css", PROGRAM))
    star(page, "session-panel").click()
    mine(page).click()
    assert sessions(page) == ["panel"]
    # Sphinx's own script of marked search words does not reckon with that.
    assert [one for one in watch.problems if "refused" not in one] == []
    watch.problems.clear()


def test_workshops_on_one_host_do_not_mix(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=DESK)
    star(page, "session-keynote-1").click()
    names = page.evaluate("Object.keys(localStorage)")
    assert "cmt2031@conference.example" in names
    kept = json.loads(page.evaluate("localStorage['cmt2031@conference.example']"))
    assert list(kept["mine"]) == ["session-keynote-1"]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_my_program(
    visit: Visit, conference: Path, viewport: Any, scheme: Any
) -> None:
    page = visit(conference, PROGRAM, viewport=viewport, color_scheme=scheme)
    for key in ("keynote-1", "oral-1-1-stoa", "tutorial-1", "panel-2"):
        star(page, f"session-{key}").click()
    assert violations(at_top(page)) == []
    mine(page).click()
    page.get_by_role("button", name="Share").click()
    assert violations(at_top(page)) == []
    sizes = page.locator(":is(.ws-tools, .ws-what) button:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(({ width, height }) => "
        "Math.min(width, height))"
    )
    assert min(sizes) >= 24


def test_stars_do_not_shift_the_page(visit: Visit, conference: Path) -> None:
    page = visit(conference, PROGRAM, viewport=DESK)
    assert page.locator(".ws-star:visible").count() > 100
    assert page.evaluate(SHIFTS) == []
