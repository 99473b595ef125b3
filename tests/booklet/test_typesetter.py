"""The process that sets the booklet, kept for a preview: it starts at once and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_kept_typesetter_leaves_nothing(number: signal.Signals) -> None:
    # Not below tmp_path: the address of a socket has to be short.
    with tempfile.TemporaryDirectory(prefix="live-") as temporary:
        command = [sys.executable, "-c", "import time; print('begun', flush=True); time.sleep(60)"]
        process = subprocess.Popen(
            [sys.executable, "-m", "sphinx_workshop.booklet", "--keep", *command],
            env={**os.environ, "TMPDIR": temporary},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        assert [*Path(temporary).glob("booklet-live-*")]
        os.killpg(process.pid, number)
        process.communicate(timeout=30)
        assert not [*Path(temporary).iterdir()]
        assert process.returncode == 128 + number


def test_a_typesetter_loads_no_sphinx() -> None:
    code = "import sys, sphinx_workshop.booklet.typesetter; sys.exit('sphinx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
