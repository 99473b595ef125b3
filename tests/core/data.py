"""A small source folder for tests of the data side."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx_workshop.core.loader import check, load
from sphinx_workshop.core.program import Program
from sphinx_workshop.registry import SECTIONS

WORKSHOP: Final = """\
workshop:
  title: Test workshop
  acronym: TW
  start: 2030-01-15
  end: 2030-01-15
  timezone: Europe/London
"""


def write(folder: Path, text: str, *, name: str = "more.yaml", workshop: str = WORKSHOP) -> Path:
    """Write data files into a source folder; return the folder."""
    data = folder / "_data"
    data.mkdir(exist_ok=True)
    (data / name).write_text(text, encoding="utf-8")
    if workshop:
        (data / "workshop.yaml").write_text(workshop, encoding="utf-8")
    return folder


def lines(folder: Path) -> list[str]:
    """Return all problems as their lines, errors first."""
    problems = check(folder, SECTIONS).problems
    return [str(problem) for problem in (*problems.errors, *problems.warnings)]


def program(folder: Path) -> Program:
    """Return the program of data that are right."""
    return load(folder, SECTIONS)
