"""The booklet of this repository's own workshop: complete, in order, and pointing right."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.conftest import Build, BuildResult
from tests.content.original import data
from tests.support import copy_site

from .support import elements, pages_of, shortcomings, squeezed

pytestmark = pytest.mark.slow

_MADE: dict[str, BuildResult] = {}


@pytest.fixture
def made(tmp_path: Path, build: Build) -> BuildResult:
    """Return the one build that all tests of this module look at."""
    if not _MADE:
        _MADE["booklet"] = build(copy_site(tmp_path / "site"), "booklet")
    done = _MADE["booklet"]
    assert (done.returncode, done.stderr) == (0, "")
    return done


@pytest.fixture
def pages(made: BuildResult) -> list[str]:
    return [squeezed(text) for text in pages_of(made.outdir / "program.pdf")]


def names(paper: dict[str, Any]) -> list[str]:
    return [author if isinstance(author, str) else author["name"] for author in paper["authors"]]


def chapter(made: BuildResult, title: str) -> range:
    """Return the pages of a chapter, counted from 0; the next one may begin on the last of them."""
    reader = PdfReader(made.outdir / "program.pdf")
    starts = [
        (item.title, reader.get_destination_page_number(item))
        for item in reader.outline
        if not isinstance(item, list)
    ]
    place = [name for name, _page in starts].index(title)
    first = starts[place][1] or 0
    after = [page or 0 for _name, page in starts[place + 1 :]] or [len(reader.pages)]
    if place + 1 < len(starts) and not begins_page(reader, after[0], starts[place + 1][0]):
        return range(first, after[0] + 1)
    return range(first, max(after[0], first + 1))


def begins_page(reader: PdfReader, number: int, heading: str | None) -> bool:
    return squeezed(reader.pages[number].extract_text()).startswith(squeezed(heading or ""))


def test_every_record_is_printed(pages: list[str]) -> None:
    printed = "".join(pages)
    papers, speakers = data("papers"), data("speakers")
    assert (len(papers), len(speakers)) == (43, 10)
    for paper in papers:
        assert squeezed(paper["title"]) in printed, paper["title"]
        for name in names(paper):
            assert squeezed(name) in printed, name
    for record in (*speakers, *data("sponsors"), *data("committee")):
        assert squeezed(record["name"]) in printed, record["name"]


def test_the_schedule_has_every_start_in_both_zones_on_two_pages(
    made: BuildResult, pages: list[str]
) -> None:
    numbers = chapter(made, "Program")
    assert len(numbers) <= 2
    printed = "".join(pages[number] for number in numbers)
    (day,) = data("schedule")
    assert len(day["sessions"]) == 28
    for session in day["sessions"]:
        hour, minute = map(int, session["start"].split(":"))
        assert f"{hour:02d}:{minute:02d}–" in printed
        assert f"{hour - 5:02d}:{minute:02d}–" in printed
    assert printed.count("London,UTC+0") == len(numbers)  # the head stands on each page


def test_the_author_index_points_to_the_pages(made: BuildResult, pages: list[str]) -> None:
    numbers = chapter(made, "Indexes")
    index = "".join(pages[number].removesuffix(str(number + 1)) for number in numbers)
    index, _heading, others = index.partition("Speakerindex")
    assert "Zintgraf,Luisa," in others
    assert "Sessionindex" in others
    papers = {squeezed(paper["title"]): paper for paper in data("papers")}
    listing = chapter(made, "Accepted papers")
    for title, paper in papers.items():
        (number,) = (n for n in listing if title in pages[n])
        for name in names(paper):
            family, given = squeezed(name.split()[-1]), squeezed(name.split()[0])
            entries = re.findall(rf"{re.escape(family)},{re.escape(given)}[^,]*((?:,\d+)+)", index)
            assert any(str(number + 1) in entry.split(",") for entry in entries), name


def test_the_pdf_says_what_it_is(made: BuildResult) -> None:
    reader = PdfReader(made.outdir / "program.pdf")
    about = reader.metadata
    assert about is not None
    assert about.title == "Deep Generative Models and Downstream Applications"
    assert about.author is not None
    assert "José Miguel Hernández Lobato" in about.author
    assert about.creation_date is not None
    assert about.creation_date.date().isoformat() == "2021-12-14"
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en"


def test_the_cover_names_the_workshop_and_its_sponsors(pages: list[str]) -> None:
    for text in (
        "Deep Generative Models and Downstream Applications",
        "Tuesday 14 December 2021",
        "Online",
        "NeurIPS 2021",
        "Microsoft",
        "Boltzbit",
        "Cambridge ELLIS Unit",
    ):
        assert squeezed(text) in pages[0]


def test_no_page_is_empty(pages: list[str]) -> None:
    assert all(len(page) > 100 for page in pages)


def test_the_last_page_says_whom_to_ask(pages: list[str]) -> None:
    assert "ellisadmin@eng.cam.ac.uk" in pages[-1]
    assert "https://dgmsandapplications.github.io/2021/" in pages[-1]


def test_a_validator_finds_nothing(made: BuildResult) -> None:
    assert shortcomings(made.outdir / "program.pdf") == []


def test_what_is_read_aloud_is_in_order(made: BuildResult) -> None:
    """Headings nest, and the timetable's columns have heads."""
    found = [str(element["/S"]) for element in elements(made.outdir / "program.pdf")]
    levels = [int(name[2:]) for name in found if re.fullmatch("/H[1-6]", name)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert found.index("/Table") < found.index("/TH") < found.index("/TD")
