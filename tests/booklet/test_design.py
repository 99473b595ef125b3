"""How the booklet is laid out: a made-up workshop of two days with parallel rooms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from sphinx_workshop.booklet.options import PAPERS
from tests.conftest import Build, BuildResult, MakeProject

from .support import pages_of, squeezed

pytestmark = pytest.mark.slow

MANY = 30
WORKSHOP = """\
workshop:
  title: A workshop that never was
  acronym: NEVER
  start: 2030-01-15
  end: 2030-01-17
  timezone: Europe/London
  display_timezones: [Europe/London, Asia/Tokyo]
schedule:
  - date: 2030-01-15
    sessions:
      - {id: welcome, kind: opening, title: Welcome, start: "09:00", end: "09:30"}
      - id: left
        kind: other
        title: Talks of the left
        room: West
        start: "09:30"
        end: "10:30"
        talks:
          - {title: First of the left, start: "09:30", end: "10:00"}
          - {title: Second of the left, start: "10:00", end: "10:30"}
      - id: right
        kind: other
        title: Talks of the right
        room: East
        start: "09:30"
        end: "10:30"
      - {id: rest, kind: break, title: Rest, start: "10:30", end: "11:00"}
  - date: 2030-01-16
    sessions:
      - id: posters
        kind: poster-session
        title: All the posters
        start: "10:00"
        end: "12:00"
        papers: [%s]
  - date: 2030-01-17
    sessions:
      - {id: farewell, kind: closing, title: Farewell, start: "12:00", end: "12:10"}
papers:
%s
"""
PAPER = "  - {{id: p{0}, title: Paper number {0}, authors: [Nobody {0}], decision: poster}}"
PAGES = {
    "index.md": "# Never\n\nThere is none.\n\n```{toctree}\nprogram\nlisted\nbrief\nbriefer\n```\n",
    "program.md": "# Program\n\n```{schedule}\n```\n",
    "listed.md": "# Papers\n\n```{papers}\n```\n",
    "brief.md": "# A short chapter\n\nA few words.\n",
    "briefer.md": "# Another short chapter\n\nFewer words.\n",
}


def project(make_project: MakeProject, paper: str) -> Path:
    slots = ", ".join(f"{{paper: p{n}, board: B{n}}}" for n in range(MANY))
    papers = "\n".join(PAPER.format(n) for n in range(MANY))
    conf = f"workshop_booklet = True\nworkshop_booklet_paper = {paper!r}"
    return make_project({**PAGES, "_data/all.yaml": WORKSHOP % (slots, papers)}, conf=conf)


_MADE: dict[str, BuildResult] = {}


@pytest.fixture(params=["A4", "a5", "Letter"])
def made(request: pytest.FixtureRequest, make_project: MakeProject, build: Build) -> BuildResult:
    if request.param not in _MADE:
        _MADE[request.param] = build(project(make_project, request.param), "booklet")
    done = _MADE[request.param]
    assert (done.returncode, done.stderr) == (0, "")
    return done


def outline(reader: PdfReader) -> dict[str, int]:
    """Return every heading of the outline with its page, counted from 0."""

    def walk(items: list[Any]) -> dict[str, int]:
        found: dict[str, int] = {}
        for item in items:
            if isinstance(item, list):
                found |= walk(item)
            else:
                found[item.title] = reader.get_destination_page_number(item) or 0
        return found

    return walk(reader.outline)


def test_the_sheet_is_the_one_asked_for(make_project: MakeProject, made: BuildResult) -> None:
    box = PdfReader(made.outdir / "program.pdf").pages[0].mediabox
    size = (round(float(box.width)), round(float(box.height)))
    wanted = {"A4": (595, 842), "a5": (420, 595), "Letter": (612, 792)}
    assert size == wanted[next(name for name, done in _MADE.items() if done is made)]


def test_short_chapters_share_a_page(made: BuildResult) -> None:
    places = outline(PdfReader(made.outdir / "program.pdf"))
    chapters = [places[name] for name in ("A short chapter", "Another short chapter")]
    assert len({*chapters, places["Papers"]}) < 3
    assert places["Program"] > places["Never"]


def test_days_and_rooms_are_shown_at_a_glance(made: BuildResult) -> None:
    pages = pages_of(made.outdir / "program.pdf")
    places = outline(PdfReader(made.outdir / "program.pdf"))
    page = squeezed(pages[places["At a glance"]])
    assert "GMT(London,UTC+0)" in page
    grid, day = page.index("Ataglance"), page.index("Tuesday15January2030")
    shown = page[grid:day]
    for text in ("Tue15Jan", "West", "East", "Talksoftheleft", "Talksoftheright", "–10:30"):
        assert text in shown
    for text in ("Wed16Jan", "Thu17Jan", "Alltheposters", "Farewell"):
        assert text in shown
    assert "Firstoftheleft" not in shown


def test_a_talk_stands_at_its_time_in_both_zones(made: BuildResult) -> None:
    text = squeezed("".join(pages_of(made.outdir / "program.pdf")))
    assert "09:30–10:0018:30–19:00Firstoftheleft" in text


def test_posters_stand_behind_their_boards(made: BuildResult) -> None:
    text = squeezed("".join(pages_of(made.outdir / "program.pdf")))
    for number in range(MANY):
        assert f"B{number}Papernumber{number}(p." in text
    assert "(board" not in text.split("Papers", 1)[0]


def test_the_running_head_names_chapter_and_day(made: BuildResult) -> None:
    pages = pages_of(made.outdir / "program.pdf")
    places = outline(PdfReader(made.outdir / "program.pdf"))
    for number in range(places["Program"] + 1, places["Papers"]):
        assert "Program" in squeezed(pages[number])[:120]
        assert "January" in squeezed(pages[number])[:120]


def test_an_unknown_paper_is_said_at_its_line(make_project: MakeProject, build: Build) -> None:
    source = project(make_project, "A7")
    done = build(source, "booklet", strict=False)
    conf = source / "conf.py"
    number = conf.read_text("utf-8").splitlines().index("workshop_booklet_paper = 'A7'") + 1
    assert done.stderr == (
        f"{conf}:{number}: WARNING: workshop_booklet_paper: 'A7' is unknown:"
        " use A4 or A5 or Letter [workshop.config]\n"
    )
    assert (done.outdir / "program.pdf").exists()
    assert set(PAPERS) == {"A4", "A5", "Letter"}
