"""What keeps the booklet from being made: one line, the site goes on, no older booklet stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Build, MakeProject

from .support import text_of

CONF = """\
project = "Test"
extensions = ["myst_parser", "sphinx_workshop.booklet"]
exclude_patterns = ["_build"]
html_theme = "basic"
"""


@pytest.fixture
def source(make_project: MakeProject) -> Path:
    return make_project({"conf.py": CONF, "index.md": "# Test\n\nText.\n"}, defaults=False)


def without_typst(folder: Path) -> dict[str, str]:
    """Return an environment in which Typst cannot be imported."""
    package = folder / "blocked" / "typst"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('raise ImportError("no wheel here")\n', encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(package.parent), str(PROJECT / "_ext")])}


def test_without_typst_the_site_goes_on(source: Path, build: Build, tmp_path: Path) -> None:
    assert (build(source).outdir / "program.pdf").exists()
    (source / "index.md").write_text("# Test\n\nOther text.\n", encoding="utf-8")
    done = build(source, strict=False, environ=without_typst(tmp_path))
    assert done.returncode == 0
    assert done.stderr == (
        "WARNING: the booklet is missing: Typst is not installed (no wheel here)"
        " [workshop.export]\n"
    )
    assert "Other text" in (done.outdir / "index.html").read_text("utf-8")
    assert not (done.outdir / "program.pdf").exists()


def test_without_typst_the_booklet_builder_fails(
    source: Path, build: Build, tmp_path: Path
) -> None:
    done = build(source, "booklet", strict=False, environ=without_typst(tmp_path))
    assert done.returncode == 1
    assert done.stderr == "ERROR: program.pdf is missing: Typst is not installed (no wheel here)\n"


@pytest.mark.parametrize("builder", ["html", "booklet"])
def test_a_place_that_cannot_be_written_is_named(builder: str, source: Path, build: Build) -> None:
    taken = source / "_build" / builder / "program.pdf"
    (taken / "inside").mkdir(parents=True)
    done = build(source, builder, strict=False)
    assert done.returncode == (0 if builder == "html" else 1)
    (line,) = done.stderr.splitlines()
    assert f" is missing: it cannot be written: {taken}: Is a directory" in line


@pytest.mark.parametrize("builder", ["html", "booklet"])
def test_a_missing_picture_is_one_line_and_the_rest_is_printed(
    builder: str, source: Path, build: Build
) -> None:
    text = "# Test\n\nText.\n\n![A goose](goose.png)\n"
    (source / "index.md").write_text(text, encoding="utf-8")
    done = build(source, builder, strict=False)
    assert done.returncode == 0
    assert done.stderr.count("goose.png") == 1
    assert done.stderr.startswith(f"{source}/index.md:5: WARNING: ")
    assert (done.outdir / "program.pdf").exists()


SETTINGS = {
    "workshop_booklet_font_paths = ['nowhere']": "there is no folder 'nowhere'",
    "workshop_booklet_pages = ['nix']": "there is no page 'nix': write it as toctrees do, without"
    " its suffix",
    "workshop_booklet_pages = [3]": "'[3]' is no list of names: write ['…', '…']",
    "workshop_booklet_paper = 'A7'": "'A7' is unknown: use A4 or A5 or Letter",
    "workshop_booklet_template = 7": "'7' is no file's name",
    "workshop_booklet_volumes = 99": "99 volumes cannot be filled: there is no paper",
}


@pytest.mark.parametrize("builder", ["html", "booklet"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_that_cannot_be_is_said_at_its_line(
    setting: str, builder: str, source: Path, build: Build
) -> None:
    conf = source / "conf.py"
    conf.write_text(CONF + setting, encoding="utf-8")
    done = build(source, builder, strict=False)
    assert done.returncode == 0
    lines = [line for line in done.stderr.splitlines() if "has type" not in line]
    name = setting.partition(" ")[0]
    place = f"{conf}:{len(CONF.splitlines()) + 1}"
    assert lines == [f"{place}: WARNING: {name}: {SETTINGS[setting]} [workshop.config]"]
    assert (done.outdir / "program.pdf").exists()


def test_one_page_alone_needs_no_list(make_project: MakeProject, build: Build) -> None:
    files = {
        "conf.py": CONF + "workshop_booklet_pages = 'one'\nworkshop_booklet = True\n",
        "index.md": "# Test\n\nText.\n\n```{toctree}\none\n```\n",
        "one.md": "# One\n\nWords.\n",
    }
    done = build(make_project(files, defaults=False), "booklet")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Text." not in text_of(done.outdir / "program.pdf")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("goose.png", b"\x89PNG\r\n\x1a\nno more", "failed to decode image"),
        ("goose.svg", b"<svg><unclosed", "failed to parse SVG"),
    ],
)
def test_a_broken_picture_is_said_where_it_stands(
    name: str, content: bytes, why: str, source: Path, build: Build
) -> None:
    assert (build(source).outdir / "program.pdf").exists()
    (source / name).write_bytes(content)
    (source / "index.md").write_text(f"# Test\n\nText.\n\n![A goose]({name})\n", encoding="utf-8")
    done = build(source, strict=False)
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    place = f"{source}/index.md:5: WARNING: the booklet is missing: a picture cannot be read: "
    assert line.startswith(place + why)
    assert not (done.outdir / "program.pdf").exists()


@pytest.mark.parametrize(
    ("template", "line", "why"),
    [
        (b"\xff\xfe", 1, "file is not valid UTF-8"),
        (b"#let booklet(..x, body) = body", 1, "module `template` does not contain `chapter`"),
        (
            b'#import "default.typ": *\n#let closing() = image("gone.png")',
            2,
            "file not found: gone.png",
        ),
    ],
)
def test_whatever_is_wrong_with_a_template_names_it(
    template: bytes, line: int, why: str, source: Path, build: Build
) -> None:
    (source / "own.typ").write_bytes(template)
    (source / "conf.py").write_text(CONF + "workshop_booklet_template = 'own.typ'\n", "utf-8")
    done = build(source, strict=False)
    assert done.returncode == 0
    assert done.stderr == (
        f"{source}/own.typ:{line}: WARNING: the booklet is missing: {why} [workshop.export]\n"
    )


def test_the_same_bytes_in_any_folder_zone_and_locale(
    make_project: MakeProject, build: Build
) -> None:
    files = {"conf.py": CONF, "index.md": "# Test\n\nText.\n"}
    made = []
    for zone, locale in (("Asia/Kathmandu", "C.UTF-8"), ("America/New_York", "C")):
        environ = {"TZ": zone, "LC_ALL": locale, "SOURCE_DATE_EPOCH": "1700000000"}
        done = build(make_project(files, defaults=False), "booklet", environ=environ)
        assert (done.returncode, done.stderr) == (0, "")
        made.append((done.outdir / "program.pdf").read_bytes())
    assert made[0] == made[1]
    assert b"D:20231114" in made[0]
