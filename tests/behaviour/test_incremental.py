"""Whatever is edited, the next build gives byte for byte what a build from nothing gives.

``--edits 200`` makes that many edits, ``--seed 7`` the same ones again.
"""

from __future__ import annotations

import filecmp
import io
import shutil
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.behaviour.edits import EDITS, History
from tests.support import tree


def build(source: Path, outdir: Path, builder: str, jobs: int, **overrides: object) -> str:
    """Build in this process, with the doctrees beside the output; return the warnings."""
    warnings = io.StringIO()
    filecmp.clear_cache()  # Sphinx compares with it, and a build has a process of its own
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            srcdir=source,
            confdir=source,
            outdir=outdir,
            doctreedir=outdir / ".doctrees",
            buildername=builder,
            confoverrides=overrides,
            status=None,
            warning=warnings,
            parallel=jobs,
        )
        app.build()
    assert app.statuscode == 0, warnings.getvalue()
    return warnings.getvalue()


def compare(source: Path, builder: str, jobs: int, done: list[str]) -> None:
    """Build as after an edit and from nothing."""
    after, clean = source.parent / "after", source.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    build(source, after, builder, jobs)
    build(source, clean, builder, 1)
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
    build(source, tmp_path / "after", history.site.builder, 1)
    for number in range(edits):
        done.append(history.step())
        compare(source, history.site.builder, 1 + number % 5 // 4, done)


def test_every_kind_of_edit_is_made(tmp_path: Path) -> None:
    history = History(tmp_path, 1)
    done = {history.step().partition(",")[0] for _ in range(3 * len(EDITS))}
    assert done == {edit.__name__ for edit in EDITS} | {"restore"}
