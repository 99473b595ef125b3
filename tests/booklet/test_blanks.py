"""What there is nothing of takes no room, and no line of a list stands alone; all made up."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from tests.conftest import Build, MakeProject

from .support import pages_of, shortcomings, squeezed
from .test_design import outline

pytestmark = pytest.mark.slow

LISTED = ("schedule", "speakers", "papers", "sponsors", "committee", "dates")
PAGES = {
    "index.md": "# Nowhere\n\n```{{toctree}}\n{}\npeople\nnotes\n```\n".format("\n".join(LISTED)),
    **{f"{name}.md": f"# The {name}\n\n```{{{name}}}\n```\n" for name in LISTED},
    "people.md": "# Of people\n\n## Invited\n\n```{speakers}\n```\n\n## Inviting\n\n"
    "```{committee}\n```\n",
    "notes.md": "# Notes\n\nSee {doc}`them <speakers>`, once there are any.\n\n## Room to write\n",
}


def test_a_listing_of_nothing_has_no_heading(make_project: MakeProject, build: Build) -> None:
    done = build(make_project(PAGES, conf="workshop_booklet = True"), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    pdf = done.outdir / "program.pdf"
    assert list(outline(PdfReader(pdf))) == ["Notes", "Room to write"]
    _cover, contents, *rest = pages_of(pdf)
    assert "Thespeakers" not in squeezed(contents)
    assert len(rest) < 2
    assert shortcomings(pdf) == []


def test_a_listing_of_something_stays(make_project: MakeProject, build: Build) -> None:
    committee = "committee:\n  - {name: Nobody Atall}\n"
    source = make_project({**PAGES, "_data/all.yaml": committee}, conf="workshop_booklet = True")
    done = build(source, "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    found = list(outline(PdfReader(done.outdir / "program.pdf")))
    assert found == ["The committee", "Of people", "Inviting", "Notes", "Room to write"]


@pytest.mark.parametrize("mark", ["-", "1."])
def test_no_line_of_a_list_stands_alone(mark: str, make_project: MakeProject, build: Build) -> None:
    """Wherever a list meets the end of a page: after more lines before it, one at a time."""
    items = "\n".join(f"{mark} item{number}x" for number in range(9))
    names = [f"a{number}" for number in range(24, 44)]
    pages = {
        f"{name}.md": f"# Chapter {name}\n\n"
        + "lorem\n\n" * int(name[1:])
        + f"Lead:\n\n{items}\n\n"
        + "ipsum\n\n" * 40
        for name in names
    }
    pages["index.md"] = "# Nowhere\n\nx\n\n```{{toctree}}\n{}\n```\n".format("\n".join(names))
    done = build(make_project(pages, conf="workshop_booklet = True"), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    parted = 0
    for text in pages_of(done.outdir / "program.pdf"):
        held = len(re.findall(r"item\dx", text))
        assert held != 1
        assert squeezed(text).count("Lead:") == ("item0x" in text)
        parted += 0 < held < 9
    assert parted > 4
    assert shortcomings(done.outdir / "program.pdf") == []
