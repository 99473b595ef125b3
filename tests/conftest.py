"""Fixtures for every test: a small workshop project, and a build of it as a user runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import pytest

TESTS: Final = Path(__file__).resolve().parent
PROJECT: Final = TESTS.parent

DEFAULT_CONF: Final = """\
project = "Test workshop"
language = "en"
extensions = ["myst_parser", "sphinx_design", "sphinx_workshop"]
primary_domain = "workshop"
exclude_patterns = ["_build"]
html_theme = "basic"
workshop_booklet = False
"""

DEFAULT_INDEX: Final = "# Test workshop\n"

DEFAULT_WORKSHOP: Final = """\
workshop:
  title: Test workshop
  acronym: TW
  start: 2030-01-15
  end: 2030-01-15
  timezone: Europe/London
"""


class BuildResult(NamedTuple):
    """What a build left behind."""

    returncode: int
    stdout: str
    stderr: str
    outdir: Path


class MakeProject(Protocol):
    """The type of the ``make_project`` fixture."""

    def __call__(
        self,
        files: Mapping[str, str | bytes] | None = None,
        *,
        root: str | None = None,
        conf: str = "",
        defaults: bool = True,
    ) -> Path:
        """Write a project into a fresh folder; return the folder."""


class Build(Protocol):
    """The type of the ``build`` fixture."""

    def __call__(
        self,
        srcdir: Path,
        builder: str = "html",
        *args: str,
        strict: bool = True,
        environ: Mapping[str, str] | None = None,
    ) -> BuildResult:
        """Build a project; return what came of it, success or not."""


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Make projects: ``make_project({"index.md": "…", "_data/papers.yaml": "…"})``.

    Keys are paths inside the project. What every project needs is added where it is not given: a
    ``conf.py``, an ``index.md``, a ``_data/workshop.yaml`` (unless a given data file has a
    ``workshop`` section); ``defaults=False`` leaves all that out. ``root`` copies
    ``tests/roots/<root>`` first, ``conf`` is appended to ``conf.py``. Each call makes a new folder.
    """
    made = 0

    def make(
        files: Mapping[str, str | bytes] | None = None,
        *,
        root: str | None = None,
        conf: str = "",
        defaults: bool = True,
    ) -> Path:
        nonlocal made
        made += 1
        srcdir = tmp_path / f"project{made}"
        srcdir.mkdir()
        if root is not None:
            shutil.copytree(TESTS / "roots" / root, srcdir, dirs_exist_ok=True)
        for name, content in (files or {}).items():
            _write(srcdir / name, content)
        if defaults:
            _add_defaults(srcdir)
        if conf:
            with (srcdir / "conf.py").open("a", encoding="utf-8") as file:
                file.write(f"\n{conf}\n")
        return srcdir

    return make


# What Python or the C library look at when they start.
AT_START: Final = ("PYTHON", "LC_", "LANG", "TZ")


@pytest.fixture(scope="session")
def build() -> Iterator[Build]:
    """Build a project as a user does: ``build(srcdir, "html", "-j2")``.

    As ``python -m sphinx`` does, output in ``<srcdir>/_build/<builder>``, further
    arguments passed on. ``strict=True`` means ``-n -W --keep-going``: any warning fails the build,
    all of them are shown. ``environ`` adds environment variables. A failed build does not raise:
    look at ``returncode`` and ``stderr``.

    Each build is a process of its own that has everything imported (``tests/build_server.py``),
    unless its environment is to be seen when Python starts.
    """
    started: list[subprocess.Popen[str]] = []

    def server() -> subprocess.Popen[str]:
        if not started:
            command = [sys.executable, str(TESTS / "build_server.py")]
            started.append(
                subprocess.Popen(
                    command,
                    env=_build_environ(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    encoding="utf-8",
                )
            )
        return started[0]

    def run(
        srcdir: Path,
        builder: str = "html",
        *args: str,
        strict: bool = True,
        environ: Mapping[str, str] | None = None,
    ) -> BuildResult:
        outdir = srcdir / "_build" / builder
        options = ["-n", "-W", "--keep-going"] if strict else []
        arguments = ["-b", builder, *options, *args, str(srcdir), str(outdir)]
        given = {**_build_environ(), **(environ or {})}
        if hasattr(os, "fork") and not any(name.startswith(AT_START) for name in environ or ()):
            return BuildResult(*_ask(server(), srcdir, arguments, given), outdir)
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", *arguments],
            cwd=srcdir,
            env=given,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return BuildResult(done.returncode, done.stdout, done.stderr, outdir)

    yield run
    for process in started:
        process.communicate()


def _ask(
    server: subprocess.Popen[str], srcdir: Path, arguments: list[str], environ: dict[str, str]
) -> tuple[int, str, str]:
    """Let a server build; return exit status and what was said."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        out.touch()
        err.touch()
        request = {"arguments": arguments, "cwd": str(srcdir), "out": str(out), "err": str(err)}
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps({**request, "environ": environ}) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return status, out.read_text("utf-8"), err.read_text("utf-8")


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _add_defaults(srcdir: Path) -> None:
    if not (srcdir / "conf.py").exists():
        _write(srcdir / "conf.py", DEFAULT_CONF)
    if not any((srcdir / name).exists() for name in ("index.md", "index.rst")):
        _write(srcdir / "index.md", DEFAULT_INDEX)
    data = (path.read_bytes() for path in srcdir.glob("_data/**/*.yaml"))
    if not any(re.search(rb"^workshop\s*:", content, re.MULTILINE) for content in data):
        _write(srcdir / "_data" / "workshop.yaml", DEFAULT_WORKSHOP)


def _build_environ() -> dict[str, str]:
    """Return an environment in which a build depends on nothing but the project."""
    dropped = {"FORCE_COLOR", "PYTHONWARNINGS", "SOURCE_DATE_EPOCH", "SPHINXOPTS"}
    environ = {name: value for name, value in os.environ.items() if name not in dropped}
    # The work tree's package, even where another copy is installed; plain text to compare.
    return environ | {
        "NO_COLOR": "1",
        "PYTHONPATH": str(PROJECT / "_ext"),
        "PYTHONUTF8": "1",
    }


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests that draw lots draw more of them, or the same again."""
    parser.addoption("--edits", default="25", help="random edits, each with a build")
    parser.addoption("--interrupts", default="6", help="builds cut short at random moments")
    parser.addoption("--rooms", default="10", help="points at which a disk is full, up to 10")
    parser.addoption("--seed", default="1", help="chooses edits and moments")
