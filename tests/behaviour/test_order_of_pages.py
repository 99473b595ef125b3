"""What several pages give under one name, or in the order in which they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.behaviour.by_hand import Edit, both, conf, gone, put, swap
from tests.behaviour.history import History
from tests.behaviour.in_process import build_here, check_equal

PAGE: Final = "---\norphan: true\n---\n\n# The page {0}\n\nSome words.\n\n{1}\n"
# What a page gives, and how others link to it.
GIVEN: Final = {
    "labels": ("(dup)=\n## Of {0}\n\ntext", "{ref}`dup` {ref}`words <dup>`"),
    "titles": ("## Program\n\ntext", "{ref}`Program`"),
    "terms": ("```{{glossary}}\nDup\n    of {0}\n```", "{term}`Dup` {term}`dup`"),
    "labels like pages' names": ("(links)=\n## Of {0}\n\ntext", "{ref}`links`"),
    "equations": ("```{{math}}\n:label: dup\nx\n```", "{eq}`dup`"),
    "functions": ("```{{py:function}} dup()\nOf {0}.\n```", "{py:func}`dup`"),
    "citations": ("```{{eval-rst}}\n.. [Dup] of {0}\n```", "```{eval-rst}\n[Dup]_\n```"),
    "things to do": ("```{{todo}}\nof {0}\n```", "```{todolist}\n```"),
}
CONF: Final = (
    "extensions += ['sphinx.ext.todo', 'sphinx.ext.autosectionlabel']\n"
    "todo_include_todos = True\nautosectionlabel_maxdepth = 2\n"
)
PAGES: Final = ("aa", "bb", "ww", "xx", "yy", "zz")


def pages(given: str, links: str) -> Edit:
    """Write pages that all give the same, and one that links to it."""
    made = (put(f"{name}.md", PAGE.format(name, given.format(name))) for name in PAGES)
    return both(conf(CONF), *made, put("links.md", PAGE.format("with links", links)))


@pytest.mark.parametrize("name", GIVEN)
def test_what_was_read_last_does_not_win(name: str, tmp_path: Path) -> None:
    given, links = GIVEN[name]
    source, outdir = History(tmp_path / "site", 1).folder, tmp_path / "out"
    edits: tuple[Edit, ...] = (
        pages(given, links),
        swap("aa.md", "Some", "Other"),
        both(swap("bb.md", "Some", "Other"), put("cc.md", PAGE.format("cc", given.format("cc")))),
        put("zz.md", PAGE.format("zz", "No more.")),
        gone("yy.md"),
        both(*(gone(f"{name}.md") for name in ("bb", "cc", "ww", "xx", "zz"))),
        put("aa.md", PAGE.format("aa", "No more.")),
    )
    for number, edit in enumerate(edits):
        edit(source)
        build_here(source, outdir)
        check_equal(source, outdir, f"edit {number}")


@pytest.mark.parametrize("name", GIVEN)
def test_two_processes_read_as_one_does(name: str, tmp_path: Path) -> None:
    source, outdir = History(tmp_path / "site", 1).folder, tmp_path / "out"
    pages(*GIVEN[name])(source)
    build_here(source, outdir, jobs=2)
    check_equal(source, outdir, "two processes")
