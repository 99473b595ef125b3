"""Whatever is edited, the next build gives byte for byte what a build from nothing gives.

``--edits 200`` makes that many edits, ``--seed 7`` the same ones again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from sphinx_workshop.core.preview import preview, take_later
from sphinx_workshop.core.rebuild.run import Rebuild
from sphinx_workshop.html.papers import write as papers_pages
from sphinx_workshop.live.forget import forget_files
from tests.behaviour.edits import (
    EDITS,
    Edit,
    Site,
    edit_handler,
    edit_static,
    edit_template,
    edit_theme,
    other_picture,
    rename_picture,
)
from tests.behaviour.history import History, S, Walk
from tests.behaviour.in_process import build_here, check_equal
from tests.behaviour.real_edits import REAL_EDITS, real_site
from tests.support import copy_synthetic

if TYPE_CHECKING:
    from tests.conftest import Build


Builds = Callable[[Path, Path, str, int], object]
PICTURES: Final = (other_picture, rename_picture)


def walk(history: Walk[S], edits: int, seed: int, builds: Builds = build_here) -> None:
    """Make edits, build after each, and compare with what a build from nothing gives."""
    outdir = history.folder.with_name("after")
    done = [f"--seed {seed}"]
    builds(history.folder, outdir, "html", 1)
    for number in range(edits):
        done.append(history.step())
        builder = history.site.builder
        builds(history.folder, outdir, builder, 1 + number % 5 // 4)
        check_equal(history.folder, outdir, done, builder)


class PreviewBuilds:
    """Builds as the live preview does: this process remembers the data of the build before.

    Each third time the preview ends before what it has left for later, and one builds by hand.
    """

    def __init__(self) -> None:
        self.turn = 0

    def __call__(self, source: Path, outdir: Path, builder: str, jobs: int) -> None:
        """Build once."""
        forget_files()
        preview(lambda: None)
        try:
            build_here(source, outdir, builder, jobs)
        finally:
            preview(None)
        steps, self.turn = take_later(), self.turn + 1
        if self.turn % 3:
            for step in steps:
                step()
        else:
            build_here(source, outdir, builder, jobs)


def test_after_random_edits(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Four of five edits."""
    edits, seed = (int(request.config.getoption(name)) for name in ("--edits", "--seed"))
    walk(History(tmp_path / "site", seed), edits - edits // 5, seed)


def test_after_random_edits_of_the_real_site(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One of five edits, as that site is larger; now and then with its booklet."""
    edits, seed = (int(request.config.getoption(name)) for name in ("--edits", "--seed"))
    site = real_site(tmp_path / "as-it-is")
    walk(Walk(tmp_path / "site", seed, site, REAL_EDITS), edits // 5, seed)


def test_after_random_edits_in_the_preview(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of five edits more; pages of papers that have not been edited come later."""
    monkeypatch.setattr(papers_pages, "MOST_AT_ONCE", 0)
    edits, seed = (int(request.config.getoption(name)) for name in ("--edits", "--seed"))
    walk(History(tmp_path / "site", seed + 1), edits // 5, seed, PreviewBuilds())


def test_after_random_edits_of_two_outputs(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """One of five edits more; both share the doctrees, and only one may be built again."""
    edits, seed = (int(request.config.getoption(name)) for name in ("--edits", "--seed"))
    history, doctrees = History(tmp_path / "site", seed + 2), tmp_path / "doctrees"
    done = [f"--seed {seed}"]
    for _ in range(edits // 5):
        for builder in history.random.choice((("html",), ("dirhtml",), ("html", "dirhtml"))):
            outdir = tmp_path / builder
            build_here(history.folder, outdir, builder, doctrees=doctrees)
            done.append(builder)
            check_equal(history.folder, outdir, done, builder)
        done.append(history.step())


def test_every_kind_of_edit_is_made(tmp_path: Path) -> None:
    real = Walk(tmp_path / "real", 1, real_site(tmp_path / "as-it-is"), REAL_EDITS)
    for history, edits in ((History(tmp_path / "small", 1), EDITS), (real, REAL_EDITS)):
        done = {history.step().partition(",")[0] for _ in range(3 * len(edits))}
        assert done == {edit.__name__ for edit in edits} | {"restore"}


def lasts(edit: Edit[Site], folder: Path, seed: int) -> bool:
    """Tell whether a build after an edit is not what a build from nothing gives."""
    history = History(folder / "site", seed)
    for first in (edit_template, edit_theme, edit_handler, edit_static, *PICTURES):
        first(history.site, history.random)
    history.write("new")
    build_here(history.folder, folder / "out")
    edit(history.site, history.random)
    history.write("older")
    try:
        build_here(history.folder, folder / "out", history.site.builder)
        check_equal(history.folder, folder / "out", edit.__name__, history.site.builder)
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("edit", EDITS)
def test_without_our_code_every_kind_of_edit_goes_wrong(
    edit: Edit[Site],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """So that the tests above show something; with 200 edits only, as it shows nothing of ours."""
    if int(request.config.getoption("--edits")) < 200:
        pytest.skip("only with --edits 200")
    monkeypatch.setattr(Rebuild, "connect", lambda self, app: None)
    assert any(lasts(edit, tmp_path / str(seed), seed) for seed in range(8))


def test_a_build_ends_with_what_it_holds_and_is_silent_where_asked(
    tmp_path: Path, build: Build
) -> None:
    history = History(tmp_path / "site", 1)
    out = history.folder / "_build" / "html"

    def check(papers: int) -> None:
        done = build(history.folder, strict=False)
        line = next(line for line in done.stdout.splitlines() if line.startswith("workshop: "))
        pages = len([*out.rglob("*.html")]) - 3  # Sphinx's own two, the people
        exported = sum(path.suffix in (".ics", ".bib") for path in out.rglob("*"))
        warned = done.stderr.count("WARNING: ")
        counted = f"{warned} warning{'' if warned == 1 else 's'}"
        assert re.fullmatch(
            f"workshop: {papers} papers, 2 sessions, 1 speaker · {pages} pages · "
            rf"{exported} exports · {counted} · \d+\.\d s",
            line,
        )

    check(3)
    check(3)
    history.site.papers["four"] = history.site.papers["three"]
    history.write("new")
    check(4)
    assert build(history.folder, "html", "-q", strict=False).stdout == ""
    data = history.folder / "_data" / "papers.yaml"
    data.write_text(data.read_text("utf-8") + "    decison: oral\n", "utf-8")
    broken = build(history.folder)
    assert "workshop: " not in broken.stdout
    assert broken.stderr.endswith("nothing was built: 1 error in _data\n")
    assert build(history.folder, "html", "-q").stdout == ""


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
