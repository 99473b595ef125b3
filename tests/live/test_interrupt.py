"""Ctrl-C while the preview starts is no report of where Python has come."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.support import write

PATIENCE = 60.0  # seconds
# Is loaded at the start of each Python, and interrupts the one that runs a module.
HURRY = """\
import os, signal, sys
if os.environ["HURRY"] in sys.orig_argv:
    os.kill(os.getpid(), signal.SIGINT)
"""


@pytest.mark.parametrize("module", ["sphinx_workshop.live.worker", "sphinx_workshop.live.build"])
def test_a_process_that_has_just_been_started(module: str, tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": "", "index.rst": "T\n=\n", "early/sitecustomize.py": HURRY})
    environ = {**os.environ, "PYTHONPATH": str(tmp_path / "early"), "HURRY": module}
    # It shows its lines at once of itself.
    environ.pop("PYTHONUNBUFFERED", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "sphinx_workshop.live", "-q", "--port", "0", ".", "out"],
        cwd=tmp_path,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    watch = threading.Timer(PATIENCE, process.kill)
    watch.start()
    try:
        while "Waiting to detect changes" not in (line := process.stdout.readline()):
            assert line, "it said nothing more"
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()
    finally:
        watch.cancel()
        process.kill()
    assert said == ""
    assert process.returncode in (0, 130)


# Interrupts itself at a step of the server that comes before it answers.
EARLY = """\
import os, signal, sys
from uvicorn import Config
from sphinx_workshop.live.preview import main

step = getattr(Config, sys.argv[1])

def interrupted(self):
    os.kill(os.getpid(), signal.SIGINT)
    return step(self)

setattr(Config, sys.argv[1], interrupted)
sys.exit(main(["-q", "--port", "0", ".", "out"]))
"""


@pytest.mark.parametrize("step", ["get_loop_factory", "load"])
def test_a_server_that_is_just_being_started(step: str, tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": "", "index.rst": "T\n=\n"})
    command = [sys.executable, "-c", EARLY, step]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Waiting to detect changes" in done.stdout
