"""What is loaded when: nothing before a build needs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.support import PROJECT, copy_synthetic

# Builds as `sphinx-build` does, and says what is loaded at the end.
BUILD = """\
import json, sys
from sphinx.cmd.build import main
status = main(sys.argv[2:])
open(sys.argv[1], "w").write(json.dumps([status, sorted(sys.modules)]))
"""
# Makes an application without the extension, and then sets that up alone.
SET_UP = """\
import json, sys
from pathlib import Path
from sphinx.application import Sphinx
Path("conf.py").touch()
app = Sphinx(".", ".", "out", "doctrees", sys.argv[2], status=None)
before = set(sys.modules)
app.setup_extension("sphinx_workshop")
open(sys.argv[1], "w").write(json.dumps([0, sorted(set(sys.modules) - before)]))
"""
OTHERS = {"icalendar", "markdown_it", "pydantic", "pyuca", "segno", "typst", "yaml"}


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., set[str]]:
    """Run one of these programs in a process of its own; give the modules that it names."""

    def run(program: str, *arguments: str) -> set[str]:
        said = tmp_path / "said.json"
        path = {"PYTHONPATH": str(PROJECT / "_ext")}
        command = [sys.executable, "-c", program, str(said), *arguments]
        subprocess.run(command, cwd=tmp_path, env={**os.environ, **path}, check=True, timeout=300)
        status, modules = json.loads(said.read_text("utf-8"))
        assert status == 0
        return set(modules)

    return run


def ours(modules: Iterable[str], *parts: str) -> list[str]:
    """Give those of our modules that stand in parts of the package."""
    wanted = tuple(f"sphinx_workshop.{part}" for part in parts)
    return sorted(name for name in modules if name.startswith(wanted))


@pytest.mark.parametrize("builder", ["html", "booklet", "latex", "text"])
def test_setting_up_loads_what_registers(builder: str, run: Callable[..., set[str]]) -> None:
    # The builder `booklet` is ours, so that Sphinx does not know it before.
    modules = run(SET_UP, builder if builder != "booklet" else "dummy")
    assert {name.partition(".")[0] for name in modules} & OTHERS == set()
    assert ours(modules, "sections", "exports", "registry", "core.loader", "core.draw") == []
    assert ours(modules, "booklet.compiler", "booklet.manuscript", "html.papers.write") == []
    assert len(ours(modules, "")) < 50


def test_a_build_that_finds_nothing_to_do_makes_nothing(
    tmp_path: Path, run: Callable[..., set[str]]
) -> None:
    source = copy_synthetic(tmp_path / "source", booklet=True)
    arguments = ("-q", "-b", "html", str(source), str(tmp_path / "out"))
    modules = run(BUILD, *arguments)
    first = ours(modules, "booklet.compiler", "booklet.cards.making", "exports.calendar")
    assert len(first) == 3, "made in the first build"
    assert {"icalendar", "typst"} <= modules

    modules = run(BUILD, *arguments)
    assert modules & {"icalendar", "segno", "typst"} == set()
    for part in ("compiler", "manuscript", "making", "products", "cards", "glyphs", "writer"):
        assert ours(modules, f"booklet.{part}") == []
    for part in ("atom", "bibtex", "calendar", "csl", "frab", "program_json", "tables"):
        assert ours(modules, f"exports.{part}") == []
