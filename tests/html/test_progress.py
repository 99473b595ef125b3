"""What a build says while it works, and that it can be told to say nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Build, MakeProject

DATA = """\
workshop: {title: T, acronym: TW, start: 2030-01-15, end: 2030-01-15, timezone: Europe/London,
  url: "https://workshop.example/2030/"}
papers:
  - {id: one, title: One, authors: [A B], unplaced: no}
  - {id: two, title: Two, authors: [A B], unplaced: no}
"""


@pytest.fixture
def source(make_project: MakeProject) -> Path:
    pages = {"index.md": "# Home\n\n```{papers}\n```\n", "_data/all.yaml": DATA}
    return make_project(pages, conf="workshop_booklet = True\nworkshop_cards = 'papers'\n")


def said(text: str) -> dict[str, list[str]]:
    """Give what was counted up: step → the parts that were named."""
    found: dict[str, list[str]] = {}
    for step, part in re.findall(
        r"([a-z ]+)\.\.\. \[ *\d+%\] (\S+)", re.sub(r"\x1b\[[0-9;]*m", "", text)
    ):
        found.setdefault(step.strip(), []).append(part)
    return found


def test_long_work_is_counted_up(source: Path, build: Build) -> None:
    steps = said(build(source).stdout)
    assert steps["writing papers"] == ["papers/one.html", "papers/two.html"]
    assert steps["setting cards"] == ["card.png", "cards/one.png", "cards/two.png"]
    assert steps["setting the booklet"] == ["program.pdf"]
    assert "calendar" in steps["making exports"]
    data = source / "_data/all.yaml"
    data.write_text(DATA.replace("title: Two", "title: Three"), "utf-8")
    steps = said(build(source).stdout)
    assert steps["setting cards"] == ["cards/two.png"]
    assert steps["setting the booklet"] == ["program.pdf"]
    steps = said(build(source).stdout)
    assert not steps.keys() & {"writing papers", "setting cards", "setting the booklet"}


def test_a_quiet_build_is_silent(source: Path, build: Build) -> None:
    result = build(source, "html", "-q")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
