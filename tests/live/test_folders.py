"""Sockets have short addresses, wherever temporary files are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sphinx_workshop.booklet import typesetter
from sphinx_workshop.core.short_folder import NoShortFolderError, short_folder
from sphinx_workshop.live import preview
from tests.support import write

# Builds once in the process that is kept, and ends: the server is not needed for that.
ONCE = """
import sys
import sphinx_autobuild.__main__ as autobuild
from sphinx_workshop.live import preview

def build_once(arguments):
    builder = autobuild.Builder(
        [sys.argv[1], sys.argv[2]], url_host="here", pre_build_commands=[], post_build_commands=[]
    )
    builder(changed_paths=())

autobuild.main = build_once
preview.main([])
"""
TYPESETTER = (sys.executable, "-m", "sphinx_workshop.booklet", "--keep")


def in_long_folder(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose temporary files lie where no socket can have its address."""
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    return subprocess.run(
        command,
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_a_preview_builds(tmp_path: Path) -> None:
    write(tmp_path / "site", {"conf.py": "", "index.rst": "Hello\n=====\n"})
    command = (sys.executable, "-c", ONCE, str(tmp_path / "site"), str(tmp_path / "out"))
    done = in_long_folder(tmp_path, *command)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Hello" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_typesetter_is_kept(tmp_path: Path) -> None:
    code = "import os; print(os.environ['SPHINX_WORKSHOP_TYPESETTER'].partition('@')[2])"
    done = in_long_folder(tmp_path, *TYPESETTER, sys.executable, "-c", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert 0 < len(os.fsencode(done.stdout.strip())) <= 100


def test_the_folder_is_ones_own_and_goes() -> None:
    with short_folder("short-") as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert len(os.fsencode(folder)) <= 80
    assert not folder.exists()


def test_no_such_place_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / ("long" * 30)))
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(NoShortFolderError, match="set TMPDIR to one of at most 57 bytes"):
        short_folder("workshop-live-").__enter__()
    assert preview.main(["--port", "0", ".", "out"]) == 2
    assert capsys.readouterr().err.startswith("error: the path of the folder for temporary files")
    with pytest.raises(NoShortFolderError):
        typesetter.main(["--keep", "true"])
