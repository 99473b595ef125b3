"""Sphinx's own search finds papers' pages, and forgets those that are gone."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.support import differing, tree

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

PAPERS: Final = """\
papers:
  - id: one
    title: Counting marmalade
    authors: [{name: Ann Author, affiliation: Erewhon}]
    abstract: We fold umbrellas.
    keywords: [gondola]
  - {id: two, title: Second thoughts, authors: [Bob Writer]}
  - {id: three, title: Third parties, authors: [Cy Scribe]}
"""


def index(outdir: Path) -> dict[str, Any]:
    text = (outdir / "searchindex.js").read_text("utf-8")
    held: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return held


def pages(held: dict[str, Any], terms: str, word: str) -> set[str]:
    found = held[terms].get(word, [])
    return {held["docnames"][one] for one in ([found] if isinstance(found, int) else found)}


def test_title_author_abstract_and_keyword_are_found(
    make_project: MakeProject, build: Build
) -> None:
    held = index(build(make_project({"_data/papers.yaml": PAPERS})).outdir)
    assert held["titles"][held["docnames"].index("papers/one")] == "Counting marmalade"
    assert pages(held, "titleterms", "marmalad") == {"papers/one"}
    for word in ("umbrella", "author", "erewhon", "gondola"):
        assert pages(held, "terms", word) == {"papers/one"}, word
    assert pages(held, "terms", "scribe") == {"papers/three"}


def test_the_index_follows_the_data(make_project: MakeProject, build: Build) -> None:
    """Though no document is outdated, as none shows any data."""
    source = make_project({"_data/papers.yaml": PAPERS})
    assert "papers/three.html" in tree(build(source).outdir)
    data = source / "_data" / "papers.yaml"
    kept = PAPERS.partition("  - {id: three")[0].replace("umbrellas", "newspapers")
    data.write_text(kept, "utf-8")
    times = {path: path.stat().st_mtime_ns for path in (source / "_build").rglob("papers/*.html")}
    result = build(source)
    assert result.stderr == ""
    after = tree(result.outdir)
    assert "papers/three.html" not in after
    held = index(result.outdir)
    assert not [name for name in held["docnames"] if name == "papers/three"]
    assert "umbrella" not in held["terms"]
    assert pages(held, "terms", "newspap") == {"papers/one"}
    assert {path.name for path, time in times.items() if not path.exists()} == {"three.html"}
    clean = make_project({"_data/papers.yaml": kept})
    assert differing(after, tree(build(clean, "html", "-j2").outdir)) == set()
    # Nothing of papers is written without an edit.
    times = {path: path.stat().st_mtime_ns for path in result.outdir.rglob("papers/*.html")}
    build(source)
    assert times == {path: path.stat().st_mtime_ns for path in times}
    assert tree(result.outdir) == after


def test_what_was_cut_short_is_known(make_project: MakeProject, build: Build) -> None:
    crash = (
        "import os\n"
        "def crash(app, page, *rest):\n"
        "    if page == os.environ.get('CRASH'):\n"
        "        os._exit(9)\n"
        "def setup(app):\n"
        "    app.connect('html-page-context', crash)\n"
    )
    source = make_project({"_data/papers.yaml": PAPERS}, conf=crash)
    assert build(source, environ={"CRASH": "papers/three"}).returncode == 9
    kept = PAPERS.partition("  - {id: two")[0]
    (source / "_data" / "papers.yaml").write_text(kept, "utf-8")
    result = build(source)
    assert {path.name for path in result.outdir.rglob("papers/*.html")} == {"one.html"}
    assert os.environ.get("CRASH") is None


def test_another_template_or_setting_is_seen(make_project: MakeProject, build: Build) -> None:
    source = make_project({"_data/papers.yaml": PAPERS}, conf="templates_path = ['templates']")
    outdir = build(source, "html", "-D", "html_title=Before").outdir
    build(source, "html", "-D", "html_title=Behind")
    assert "Behind" in (outdir / "papers" / "one.html").read_text("utf-8")
    folder = source / "templates"
    folder.mkdir()
    template = '{% extends "!layout.html" %}{% block footer %}<p>Our own foot</p>{% endblock %}'
    (folder / "layout.html").write_text(template, "utf-8")
    build(source, "html", "-D", "html_title=Behind")
    assert "Our own foot" in (outdir / "papers" / "one.html").read_text("utf-8")
