"""Templates are compiled once, and not again in the next build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest

from tests.behaviour.in_process import build_here
from tests.conftest import MakeProject

PAPER = "papers:\n  - {id: one, title: %s, authors: [Ada Lovelace], decision: oral}\n"


def test_the_build_after_an_edit_compiles_no_template(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    original: Any = jinja2.Environment.compile

    def note(self: Any, source: Any, name: Any = None, *rest: Any, **named: Any) -> Any:
        compiled.append(name)
        return original(self, source, name, *rest, **named)

    monkeypatch.setattr(jinja2.Environment, "compile", note)
    source = make_project(
        {"_data/papers.yaml": PAPER % "First", "index.md": "# Papers\n\n```{papers}\n```\n"}
    )
    build_here(source, tmp_path / "out")
    assert compiled.count("page.html") > 1  # the theme's, and ours of a paper's page
    compiled.clear()
    (source / "_data/papers.yaml").write_text(PAPER % "Second", "utf-8")
    build_here(source, tmp_path / "out")
    assert "Second" in (tmp_path / "out/papers/one.html").read_text("utf-8")
    # Names of files that are filled in are templates too, without a name of their own.
    assert [name for name in compiled if name] == []
