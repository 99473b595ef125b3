"""What is shipped and what is pinned."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tools.environment import LEVELS

PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<rest>[^\n]*\n(?:    --hash=\S+[^\n]*\n)*)",
    re.MULTILINE,
)


def lock(level: str) -> str:
    return (PROJECT / "requirements" / f"{level}.txt").read_text("utf-8")


def pins(level: str) -> dict[str, str]:
    return {match["name"]: match["version"] for match in PIN.finditer(lock(level))}


@pytest.mark.parametrize("level", LEVELS)
def test_every_requirement_is_pinned_by_hash(level: str) -> None:
    text = lock(level)
    requirements = re.findall(r"^[^\s#].*$", text, re.MULTILINE)
    matches = list(PIN.finditer(text))
    assert len(matches) == len(requirements) > 30
    assert all("--hash=sha256:" in match["rest"] for match in matches)


@pytest.mark.parametrize("level", LEVELS)
def test_locks_name_no_machine_and_no_registry(level: str) -> None:
    assert not re.search(r"://|--index|--find-links|(?<![\w.])/[a-z]", lock(level))


def test_each_lock_contains_the_one_before() -> None:
    for lower, higher in itertools.pairwise(LEVELS):
        assert pins(lower).items() <= pins(higher).items()


def test_the_lock_holds_the_build_backend() -> None:
    assert "hatchling" in pins("site")
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    assert project["dependency-groups"]["build"] == project["build-system"]["requires"]


def test_the_wheel_ships_the_whole_package(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = PROJECT / "_ext" / "sphinx_workshop"
    written = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped == written
    assert "sphinx_workshop/py.typed" in shipped
