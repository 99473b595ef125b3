"""Builds where the encodings of terminal and file system lack characters."""

from __future__ import annotations

from typing import Final

from tests.conftest import Build, MakeProject

ASCII: Final = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_a_link_to_a_name_that_no_file_can_have(make_project: MakeProject, build: Build) -> None:
    source = make_project({"index.md": "# A\n\n[x](#nöwhere)\n"})
    result = build(source, strict=False, environ=ASCII)
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("WARNING: ") == 1
