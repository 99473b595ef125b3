"""Builds that are cut short, by signals, lost workers or a full disk, heal by themselves.

``--interrupts 50`` cuts that many builds short, ``--rooms 10`` fills a disk at so many points.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.behaviour.history import History
from tests.behaviour.in_process import build_here
from tests.support import PROJECT, tree

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)

# Ends a worker, or lets one build be slow, where a test wants it.
AILING = """
import os, signal, time

_main = os.getpid()

def _ail(app, *arguments):
    if os.getpid() != _main and os.environ.get("AIL") in arguments:
        os.kill(os.getpid(), signal.SIGKILL)

def _slow(app, *arguments):
    while os.path.exists(os.environ.get("HOLD", "")):
        time.sleep(0.02)

def setup(app):
    app.connect("source-read", _ail)
    app.connect("html-page-context", _ail)
    app.connect("env-updated", _slow)
"""


def start(source: Path, outdir: Path, *args: str, **environ: str) -> subprocess.Popen[str]:
    """Begin a build."""
    return subprocess.Popen(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", *args, str(source), str(outdir)],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "_ext"), "NO_COLOR": "1", **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def build(source: Path, outdir: Path, *args: str, **environ: str) -> tuple[int, str]:
    """Build; return the exit status and what was said."""
    process = start(source, outdir, *args, **environ)
    _out, said = process.communicate(timeout=120)
    return process.returncode, said


@pytest.fixture
def history(tmp_path: Path, request: pytest.FixtureRequest) -> History:
    """A site whose last state is in the folder `site`."""
    history = History(tmp_path / "site", int(request.config.getoption("--seed")))
    history.append_to_conf(AILING)
    return history


def clean(history: History) -> dict[str, bytes]:
    outdir = history.folder.parent / "clean"
    shutil.rmtree(outdir, ignore_errors=True)
    build_here(history.folder, outdir, "html", 1)
    return tree(outdir, without=(".doctrees",))


def check_healed(history: History, outdir: Path, expected: dict[str, bytes] | None = None) -> None:
    status, said = build(history.folder, outdir)
    assert status == 0, said
    assert "Traceback" not in said
    healed, expected = tree(outdir, without=(".doctrees",)), expected or clean(history)
    assert sorted(healed) == sorted(expected)
    assert [name for name in expected if healed[name] != expected[name]] == []


def test_a_build_ended_by_a_signal_heals(
    history: History, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    times, seed = (int(request.config.getoption(name)) for name in ("--interrupts", "--seed"))
    lots = random.Random(seed)  # noqa: S311 - the same moments every time
    outdir = tmp_path / "out"
    began = time.monotonic()
    assert build(history.folder, outdir)[0] == 0
    took = time.monotonic() - began
    for number in range(times):
        history.step_data()
        # Heaped where files are written, behind the start of Python and Sphinx.
        process = start(history.folder, outdir, f"-j{1 + number % 2}")
        time.sleep(took * lots.uniform(0.3, 1.0))
        process.send_signal(SIGNALS[number % len(SIGNALS)])
        process.communicate(timeout=60)
        check_healed(history, outdir)


@pytest.mark.parametrize("page", ["plain", "prose"])
def test_a_lost_worker_is_said_and_heals(history: History, tmp_path: Path, page: str) -> None:
    outdir = tmp_path / "out"
    status, said = build(history.folder, outdir, "-j2", AIL=page)
    assert status != 0
    errors = [line for line in said.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert "a worker process was ended before its work was done" in errors[0]
    assert "Traceback" not in said
    check_healed(history, outdir)


def hold(history: History, outdir: Path) -> tuple[subprocess.Popen[str], Path]:
    """Begin a build that goes on when a file is removed."""
    barrier = outdir.parent / "hold"
    barrier.touch()
    process = start(history.folder, outdir, HOLD=str(barrier))
    while not (outdir / ".doctrees" / "workshop-unfinished").exists():
        assert process.poll() is None
        time.sleep(0.02)
    return process, barrier


def test_the_second_of_two_builds_waits(history: History, tmp_path: Path) -> None:
    outdir = tmp_path / "out"
    first, barrier = hold(history, outdir)
    # With doctrees of its own it writes to the same place.
    second = start(history.folder, outdir, "-d", str(tmp_path / "doctrees"))
    assert second.stderr
    while "another build is at work in" not in (line := second.stderr.readline()):
        assert line
    assert second.poll() is None
    barrier.unlink()
    first.communicate()
    second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert tree(outdir, without=(".doctrees",)) == clean(history)


def test_a_killed_build_keeps_nobody_waiting(history: History, tmp_path: Path) -> None:
    outdir = tmp_path / "out"
    first, barrier = hold(history, outdir)
    first.kill()
    first.communicate()
    barrier.unlink()
    status, said = build(history.folder, outdir)
    assert status == 0
    assert "another build" not in said


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB, where one may be mounted."""
    folder = tmp_path / "disk"
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


# Room in kilobytes; the whole output with its doctrees takes some 1,100.
ROOMS = (0, 40, 500, 900, 8, 100, 200, 300, 700, 1000)


def test_a_full_disk_is_said_and_heals(
    history: History, small_disk: Path, request: pytest.FixtureRequest
) -> None:
    rooms = ROOMS[: int(request.config.getoption("--rooms"))]
    outdir, ballast = small_disk / "out", small_disk / "ballast"
    expected = clean(history)
    failed = 0
    for room in rooms:
        outdir.mkdir()
        free = shutil.disk_usage(small_disk).free
        ballast.write_bytes(b"\0" * max(0, free - room * 1024))
        status, said = build(history.folder, outdir)
        if status != 0:
            failed += 1
            lines = [line for line in said.splitlines() if "No space left on device" in line]
            assert len(lines) == 1, said
            assert lines[0].startswith("error: the build could not write its files: ")
            assert "Traceback" not in said
            left = tree(outdir, without=(".doctrees",))
            halves = [name for name, data in left.items() if data != expected.get(name)]
            assert halves == []
        ballast.unlink()
        check_healed(history, outdir, expected)
        shutil.rmtree(outdir)
    assert failed >= 2


def test_sources_that_cannot_be_written_to(history: History, tmp_path: Path) -> None:
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root writes everywhere, and nothing here gives that up")
    before = tree(history.folder, without=())
    for path in [history.folder, *history.folder.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        status, said = build(history.folder, tmp_path / "out", PYTHONDONTWRITEBYTECODE="1")
    finally:
        for path in [history.folder, *history.folder.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o200)
    assert status == 0, said
    assert tree(history.folder, without=()) == before
