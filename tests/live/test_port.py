"""What the preview says: where it cannot be, before anything is built, and what has changed."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_workshop.live.browser import address
from sphinx_workshop.live.place import Place
from sphinx_workshop.live.preview import _Builder
from tests.support import write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, {"conf.py": "", "index.rst": "T\n=\n"})
    return tmp_path


def preview(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx_workshop.live", *arguments, ".", "out"]
    return subprocess.run(
        command, cwd=site, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def check_line(done: subprocess.CompletedProcess[str], site: Path) -> str:
    """Return the only line that was said, where nothing was built."""
    assert done.returncode != 0
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert not (site / "out").exists()
    return line


@pytest.mark.parametrize(("family", "host"), [("AF_INET", "127.0.0.1"), ("AF_INET6", "::1")])
def test_a_port_that_is_taken(site: Path, family: str, host: str) -> None:
    try:
        taken = socket.create_server((host, 0), family=getattr(socket, family))
    except OSError:
        pytest.skip("this machine has no such addresses")
    with taken:
        port = taken.getsockname()[1]
        line = check_line(preview(site, "--host", host, f"--port={port}"), site)
    assert line == (
        f"error: port {port} of {host} is taken, perhaps by another preview: end that, or take "
        "another with PORT=… (--port …); PORT=0 takes any that is free"
    )


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("127.0.0.1", "70000", "error: there is no port 70000: write one from 1024 to 65535"),
        ("127.0.0.1", "http", "error: there is no port http: write one from 1024 to 65535"),
        ("192.0.2.1", "8123", "error: cannot listen at 192.0.2.1, port 8123: "),
        ("nowhere.invalid", "8123", "error: cannot listen at nowhere.invalid, port 8123: "),
    ],
)
def test_where_nobody_can_listen(site: Path, host: str, port: str, said: str) -> None:
    assert check_line(preview(site, "--host", host, "--port", port), site).startswith(said)


@pytest.mark.parametrize(
    ("source", "out", "said"),
    [
        ("nowhere", "out", "error: nowhere: No such file or directory"),
        (".", "index.rst", "error: {site}/index.rst: File exists"),
    ],
)
def test_folders_that_cannot_be(site: Path, source: str, out: str, said: str) -> None:
    command = [sys.executable, "-m", "sphinx_workshop.live", "--port", "0", source, out]
    done = subprocess.run(
        command, cwd=site, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"{said.format(site=site)}\n"


def test_the_files_that_have_changed(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site)
    monkeypatch.setattr(Place, "build", lambda self, arguments: 0)
    builder = _Builder(
        Place(str(site / "none" / "live"), b""),
        [],
        url_host="here",
        pre_build_commands=[],
        post_build_commands=[],
    )
    files = [site / f"{number}.md" for number in range(7)]
    for file in files:
        file.touch()
    gone = [site / f"{number}~" for number in range(6)]
    builder(changed_paths=[*gone, files[1], files[0], files[1]])
    builder(changed_paths=files)
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("changed")]
    assert said == ["changed: 0.md, 1.md", "changed: 0.md, 1.md, 2.md, 3.md, 4.md and 2 more"]


def test_the_address_that_is_said() -> None:
    assert address("127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert address("::1:8000") == "http://[::1]:8000"
