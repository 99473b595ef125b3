"""Whatever is edited, the next build gives byte for byte what a build from nothing gives.

``--edits 200`` makes that many edits, ``--seed 7`` the same ones again.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.behaviour.edits import EDITS, History
from tests.behaviour.in_process import build_here
from tests.support import copy_synthetic, tree

if TYPE_CHECKING:
    from tests.conftest import Build


def compare(source: Path, builder: str, jobs: int, done: list[str]) -> None:
    """Build as after an edit and from nothing."""
    after, clean = source.parent / "after", source.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    build_here(source, after, builder, jobs)
    build_here(source, clean, builder, 1)
    left, right = (tree(folder, without=(".doctrees",)) for folder in (after, clean))
    assert sorted(left.keys() - right.keys()) == [], f"left over after {done}"
    assert sorted(right.keys() - left.keys()) == [], f"missing after {done}"
    differ = [name for name, data in right.items() if left[name] != data]
    assert differ == [], f"stale after {done}"


def test_after_random_edits(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    edits, seed = (int(request.config.getoption(name)) for name in ("--edits", "--seed"))
    source = tmp_path / "site"
    history = History(source, seed)
    done = [f"--seed {seed}"]
    build_here(source, tmp_path / "after", history.site.builder, 1)
    for number in range(edits):
        done.append(history.step())
        compare(source, history.site.builder, 1 + number % 5 // 4, done)


def test_every_kind_of_edit_is_made(tmp_path: Path) -> None:
    history = History(tmp_path, 1)
    done = {history.step().partition(",")[0] for _ in range(3 * len(EDITS))}
    assert done == {edit.__name__ for edit in EDITS} | {"restore"}


def test_a_build_ends_with_what_it_holds_and_is_silent_where_asked(
    tmp_path: Path, build: Build
) -> None:
    history = History(tmp_path / "site", 1)
    said = build(history.folder, strict=False).stdout
    line = next(line for line in said.splitlines() if line.startswith("workshop: "))
    pages = len([*(history.folder / "_build" / "html").rglob("*.html")])
    exported = sum(
        path.suffix in (".ics", ".bib") for path in (history.folder / "_build" / "html").rglob("*")
    )
    # Not counted: three pages of Sphinx's own, the people.
    assert line.startswith(
        f"workshop: 3 papers, 2 sessions, 1 speaker · {pages - 3} pages · {exported} exports · "
    )
    assert re.search(r" · \d+ warnings · \d+\.\d s$", line)
    assert build(history.folder, "html", "-q", strict=False).stdout == ""


EARLY: Final = """

from pathlib import Path


def copy_early(app, config):
    folder = Path(app.outdir, "_static", "early")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "early.js").write_text("/* put there before anything is built */")


def setup(app):
    app.connect("config-inited", copy_early)
"""


def test_files_that_extensions_put_there_early_stay(tmp_path: Path, build: Build) -> None:
    project = copy_synthetic(tmp_path)
    conf = project / "conf.py"
    conf.write_text(conf.read_text("utf-8") + EARLY, "utf-8")
    out = build(project).outdir
    for _ in range(2):
        build(project)
        assert (out / "_static" / "early" / "early.js").is_file()
    conf.write_text(conf.read_text("utf-8").replace('"early"', '"later"'), "utf-8")
    build(project)
    assert (out / "_static" / "later" / "early.js").is_file()
    assert not (out / "_static" / "early").exists()
