"""Ctrl-C while the preview starts is no report of where Python has come."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import write

# Is loaded at the start of each Python, and interrupts the one that runs a module.
HURRY = """\
import os, signal, sys
if os.environ["HURRY"] in sys.orig_argv:
    os.kill(os.getpid(), signal.SIGINT)
"""


@pytest.mark.parametrize("module", ["sphinx_workshop.live.worker", "sphinx_workshop.live.build"])
def test_a_process_that_has_just_been_started(module: str, tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": "", "index.rst": "T\n=\n", "early/sitecustomize.py": HURRY})
    process = subprocess.Popen(
        [sys.executable, "-m", "sphinx_workshop.live", "-q", "--port", "0", ".", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "early"), "HURRY": module},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    while "Waiting to detect changes" not in process.stdout.readline():
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert said == ""
