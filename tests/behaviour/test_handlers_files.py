"""Files that handlers of extensions put into the output folder, and then no longer make."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.behaviour.by_hand import Edit, both, conf, gone, put, swap
from tests.behaviour.history import History
from tests.behaviour.in_process import build_here, check_equal
from tests.support import tree

GITHUB: Final = "extensions = [*extensions, 'sphinx.ext.githubpages']"
# Some write a file only where it would be another, or only when pages are written.
HANDLER: Final = """
from pathlib import Path

_written = []

def put(app, name, text):
    path = Path(app.outdir, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text() != text:
        path.write_text(text)

def after_reading(app, env):
    put(app, "old/page.html", "moved")

def note(app, page, template, context, doctree):
    if doctree:
        _written.append(page)

def at_the_end(app, exception):
    put(app, "sitemap.xml", "by hand")
    if _written:
        put(app, "pages.txt", "made with the pages")
    _written.clear()

def setup(app):
    app.connect("env-updated", after_reading)
    app.connect("html-page-context", note)
    app.connect("build-finished", at_the_end)
"""
NO_HANDLER: Final = conf("def setup(app):\n    pass\n")

EXTENSIONS: Final[dict[str, list[Edit]]] = {
    "GitHub's pages": [
        both(conf(GITHUB), conf("html_baseurl = 'https://example.org/'")),
        conf("html_baseurl = 'https://example.com/'"),
        conf("html_baseurl = 'https://x.github.io/'"),
        conf("html_baseurl = 'https://example.org/'"),
        swap("plain.md", "No data", "Other data"),
        conf("extensions.remove('sphinx.ext.githubpages')"),
    ],
    "a handler of one's own": [
        conf(HANDLER),
        swap("plain.md", "No data", "Other data"),
        conf("workshop_exports = ['sitemap']"),
        swap("conf.py", "old/page.html", "older/page.html"),
        conf("html_baseurl = 'https://example.org/'"),
        NO_HANDLER,
    ],
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder of a site."""
    return History(tmp_path / "site", 1).folder


@pytest.fixture
def outdir(tmp_path: Path) -> Path:
    """Where it is built."""
    return tmp_path / "out"


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
@pytest.mark.parametrize("name", EXTENSIONS)
def test_what_is_no_longer_made_goes(name: str, source: Path, outdir: Path, builder: str) -> None:
    for number, edit in enumerate(EXTENSIONS[name]):
        edit(source)
        for again in ("", ", again"):
            build_here(source, outdir, builder)
            check_equal(source, outdir, f"edit {number}{again}", builder)


def test_no_page_is_written_again_for_such_files(source: Path, outdir: Path) -> None:
    both(conf(HANDLER), conf(GITHUB))(source)
    build_here(source, outdir)
    written = (outdir / "plain.html").stat().st_mtime_ns
    build_here(source, outdir)
    assert (outdir / "plain.html").stat().st_mtime_ns == written


def test_what_is_lost_is_made_again(source: Path, outdir: Path) -> None:
    both(conf(HANDLER), conf(GITHUB))(source)
    build_here(source, outdir)
    for name in (".nojekyll", "old", "sitemap.xml", "pages.txt"):
        gone(name)(outdir)
        build_here(source, outdir)
        check_equal(source, outdir, name)


def test_it_goes_though_the_doctrees_are_lost(source: Path, outdir: Path) -> None:
    both(conf(HANDLER), conf(GITHUB))(source)
    build_here(source, outdir)
    gone(".doctrees")(outdir)
    build_here(source, outdir)
    check_equal(source, outdir, "the doctrees were lost")
    gone(".doctrees")(outdir)
    both(conf("extensions.remove('sphinx.ext.githubpages')"), NO_HANDLER)(source)
    build_here(source, outdir)
    check_equal(source, outdir, "the extensions went")


def test_another_builder_in_the_same_folder(source: Path, outdir: Path) -> None:
    both(conf(HANDLER), conf(GITHUB))(source)
    for builder in ("html", "text", "dirhtml"):
        build_here(source, outdir, builder, doctrees=outdir.with_name("doctrees"))
        check_equal(source, outdir, builder, builder)


def test_builds_with_two_folders_of_doctrees(source: Path, outdir: Path) -> None:
    one, two = outdir.with_name("one"), outdir.with_name("two")
    both(conf(HANDLER), conf(GITHUB))(source)
    for doctrees in (one, two):
        build_here(source, outdir, doctrees=doctrees)
    both(conf("extensions.remove('sphinx.ext.githubpages')"), NO_HANDLER)(source)
    build_here(source, outdir, doctrees=one)
    check_equal(source, outdir, "the extensions went")


def test_what_was_put_there_by_hand_stays(source: Path, outdir: Path) -> None:
    mine = {"CNAME": "mine.example", ".git/config": "mine", "old/mine.html": "mine"}
    both(*(put(name, text) for name, text in mine.items()), put("sitemap.xml", "mine"))(outdir)
    both(conf(HANDLER), conf("html_baseurl = 'https://example.org/'"))(source)
    build_here(source, outdir)
    put("later.txt", "mine")(outdir)
    build_here(source, outdir)
    put("pages.txt", "mine by now")(outdir)
    NO_HANDLER(source)
    build_here(source, outdir)
    now = {name: data.decode("utf-8", "replace") for name, data in tree(outdir).items()}
    assert now.items() >= mine.items()
    assert now["pages.txt"] == "mine by now"
    assert now["later.txt"] == "mine"
    assert "old/page.html" not in now
