"""After any edit the next build shows it, and is what a build from nothing gives."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import differing, inventory, png, tree

if TYPE_CHECKING:
    from tests.conftest import Build

Clean = Callable[[Path], dict[str, bytes]]
Edit = Callable[[Path], None]

# What Sphinx makes of all pages together.
TOGETHER = {"objects.inv", "searchindex.js", "genindex.html", "workshop-people.html"}

# What is made for other programs says most things in several places.
EXPORTS = (".bib", ".csv", ".ics", ".json", ".xml")


def replace(name: str, old: str, new: str) -> Edit:
    """Make an edit that replaces a text, which has to be there once."""

    def edit(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")

    return edit


def move(folder: Path) -> None:
    """Move the last paper into a file of its own; read after the others, it stays the last."""
    path = folder / "_data" / "papers.yaml"
    kept, mark, moved = path.read_text("utf-8").partition("  - id: third\n")
    path.write_text(kept, "utf-8")
    (folder / "_data" / "papers2.yaml").write_text(f"papers:\n{mark}{moved}", "utf-8")


SECOND = """\
  - id: second
    title: The second paper
    authors: [Bob Writer]
    decision: poster
"""
FOURTH = "  - {id: fourth, title: The fourth paper, authors: [Eve Fourth]}\n"
PAPERS = "_data/papers.yaml"


def own(*keys: str) -> set[str]:
    """Give the pages of papers: those whose own, or whose neighbour's, words are others."""
    return {f"papers/{key}.html" for key in keys}


# The landing page describes the whole program to search engines.
EDITS: dict[str, tuple[Edit, set[str]]] = {
    "a title, which sessions and links take over": (
        replace(PAPERS, "The first paper", "Another title"),
        {
            "papers.html",
            "program.html",
            "prose.html",
            "any.html",
            "index.html",
            *own("first", "second"),
        },
    ),
    "a title nobody else shows": (
        replace(PAPERS, "The second paper", "Another title"),
        {"papers.html", *own("first", "second", "third")},
    ),
    "a record added": (
        replace(PAPERS, "  - id: third\n", FOURTH + "  - id: third\n"),
        {"papers.html", "index.html", *own("third", "fourth")},
    ),
    "a record deleted": (
        replace(PAPERS, SECOND, ""),
        {"papers.html", "index.html", *own("first", "second", "third")},
    ),
    "the order of two records": (
        lambda folder: (
            replace(PAPERS, SECOND, "")(folder),
            replace(
                PAPERS,
                "[Cy Scribe]\n    decision: poster\n",
                f"[Cy Scribe]\n    decision: poster\n{SECOND}",
            )(folder),
        )[0],
        {"papers.html", *own("first", "second", "third")},
    ),
    "a time": (
        replace("_data/program.yaml", "11:30", "11:45"),
        {"program.html", "papers.html", "index.html", *own("first")},
    ),
    "a further zone": (
        replace("_data/workshop.yaml", "timezone:", "display_timezones: [Asia/Tokyo]\n  timezone:"),
        {"program.html", *own("first")},
    ),
    "a speaker's name": (
        replace("_data/program.yaml", "Dee Speaker", "Dora Speaker"),
        {"program.html", "speakers.html", "index.html"},
    ),
    "a comment": (replace(PAPERS, "papers:", "# The papers\npapers:"), set()),
    "a record in another file": (move, set()),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_shows_where_it_should_and_nowhere_else(
    name: str, small: Path, build: Build, clean: Clean
) -> None:
    edit, pages = EDITS[name]
    before = tree(build(small).outdir)
    edit(small)
    result = build(small)
    after = tree(result.outdir)
    assert result.stderr == ""
    changed = {name for name in differing(before, after) if not name.endswith(EXPORTS)}
    assert changed - TOGETHER == pages
    assert differing(after, clean(small)) == set()


def test_links_follow_a_listing_to_another_page(small: Path, build: Build, clean: Clean) -> None:
    before = tree(build(small).outdir)
    replace("papers.md", "```{papers}\n```\n", "")(small)
    replace("other.md", "No data here.\n", "```{papers}\n```\n")(small)
    after = tree(build(small).outdir)
    assert differing(before, after) >= {"index.html", *own("first", "second", "third")}
    assert b"../other.html#papers" in after["papers/first.html"]
    assert differing(after, clean(small)) == set()


def test_a_deleted_record_is_gone(small: Path, build: Build) -> None:
    outdir = build(small).outdir
    assert ("workshop:paper", "second") in inventory(outdir / "objects.inv")
    assert b"Bob" in b"".join(tree(outdir).values())
    replace(PAPERS, SECOND, "")(small)
    build(small)
    assert ("workshop:paper", "second") not in inventory(outdir / "objects.inv")
    left = [name for name, data in tree(outdir).items() if b"Bob" in data or b"bob" in data]
    assert left == []


# What Sphinx writes again in every build, to the same bytes.
ALWAYS = {
    ".buildinfo",
    "genindex.html",
    "objects.inv",
    "search.html",
    "searchindex.js",
    "workshop-people.html",
}


def times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and not {".doctrees", "_static"} & set(path.parts)
    }


