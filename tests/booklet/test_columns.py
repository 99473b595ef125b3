"""Columns and tables where it is narrow: nothing runs over, nothing parts; all made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conference import write_conference
from tests.conftest import Build, MakeProject

from .support import overrunning, pages_of, squeezed

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("paper", "margin"), [("A4", 53), ("A5", 37)])
def test_nothing_runs_into_a_margin(
    paper: str, margin: float, tmp_path: Path, build: Build
) -> None:
    """Indexes with more page numbers than a line has room for, many rooms, many scripts."""
    source = write_conference(tmp_path / "conference")
    done = build(source, "booklet", "-D", f"workshop_booklet_paper={paper}")
    assert (done.returncode, done.stderr) == (0, "")
    pdf = done.outdir / "program.pdf"
    assert overrunning(pdf, margin) == []
    heads = [page for page in map(squeezed, pages_of(pdf)) if "Authorindex" in page]
    assert len(heads) <= 3  # contents, its page, and the running head of the next


def day(number: int) -> str:
    """Return a day with some short sessions, then one with talks."""
    before = "".join(
        f"      - {{id: b{number}-{n}, kind: other, title: B, start: '08:{n:02d}', end: '09:00'}}\n"
        for n in range(number)
    )
    talks = "".join(
        f"          - {{title: Talk {n}, start: '10:{n:02d}', duration: 1 min}}\n" for n in range(9)
    )
    block = (
        f"      - id: block-{number}\n        kind: other\n        title: The block\n"
        "        start: '10:00'\n        end: '11:00'\n        talks:\n"
    )
    return f"  - date: 2030-01-{number + 1:02d}\n    sessions:\n{before}{block}{talks}"


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_a_session_stays_with_its_first_talk(
    paper: str, make_project: MakeProject, build: Build
) -> None:
    """Wherever the session meets the foot of a page."""
    days = "".join(map(day, range(1, 25)))
    pages = {
        "index.md": "# Rows\n\n```{schedule}\n```\n",
        "_data/schedule.yaml": f"schedule:\n{days}",
    }
    conf = f"workshop_booklet_paper = {paper!r}\nsuppress_warnings = ['workshop']"
    done = build(make_project(pages, conf=conf), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    parted = 0
    for text in pages_of(done.outdir / "program.pdf")[2:]:
        page = squeezed(text).partition("Sessionindex")[0]
        found = list(re.finditer("10:00–11:00Theblock", page))
        assert all("10:00–10:01Talk0" in page[match.end() :] for match in found[-1:])
        parted += "Talk8" in page and "Talk0" not in page.partition("Talk8")[0]
    assert parted
