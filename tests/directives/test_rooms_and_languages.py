"""A large program on HTML pages: its markup; and in other outputs, which have it as ever."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import facts
from tests.conference import BOARDS, ROOMS, names, write_conference
from tests.support import said, soup

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.conftest import Build, MakeProject

pytestmark = pytest.mark.xdist_group("conference")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_conference(tmp_path_factory.mktemp("conference"))


@pytest.fixture(scope="module")
def site(source: Path, build: Build) -> Path:
    """The pages, without a warning."""
    result = build(source)
    assert result.stderr == ""
    return result.outdir


@pytest.fixture(scope="module")
def program(site: Path) -> BeautifulSoup:
    return soup(site / "program" / "index.html")


def grids(page: BeautifulSoup) -> list[Tag]:
    found = page.select("div.ws-frame > table.ws-timetable.ws-grid")
    assert len(found) == 2
    return found


def test_it_is_as_large_as_it_should_be(source: Path) -> None:
    data = facts.read(source)
    assert len(data["schedule"]) == 3
    assert len(data["papers"]) == 200
    written = {name for paper in data["papers"] for name in paper["authors"]}
    assert all(written & set(held) for held in names().values())
    rooms = {session.get("room") for day in data["schedule"] for session in day["sessions"]}
    assert rooms == {*ROOMS, None}


def test_columns_are_zones_and_rooms_in_one_order(program: BeautifulSoup) -> None:
    for table in grids(program):
        heads = table.select("thead th")
        assert [said(cell) for cell in heads[2:]] == list(ROOMS)
        assert {cell["scope"] for cell in heads} == {"col"}
        assert all("ws-head" in cell["class"] for cell in heads[2:])


def test_a_day_without_parallel_rooms_is_a_table_of_sessions(program: BeautifulSoup) -> None:
    day = program.find(id="day-2031-05-07")
    assert day
    assert not day.select(".ws-grid, .ws-frame")
    assert len(day.select("tr.ws-session")) == 9


def test_every_row_is_headed_by_its_time_in_every_zone(program: BeautifulSoup) -> None:
    for table in grids(program):
        rows = table.select("tbody > tr.ws-slot")
        starts = [str(row.th.time["datetime"]) for row in rows if row.th and row.th.time]
        assert starts == sorted(set(starts))
        for row in rows:
            times = row.select("th.ws-time[scope=row], td.ws-time")
            assert [cell.name for cell in times] == ["th", "td"]
            assert all(len(cell.select("time")) == 1 for cell in times)
        assert [said(cell) for cell in rows[-1].select("td.ws-time")] == ["01:30 +1 day"]


def test_rows_and_columns_come_out_even(program: BeautifulSoup) -> None:
    """Every column of every row is covered by just one cell."""
    for table in grids(program):
        rows = table.select("tbody > tr")
        taken: dict[tuple[int, int], str] = {}
        for number, row in enumerate(rows):
            column = 0
            for cell in row.find_all(["th", "td"], recursive=False):
                while (number, column) in taken:
                    column += 1
                for below in range(int(str(cell.get("rowspan", "1")))):
                    for beside in range(int(str(cell.get("colspan", "1")))):
                        place = number + below, column + beside
                        assert place not in taken
                        taken[place] = cell.name
        assert set(taken) == {(row, col) for row in range(len(rows)) for col in range(8)}


def test_every_session_is_there_once_with_its_place_and_times(
    program: BeautifulSoup, source: Path
) -> None:
    data = facts.read(source)
    zones = facts.zones(data)
    for session in facts.meetings(data):
        if session.talk or "id" not in session.record or session.day.day == 7:
            continue
        marks = program.find_all(id=f"session-{session.record['id']}")
        assert len(marks) == 1
        box = marks[0].find_parent("div", class_="ws-session")
        assert box
        assert f"ws-kind-{session.record['kind']}" in box["class"]
        times = box.find_all("p", class_="ws-time", recursive=False)
        assert [said(time).split()[0] for time in times] == [
            facts.span(session, zone).split()[0] for zone in zones
        ]
        assert [child.name for child in box.find_all(True, recursive=False)] == ["p", "p", "div"]
        assert len(box.select(":scope > .ws-what > .ws-title")) == 1
        cell = box.parent
        assert cell
        assert cell.name == "td"
        assert cell["class"][0] == "ws-place"


def test_what_has_no_room_spans_those_that_are_free(program: BeautifulSoup) -> None:
    for key, columns in (
        ("coffee-1", "6"),
        ("lunch-1", "5"),
        ("keynote-1", "6"),
        ("registration-2", "6"),
    ):
        mark = program.find(id=f"session-{key}")
        assert mark
        cell = mark.find_parent("td")
        assert cell
        assert cell["colspan"] == columns


def test_changes_stay_visible_and_joinable(program: BeautifulSoup) -> None:
    for key, status, note in (
        ("panel-1", "Moved: ", "Moved here from the Loft."),
        ("panel-2", "Cancelled: ", "Nobody could be found."),
    ):
        mark = program.find(id=f"session-{key}")
        assert mark
        box = mark.find_parent("div", class_="ws-session")
        assert box
        title = box.select_one(".ws-title")
        assert title
        assert said(title).startswith(status)
        assert note in said(box)
        calendar = [] if key == "panel-2" else ["../ics/panel-1.ics"]
        assert [link["href"] for link in box.select(".ws-links a")] == [
            "https://stream.example/panel",
            *calendar,
        ]


def test_many_papers_are_folded(program: BeautifulSoup) -> None:
    folds = program.select("details.ws-fold")
    assert [said(summary) for fold in folds for summary in fold.select("summary")] == [
        f"{BOARDS} papers"
    ] * 3
    assert all(len(fold.select(":scope > ul.ws-papers > li")) == BOARDS for fold in folds)
    assert not any(fold.has_attr("open") for fold in folds)


def test_days_are_linked_above_the_first(program: BeautifulSoup) -> None:
    line = program.select_one("p.ws-days")
    assert line
    assert [(said(link), link["href"]) for link in line.select("a")] == [
        ("Mon 5 May", "#day-2031-05-05"),
        ("Tue 6 May", "#day-2031-05-06"),
        ("Wed 7 May", "#day-2031-05-07"),
    ]


def test_other_outputs_keep_the_list(source: Path, build: Build, tmp_path: Path) -> None:
    for builder in ("text", "epub"):
        result = build(source, builder, "-d", str(tmp_path / builder))
        assert result.returncode == 0, result.stderr
    text = (source / "_build" / "text" / "program" / "index.txt").read_text("utf-8")
    assert "(board B40)" in text
    assert "40\N{NO-BREAK SPACE}papers" not in text
    page = soup(source / "_build" / "epub" / "program" / "index.xhtml")
    assert not page.select(".ws-grid, .ws-fold, .ws-days")
    assert len(page.select("tr.ws-session")) > 40


# Languages and directions


def test_names_are_set_apart(site: Path) -> None:
    page = soup(site / "papers" / "index.html")
    for line in page.select("p.ws-authors"):
        assert {child.name for child in line.find_all(True, recursive=False)} == {"bdi"}
    people = soup(site / "program" / "speakers.html").select("p.ws-name > bdi.ws-person")
    assert len(people) == 16


@pytest.mark.parametrize("language", ["fr", "el", "ru", "zh", "ja", "ko", "ar", "he"])
def test_a_foreign_title_says_its_language_wherever_it_stands(
    site: Path, source: Path, language: str
) -> None:
    titles = [
        paper["title"]
        for paper in facts.read(source)["papers"]
        if paper.get("language") == language
    ]
    assert titles
    for name in ("papers/index.html", "program/index.html", "workshop-people.html"):
        page = soup(site / name)
        for title in titles:
            found = page.find_all("bdi", string=title)
            assert found, (name, title)
            assert {one.get("lang") for one in found} == {language}
    abstract = soup(site / "papers" / "index.html").select_one(
        f'.ws-abstract > div[lang={language}][dir="auto"] > p'
    )
    assert abstract
    assert titles[0] in said(abstract)


def test_a_title_in_the_pages_language_says_nothing(site: Path) -> None:
    page = soup(site / "papers" / "index.html")
    title = page.select_one("#paper-paper-1")
    assert title
    assert title.parent
    assert not title.parent.select("[lang], bdi")


LANGUAGE = """\
workshop:
  title: Atelier
  acronym: A
  start: 2030-01-15
  end: 2030-01-15
  timezone: Europe/Paris
  language: {}
"""


@pytest.mark.parametrize(
    ("ours", "sphinxs", "warned"),
    [("fr", "en", True), ("fr", "fr", False), ("pt-BR", "pt_BR", False), ("en", "fr", True)],
)
def test_two_languages_are_a_warning(
    make_project: MakeProject, build: Build, ours: str, sphinxs: str, warned: bool
) -> None:
    source = make_project(
        {"_data/all.yaml": LANGUAGE.format(ours), "index.md": "# T\n"},
        conf=f'language = "{sphinxs}"',
    )
    result = build(source, strict=False)
    assert result.returncode == 0
    assert ("[workshop.config]" in result.stderr) is warned
    html = soup(result.outdir / "index.html").html
    assert html
    assert html["lang"] == sphinxs.replace("_", "-")
