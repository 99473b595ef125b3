"""The built site and its booklet say all that the workshop's original page says."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.content import original
from tests.content.original import bullets, data, part
from tests.support import inventory, said, soup

if TYPE_CHECKING:
    from tests.conftest import BuildResult

pytestmark = pytest.mark.xdist_group("site")

DAY = date(2021, 12, 14)
ZONES = ("Europe/London", "America/New_York")
TITLES = [title for title, _ in original.papers()]
AUTHORS = sorted({name for _, names in original.papers() for name in names})
SPEAKERS = [re.sub(r" \(.*", "", line) for line in bullets(part("Invited Speakers"))]
ORGANIZERS = bullets(part("Organizing Committee and Contact"))
SPONSORS = ["Microsoft", "Boltzbit", "Cambridge ELLIS Unit"]


def moment(clock: str, zone: str) -> datetime:
    """Read "2:10 p.m." of the original in a zone."""
    time = datetime.strptime(clock.replace(".", "").upper(), "%I:%M %p").replace(tzinfo=UTC).time()
    return datetime.combine(DAY, time, ZoneInfo(zone))


ROWS = [
    [
        (moment(start, zone), moment(end, zone))
        for zone, (start, end) in zip(ZONES, times, strict=True)
    ]
    for times in (((row[0], row[1]), (row[2], row[3])) for row in original.rows())
]


@cache
def page(path: Path) -> BeautifulSoup:
    return soup(path)


def pages(site: Path) -> list[BeautifulSoup]:
    paths = [path for path in sorted(site.rglob("*.html")) if "_static" not in path.parts]
    return [page(path) for path in paths]


@cache
def words(site: Path) -> str:
    return " ".join(said(one) for one in pages(site))


def letters(text: str) -> str:
    """Return what is left of a text when lines may be broken and words divided anywhere."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u2010-\u2012\u00ad\u2066-\u2069-]", "", plain)


@cache
def booklet(site: Path) -> str:
    reader = PdfReader(site / "program.pdf")
    return letters("".join(sheet.extract_text() for sheet in reader.pages))


def test_build_is_silent(built_site: BuildResult) -> None:
    assert (built_site.returncode, built_site.stderr) == (0, "")


def test_the_lists_are_whole() -> None:
    assert (len(ROWS), len(TITLES), len(SPEAKERS), len(ORGANIZERS)) == (28, 43, 10, 7)


def test_timetable_is_the_originals_in_both_zones(site: Path) -> None:
    rows = page(site / "program" / "index.html").select("table.ws-timetable > tbody > tr")
    assert len(rows) == 28
    for row, spans in zip(rows, ROWS, strict=True):
        cells = row.find_all(class_="ws-time", recursive=False)
        assert [
            [(said(time), time["datetime"]) for time in cell.find_all("time")] for cell in cells
        ] == [[(f"{at:%H:%M}", at.isoformat()) for at in span] for span in spans]


def test_timetable_names_what_the_original_names(site: Path) -> None:
    rows = page(site / "program" / "index.html").select("td.ws-what")
    for cell, (*_, title) in zip(rows, original.rows(), strict=True):
        here = said(cell)
        for words_ in re.split(r": | \(|\)", title) if "Invited talk" in title else [title]:
            told = words_ if " (GatherTown)" not in words_ else words_.removesuffix(" (GatherTown)")
            assert told in here, (title, here)


@pytest.mark.parametrize("title", TITLES)
def test_papers_with_their_authors_and_files(site: Path, title: str) -> None:
    listing = page(site / "papers" / "index.html")
    (entry,) = [
        one for one in listing.select(".ws-paper") if said(one.select(".ws-title")[0]) == title
    ]
    authors = dict(original.papers())[title]
    assert said(entry.select(".ws-authors")[0]) == ", ".join(authors)
    decision, pdf = original.decisions()[title]
    hrefs = [str(link["href"]) for link in entry.select(".ws-links a")]
    own = str(entry.select(".ws-title a")[0]["href"])
    assert hrefs == [pdf, f"{own}#cite"]
    assert said(page(site / "papers" / own).select("h1")[0]) == title
    group = entry.find_parent("section")
    assert group
    headings = {"oral": "Oral presentations (8)", "poster": "Posters (35)"}
    assert said(group.find("h2") or group).startswith(headings[decision])


def test_people_and_sponsors(site: Path) -> None:
    speakers = page(site / "program" / "speakers.html")
    assert sorted(said(one) for one in speakers.select(".ws-name")) == sorted(SPEAKERS)
    committee = page(site / "committee.html")
    assert [said(one) for one in committee.select(".ws-name")] == ORGANIZERS
    sponsors = page(site / "index.html")
    assert [said(one) for one in sponsors.select(".ws-wordmark")] == SPONSORS
    assert len(AUTHORS) > 150
    assert [name for name in AUTHORS if name not in words(site)] == []


