"""Mistakes in the data: all of them in one run, one line each, and nothing is touched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import PROJECT, tree

if TYPE_CHECKING:
    from tests.conftest import Build, BuildResult

LINE = re.compile(
    r"_data[^:]*:\d+:\d+: error: \S.* \[workshop\.(schema|reference|duplicate|schedule)\]"
)


def append(name: str, text: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        with (folder / "_data" / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def new(name: str, data: bytes) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        (folder / "_data" / name).write_bytes(data)

    return edit


def no_folder(folder: Path) -> None:
    (folder / "_data").rename(folder / "_data_elsewhere")


def empty_folder(folder: Path) -> None:
    no_folder(folder)
    (folder / "_data").mkdir()


def dangling_link(folder: Path) -> None:
    (folder / "_data" / "lost.yaml").symlink_to(folder / "nowhere.yaml")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "_data" / "pipe.yaml")


# Edit → every line that has to be said: its place and what its words hold.
MISTAKES: dict[str, tuple[Callable[[Path], None], list[tuple[str, str]]]] = {
    "no data folder": (no_folder, [("_data:1:1", "no such folder")]),
    "nothing in the data folder": (
        empty_folder,
        [("_data:1:1", "no .yaml file")],
    ),
    "a file that is not there": (dangling_link, [("_data/lost.yaml:1:1", "cannot be read")]),
    "a file that never ends": (pipe, [("_data/pipe.yaml:1:1", "not a regular file")]),
    "a file in another encoding": (
        new("latin.yaml", "sponsors:\n  - {id: a, name: Müller}\n".encode("latin-1")),
        [("_data/latin.yaml:2:20", "not UTF-8")],
    ),
    "broken YAML": (
        new("broken.yaml", b"sponsors:\n  - id: a\n    name: [never closed\n"),
        [("_data/broken.yaml:3:11", "not closed")],
    ),
    "an unknown section": (
        append("papers.yaml", "papres:\n  - id: x\n"),
        [("_data/papers.yaml:14:1", "did you mean 'papers'?")],
    ),
    "an unknown key": (
        append("papers.yaml", "    decison: oral\n"),
        [("_data/papers.yaml:14:5", "did you mean 'decision'?")],
    ),
    "a wrong type": (
        append("papers.yaml", "    keywords: one, two\n"),
        [("_data/papers.yaml:14:15", "expected a list")],
    ),
    "an unknown reference": (
        append("program.yaml", "      - {kind: other, start: 12:00, title: X, speakers: [de]}\n"),
        [("_data/program.yaml:9:58", "unknown speaker 'de' (did you mean 'dee'?)")],
    ),
    "an id twice": (
        append("papers.yaml", "  - {id: first, title: Again, authors: [A]}\n"),
        [("_data/papers.yaml:14:10", "first at _data/papers.yaml:2:9")],
    ),
    "a time that cannot be": (
        append("program.yaml", "      - {kind: other, start: 25:00, title: X}\n"),
        [("_data/program.yaml:9:30", "'25:00'")],
    ),
}


def several(*names: str) -> Callable[[Path], None]:
    """Make several mistakes in several files."""

    def edit(folder: Path) -> None:
        for name in names:
            MISTAKES[name][0](folder)

    return edit


MISTAKES["all at once"] = (
    several("an unknown key", "a wrong type", "an id twice", "an unknown reference"),
    [
        ("_data/papers.yaml:14:5", "did you mean 'decision'?"),
        ("_data/papers.yaml:15:15", "expected a list"),
        ("_data/papers.yaml:16:10", "stands twice"),
        ("_data/program.yaml:9:58", "unknown speaker 'de'"),
    ],
)
MISTAKES["files and records at once"] = (
    several("a file that is not there", "broken YAML", "an unknown key", "an id twice"),
    [
        ("_data/broken.yaml:3:11", "not closed"),
        ("_data/lost.yaml:1:1", "cannot be read"),
        ("_data/papers.yaml:14:5", "did you mean 'decision'?"),
        ("_data/papers.yaml:15:10", "stands twice"),
    ],
)


def errors(text: str) -> list[str]:
    return [line for line in text.splitlines() if ": error: " in line]


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return all bytes and times of what was built."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def check_words(text: str, wanted: list[tuple[str, str]]) -> None:
    found = errors(text)
    assert len(found) == len(wanted), text
    for line, (place, words) in zip(found, wanted, strict=True):
        assert line.startswith(f"{place}: error: "), line
        assert words in line
        assert LINE.fullmatch(line), line


def check_failure(result: BuildResult) -> None:
    assert result.returncode != 0
    assert "Traceback" not in result.stdout + result.stderr
    assert "sphinx-err-" not in result.stderr
    assert len(result.stderr.splitlines()) == len(errors(result.stderr)) + 1


def test_mistakes_stop_the_build_before_anything_is_written(
    small: Path, tmp_path: Path, build: Build
) -> None:
    # Again with the same settings; with others Sphinx's memory of the pages is given up first.
    assert build(small, "html", strict=False).returncode == 0
    before = state(small / "_build")
    assert len(before) > 20
    small.joinpath("_data").rename(tmp_path / "good")
    for edit, wanted in MISTAKES.values():
        for name in ("_data", "_data_elsewhere"):
            shutil.rmtree(small / name, ignore_errors=True)
        shutil.copytree(tmp_path / "good", small / "_data")
        edit(small)
        result = build(small, "html", strict=False)
        check_failure(result)
        check_words(result.stderr, wanted)
        assert state(small / "_build") == before


@pytest.mark.parametrize("builder", ["dirhtml", "epub", "latex", "text", "booklet", "gettext"])
def test_no_builder_writes_anything(small: Path, build: Build, builder: str) -> None:
    MISTAKES["an unknown key"][0](small)
    result = build(small, builder, strict=False)
    check_failure(result)
    assert tree(result.outdir) == {}


def test_after_the_mistake_is_mended_all_is_well(small: Path, build: Build) -> None:
    before = tree(build(small).outdir)
    path = small / "_data" / "papers.yaml"
    good = path.read_text("utf-8")
    path.write_text(good + "    oops: 1\n", "utf-8")
    assert build(small).returncode != 0
    path.write_text(good, "utf-8")
    result = build(small)
    assert result.returncode == 0
    assert tree(result.outdir) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_without_permission(small: Path, build: Build) -> None:
    path = small / "_data" / "papers.yaml"
    path.chmod(0)
    result = build(small, strict=False)
    check_failure(result)
    assert errors(result.stderr)[0].startswith("_data/papers.yaml:1:1: error: cannot be read")


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sphinx_workshop.cli", "check", str(folder)],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "_ext"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_check_command_says_the_same(small: Path) -> None:
    edit, wanted = MISTAKES["all at once"]
    assert check(small).returncode == 0
    edit(small)
    done = check(small)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    check_words(done.stdout + done.stderr, wanted)


def test_pages_in_another_encoding_are_named(small: Path, build: Build) -> None:
    (small / "latin.md").write_bytes("# Grüße\n\nMüller\n".encode("latin-1"))
    (small / "wide.md").write_bytes("# Grüße\n".encode("utf-16"))
    result = build(small, strict=False)
    assert result.returncode == 2
    assert result.stderr == (
        "latin.md:1:5: error: not UTF-8: save the file as UTF-8 [workshop.schema]\n"
        "wide.md:1:1: error: UTF-16 or UTF-32: save the file as UTF-8 [workshop.schema]\n"
    )
    assert not (result.outdir / "index.html").exists()


def test_doubts_are_warnings_at_their_place(small: Path, build: Build) -> None:
    append("program.yaml", "      - {kind: other, start: 12:00, end: 12:30, title: After a gap}\n")(
        small
    )
    result = build(small, strict=False)
    assert result.returncode == 0
    (line,) = result.stderr.splitlines()
    assert line.startswith("_data/program.yaml:9:30: WARNING: nothing in the ")
    assert re.search(r" \[workshop\.\w+\]$", line)
    assert build(small, "html", "-E").returncode != 0
    silenced = build(small, "html", "-E", "-D", "suppress_warnings=workshop")
    assert (silenced.returncode, silenced.stderr) == (0, "")