def test_without_an_edit_nothing_is_written(small: Path, build: Build) -> None:
    outdir = build(small).outdir
    before, written = tree(outdir), times(outdir)
    assert build(small).stderr == ""
    assert tree(outdir) == before
    again = {name for name, time in times(outdir).items() if written[name] != time}
    assert again <= ALWAYS


@pytest.mark.parametrize("age", [-1_000_000, 0], ids=["older", "the same"])
def test_an_edit_counts_whatever_its_time(small: Path, build: Build, age: int) -> None:
    outdir = build(small).outdir
    path = small / PAPERS
    seen = path.stat()
    path.write_text(path.read_text("utf-8").replace("The second", "Der zweite"), "utf-8")
    assert path.stat().st_size == seen.st_size
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns + age * 1_000_000_000))
    build(small)
    assert "Der zweite" in (outdir / "papers.html").read_text("utf-8")


def test_another_picture_under_the_same_name_is_copied(small: Path, build: Build) -> None:
    picture = small / "_data" / "dee.png"
    picture.write_bytes(png((1, 2, 3)))
    replace("_data/program.yaml", "name: Dee", "photo: {file: _data/dee.png}\n    name: Dee")(small)
    outdir = build(small).outdir
    assert (outdir / "_images" / "dee.png").read_bytes() == png((1, 2, 3))
    picture.write_bytes(png((4, 5, 6)))
    build(small)
    assert (outdir / "_images" / "dee.png").read_bytes() == png((4, 5, 6))


@pytest.mark.parametrize("how", ["raise", "kill"])
@pytest.mark.parametrize(
    "where",
    [
        pytest.param("source-read:papers", id="while reading"),
        pytest.param("env-updated:", id="between reading and writing"),
        pytest.param("html-page-context:papers", id="while writing"),
    ],
)
def test_a_build_cut_short_heals(
    small: Path, build: Build, clean: Clean, where: str, how: str
) -> None:
    before = tree(build(small).outdir)
    replace(PAPERS, "The first paper", "Another title")(small)
    crash = where if where.count(":") == 2 else f"{where.removesuffix(':')}:"
    event, _, page = crash.partition(":")
    broken = build(small, environ={"CRASH": f"{event}:{page.rstrip(':')}:{how}"})
    assert broken.returncode != 0
    healed = build(small)
    after = tree(healed.outdir)
    assert healed.returncode == 0
    assert differing(before, after) >= {"papers.html", "program.html", "prose.html", "any.html"}
    assert differing(after, clean(small)) == set()


def test_a_first_build_cut_short_heals(small: Path, build: Build, clean: Clean) -> None:
    assert build(small, environ={"CRASH": "html-page-context:papers:kill"}).returncode != 0
    assert differing(tree(build(small).outdir), clean(small)) == set()


def test_builders_that_share_what_was_read_stay_fresh(
    small: Path, build: Build, clean: Clean
) -> None:
    doctrees = ("-d", str(small / "_build" / "doctrees"))
    outdir = build(small, "html", *doctrees).outdir
    replace(PAPERS, "Ann Author", "Anna Author")(small)
    build(small, "text", *doctrees)
    build(small, "html", *doctrees)
    after = tree(outdir)
    assert b"Anna Author" in after["papers.html"]
    assert differing(after, clean(small)) == set()


def test_another_output_of_what_was_read_is_fresh(small: Path, build: Build) -> None:
    doctrees = ("-d", str(small / "_build" / "doctrees"))
    build(small, "html", *doctrees)
    replace(PAPERS, "Ann Author", "Anna Author")(small)
    outdir = build(small, "dirhtml", *doctrees).outdir
    assert "Anna Author" in (outdir / "papers" / "index.html").read_text("utf-8")
