"""Folders where a build writes a file, and files where it needs a folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.behaviour.by_hand import conf, put, swap
from tests.behaviour.history import History
from tests.behaviour.in_process import build_here, check_equal
from tests.support import tree

if TYPE_CHECKING:
    from tests.conftest import Build

FILES: Final = (
    *("index.html", "plain.html", "papers/one.html", "papers.bib", "_images/face.png"),
    *("searchindex.js", "objects.inv", "genindex.html", ".buildinfo", ".workshop-files"),
    *("_static/basic.css", "_sources/plain.md.txt", "extra/note.css"),
)
FOLDERS: Final = ("sub", "papers", "ics", "_static", "_images", "_downloads", "_sources", "extra")
NOTES: Final = (
    "environment.pickle",
    "plain.doctree",
    "workshop-outputs.json",
    "workshop-papers.json",
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder of a site that has been built in `_build/html` and copied to `whole`."""
    folder = History(tmp_path / "site", 1).folder
    put("part.txt", "x")(folder)
    swap("plain.md", "No data", "{download}`part.txt` No data")(folder)
    conf("html_copy_source = True")(folder)
    build_here(folder, folder / "_build" / "html")
    shutil.copytree(folder / "_build", tmp_path / "whole", copy_function=shutil.copy2)
    return folder


def renew(source: Path) -> Path:
    """Bring the output folder to what it was, and give it."""
    shutil.rmtree(source / "_build")
    shutil.copytree(source.parent / "whole", source / "_build", copy_function=shutil.copy2)
    return source / "_build" / "html"


def said_of(build: Build, source: Path) -> list[str]:
    """Build, which fails; give the errors."""
    done = build(source, strict=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return [line for line in done.stderr.splitlines() if "WARNING" not in line]


def test_an_empty_folder_gives_way(source: Path) -> None:
    for name in FILES:
        outdir = renew(source)
        (outdir / name).unlink()
        (outdir / name).mkdir()
        build_here(source, outdir)
        check_equal(source, outdir, name)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("_static")])
def test_a_folder_that_holds_something_is_named(name: str, source: Path, build: Build) -> None:
    outdir = renew(source)
    (outdir / name).unlink()
    put(f"{name}/mine.txt", "mine")(outdir)
    before = tree(outdir)
    for _ in range(2):
        (line,) = said_of(build, source)
        assert line == (
            f"error: '{name}' in the output folder is a folder, and a file is to stand there: "
            "remove or rename it, and build again"
        )
        assert tree(outdir) == before
    shutil.rmtree(outdir / name)
    build_here(source, outdir)
    check_equal(source, outdir, name)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_file_for_a_folder_is_named(name: str, source: Path, build: Build) -> None:
    outdir = renew(source)
    shutil.rmtree(outdir / name)
    put(name, "mine")(outdir)
    (line,) = said_of(build, source)
    assert line == (
        f"error: '{name}' in the output folder is a file, and a folder is to stand there: "
        "remove or rename it, and build again"
    )
    assert (outdir / name).read_text("utf-8") == "mine"
    (outdir / name).unlink()
    build_here(source, outdir)
    check_equal(source, outdir, name)


@pytest.mark.parametrize("name", NOTES)
def test_a_folder_among_the_doctrees_is_named(name: str, source: Path, build: Build) -> None:
    path = next((renew(source) / ".doctrees").glob(f"{name}*"))
    path.unlink()
    path.mkdir()
    (path / "mine.txt").touch()
    swap("plain.md", "No data", "Other data")(source)
    (line,) = said_of(build, source)
    assert line.startswith(f"error: '{path}' is a folder, and a file is to stand there: ")
    shutil.rmtree(path)
    build_here(source, source / "_build" / "html")
    check_equal(source, source / "_build" / "html", name)
