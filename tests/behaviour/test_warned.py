"""A warning of a page is said in each build until what it is about is mended."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.behaviour.in_process import build_here
from tests.conftest import Build, BuildResult, MakeProject

INDEX = "# Start\n\n```{toctree}\none\ntwo\n```\n"
PAGES = {"index.md": INDEX, "one.md": "(first)=\n# One\n", "two.md": "# Two\n\nText.\n"}

# What is edited → how many warnings there are of it.
WARNED = {
    "a link, when a page is written": ({"two.md": "# Two\n\n{ref}`nowhere`\n"}, 1),
    "a directive, when it is read": ({"two.md": "# Two\n\n```{nonsense}\n```\n"}, 1),
    "two pages": ({"one.md": "# One\n\n{ref}`x`\n", "two.md": "# Two\n\n{ref}`y`\n"}, 2),
    "a page in no contents list": ({"three.md": "# Three\n"}, 1),
    "a file that a page includes": (
        {"two.md": "# Two\n\n```{include} part.txt\n```\n", "part.txt": "{nonsense}`x`\n"},
        1,
    ),
    "a label that two pages give": ({"two.md": "(first)=\n# Two\n"}, 1),
}


@pytest.fixture
def source(make_project: MakeProject) -> Path:
    return make_project(PAGES)


def write(source: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (source / name).write_text(text, "utf-8")


def read_again(result: BuildResult) -> int:
    found = re.search(r"(\d+) added, (\d+) changed", result.stdout)
    assert found
    return int(found[1]) + int(found[2])


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
@pytest.mark.parametrize("what", WARNED)
def test_it_is_said_until_it_is_mended(source: Path, build: Build, what: str, jobs: str) -> None:
    files, number = WARNED[what]
    assert build(source).returncode == 0
    write(source, files)
    first = build(source, "html", jobs)
    assert first.returncode == 1
    assert first.stderr.count("WARNING: ") == number, first.stderr
    for _ in range(2):
        again = build(source, "html", jobs)
        assert (again.returncode, said(again)) == (1, said(first))
    # Also where something else is edited.
    write(source, {"index.md": INDEX.replace("Start", "Begin")})
    assert said(build(source, "html", jobs)) == said(first)
    assert said(build(source, "html", jobs, "-E")) == said(first)
    write(source, {**PAGES, "three.md": "---\norphan:\n---\n# Three\n"})
    assert build(source).stderr == ""
    last = build(source)
    assert (last.stderr, read_again(last)) == ("", 0)


# What pages give, of which Sphinx says that another one gives it too.
GIVEN = {
    "labels": "(dup)=\n## Of {0}\n",
    "terms": "```{{glossary}}\nDup\n    of {0}\n```\n",
    "equations": "```{{math}}\n:label: dup\nx\n```\n",
    "functions": "```{{py:function}} dup()\n```\n",
    "citations": "```{{eval-rst}}\n.. [Dup] of {0}\n```\n\n```{{eval-rst}}\n[Dup]_\n```\n",
}


@pytest.mark.parametrize("what", GIVEN)
def test_two_processes_say_what_one_does(
    make_project: MakeProject, build: Build, what: str
) -> None:
    names = [f"page{number}" for number in range(9)]
    pages = {f"{name}.md": f"# Page {name}\n\n{GIVEN[what].format(name)}" for name in names}
    # Some of them in one process.
    for name in names[2:7]:
        pages[f"{name}.md"] = "# Without\n"
    index = "# Start\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"
    source = make_project({"index.md": index, **pages})
    one = build(source, "html", "-E", "-j1")
    assert one.stderr.count("WARNING: ") == 3, one.stderr
    assert said(build(source, "html", "-E", "-j2")) == said(one)
    assert said(build(source, "html", "-j2")) == said(one)
    (source / "page8.md").write_text(pages["page8.md"] + "\nMore.\n", "utf-8")
    assert said(build(source, "html", "-j2")) == said(one)


def said(result: BuildResult) -> list[str]:
    return sorted(result.stderr.splitlines())


def test_only_pages_with_warnings_are_read_again(source: Path, build: Build) -> None:
    write(source, WARNED["a directive, when it is read"][0])
    assert build(source).returncode == 1
    assert read_again(build(source)) == 1
    # What was said when it was written needs no reading.
    write(source, WARNED["a link, when a page is written"][0])
    assert read_again(build(source)) == 1
    again = build(source)
    assert (read_again(again), again.stderr.count("WARNING: ")) == (0, 1)


def test_each_output_says_its_own(source: Path, build: Build) -> None:
    write(source, WARNED["a link, when a page is written"][0])
    folder = ("-d", str(source / "_build" / "doctrees"))
    for builder in ("html", "dirhtml", "html", "dirhtml"):
        assert build(source, builder, *folder).stderr.count("WARNING: ") == 1
    write(source, PAGES)
    for builder in ("html", "dirhtml"):
        assert build(source, builder, *folder).stderr == ""


def test_a_build_of_another_page_forgets_none(source: Path, tmp_path: Path) -> None:
    write(source, WARNED["a link, when a page is written"][0])
    for files in ((), ("one.md",), (), ()):
        said = build_here(source, tmp_path / "out", files=files)
        assert said.count("WARNING: ") == (not files)


def test_a_page_that_goes_takes_its_warnings_along(source: Path, build: Build) -> None:
    write(source, WARNED["a link, when a page is written"][0])
    assert build(source).returncode == 1
    write(source, {"index.md": INDEX.replace("two\n", "")})
    (source / "two.md").unlink()
    assert build(source).stderr == ""
