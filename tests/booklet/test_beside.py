"""The booklet beside the HTML pages: kept, made again, or taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Build, BuildResult, MakeProject
from tests.support import copy_synthetic

CONF = """\
project = "Test"
extensions = ["myst_parser", "sphinx_workshop.booklet"]
exclude_patterns = ["_build"]
html_theme = "basic"
"""


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({"conf.py": CONF, "index.md": "# Test\n\nText.\n"}, defaults=False)


def pdf(done: BuildResult) -> Path:
    return done.outdir / "program.pdf"


def test_an_unchanged_booklet_is_not_set_again(project: Path, build: Build) -> None:
    first = build(project)
    assert "setting the booklet... [100%] program.pdf" in first.stdout
    again = build(project)
    assert again.returncode == 0
    assert "setting the booklet" not in again.stdout
    assert pdf(again).exists()


@pytest.mark.parametrize("change", ["page", "gone", "spoilt"])
def test_a_booklet_is_set_again_when_it_must_be(change: str, project: Path, build: Build) -> None:
    first = build(project)
    before = pdf(first).read_bytes()
    if change == "page":
        (project / "index.md").write_text("# Test\n\nOther text.\n", encoding="utf-8")
    elif change == "gone":
        pdf(first).unlink()
    else:
        pdf(first).write_bytes(b"%PDF something else")
    again = build(project)
    assert "setting the booklet... [100%] program.pdf" in again.stdout
    assert (pdf(again).read_bytes() == before) is (change != "page")


def test_what_cannot_be_printed_is_a_warning_and_the_site_goes_on(
    project: Path, build: Build
) -> None:
    assert pdf(build(project)).exists()
    (project / "index.md").write_text("# Test\n\nText.\n\nA 🎉 here.\n", encoding="utf-8")
    done = build(project, strict=False)
    assert done.returncode == 0
    page = project / "index.md"
    assert done.stderr == (
        f"{page}:5: WARNING: the booklet is missing: no font has 🎉 (U+1F389 PARTY POPPER):"
        " name a folder with fonts for it in workshop_booklet_font_paths [workshop.export]\n"
    )
    assert not pdf(done).exists()
    assert "🎉" in (done.outdir / "index.html").read_text(encoding="utf-8")


def test_the_booklet_builder_fails_in_one_line(project: Path, build: Build) -> None:
    assert pdf(build(project, "booklet")).exists()
    (project / "index.md").write_text("# Test\n\nA 🎉 here.\n", encoding="utf-8")
    done = build(project, "booklet", strict=False)
    assert done.returncode == 1
    page = project / "index.md"
    what = "program.pdf is missing: no font has 🎉 (U+1F389 PARTY POPPER)"
    assert done.stderr.startswith(f"{page}:3: ERROR: {what}: ")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in done.outdir.iterdir()] == [".doctrees"]


def test_warnings_come_once(project: Path, build: Build) -> None:
    (project / "index.md").write_text("# Test\n\n{ref}`nowhere`\n", encoding="utf-8")
    done = build(project, strict=False)
    assert done.stderr.count("nowhere") == 1


def test_an_unknown_record_is_said_once(make_project: MakeProject, build: Build) -> None:
    source = make_project({"index.md": "# Test\n\n{paper}`nowhere`\n"}, conf="workshop_booklet = 1")
    done = build(source, strict=False)
    assert done.stderr.count("unknown paper 'nowhere'") == 1


def test_switched_off_there_is_none(project: Path, build: Build) -> None:
    assert pdf(build(project)).exists()
    done = build(project, "html", "-D", "workshop_booklet=0")
    assert done.returncode == 0
    assert not pdf(done).exists()


def test_the_date_comes_from_the_environment_or_the_data(project: Path, build: Build) -> None:
    done = build(project, "booklet")
    assert b"D:20000101" in pdf(done).read_bytes()
    done = build(project, "booklet", environ={"SOURCE_DATE_EPOCH": "1000000000"})
    assert b"D:20010909" in pdf(done).read_bytes()


def test_the_booklet_beside_a_site_is_the_one_of_the_builder(tmp_path: Path, build: Build) -> None:
    """Pages that only the site has, those of papers, are no targets in it."""
    source = copy_synthetic(tmp_path / "source", booklet=True)
    beside = build(source)
    alone = build(source, "booklet")
    assert pdf(beside).read_bytes() == (alone.outdir / "program.pdf").read_bytes()
    text = "".join(page.extract_text() for page in PdfReader(pdf(beside)).pages)
    assert "Cite" not in text
