"""Sheets to fold, a sheet for the door, chosen pages, a template of one's own; all made up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Build, MakeProject

from .support import pages_of, squeezed, text_of
from .test_design import MANY, project

pytestmark = pytest.mark.slow


def add(source: Path, conf: str, **files: str) -> Path:
    with (source / "conf.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{conf}\n")
    for name, text in files.items():
        (source / f"{name}.typ").write_text(text, encoding="utf-8")
    return source


def size_of(path: Path) -> tuple[int, int]:
    box = PdfReader(path).pages[0].mediabox
    return round(float(box.width)), round(float(box.height))


@pytest.mark.parametrize(("paper", "sheet"), [("A4", (842, 595)), ("Letter", (792, 612))])
def test_sheets_to_fold_hold_the_pages_in_saddle_stitch_order(
    paper: str, sheet: tuple[int, int], make_project: MakeProject, build: Build
) -> None:
    source = add(project(make_project, paper), "workshop_booklet_imposition = True")
    done = build(source, "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    assert size_of(done.outdir / "program-print.pdf") == sheet
    small = build(add(source, "workshop_booklet_paper = 'A5'"), "booklet").outdir / "program.pdf"
    pages = [squeezed(text) for text in pages_of(small)]
    sides = [squeezed(text) for text in pages_of(done.outdir / "program-print.pdf")]
    if paper == "Letter":  # another size, other page breaks: the first sheet's cover is enough
        assert sides[0].endswith(squeezed("Europe/London")) or "Aworkshopthatneverwas" in sides[0]
        return
    total = -(-len(pages) // 4) * 4
    assert len(sides) == total // 2
    pages += [""] * (total - len(pages))
    for number, side in enumerate(sides):
        outer, inner = pages[total - 1 - number], pages[number]
        left, right = (outer, inner) if number % 2 == 0 else (inner, outer)
        assert side == left + right


@pytest.mark.parametrize(("paper", "size"), [("A3", (842, 1191)), ("a2", (1191, 1684))])
def test_the_poster_is_the_schedule_on_one_sheet(
    paper: str, size: tuple[int, int], make_project: MakeProject, build: Build
) -> None:
    source = add(project(make_project, "A4"), f"workshop_booklet_poster = {paper!r}")
    done = build(source, "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    poster = done.outdir / "program-poster.pdf"
    assert size_of(poster) == size
    (text,) = (squeezed(page) for page in pages_of(poster))
    for words in ("Aworkshopthatneverwas", "Talksoftheleft", "East", "Alltheposters", "Farewell"):
        assert words in text
    assert "Papernumber" not in text


def test_a_poster_without_schedule_is_an_error_of_its_own(
    make_project: MakeProject, build: Build
) -> None:
    conf = "workshop_booklet_poster = 'A3'\nworkshop_booklet_pages = ['brief']"
    done = build(add(project(make_project, "A4"), conf), "booklet", strict=False)
    assert done.returncode == 1
    assert done.stderr == (
        "ERROR: program-poster.pdf is missing: no page of the booklet shows the schedule\n"
    )
    assert (done.outdir / "program.pdf").exists()


def test_pages_are_chosen_and_ordered(make_project: MakeProject, build: Build) -> None:
    chosen = "workshop_booklet_pages = ['briefer', 'program', 'bref']"
    source = add(project(make_project, "A4"), chosen)
    done = build(source, "booklet", strict=False)
    line = (source / "conf.py").read_text("utf-8").splitlines().index(chosen) + 1
    assert done.stderr == (
        f"{source}/conf.py:{line}: WARNING: workshop_booklet_pages: there is no page 'bref'"
        " (did you mean 'brief'?) [workshop.config]\n"
    )
    text = text_of(done.outdir / "program.pdf")
    assert text.index("Fewerwords") < text.index("Firstoftheleft")
    assert "Afewwords" not in text


def test_what_is_not_asked_for_any_more_is_removed(make_project: MakeProject, build: Build) -> None:
    source = project(make_project, "A4")
    wishes = ("-D", "workshop_booklet_imposition=1", "-D", "workshop_booklet_poster=A3")
    names = ["program-poster.pdf", "program-print.pdf", "program.pdf"]
    done = build(source, "html", *wishes)
    assert sorted(path.name for path in done.outdir.glob("*.pdf")) == names
    done = build(source, "html")
    assert [path.name for path in done.outdir.glob("*.pdf")] == ["program.pdf"]


OWN = """\
#import "default.typ": *
#let closing() = par("The end, said the template.")
"""


def test_a_template_of_ones_own_may_change_a_part(make_project: MakeProject, build: Build) -> None:
    source = add(project(make_project, "A4"), "workshop_booklet_template = 'own.typ'", own=OWN)
    done = build(source, "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    text = text_of(done.outdir / "program.pdf")
    assert "Theend,saidthetemplate." in text
    assert f"Papernumber{MANY - 1}" in text
    (source / "own.typ").write_text(OWN.replace("The end", "Another end"), encoding="utf-8")
    assert "Anotherend" in text_of(build(source, "html").outdir / "program.pdf")


@pytest.mark.parametrize("builder", ["booklet", "html"])
def test_an_error_in_the_template_is_said_at_its_line(
    builder: str, make_project: MakeProject, build: Build
) -> None:
    source = add(project(make_project, "A4"), "workshop_booklet_template = 'own.typ'", own=OWN)
    assert (build(source, builder).outdir / "program.pdf").exists()
    wrong = OWN + '#let day-start(head) = unknown("x")\n'
    (source / "own.typ").write_text(wrong, encoding="utf-8")
    done = build(source, builder, strict=False)
    assert done.returncode == (1 if builder == "booklet" else 0)
    kind, end = (
        ("ERROR: program.pdf", "")
        if builder == "booklet"
        else ("WARNING: the booklet", " [workshop.export]")
    )
    assert done.stderr == f"{source}/own.typ:3: {kind} is missing: unknown variable: unknown{end}\n"
    assert not (done.outdir / "program.pdf").exists()


def test_a_template_that_is_not_there_is_said_at_its_setting(
    make_project: MakeProject, build: Build
) -> None:
    source = add(project(make_project, "A4"), "workshop_booklet_template = 'gone.typ'")
    done = build(source, "html", strict=False)
    line = len((source / "conf.py").read_text("utf-8").splitlines())
    assert done.returncode == 0
    assert done.stderr == (
        f"{source}/conf.py:{line}: WARNING: the booklet is missing: workshop_booklet_template:"
        " cannot read 'gone.typ': No such file or directory [workshop.export]\n"
    )


def test_a_poster_of_many_rooms_keeps_each_word_in_its_column(
    make_project: MakeProject, build: Build
) -> None:
    """Enlarged to fill the sheet, columns would be narrower than the rooms' names."""
    rooms = [f"Auditorium{number}" for number in range(12)]
    sessions = "".join(
        f"      - {{id: s{n}, kind: other, title: T, room: {room}, start: '09:00', end: '10:00'}}\n"
        for n, room in enumerate(rooms)
    )
    schedule = f"schedule:\n  - date: 2030-01-15\n    sessions:\n{sessions}"
    pages = {"index.md": "# Rooms\n\n```{schedule}\n```\n", "_data/schedule.yaml": schedule}
    conf = "workshop_booklet_poster = 'A3'"
    done = build(make_project(pages, conf=conf), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, tuple[float, float, float]] = {}

    def note(
        text: str, matrix: list[float], moved: list[float], _font: object, size: float
    ) -> None:
        if (word := text.strip()) in rooms:
            x, y = moved[4] * matrix[0] + matrix[4], moved[5] * matrix[3] + matrix[5]
            found[word] = (round(y), x, abs(size * matrix[0] * moved[0]))

    PdfReader(done.outdir / "program-poster.pdf").pages[0].extract_text(visitor_text=note)
    assert set(found) == set(rooms)
    for (row, x, size), (next_row, next_x, _) in pairwise(found[room] for room in rooms):
        # Ten letters and more of bold type take at least 5.5 of its size.
        assert row != next_row or next_x - x > 5.5 * size > 20
