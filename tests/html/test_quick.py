"""The quick ways to HTML give what Sphinx's translator and the theme would, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.conference import write_conference
from tests.conftest import Build
from tests.support import copy_synthetic, soup

# What conf.py says to go the long way round.
SLOW: Final = """

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.html.papers import pattern

pattern._MOST = 0


def leave_lists(app):
    workshop_domain(app.env).writes_entries = False


def setup(app):
    app.connect("builder-inited", leave_lists, priority=950)
"""
# The list of papers is in it only where it was read: their own pages are always.
OTHER: Final = {"searchindex.js", ".buildinfo"}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in OTHER and ".doctrees" not in path.parts
    }


@pytest.mark.parametrize(
    ("make", "theme", "builder"),
    [
        (copy_synthetic, "sphinx_rtd_theme", "html"),
        (copy_synthetic, "pydata_sphinx_theme", "html"),
        (write_conference, "furo", "html"),
        (write_conference, "alabaster", "dirhtml"),
    ],
    ids=["rtd", "pydata", "furo", "alabaster-dirhtml"],
)
def test_the_same_pages(
    tmp_path: Path, build: Build, make: Callable[[Path], Path], theme: str, builder: str
) -> None:
    found = []
    for name, more in (("quick", ""), ("slow", SLOW)):
        project = make(tmp_path / name)
        conf = project / "conf.py"
        conf.write_text(f'{conf.read_text("utf-8")}\nhtml_theme = "{theme}"\n{more}', "utf-8")
        result = build(project, builder, "-D", "workshop_booklet=0")
        assert (result.returncode, result.stderr) == (0, "")
        found.append(tree(result.outdir))
    quick, slow = found
    assert quick.keys() == slow.keys()
    assert [name for name in quick if quick[name] != slow[name]] == []


def test_papers_without_a_page_are_found_by_the_list(tmp_path: Path, build: Build) -> None:
    project = copy_synthetic(tmp_path)
    # A page of this name is written by hand: the paper has no other than its entry.
    (project / "papers" / "zeta.md").write_text("---\norphan: true\n---\n# By hand\n", "utf-8")
    result = build(project, "html", "-D", "suppress_warnings=workshop.duplicate", strict=False)
    (entry,) = soup(result.outdir / "papers" / "index.html").select("li:has(#paper-zeta)")
    assert not entry.select(".ws-title a")
    assert entry.select(".ws-authors")
