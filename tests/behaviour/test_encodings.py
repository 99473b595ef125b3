"""What a terminal cannot show is written in other characters or as escapes, never as '?'."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_workshop.core.streams import show_all
from tests.conftest import Build, MakeProject

# Encoding that Python takes for what it says → what it is told.
ENCODINGS = {
    "ascii": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "utf-8": {"LC_ALL": "C", "PYTHONUTF8": "1"},
}
DATA = "papers:\n  - {id: one, title: Größe, authors: [Zoë Ł.]}\n"
LATIN: dict[str, str] = {"PYTHONIOENCODING": "latin-1"}
MISTAKE = "sponsors:\n  - {id: one, Näme: Ł, name: A}\n"


@pytest.fixture(params=ENCODINGS)
def encoding(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_summary(make_project: MakeProject, build: Build, encoding: str) -> None:
    source = make_project({"_data/papers.yaml": DATA})
    result = build(source, strict=False, environ=ENCODINGS[encoding])
    assert result.returncode == 0
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("workshop: ")]
    between = "·" if encoding == "utf-8" else "-"
    assert line.startswith(f"workshop: 1 paper {between} ")
    assert "?" not in result.stdout


def test_what_sphinx_says_of_pages(make_project: MakeProject, build: Build, encoding: str) -> None:
    # Sphinx itself cannot write the report of an error there, nor read a page of such a name.
    name = "page.md" if encoding == "C" else "größe.md"
    source = make_project({name: "---\norphan:\n---\n# A\n\n[x](#nöwhere)\n"})
    result = build(source, strict=False, environ=ENCODINGS[encoding])
    assert result.returncode == 0
    assert "?" not in result.stdout + result.stderr
    shown = "nöwhere" if encoding == "utf-8" else r"n\xf6where"
    assert shown in result.stderr


def test_a_template_in_another_encoding(make_project: MakeProject, build: Build) -> None:
    template = "{% extends '!layout.html' %}{% block footer %}Müller{% endblock %}"
    source = make_project({"own/layout.html": template.encode("latin-1")})
    result = build(source, "html", "-q", "-Dtemplates_path=own", strict=False)
    assert "a Unicode error occurred when rendering the page index" in result.stderr
    assert "error: " not in result.stderr


@pytest.mark.parametrize("warnings", ["-q", "-wwarnings.txt"])
def test_mistakes_in_data(
    make_project: MakeProject, build: Build, encoding: str, warnings: str
) -> None:
    source = make_project({"_data/größe.yaml": MISTAKE})
    result = build(source, "html", warnings, strict=False, environ=ENCODINGS[encoding])
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "?" not in result.stderr.replace("(did you mean 'name'?)", "")
    line = result.stderr.splitlines()[0]
    key = "Näme" if encoding == "utf-8" else r"N\xe4me"
    assert line.endswith(f"unknown key '{key}' (did you mean 'name'?) [workshop.schema]")


def test_a_link_to_a_name_that_no_file_can_have(make_project: MakeProject, build: Build) -> None:
    source = make_project({"index.md": "# A\n\n[x](#nöwhere)\n"})
    result = build(source, strict=False, environ=ENCODINGS["C"])
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("WARNING: ") == 1


def run(source: Path, environ: dict[str, str], *arguments: str) -> tuple[int, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_workshop.cli", *arguments],
        cwd=source,
        env={**os.environ, **environ},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout


def test_the_check_command(make_project: MakeProject, encoding: str) -> None:
    source = make_project({"_data/more.yaml": MISTAKE})
    status, said = run(source, ENCODINGS[encoding], "check")
    assert status == 1
    key = "Näme" if encoding == "utf-8" else r"N\xe4me"
    assert f"unknown key '{key}'".encode() in said


def test_what_an_encoding_has_is_shown(make_project: MakeProject) -> None:
    source = make_project({"_data/more.yaml": MISTAKE})
    assert "unknown key 'Näme'".encode("latin-1") in run(source, LATIN, "check")[1]


@pytest.mark.parametrize("command", ["schema", "reference"])
def test_documents_are_utf_8(tmp_path: Path, command: str) -> None:
    expected = run(tmp_path, ENCODINGS["utf-8"], command)
    assert expected[0] == 0
    for environ in (LATIN, ENCODINGS["ascii"], ENCODINGS["C"]):
        assert run(tmp_path, environ, command) == expected


def test_stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(held, "ascii"))
    show_all()
    sys.stdout.write("a · b … “c” 3–4 × ü 語 😀 \udcff")
    sys.stdout.flush()
    assert held.getvalue() == rb"""a - b ... "c" 3-4 x \xfc \u8a9e \U0001f600 \udcff"""
    # As a test's runner does.
    assert b"a\xffb".decode("ascii", sys.stdout.errors or "strict") == "a\N{REPLACEMENT CHARACTER}b"
