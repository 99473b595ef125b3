"""The Python that the environment is built with: chosen well, or refused in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="make runs a shell script")

TOO_OLD = '#!/bin/sh\ncase "$2" in *version_info\\[:2\\]*) printf 3.9 ;; *) exit 3 ;; esac\n'
NO_VENV = "#!/bin/sh\nexit 4\n"
GOOD = "#!/bin/sh\nexit 0\n"
BROKEN = "#!/bin/sh\nexit 127\n"


def find_python(folder: Path, scripts: dict[str, str], python: str = "") -> tuple[int, str]:
    """Run the script where only ``scripts`` can be found; return its status and what it said."""
    for name, text in scripts.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", PROJECT / "tools" / "find-python"],
        env={"PATH": str(folder), "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout or done.stderr).strip()


@pytest.mark.parametrize(
    ("scripts", "chosen"),
    [
        ({"python3": GOOD, "python3.13": GOOD}, "python3"),
        ({"python3": TOO_OLD, "python3.11": GOOD, "python3.12": GOOD}, "python3.12"),
        ({"python3": NO_VENV, "python3.13": BROKEN, "python3.12": GOOD}, "python3.12"),
        ({"python": GOOD}, "python"),
    ],
)
def test_chosen(tmp_path: Path, scripts: dict[str, str], chosen: str) -> None:
    assert find_python(tmp_path, scripts) == (0, str(tmp_path / chosen))


def test_named_by_the_user(tmp_path: Path) -> None:
    assert find_python(tmp_path, {"python3": TOO_OLD}, sys.executable) == (0, sys.executable)


@pytest.mark.parametrize(
    ("scripts", "python", "message"),
    [
        ({"python3": TOO_OLD}, "", "Python 3.11 or newer is needed, python3 is 3.9"),
        ({"python3": NO_VENV}, "", "python3 cannot make virtual environments"),
        ({"python3": TOO_OLD, "python3.12": NO_VENV}, "", "python3.12 cannot make virtual"),
        ({"python3": GOOD, "old": TOO_OLD}, "old", "Python 3.11 or newer is needed, old is 3.9"),
        ({"python3": GOOD}, "missing", "PYTHON=missing does not run"),
        ({}, "", "no Python found"),
    ],
)
def test_refused_in_one_line(
    tmp_path: Path, scripts: dict[str, str], python: str, message: str
) -> None:
    status, said = find_python(tmp_path, scripts, python)
    assert status == 1
    assert said.startswith(f"error: {message}")
    assert "\n" not in said
