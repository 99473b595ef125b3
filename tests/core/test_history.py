"""An earlier state out of a git repository: read only, and without a way to misuse it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_workshop.core.earlier import EarlierError, read_earlier
from sphinx_workshop.core.history import HistoryError, Revision
from sphinx_workshop.registry import SECTIONS
from tests.conftest import DEFAULT_WORKSHOP
from tests.support import write

Git = Callable[..., str]

if shutil.which("git") is None:
    pytest.skip("needs git", allow_module_level=True)


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Run git in a fresh repository, whose ``site`` folder holds a workshop."""

    def run(*arguments: str) -> str:
        names = ("AUTHOR", "COMMITTER")
        who = {f"GIT_{name}_{part}": "x@y.z" for name in names for part in ("NAME", "EMAIL")}
        dates = {f"GIT_{name}_DATE": "2029-12-01T10:00:00+01:00" for name in names}
        done = subprocess.run(
            ["git", "-c", "init.defaultBranch=main", *arguments],
            cwd=tmp_path,
            env={**os.environ, **who, **dates},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    run("init", "-q")
    write(tmp_path, {"site/_data/all.yaml": DEFAULT_WORKSHOP, "other/_data/no.yaml": "x"})
    run("add", ".")
    run("commit", "-qm", "one")
    run("tag", "first")
    return run


def test_a_revision_is_read_beside_the_work_tree(git: Git, tmp_path: Path) -> None:
    changed = DEFAULT_WORKSHOP.replace("Test workshop", "Another")
    write(tmp_path, {"site/_data/all.yaml": changed, "site/_data/new.yaml": "speakers: [{"})
    before = git("status", "--porcelain")
    earlier = read_earlier(tmp_path / "site", "git:first", SECTIONS)
    assert earlier.program is not None
    (workshop,) = earlier.program.section("workshop")
    assert workshop.display_name == "Test workshop"
    assert earlier.changed is not None
    assert earlier.changed.isoformat() == "2029-12-01T09:00:00+00:00"
    assert git("status", "--porcelain") == before


def test_pictures_need_not_be_there(git: Git, tmp_path: Path) -> None:
    photo = "speakers: [{id: a, name: A B, photo: {file: _data/a.png, alt: A}}]"
    write(tmp_path, {"site/_data/more.yaml": photo})
    git("add", ".")
    git("commit", "-qm", "two")
    assert read_earlier(tmp_path / "site", "git:main", SECTIONS).program is not None


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nowhere", "the git repository has no revision 'nowhere'"),
        ("", "'' is no revision of git"),
        ("--output=x", "'--output=x' is no revision of git"),
        ("first; touch x", "the git repository has no revision 'first; touch x'"),
        ("$(touch x)", "the git repository has no revision '$(touch x)'"),
        ("first\nmain", "'first\\u000amain' is no revision of git"),
        ("first:site/_data/all.yaml", "the git repository has no revision 'first:site"),
        ("first^{tree}", "the git repository has no revision 'first^{tree}'"),
    ],
)
def test_what_is_no_revision(name: str, problem: str, git: Git, tmp_path: Path) -> None:
    with pytest.raises(EarlierError) as caught:
        read_earlier(tmp_path / "site", f"git:{name}", SECTIONS)
    assert str(caught.value).startswith(problem)
    assert not list(tmp_path.rglob("x"))


def test_no_data_then(git: Git, tmp_path: Path) -> None:
    (tmp_path / "new" / "_data").mkdir(parents=True)
    with pytest.raises(EarlierError, match=r"^revision [0-9a-f]{12} has no file in _data$"):
        read_earlier(tmp_path / "new", "git:first", SECTIONS)


def test_data_that_nobody_can_read_any_more(git: Git, tmp_path: Path) -> None:
    write(tmp_path, {"site/_data/all.yaml": DEFAULT_WORKSHOP + "  colour: red\n  size: 3\n"})
    git("commit", "-qam", "two")
    message = r"^the data of 'main' cannot be read as today's: _data/all.yaml:7:3: .*, and 1 more$"
    with pytest.raises(EarlierError, match=message):
        read_earlier(tmp_path / "site", "git:main", SECTIONS)


def test_links_are_not_followed(git: Git, tmp_path: Path) -> None:
    (tmp_path / "site" / "_data" / "link.yaml").symlink_to("/etc/passwd")
    git("add", ".")
    git("commit", "-qm", "two")
    names = [name for name, _ in Revision(tmp_path / "site", "main").files("_data", (".yaml",))]
    assert names == ["_data/all.yaml"]


def test_without_git_or_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(HistoryError, match=r"^git is not installed$"):
        Revision(tmp_path, "main")


def test_another_repository_is_not_asked(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    with pytest.raises(HistoryError, match=r"^the folder is in no git repository$"):
        Revision(Path("/"), "first")
