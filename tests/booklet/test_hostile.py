"""What no program will hold, and one day does: all of it made up."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.conftest import Build, MakeProject

from .support import overrunning, pages_of, shortcomings, squeezed

pytestmark = pytest.mark.slow

TEXTS = (
    "100% of #hash and $5 \\ back",
    '"quote" and \'tick` @label <mark>',
    "[brackets] #[x] ] // /* *_",
    '#panic("no") \\u{41} {0} %s',
    "- = + ~ -- --- ...",
)
PAGES = {
    "index.md": "# Nowhere\n\nWords.\n\n```{toctree}\nprogram\npapers\n```\n",
    "program.md": "# Program\n\n```{schedule}\n```\n",
    "papers.md": "# Papers\n\n```{papers}\n```\n",
}


def project(make_project: MakeProject, conf: str = "", **data: object) -> Path:
    files = {f"_data/{name}.yaml": f"{name}: {json.dumps(held)}\n" for name, held in data.items()}
    quiet = 'suppress_warnings = ["workshop.unplaced", "workshop.schedule", "workshop"]'
    return make_project({**PAGES, **files}, conf=f"{quiet}\n{conf}")


def paper(number: int, **fields: object) -> dict[str, object]:
    return {"id": f"p{number}", "title": "T", "authors": ["N"], "decision": "poster", **fields}


def test_hostile_texts_are_printed_as_they_are(make_project: MakeProject, build: Build) -> None:
    papers = [paper(n, title=text, authors=[text]) for n, text in enumerate(TEXTS)]
    done = build(project(make_project, papers=papers), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    printed = squeezed("".join(pages_of(done.outdir / "program.pdf")))
    for text in TEXTS:
        assert printed.count(squeezed(text)) >= 2, text
    assert shortcomings(done.outdir / "program.pdf") == []


@pytest.mark.parametrize("paper_size", ["A4", "A5"])
def test_endless_words_and_long_lists_stay_in_their_columns(
    paper_size: str, make_project: MakeProject, build: Build
) -> None:
    papers = [
        paper(0, title="Ab" * 150),
        paper(1, title="https://a.example/" + "x" * 280, abstract="`" + "y" * 200 + "`"),
        paper(2, authors=[f"Nobody{n} Family{n}" for n in range(60)]),
        paper(3, title="论不存在的事物" * 40, language="zh"),
        paper(4, title="Words " * 50),
    ]
    conf = f"workshop_booklet_paper = {paper_size!r}"
    done = build(project(make_project, conf, papers=papers), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    pdf = done.outdir / "program.pdf"
    assert overrunning(pdf, 53 if paper_size == "A4" else 37) == []
    printed = squeezed("".join(pages_of(pdf))).replace("\u200b", "")
    for text in ("Ab" * 150, "x" * 280, "y" * 200, "Nobody59Family59"):
        assert text in printed


def test_a_clock_that_is_changed_between_days_tells_the_same_time(
    make_project: MakeProject, build: Build
) -> None:
    schedule = [
        {
            "date": f"2030-{month}-15",
            "sessions": [
                {
                    "id": f"m{month}",
                    "kind": "opening",
                    "title": "T",
                    "start": "09:00",
                    "end": "09:30",
                }
            ],
        }
        for month in ("01", "07")
    ]
    workshop = {
        "title": "Clocks",
        "acronym": "C",
        "start": "2030-01-15",
        "end": "2030-07-15",
        "timezone": "Europe/Berlin",
        "display_timezones": ["Europe/Berlin", "Asia/Kathmandu", "Pacific/Marquesas"],
    }
    done = build(project(make_project, schedule=schedule, workshop=workshop), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    (page,) = (
        text for text in map(squeezed, pages_of(done.outdir / "program.pdf")) if "Timeshere" in text
    )
    glance = page.partition("Timeshere")[2].partition("Tuesday")[0]
    assert glance.count("09:00") == 1
    for time in ("12:45–13:15", "13:45–14:15", "21:30–22:00", "22:30–23:00"):
        assert time in page


def test_a_workshop_that_runs_leftwards_keeps_its_numbers_in_order(
    make_project: MakeProject, build: Build
) -> None:
    workshop = {
        "title": "ورشة",
        "acronym": "W",
        "start": "2030-01-15",
        "end": "2030-01-17",
        "timezone": "Europe/London",
        "language": "ar",
    }
    conf = 'language = "ar"'
    done = build(project(make_project, conf, workshop=workshop), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    pdf = done.outdir / "program.pdf"
    text = pdfium.PdfDocument(pdf)[0].get_textpage()
    whole = text.get_text_range()
    day, month = (text.get_charbox(whole.index(word))[0] for word in ("15", "January"))
    assert day < month
    assert shortcomings(pdf) == []


def test_one_session_and_nothing_else_is_a_whole_booklet(
    make_project: MakeProject, build: Build
) -> None:
    session = {"id": "s", "kind": "opening", "title": "Only", "start": "09:00", "end": "09:30"}
    done = build(
        project(make_project, schedule=[{"date": "2030-01-15", "sessions": [session]}]), "booklet"
    )
    assert (done.returncode, done.stderr) == (0, "")
    pages = [squeezed(text) for text in pages_of(done.outdir / "program.pdf")]
    assert len(pages) == 4
    assert all(len(page) > 20 for page in pages)
