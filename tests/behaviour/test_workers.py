"""Processes that a build has forked end with it, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import PROJECT

# Forks, says as which process, and waits; what it has forked waits for somebody who never reads.
PARENT = """\
import os, sys, time
from sphinx_workshop.core.rebuild.workers import _end_with_parent
_end_with_parent()
reading, writing = os.pipe()
child = os.fork()
if not child:
    os.write(writing, bytes(10_000_000))
print(child, flush=True)
time.sleep(60)
"""

# Is interrupted while a worker hands over what nobody reads.
INTERRUPTED = """\
import multiprocessing
from sphinx_workshop.core.rebuild.workers import _end_with_parent
_end_with_parent()
fork = multiprocessing.get_context("fork")
reading, writing = fork.Pipe(False)
fork.Process(target=writing.send, args=(bytes(10_000_000),)).start()
raise KeyboardInterrupt
"""


def is_alive(process: int) -> bool:
    """Tell whether a process is there and at work."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_nobody_waits_for_ends(sign: signal.Signals) -> None:
    path = {"PYTHONPATH": str(PROJECT / "_ext")}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        encoding="ascii",
        env={**os.environ, **path},
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        try:
            time.sleep(1)
            assert is_alive(child)
            parent.send_signal(sign)
            parent.wait(10)
            until = time.monotonic() + 20
            while is_alive(child) and time.monotonic() < until:
                time.sleep(0.1)
            assert not is_alive(child)
        finally:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


@pytest.mark.skipif(not hasattr(os, "register_at_fork"), reason="no process is forked here")
def test_a_build_that_is_interrupted_waits_for_no_worker() -> None:
    path = {"PYTHONPATH": str(PROJECT / "_ext")}
    command = [sys.executable, "-c", INTERRUPTED]
    ended = subprocess.run(
        command, env={**os.environ, **path}, check=False, timeout=30, capture_output=True
    )
    assert ended.returncode != 0
    assert b"KeyboardInterrupt" in ended.stderr
