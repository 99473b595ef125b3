"""What a build needs on its way is nobody's litter, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sphinx_workshop.core.rebuild.scratch import begin_scratch, scratch_folder
from tests.behaviour.processes import build
from tests.support import PROJECT, copy_synthetic

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")

# Ends the build when a file of this name is opened to write to it.
ENDED = """
import os, signal, sys

def _end(event, args):
    name = os.environ.get("END_AT")
    if name and event == "open" and str(args[0]).endswith(name) and "w" in str(args[1]):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(_end)
workshop_changes_since = "git:HEAD"
"""
GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@workshop.example", "-c", "gc.auto=0")


def commit(folder: Path) -> None:
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Before"]):
        subprocess.run([*GIT, *command], cwd=folder, check=True)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("workshop.yaml", "the data as it was"),
        ("glyphs.typ", "which letters fonts have"),
        ("main.typ", "a card"),
        ("job.json", "the booklet"),
    ],
)
def test_a_build_that_is_killed_leaves_nothing_for_good(
    name: str, what: str, tmp_path: Path
) -> None:
    source, outdir, temporary = copy_synthetic(tmp_path / "a b", booklet=True), *made(tmp_path)
    conf = source / "conf.py"
    conf.write_text(conf.read_text("utf-8") + ENDED, "utf-8")
    commit(source)
    status, said = build(source, outdir, END_AT=name, TMPDIR=str(temporary))
    assert status == -signal.SIGKILL, said
    assert [*temporary.iterdir()] == []
    assert len(left(outdir)) == 1
    assert build(source, outdir, TMPDIR=str(temporary)) == (0, "")
    assert [*temporary.iterdir()] == left(outdir) == []
    assert (outdir / "program.pdf").exists()


def made(tmp_path: Path) -> tuple[Path, Path]:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    return tmp_path / "out", temporary


def left(outdir: Path) -> list[Path]:
    return [*(outdir / ".doctrees").glob("workshop-scratch-*")]


# Says which folder it has, and keeps it.
HOLDER = """
import sys, time
from pathlib import Path
from sphinx_workshop.core.rebuild.scratch import begin_scratch, scratch_folder
begin_scratch(Path(sys.argv[1]))
with scratch_folder() as folder:
    print(folder, flush=True)
    time.sleep(60)
"""


def test_what_another_process_works_with_stays(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "_ext")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout
    folder = Path(holder.stdout.readline().strip())
    assert folder.parent == tmp_path
    begin_scratch(tmp_path)
    assert folder.is_dir()
    holder.kill()
    holder.communicate()
    assert folder.is_dir()
    begin_scratch(tmp_path)
    assert not folder.exists()


def test_without_a_build_it_stands_where_temporary_files_do(tmp_path: Path) -> None:
    (tmp_path / "doctrees").mkdir()
    begin_scratch(tmp_path / "doctrees")
    (tmp_path / "doctrees").rmdir()
    with scratch_folder() as folder:
        assert folder.parent == Path(tempfile.gettempdir())
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()
