"""Filters of the schedule, and search in the papers as one types."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.measure import violations
from tests.browser.script_sites import DESK, PHONE, SHIFTS, facts_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

PROGRAM = "program/index.html"
PAPERS = "papers/index.html"
SEARCH = "Search papers"
# What a reader of a list sees: its papers' addresses in the page.
SHOWN = """selector => [...document.querySelectorAll(selector)]
  .filter(one => one.checkVisibility())
  .map(one => one.querySelector('.ws-title [id]').id.replace(/^[a-z]+-/, ''))"""


def shown(page: Page, selector: str = ".ws-paper") -> list[str]:
    """Give the ids of what can be seen, with all that comes by scrolling."""
    while True:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(60)
        found: list[str] = page.evaluate(SHOWN, selector)
        if page.evaluate("scrollY + innerHeight >= document.body.scrollHeight - 2"):
            return found


def choose(page: Page, label: str, value: str | int) -> None:
    """Choose from the list with a name, by words or by place."""
    box = page.locator(f".ws-tools label:text-matches('^{label}') select")
    if isinstance(value, int):
        box.select_option(index=value)
    else:
        box.select_option(value)


def said(page: Page) -> str:
    return page.locator("output").first.inner_text()


def asked(page: Page) -> dict[str, list[str]]:
    """Give what stands in the address, once it has been written."""
    page.wait_for_timeout(350)
    return parse_qs(urlsplit(page.url).query)


def folded(text: str) -> str:
    """Write a text without case and accents, as Python does it."""
    marks = unicodedata.normalize("NFD", text.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def words_of(paper: dict[str, Any]) -> str:
    """Give what a paper can be found by, besides its session."""
    names = [author["name"] for author in paper["authors"]]
    known = [paper["title"], *names, *paper.get("keywords", ()), paper.get("track", "")]
    return folded(" ".join([*known, paper["decision"]]))


@pytest.mark.parametrize(
    ("query", "least"),
    [
        ("oberg", 5),
        ("ÖBERG", 5),
        ("laska", 5),
        ("nunez chloe", 1),
        ("Ελενη", 5),
        ("ΠΑΡΑΔΕΙΓΜΑΤΟσ", 5),
        ("ВЫДУМКИНА", 5),
        ("김", 5),
        ("نور", 5),
        ("נועה", 5),
        ("小红", 5),
        ("velvets practice", 3),
        ("untangling", 5),
        ("part 17", 1),
        ("poster ada", 1),
    ],
)
def test_papers_are_found_as_one_types(
    visit: Visit, conference: Path, query: str, least: int
) -> None:
    papers = facts_of(conference)["papers"]
    terms = [folded(term) for term in query.split()]
    wanted = {one["id"] for one in papers if all(term in words_of(one) for term in terms)}
    page = visit(conference, PAPERS, viewport=DESK)
    assert len(shown(page)) == len(papers) == 200
    page.get_by_label(SEARCH).press_sequentially(query)
    found = shown(page)
    assert set(found) >= wanted
    assert len(wanted) >= least
    assert said(page) == f"{len(found)} of 200 papers"
    # More than Python found can only have been found by the session, whose words we left out.
    for key in set(found) - wanted:
        entry = folded(page.locator(f".ws-paper:has(#paper-{key})").inner_text())
        assert all(term in entry for term in terms)
    marks = {folded(mark) for mark in page.locator("mark").all_inner_texts()}
    assert marks <= set(terms)
    assert marks


def test_marks_are_within_words_and_leave_no_trace(visit: Visit, own_site: Path) -> None:
    page = visit(own_site, PAPERS)
    whole = "() => document.querySelector('[role=main]').innerHTML"
    box = page.get_by_label(SEARCH)
    before = page.evaluate(whole)
    box.press_sequentially("hyvarinen")
    page.get_by_label(SEARCH).fill("schott")
    assert page.locator("mark").all_inner_texts() == ["Schott"]
    assert page.locator(".ws-paper:visible .ws-authors").inner_text().count("Lukas Schott") == 1
    assert page.evaluate(whole) != before
    box.fill("")
    box.blur()
    cleared = page.evaluate(whole)
    said = r"<output>.*?</output>"
    assert re.sub(said, "", cleared).replace(' hidden=""', "") == re.sub(said, "", before).replace(
        ' hidden=""', ""
    )
    assert len(shown(page)) == 43


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=alert(1)>", "(*[\\", "a|b", ".", "$&", "\ud83d\ude00", "%", "^"]
)
def test_any_text_may_be_looked_for(visit: Visit, conference: Path, query: str) -> None:
    page = visit(conference, PAPERS)
    page.get_by_label(SEARCH).fill(query)
    text = query.casefold()
    papers = page.locator(".ws-paper").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll(':scope > p:not(.ws-links)')]"
        ".map(p => p.textContent).join(' '))"
    )
    terms = text.split()
    wanted = [paper for paper in papers if all(term in paper.casefold() for term in terms)]
    assert said(page) == f"{len(wanted)} of 200 papers" or len(wanted) == 200
    assert page.locator("img[src=x]").count() == 0


def test_what_is_looked_for_stands_in_the_address(visit: Visit, conference: Path) -> None:
    page = visit(conference, PAPERS)
    page.get_by_label(SEARCH).press_sequentially("Öberg & co")
    page.get_by_label(SEARCH).fill("Öberg")
    choose(page, "Track", "Theory")
    assert asked(page) == {"q": ["Öberg"], "track": ["Theory"]}
    found = shown(page)
    assert found
    other = visit(conference, f"{PAPERS}?{urlsplit(page.url).query}")
    assert other.get_by_label(SEARCH).input_value() == "Öberg"
    assert other.get_by_label("Track").input_value() == "Theory"
    assert shown(other) == found
    other.get_by_role("button", name="Show all").click()
    assert len(shown(other)) == 200
    assert asked(other) == {}
    assert said(other) == "200 of 200 papers"


def test_a_wrong_value_in_the_address_chooses_nothing(visit: Visit, conference: Path) -> None:
    page = visit(conference, f"{PAPERS}?track=Nonsense&q=")
    assert len(shown(page)) == 200


def test_papers_are_filtered_by_decision_and_session(visit: Visit, conference: Path) -> None:
    facts = facts_of(conference)
    page = visit(conference, PAPERS)
    choices = page.get_by_label("Decision").locator("option").all_inner_texts()
    assert choices[0] == "All"
    assert len(choices) == 1 + len({paper["decision"] for paper in facts["papers"]})
    choose(page, "Decision", 1)
    assert len({p["decision"] for p in facts["papers"] if p["id"] in shown(page)}) == 1
    choose(page, "Decision", "")
    session = next(one for one in facts["sessions"] if one["id"] == "posters-1")
    box = page.locator(".ws-tools label:text-matches('^Session') option")
    (name,) = [words for words in box.all_inner_texts() if words.endswith(session["title"])]
    choose(page, "Session", name)
    assert sorted(shown(page)) == sorted(slot["paper"] for slot in session["papers"])


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (("Kind", "Poster session"), "poster-session"),
        (("Kind", "Break"), "break"),
        (("Room", "Stoa"), "Stoa"),
        (("Track", "Theory"), "Theory"),
    ],
)
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_schedule_is_filtered(
    visit: Visit, conference: Path, choice: tuple[str, str], wanted: str, viewport: Any
) -> None:
    label, value = choice
    field = label.lower()
    facts = facts_of(conference)
    sessions = [one for one in facts["sessions"] if not one.get("parent")]
    ids = {one["id"] for one in sessions if one.get(field) == wanted}
    tracks = {paper["id"]: paper.get("track") for paper in facts["papers"]}
    # A session of talks is found by what its talks say, too.
    inner = {
        one["parent"]
        for one in facts["sessions"]
        if one.get("parent") and [tracks[slot["paper"]] for slot in one["papers"]] == [wanted]
    }
    assert inner or field != "track"
    page = visit(conference, PROGRAM, viewport=viewport)
    choose(page, label, value)
    found = shown(page, ".ws-session")
    assert set(found) == ids | inner
    assert f"{len(found)} of {len(sessions)} sessions" == page.locator("output").inner_text()
    assert asked(page) == {label.lower(): [value]}
    days = page.locator(".ws-day:visible").count()
    assert days == len({one["start"][:10] for one in sessions if one["id"] in found})
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) <= 0
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page, ".ws-session")) == len(sessions)


def test_a_link_to_what_is_hidden_shows_it(visit: Visit, conference: Path) -> None:
    keynote = ".ws-session:has(#session-keynote-2)"
    page = visit(conference, f"{PROGRAM}?kind=Break#session-keynote-2")
    assert page.locator(keynote).is_visible()
    choose(page, "Kind", "Break")
    assert not page.locator(keynote).is_visible()
    page.evaluate("location.hash = '#session-keynote-1'")
    page.wait_for_function("document.getElementById('session-keynote-1').checkVisibility()")


def test_the_keyboard_alone_finds_a_paper(visit: Visit, own_site: Path) -> None:
    page = visit(own_site, PAPERS, viewport=DESK)
    page.get_by_label(SEARCH).focus()
    page.keyboard.type("score-based")
    assert said(page).endswith(" of 43 papers")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show all"
    page.keyboard.press("Enter")
    assert page.get_by_label(SEARCH).input_value() == ""
    assert len(shown(page)) == 43


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_one_searches(visit: Visit, conference: Path, scheme: Any) -> None:
    page = visit(conference, f"{PAPERS}?q=ada+velvets", viewport=DESK, color_scheme=scheme)
    assert page.locator("mark").count()
    assert violations(page) == []


def test_nothing_shifts_while_the_papers_load(visit: Visit, own_site: Path) -> None:
    page = visit(own_site, PAPERS, viewport=PHONE)
    assert page.get_by_label(SEARCH).is_visible()
    assert page.evaluate(SHIFTS) == []


def test_all_found_papers_are_printed(visit: Visit, conference: Path) -> None:
    page = visit(conference, f"{PAPERS}?q=part")
    seen = len(page.evaluate(SHOWN, ".ws-paper"))
    total = int(said(page).split()[0])
    assert seen < total
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(page.evaluate(SHOWN, ".ws-paper")) == total


def test_without_script_there_are_no_controls(visit: Visit, conference: Path) -> None:
    page = visit(conference, f"{PAPERS}?q=ada", java_script_enabled=False)
    assert page.locator(".ws-tools, .ws-star, output").count() == 0
    assert page.locator(".ws-paper:visible").count() == 200
