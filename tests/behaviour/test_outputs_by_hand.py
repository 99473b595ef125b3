"""Whatever happens to what was built, and in whatever order one builds: the next build is right."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.behaviour.by_hand import Edit, both, conf, empty, gone, moved, put, put_unseen, swap
from tests.behaviour.history import History
from tests.behaviour.in_process import build_here, check_equal
from tests.support import folders, png, tree

LOST: Final = (
    *("index.html", "sub/people.html", "papers/one.html", "papers", "papers.bib", "program.ics"),
    *("ics", "_static/basic.css", "_static/workshop.css", "_static", "_static/pygments.css"),
    *("searchindex.js", "objects.inv", "genindex.html", "search.html", "workshop-people.html"),
    *("_images/face.png", "_images", ".buildinfo", ".workshop-files"),
    *(".doctrees/environment.pickle", ".doctrees/index.doctree", ".doctrees/workshop-outputs.json"),
    *(".doctrees/workshop-papers.json", ".doctrees/workshop-exports.json"),
    *(".doctrees/workshop-settings", ".doctrees"),
)


@pytest.fixture
def history(tmp_path: Path) -> History:
    """A site whose last state is in the folder `site`."""
    return History(tmp_path / "site", 1)


@pytest.fixture
def outdir(tmp_path: Path) -> Path:
    """Where it is built."""
    return tmp_path / "out"


def drop_page(history: History) -> None:
    """Remove a page and a paper."""
    del history.site.papers["three"]
    del history.site.pages["plain"]
    history.write("new")


def test_a_file_whose_name_is_no_text(history: History, outdir: Path) -> None:
    name = os.fsdecode(b"x/caf\xe9.txt")
    try:
        put(name, "1")(history.folder)
    except OSError:
        pytest.skip("the file system has no such names")
    conf("html_extra_path = ['x']")(history.folder)
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, "the first build")
    both(gone(name), put("x/b.txt", "1"))(history.folder)
    gone(".doctrees")(outdir)
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, "it went")


EDITED: Final = (
    *("index.html", "papers/one.html", "papers.bib", "_images/face.png", "_static/basic.css"),
    *("searchindex.js", "objects.inv", "genindex.html"),
)


def test_what_is_edited_in_the_output_is_made_again(history: History, outdir: Path) -> None:
    build_here(history.folder, outdir)
    whole = tree(outdir, without=(".doctrees",))
    for name in EDITED:
        put(name, "edited")(outdir)
        build_here(history.folder, outdir)
        assert tree(outdir, without=(".doctrees",)) == whole, name


def test_what_is_lost_is_made_again(history: History, outdir: Path) -> None:
    build_here(history.folder, outdir)
    whole = check_equal(history.folder, outdir, "the first build")
    for name in LOST:
        gone(name)(outdir)
        build_here(history.folder, outdir)
        assert tree(outdir, without=(".doctrees",)) == whole, name
    for path in outdir.iterdir():
        if path.name != ".doctrees":
            gone(path.name)(outdir)
    build_here(history.folder, outdir)
    assert tree(outdir, without=(".doctrees",)) == whole
    for path in (outdir / ".doctrees").rglob("*"):
        if path.is_file() and "workshop-" in path.as_posix():
            path.write_bytes(b"{\xff")
    build_here(history.folder, outdir)
    assert tree(outdir, without=(".doctrees",)) == whole


def test_what_is_deleted_goes_though_the_doctrees_are_lost(history: History, outdir: Path) -> None:
    build_here(history.folder, outdir)
    put("mine.html", "put there by hand")(outdir)
    put(".workshop-files", (outdir / ".workshop-files").read_text("utf-8") + "../other\n")(outdir)
    put("other", "not in the folder")(outdir.parent)
    drop_page(history)
    gone(".doctrees")(outdir)
    build_here(history.folder, outdir)
    assert (outdir / "mine.html").is_file()
    assert (outdir.parent / "other").is_file()
    gone("mine.html")(outdir)
    check_equal(history.folder, outdir, "it")
    assert not (outdir / "papers" / "three.html").exists()


@pytest.mark.parametrize("age", ["new", "old"])
def test_a_copy_from_another_machine(history: History, tmp_path: Path, age: str) -> None:
    build_here(history.folder, tmp_path / "out")
    there = tmp_path / "there"
    shutil.copytree(tmp_path / "out", there / "out", copy_function=shutil.copyfile)
    moved("site", "there/site")(tmp_path)
    if age == "old":
        for path in there.rglob("*"):
            os.utime(path, (1_000_000_000, 1_000_000_000))
    swap("plain.md", "No data", "Some text, no data")(there / "site")
    os.utime(there / "site" / "plain.md", (999_999_000, 999_999_000))
    build_here(there / "site", there / "out")
    check_equal(there / "site", there / "out", "it")


def test_broken_data_touches_nothing(history: History, outdir: Path) -> None:
    build_here(history.folder, outdir)
    before = tree(outdir, without=())
    good = (history.folder / "_data" / "papers.yaml").read_text("utf-8")
    put("_data/papers.yaml", f"{good}  - id: [\n")(history.folder)
    with pytest.raises(SystemExit):
        build_here(history.folder, outdir)
    assert tree(outdir, without=()) == before
    put("_data/papers.yaml", good.replace("Ann", "Anna"))(history.folder)
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, "it was mended")


EDITS: Final = {
    "data": swap("_data/papers.yaml", "Ann", "Anna"),
    "a title": swap("plain.md", "# Plain", "# Plainer"),
    "settings": conf("html_title = 'Seven'"),
    "a page less": both(gone("plain.md"), swap("index.md", "plain\n", "")),
}


@pytest.mark.parametrize("name", EDITS)
def test_pages_named_on_the_command_line(name: str, history: History, outdir: Path) -> None:
    build_here(history.folder, outdir, files=["prose.md"])
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, "one page first")
    EDITS[name](history.folder)
    build_here(history.folder, outdir, files=["prose.md"])
    build_here(history.folder, outdir, files=["list.md"])
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, name)


def test_options_of_the_command_line(history: History, outdir: Path) -> None:
    swap("plain.md", "No data", "```{only} draft\nDraft.\n```\n\nNo data")(history.folder)
    build_here(history.folder, outdir)
    history.step_data()
    build_here(history.folder, outdir, every=True)
    check_equal(history.folder, outdir, "-a")
    drop_page(history)
    build_here(history.folder, outdir, fresh=True)
    check_equal(history.folder, outdir, "-E")
    swap("prose.md", "See", "```{only} draft\nDraft.\n```\n\nSee")(history.folder)
    build_here(history.folder, outdir, tags=["draft"])
    assert b"Draft." in tree(outdir)["prose.html"]
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, "-t")
    build_here(history.folder, outdir, html_title="X", workshop_exports="bibtex")
    check_equal(history.folder, outdir, "-D", html_title="X", workshop_exports="bibtex")
    build_here(history.folder, outdir)
    check_equal(history.folder, outdir, "no more -D")


BUILDERS: Final = ("html", "dirhtml", "singlehtml", "text", "latex", "xml")


def test_builders_with_one_folder_of_doctrees(history: History, tmp_path: Path) -> None:
    doctrees = tmp_path / "doctrees"
    for number, builder in enumerate((*BUILDERS, *BUILDERS[:3])):
        build_here(history.folder, tmp_path / builder, builder, doctrees=doctrees)
        history.step_data()
        if number == 5:
            drop_page(history)
        if number == 7:
            swap("prose.md", "# Prose", "# Prosaic")(history.folder)
    for builder in BUILDERS:
        build_here(history.folder, tmp_path / builder, builder, doctrees=doctrees)
        check_equal(history.folder, tmp_path / builder, builder, builder)


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize(
    "builder", ["latex", "man", "texinfo", "gettext", "epub", "htmlhelp", "json"]
)
def test_builders_that_make_no_site(
    builder: str, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    source, outdir, clean = history.folder, tmp_path / "out", tmp_path / "clean"
    picture = "![x](shown/more.png)"
    both(put("shown/more.png", png((8, 8, 8))), swap("plain.md", "No data", picture))(source)
    build_here(source, outdir, builder, doctrees=tmp_path / "doctrees")
    for edit in (
        swap("plain.md", picture, ""),
        both(gone("plain.md"), swap("index.md", "plain\n", "")),
        both(conf("project = 'Another'"), swap("_data/papers.yaml", "Ann", "Anna")),
    ):
        edit(source)
        said = build_here(source, outdir, builder, doctrees=tmp_path / "doctrees")
        assert "unknown mimetype" not in said
        shutil.rmtree(clean, ignore_errors=True)
        build_here(source, clean, builder, doctrees=tmp_path / "more")
        shutil.rmtree(tmp_path / "more")
        now, made = tree(outdir, without=()), tree(clean, without=())
        assert now.keys() == made.keys()
        assert folders(outdir) == folders(clean)
        # These hold times of files.
        differ = {name for name, data in made.items() if now[name] != data}
        assert {name for name in differ if not name.endswith((".epub", ".pickle"))} == set()


def test_what_somebody_else_puts_beside_stays(history: History, outdir: Path) -> None:
    build_here(history.folder, outdir)
    before = tree(outdir, without=(".doctrees",))
    put("mine.txt", "mine")(outdir)
    for _ in range(2):
        build_here(history.folder, outdir, "man")
    now = tree(outdir, without=(".doctrees",))
    assert now.items() >= before.items()
    assert {"mine.txt", "testworkshop.1"} <= now.keys()


def test_the_booklet_with_the_same_doctrees(history: History, tmp_path: Path) -> None:
    doctrees, source = tmp_path / "doctrees", history.folder
    history.append_to_conf("workshop_booklet = True\n")
    build_here(source, tmp_path / "html", doctrees=doctrees)
    history.step_data()
    build_here(source, tmp_path / "booklet", "booklet", doctrees=doctrees)
    build_here(source, tmp_path / "html", doctrees=doctrees)
    check_equal(source, tmp_path / "html", "the booklet")
    swap("plain.md", "No data", "More")(source)
    build_here(source, tmp_path / "html", doctrees=doctrees)
    build_here(source, tmp_path / "booklet", "booklet", doctrees=doctrees)
    check_equal(source, tmp_path / "booklet", "the pages", "booklet")


def test_a_site_with_a_booklet_gives_way(history: History, outdir: Path) -> None:
    doctrees = outdir.with_name("doctrees")
    history.append_to_conf("workshop_booklet = True\n")
    for builder in ("html", "dirhtml", "text"):
        build_here(history.folder, outdir, builder, doctrees=doctrees)
        check_equal(history.folder, outdir, builder, builder)


def test_builders_in_one_folder(history: History, outdir: Path) -> None:
    doctrees = outdir.with_name("doctrees")
    for builder in ("html", "dirhtml", "html", "singlehtml", "html"):
        build_here(history.folder, outdir, builder, doctrees=doctrees)
        check_equal(history.folder, outdir, builder, builder)
        history.step_data()


def test_two_outputs_of_the_same_doctrees(history: History, tmp_path: Path) -> None:
    doctrees, (one, two) = tmp_path / "doctrees", (tmp_path / "one", tmp_path / "two")
    build_here(history.folder, one, doctrees=doctrees)
    history.step_data()
    build_here(history.folder, two, doctrees=doctrees)
    drop_page(history)
    put("_static/x.css", "a {}")(history.folder)
    for outdir in (one, two):
        build_here(history.folder, outdir, doctrees=doctrees)
        check_equal(history.folder, outdir, outdir.name)


SEEN_ONCE: Final = {
    "a picture": put("shown/face.png", png((9, 9, 9))),
    "a portrait": put("_data/face.png", png((9, 9, 9))),
    "a file that a page includes": put("_part.md", "Other."),
    "a page of the same time": put_unseen("plain.md", "# Plain\n\nOther data here.\n"),
    "the day": conf("today = 'Tomorrow'"),
}


@pytest.mark.parametrize("second", ["dirhtml", "html", "text", "xml"])
def test_what_has_changed_shows_in_each_output(
    history: History, tmp_path: Path, second: str
) -> None:
    doctrees, source = tmp_path / "doctrees", history.folder
    outputs = {tmp_path / "one": "html", tmp_path / "two": second}
    put("_part.md", "One.")(source)
    conf("exclude_patterns = ['_build', '_part.md']")(source)
    swap("prose.md", "See", "```{include} _part.md\n```\n\n{sub-ref}`today`\n\nSee")(source)
    for said, edit in {"nothing": both(), **SEEN_ONCE}.items():
        edit(source)
        for outdir, builder in outputs.items():
            build_here(source, outdir, builder, doctrees=doctrees)
            check_equal(source, outdir, said, builder)


def test_quotes_are_those_of_each_output(history: History, tmp_path: Path) -> None:
    doctrees, source = tmp_path / "doctrees", history.folder
    swap("plain.md", "No data", '"No" data')(source)
    for builder in ("html", "text", "dirhtml"):
        build_here(source, tmp_path / builder, builder, doctrees=doctrees)
        check_equal(source, tmp_path / builder, builder, builder)


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
def test_sources_of_pages_as_data(history: History, outdir: Path) -> None:
    conf("html_copy_source = True")(history.folder)
    build_here(history.folder, outdir, "json")
    swap("plain.md", "No data", "Other data")(history.folder)
    assert "Aborted" not in build_here(history.folder, outdir, "json")
    assert "Other data" in (outdir / "_sources" / "plain.md.txt").read_text("utf-8")


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize("other", ["json", "text", "xml"])
def test_a_site_gives_way_to_another_form(history: History, outdir: Path, other: str) -> None:
    doctrees = outdir.with_name("doctrees")
    build_here(history.folder, outdir, doctrees=doctrees)
    for builder in (other, "html"):
        build_here(history.folder, outdir, builder, doctrees=doctrees)
        clean = outdir.with_name(f"clean-{builder}")
        build_here(history.folder, clean, builder)
        files = [tree(folder, without=(".doctrees",)) for folder in (outdir, clean)]
        assert files[0].keys() == files[1].keys()
        assert folders(outdir) == folders(clean)


@pytest.mark.parametrize("builder", ["html", "text"])
def test_two_folders_of_doctrees_for_one_output(
    history: History, outdir: Path, builder: str
) -> None:
    one, two = outdir.with_name("dt1"), outdir.with_name("dt2")
    build_here(history.folder, outdir, builder, doctrees=one)
    drop_page(history)
    put("more.md", "# More")(history.folder)
    build_here(history.folder, outdir, builder, doctrees=two)
    check_equal(history.folder, outdir, "the second", builder)
    history.step_data()
    gone("more.md")(history.folder)
    build_here(history.folder, outdir, builder, doctrees=one)
    check_equal(history.folder, outdir, "the first again", builder)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_files_take_the_place_of_folders(history: History, outdir: Path, builder: str) -> None:
    folder = history.folder
    venue = {"file": put("x/venue", "1"), "folder": put("x/venue/index.html", "1")}
    page = put("venue.md", "---\norphan: true\n---\n\n# Venue\n")
    edits = (
        both(venue["file"], put("x/deep/a.txt", "1"), conf("html_extra_path = ['x']")),
        both(gone("x/venue"), venue["folder"], gone("x/deep"), put("x/deep", "1")),
        both(gone("x/venue"), page),
        both(gone("venue.md"), venue["file"], gone("x/deep"), put("x/deep/a.txt", "1")),
        both(gone("x/venue"), page),
    )
    for number, edit in enumerate(edits):
        edit(folder)
        build_here(folder, outdir, builder)
        check_equal(folder, outdir, f"edit {number}", builder)


FOLDERS: Final[dict[str, list[Edit]]] = {
    "beside the pages": [
        both(put("x/a/b.txt", "1"), empty("x/empty/deep"), conf("html_extra_path = ['x']")),
        gone("x/a/b.txt"),
        gone("x/empty"),
        both(gone("x/a"), put("x/a", "1"), empty("x/sub")),
        both(gone("x/a"), empty("x/a"), put("sub/people.md", "# People")),
        gone("sub"),
        both(empty("x/ics"), conf("workshop_exports = []")),
        conf("html_extra_path = []"),
    ],
    "of static files": [
        both(put("_static/a/b.txt", "1"), empty("_static/empty/deep")),
        gone("_static/a/b.txt"),
        gone("_static/empty"),
        empty("_static/other"),
        gone("_static"),
    ],
    "of sources": [
        conf("html_copy_source = True"),
        gone("sub/people.md"),
        conf("html_copy_source = False"),
        conf("html_copy_source = True"),
    ],
    "that settings leave out": [
        both(
            *(put(f"x/{name}/deep/b.txt", "1") for name in ("one", "two")),
            *(put(f"x/{name}.txt", "1") for name in ("one", "two")),
            conf("html_extra_path = ['x']"),
        ),
        conf("exclude_patterns = ['_build', '**/two', 'one/deep', '**/one.txt', 'two.txt']"),
        conf("exclude_patterns = ['_build']"),
    ],
}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
@pytest.mark.parametrize("name", FOLDERS)
def test_folders_that_hold_nothing(name: str, history: History, outdir: Path, builder: str) -> None:
    build_here(history.folder, outdir, builder)
    for number, edit in enumerate(FOLDERS[name]):
        edit(history.folder)
        build_here(history.folder, outdir, builder)
        check_equal(history.folder, outdir, f"edit {number}", builder)


def test_folders_go_though_the_doctrees_are_lost(history: History, outdir: Path) -> None:
    both(empty("x/empty/deep"), conf("html_extra_path = ['x']"))(history.folder)
    build_here(history.folder, outdir)
    both(gone(".doctrees"), empty("mine"))(outdir)
    gone("x/empty")(history.folder)
    build_here(history.folder, outdir)
    (outdir / "mine").rmdir()
    check_equal(history.folder, outdir, "it")
