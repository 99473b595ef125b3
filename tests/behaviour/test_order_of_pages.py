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
    "options": (
        "```{{program}} p\n```\n\n```{{option}} --dup\nOf {0}\n```",
        "{option}`p --dup`",
    ),
    "changes": ("```{{versionadded}} {0}\nx\n```\n\n```{{deprecated}} 1\n{0}\n```", "!"),
    "notes of one's own": ("```{{note-here}} of-{0}\n```\n\n```{{note-here}} x\n```", "!"),
    "things to do": ("```{{todo}}\nof {0}\n```", "```{todolist}\n```"),
}
# Shows whatever two domains have gathered: that of Sphinx's own changes, and one made up.
GATHERED: Final = """
from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxDirective

class Notes(Domain):
    name = label = "notes"
    initial_data = {"all": [], "words": {}}

    def clear_doc(self, docname):
        for held in (self.data["all"], *self.data["words"].values()):
            held[:] = [one for one in held if docname not in (one[1], one[0])]

    def merge_domaindata(self, docnames, other):
        self.data["all"] += [one for one in other["all"] if one[1] in docnames]
        for word, held in other["words"].items():
            mine = self.data["words"].setdefault(word, [])
            mine += [one for one in held if one[0] in docnames]

class NoteHere(SphinxDirective):
    required_arguments = 1

    def run(self):
        page, (word,) = self.env.current_document.docname, self.arguments
        data = self.env.domains["notes"].data
        data["all"].append((word, page))
        data["words"].setdefault(word, []).append((page, word))
        return []

def show(app, doctree, page):
    if page == "links":
        told = app.env.domains["notes"].data, app.env.domains["changeset"].data
        doctree += nodes.paragraph("", repr(told))

def setup(app):
    app.add_domain(Notes)
    app.add_directive("note-here", NoteHere)
    app.connect("doctree-resolved", show)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
CONF: Final = (
    "extensions += ['sphinx.ext.todo', 'sphinx.ext.autosectionlabel']\n"
    "todo_include_todos = True\nautosectionlabel_maxdepth = 2\n"
    f"{GATHERED}"
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
        both(put("aa.md", PAGE.format("aa", "Not now.")), swap("bb.md", "Other", "More")),
        put("aa.md", PAGE.format("aa", given.format("aa"))),
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
