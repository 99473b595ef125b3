"""Builds beside others, and of sources that nobody may write to."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.behaviour.history import History
from tests.behaviour.in_process import build_here, check_equal
from tests.behaviour.processes import AILING, build, hold, start
from tests.support import tree

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and modes")


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
    check_equal(history.folder, outdir, "both")


def test_a_killed_build_keeps_nobody_waiting(history: History, tmp_path: Path) -> None:
    outdir = tmp_path / "out"
    first, barrier = hold(history, outdir)
    first.kill()
    first.communicate()
    barrier.unlink()
    status, said = build(history.folder, outdir)
    assert status == 0
    assert "another build" not in said


def test_two_builds_of_other_data_at_once(tmp_path: Path) -> None:
    histories = [History(tmp_path / name, seed) for seed, name in enumerate(("one", "two"))]
    outdir = tmp_path / "out"
    for number in range(4):
        trees: list[dict[str, bytes]] = []
        for history in histories:
            history.step_data()
            build_here(history.folder, tmp_path / "clean")
            trees.append(tree(tmp_path / "clean", without=(".doctrees",)))
        # In every second round they share the doctrees too, and the pages are others.
        own = [("-d", str(tmp_path / f"doctrees{which}")) if number % 2 else () for which in (0, 1)]
        running = []
        for history, options in zip(histories, own, strict=True):
            running.append(start(history.folder, outdir, *options))
            time.sleep(number * 0.1)
        said = [process.communicate(timeout=120)[1] for process in running]
        assert [process.returncode for process in running] == [0, 0], said
        assert tree(outdir, without=(".doctrees",)) in trees
    build_here(histories[0].folder, outdir)
    check_equal(histories[0].folder, outdir, "both")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write to a folder: by its modes, or to root by a mount that forbids it."""
    paths = [folder, *folder.rglob("*")]
    root = os.geteuid() == 0
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        if root:
            mount = ["mount", "--bind", str(folder), str(folder)]
            if subprocess.run(mount, capture_output=True, check=False).returncode:
                pytest.skip("root writes everywhere, and nothing can be mounted here")
            subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        with pytest.raises(OSError, match=r"Read-only|denied"):
            (folder / "written").touch()
        yield
    finally:
        if root:
            subprocess.run(["umount", str(folder)], check=False)
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)


def test_sources_that_cannot_be_written_to(history: History, tmp_path: Path) -> None:
    history.append_to_conf(AILING + "workshop_booklet = True\n")
    outdir = tmp_path / "out"
    for _ in range(2):
        with read_only(history.folder):
            status, said = build(history.folder, outdir, PYTHONDONTWRITEBYTECODE="1")
        assert status == 0, said
        check_equal(history.folder, outdir, "it")
        history.step_data()
