"""Builds in processes of their own, which can be ended, held and run at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.behaviour.history import History
from tests.support import PROJECT

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


def hold(history: History, outdir: Path) -> tuple[subprocess.Popen[str], Path]:
    """Begin a build that goes on when a file is removed."""
    barrier = outdir.parent / "hold"
    barrier.touch()
    process = start(history.folder, outdir, HOLD=str(barrier))
    while not (outdir / ".doctrees" / "workshop-unfinished").exists():
        assert process.poll() is None
        time.sleep(0.02)
    return process, barrier
