"""Every kind of mistake gives exactly its own lines, at its place, saying what to write instead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from sphinx_workshop.core.loader import check
from sphinx_workshop.core.problems import SUBTYPES, Problem
from sphinx_workshop.registry import SECTIONS
from tests.support import png

BAD: Final = Path(__file__).resolve().parents[1] / "data" / "bad"
FILES: Final = sorted(BAD.rglob("*.yaml"))
EXPECTED: Final = re.compile(rb"#! (\d+):(\d+) (error|warning) (\w+): (.+)\n")

WORKSHOP: Final = """\
workshop:
  title: Test workshop
  acronym: TW
  start: 2030-01-15
  end: 2030-01-15
  timezone: Europe/London
"""
REST: Final = """\
speakers:
  - id: ada-lovelace
    name: Ada Lovelace
    unplaced: Only here to be named.
papers:

  - id: analytical-engine
    title: The analytical engine
    authors: [Ada Lovelace]
"""


def _expected(data: bytes) -> list[tuple[str, ...]]:
    head = data[: next(m.start() for m in re.finditer(rb"^(?!#! )", data, re.MULTILINE))]
    return [tuple(part.decode() for part in found) for found in EXPECTED.findall(head)]


def _fits(problem: Problem, expected: tuple[str, ...]) -> bool:
    line, column, severity, subtype, words = expected
    return (
        str(problem.location) == f"_data/bad.yaml:{line}:{column}"
        and (problem.severity, problem.subtype) == (severity, subtype)
        and all(word in problem.message for word in words.split(" / "))
    )


def _check(source: Path, data: bytes) -> list[Problem]:
    folder = source / "_data"
    folder.mkdir()
    own = re.search(rb"^workshop:", data, re.MULTILINE)
    (folder / "a-rest.yaml").write_text(("" if own else WORKSHOP) + REST, encoding="utf-8")
    (folder / "dot.png").write_bytes(png((1, 2, 3)))
    (folder / "bad.yaml").write_bytes(data)
    problems = check(source, SECTIONS).problems
    return [*problems.errors, *problems.warnings]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_mistake_gives_exactly_its_lines(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    expected = _expected(data)
    assert expected, "the file does not say what is expected"
    found = _check(tmp_path, data)
    shown = "\n".join(str(problem) for problem in found)
    assert len(found) == len(expected), shown
    for one in expected:
        assert any(_fits(problem, one) for problem in found), f"{one}\n{shown}"
    assert all("\n" not in str(problem) for problem in found)


def test_the_rest_alone_is_right(tmp_path: Path) -> None:
    assert _check(tmp_path, b"") == []


def test_there_are_enough_mistakes() -> None:
    assert len(FILES) >= 100


def test_every_subtype_is_described_and_can_be_met() -> None:
    met = {one[3] for path in FILES for one in _expected(path.read_bytes())}
    assert met == set(SUBTYPES) - {"config", "export"}  # those two speak of builds
