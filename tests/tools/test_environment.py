"""When the environment is rebuilt, added to or left alone; what the user's settings may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import environment


class Commands:
    """Stands in for what takes long, and notes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[str] = []
        self.fail_at = ""

    def remake(self, folder: Path) -> None:
        self.done.append("remake")
        python = environment.python_of(folder)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    def pip(self, _folder: Path, *arguments: str) -> None:
        what = arguments[-1]
        self.done.append(what)
        if what == self.fail_at:
            raise KeyboardInterrupt

    def ensure(self, level: str) -> list[str]:
        self.done = []
        environment.ensure(level, self.folder)
        return self.done


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "requirements").mkdir()
    for level in environment.LEVELS:
        (tmp_path / "requirements" / f"{level}.txt").write_text(level)
    (tmp_path / "pyproject.toml").write_text("one")
    wanted = environment.wanted
    monkeypatch.setattr(environment, "wanted", lambda level: wanted(level, tmp_path))
    return tmp_path


@pytest.fixture
def commands(root: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    fake = Commands(root / ".venv")
    monkeypatch.setattr(environment, "_remake", fake.remake)
    monkeypatch.setattr(environment, "_pip", fake.pip)
    return fake


SITE, TEST = "requirements/site.txt", "requirements/test.txt"


def test_the_package_is_compiled(commands: Commands, root: Path) -> None:
    (root / "_ext").mkdir()
    (root / "_ext" / "one.py").touch()
    commands.ensure("site")
    assert [*(root / "_ext" / "__pycache__").glob("one.*.pyc")]


def test_made_once(commands: Commands) -> None:
    assert commands.ensure("site") == ["remake", SITE, "."]
    assert commands.ensure("site") == []


def test_a_higher_level_is_added_and_serves_the_lower(commands: Commands) -> None:
    commands.ensure("site")
    assert commands.ensure("test") == [TEST, "."]
    assert commands.ensure("site") == []
    assert commands.ensure("live") == []


def test_a_changed_lock_starts_over(commands: Commands, root: Path) -> None:
    commands.ensure("test")
    (root / SITE).write_text("changed")
    assert commands.ensure("site") == []
    (root / TEST).write_text("changed")
    assert commands.ensure("site") == ["remake", TEST, "."]


def test_a_changed_project_is_installed_again(commands: Commands, root: Path) -> None:
    commands.ensure("site")
    (root / "pyproject.toml").write_text("two")
    assert commands.ensure("site") == ["."]


@pytest.mark.parametrize("interrupted", [SITE, "."])
def test_an_interrupted_run_starts_over(commands: Commands, interrupted: str) -> None:
    commands.fail_at = interrupted
    with pytest.raises(KeyboardInterrupt):
        commands.ensure("site")
    commands.fail_at = ""
    assert commands.ensure("site") == ["remake", SITE, "."]


def test_a_missing_interpreter_starts_over(commands: Commands) -> None:
    commands.ensure("site")
    environment.python_of(commands.folder).unlink()
    assert commands.ensure("site") == ["remake", SITE, "."]


def test_only_the_sources_of_packages_are_the_users_choice() -> None:
    environ = {
        "PATH": "/bin",
        "PIP_INDEX_URL": "https://mirror.example/simple",
        "PIP_REQUIRE_VIRTUALENV": "1",
        "PIP_TARGET": "/elsewhere",
        "PIP_USER": "1",
        "PYTHONPATH": "/elsewhere",
    }
    assert environment.clean_environ(environ) == {
        "PATH": "/bin",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_INDEX_URL": "https://mirror.example/simple",
        "PIP_NO_INPUT": "1",
        "PIP_USER": "0",
    }