def lists() -> list[str]:
    """Give every item of every list of the original that is no heading of a table."""
    found = []
    for heading in ("About", "Call for Papers", "Invited Speakers"):
        found += bullets(part(heading))
    return [item.removesuffix(".").removesuffix(", etc") for item in found]


def test_every_item_of_the_originals_lists_is_on_a_page(site: Path) -> None:
    text = words(site).lower()
    items = lists()
    assert len(items) > 30
    for item in items:
        name, _, affiliation = item.removesuffix(")").partition(" (")
        assert name.lower() in text, item
        assert affiliation.lower() in text, item


@pytest.mark.parametrize(
    "fact",
    [
        "two prizes of £500",
        "up to 10 under-represented participants",
        "3 October 2021, 23:59 Anywhere on Earth",
        "Moved from Friday 17 September 2021",
        "22 October 2021",
        "14 December 2021",
        "NeurIPS login (SSO)",
        "within 10 pages, not counting references",
        "do not constitute proceedings",
        "originally planned for Vancouver",
    ],
)
def test_facts_are_on_a_page_and_in_the_booklet(site: Path, fact: str) -> None:
    assert fact in words(site)
    assert letters(fact) in booklet(site)


def test_all_links_of_the_original_are_on_a_page(site: Path) -> None:
    targets = re.findall(r'(?:href="|\]\()([^")]+)', original.MENDED_PAGE)
    theirs = {link for link in targets if not link.startswith("#")}
    theirs |= {original.TALKS_URL, original.POSTERS_URL}
    ours = {str(link["href"]) for one in pages(site) for link in one.select("a[href]")}
    mails = {"mailto:ellis-admin@eng.cam.ac.uk": "mailto:ellis-admin%40eng.cam.ac.uk"}
    assert {mails.get(link, link) for link in theirs} <= ours


# The booklet


@pytest.mark.parametrize("text", [*TITLES, *SPEAKERS, *ORGANIZERS, *SPONSORS])
def test_booklet_holds(site: Path, text: str) -> None:
    assert letters(text) in booklet(site)


def test_booklet_holds_all_authors(site: Path) -> None:
    assert [name for name in AUTHORS if letters(name) not in booklet(site)] == []


def test_booklet_holds_all_times_in_both_zones(site: Path) -> None:
    text = booklet(site)
    for spans in ROWS:
        for start, end in spans:
            assert f"{start:%H:%M}–{end:%H:%M}" in text
    both = "".join(f"{start:%H:%M}" for start, _ in ROWS[0])
    assert len(re.findall(r"\d\d:\d\d–\d\d:\d\d", text)) >= 56, both


# For other programs


def test_every_record_is_in_the_inventory(site: Path) -> None:
    entries = inventory(site / "objects.inv")
    shown = {kind: {key for one, key in entries if one == f"workshop:{kind}"} for kind in KINDS}
    assert {kind: len(keys) for kind, keys in shown.items()} == KINDS
    for section in ("papers", "speakers", "sponsors", "dates"):
        assert shown[section.removesuffix("s")] == {record["id"] for record in data(section)}
    assert shown["session"] == {one["id"] for day in data("schedule") for one in day["sessions"]}
    names = {entry.name for (kind, _), entry in entries.items() if kind == "workshop:paper"}
    assert names == set(TITLES)
    for (kind, key), entry in entries.items():
        if kind.startswith("workshop:"):
            name, _, anchor = entry.uri.partition("#")
            assert anchor == f"{kind.removeprefix('workshop:')}-{key}"
            assert page(site / name).find(id=anchor)


KINDS = {
    "workshop": 1,
    "speaker": 10,
    "paper": 43,
    "session": 28,
    "sponsor": 3,
    "member": 7,
    "date": 3,
}

# What a browser fetches by itself; links for readers, and those that only name an address, are not.
FETCHED = "script, img, iframe, link, source, video, audio, embed, object, use, input, track"
NAMING = {"canonical", "next", "prev", "index", "search", "author", "license", "alternate"}


def test_pages_load_nothing_from_another_host(site: Path) -> None:
    seen = 0
    for one in pages(site):
        for tag in one.select(FETCHED):
            if set(tag.get("rel") or []) & NAMING:
                continue
            for name in ("src", "href", "srcset", "data", "poster"):
                target = str(tag.get(name) or "")
                seen += bool(target)
                assert not urlsplit(target).netloc, tag
        for styled in one.select("style, [style]"):
            assert "//" not in f"{styled.get('style', '')}{styled.string or ''}", styled
    assert seen > 100


def test_style_sheets_load_nothing_from_another_host(site: Path) -> None:
    sheets = list(site.rglob("*.css"))
    assert len(sheets) > 5
    for sheet in sheets:
        text = sheet.read_text("utf-8")
        targets = re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", text)
        for target in ("".join(pair) for pair in targets):
            assert target.startswith("data:") or not urlsplit(target).netloc, (sheet, target)
