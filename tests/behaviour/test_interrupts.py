"""Builds that are cut short, by signals, lost workers or a full disk, heal by themselves.

``--interrupts 50`` cuts that many builds short, ``--rooms 4`` fills a disk at as many points only.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.behaviour import processes
from tests.behaviour.history import History
from tests.behaviour.in_process import build_here, check_equal
from tests.support import tree

if TYPE_CHECKING:
    from tests.conftest import Build

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)


def test_a_build_ended_by_a_signal_heals(
    history: History, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    times, seed = (int(request.config.getoption(name)) for name in ("--interrupts", "--seed"))
    lots = random.Random(seed)  # noqa: S311 - the same moments every time
    outdir = tmp_path / "out"
    began = time.monotonic()
    assert processes.build(history.folder, outdir)[0] == 0
    took = time.monotonic() - began
    for number in range(times):
        said = "a record" if number % 2 else history.step()
        history.step_data()
        # Heaped where files are written, behind the start of Python and Sphinx.
        process = processes.start(history.folder, outdir, f"-j{1 + number % 2}")
        time.sleep(took * lots.uniform(0.3, 1.0))
        process.send_signal(SIGNALS[number % len(SIGNALS)])
        process.communicate(timeout=60)
        build_here(history.folder, outdir)
        check_equal(history.folder, outdir, f"{said}, {SIGNALS[number % 3].name}")


# Ends the build when a file of this name is to be put in place.
ENDED: Final = """
import os, signal, sys

def _end(event, args):
    name = os.environ.get("END_AT")
    if name and event == "os.rename" and str(args[1]).endswith(name):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(_end)
workshop_booklet = True
"""


@pytest.mark.parametrize("name", ["searchindex.js", "program.pdf"])
def test_a_build_ended_at_one_file_heals(name: str, history: History, tmp_path: Path) -> None:
    outdir = tmp_path / "out"
    history.append_to_conf(ENDED)
    build_here(history.folder, outdir)
    history.step_data()
    assert processes.build(history.folder, outdir, END_AT=name)[0] == -signal.SIGKILL
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, name)


@pytest.mark.parametrize("page", ["plain", "prose"])
def test_a_lost_worker_is_said_and_heals(history: History, tmp_path: Path, page: str) -> None:
    outdir = tmp_path / "out"
    status, said = processes.build(history.folder, outdir, "-j2", AIL=page)
    assert status != 0
    errors = [line for line in said.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert "a worker process was ended before its work was done" in errors[0]
    assert "Traceback" not in said
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, "it")


@pytest.fixture
def small_disk(history: History) -> Iterator[Path]:
    """A disk of 8 MB for what is built, where one may be mounted."""
    folder = history.folder / "_build"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


@pytest.mark.parametrize("room", [0, 60, 250])
def test_which_of_several_disks_is_full_is_said(
    history: History, small_disk: Path, tmp_path: Path, room: int
) -> None:
    history.append_to_conf("workshop_booklet = True\n")
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"\0" * (free - room * 1024))
    doctrees = small_disk / "doctrees"
    status, said = processes.build(history.folder, tmp_path / "out", "-d", str(doctrees))
    assert status == 2
    (line,) = [line for line in said.splitlines() if line.startswith("error: ")]
    assert "No space left on device" in line
    assert str(doctrees) in line
    assert str(tmp_path / "out") not in line


WRITER: Final = """
import errno, os

def _write(app, env):
    # As a disk fails: what is written to a file that is open names no file.
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

def setup(app):
    app.connect("env-updated", _write)
"""


def test_a_full_folder_for_temporary_files_is_named(
    history: History, small_disk: Path, tmp_path: Path
) -> None:
    history.append_to_conf(WRITER)
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"\0" * (free - 8192))
    status, said = processes.build(history.folder, tmp_path / "out", TMPDIR=str(small_disk))
    assert status == 2
    (line,) = [line for line in said.splitlines() if line.startswith("error: ")]
    assert f"No space left on device in {small_disk};" in line


# Room in kilobytes; the whole output with its doctrees takes some 1,100.
ROOMS = (0, 40, 500, 900, 8, 100, 200, 300, 700, 1000)


def test_a_full_disk_is_said_and_heals(
    history: History,
    small_disk: Path,
    tmp_path: Path,
    build: Build,
    request: pytest.FixtureRequest,
) -> None:
    rooms = ROOMS[: int(request.config.getoption("--rooms"))]
    outdir, ballast = small_disk / "html", small_disk / "ballast"
    build_here(history.folder, tmp_path / "clean")
    expected = tree(tmp_path / "clean", without=(".doctrees",))
    failed = 0
    for room in rooms:
        outdir.mkdir()
        free = shutil.disk_usage(small_disk).free
        ballast.write_bytes(b"\0" * max(0, free - room * 1024))
        status, _, said, _ = build(history.folder, strict=False)
        if status != 0:
            failed += 1
            lines = [line for line in said.splitlines() if "No space left on device" in line]
            assert len(lines) == 1, said
            assert lines[0].startswith("error: the build could not write its files: ")
            assert str(small_disk) in lines[0]
            assert "Traceback" not in said
            left = tree(outdir, without=(".doctrees",))
            halves = [name for name, data in left.items() if data != expected.get(name)]
            assert halves == []
        ballast.unlink()
        build_here(history.folder, outdir)
        assert tree(outdir, without=(".doctrees",)) == expected
        shutil.rmtree(outdir)
    assert failed >= 2
