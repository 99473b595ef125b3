"""A new section or export is one file and one line in the registry."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import PROJECT, inventory, said, soup, tree

if TYPE_CHECKING:
    from tests.conftest import Build

TUTORIALS = '''\
"""Tutorials: what one can learn before the workshop begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.fields import Id, Line, Prose
from sphinx_workshop.core.section import Directive, Options, Section

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw


class Tutorial(Entity):
    """One tutorial."""

    kind: ClassVar[str] = "tutorial"

    id: Id
    title: Line
    about: Prose | None = None


def _render(draw: Draw, options: Options) -> list[nodes.Node]:
    items = [_entry(draw, one) for one in draw.program.every(Tutorial)]
    return [draw.items("ws-tutorials", *items)]


def _entry(draw: Draw, one: Tutorial) -> nodes.Node:
    title = draw.paragraph("ws-title", draw.anchor(one), *draw.title(one.title))
    return draw.item("ws-tutorial", title, *(draw.prose(one.about) if one.about else []))


SECTION = Section(name="tutorials", entity=Tutorial, directive=Directive(render=_render))
'''

EXPORT = '''\
"""The titles of all papers, one a line."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_workshop.core.export import Export
from sphinx_workshop.core.program import Program
from sphinx_workshop.sections.papers import accepted


def _render(program: Program) -> Mapping[str, bytes]:
    lines = "".join(f"{paper.title}\\n" for paper in accepted(program))
    return {"lists/titles.txt": lines.encode()}


EXPORT = Export(name="titles", render=_render)
'''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package; return the folder that holds it."""
    copy = tmp_path / "ext"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "_ext", copy, ignore=ignore)
    return copy


def register(package: Path, kind: str, module: str, text: str, name: str) -> list[str]:
    """Write one file and one line (an import and an entry); return the registry's changed lines."""
    (package / "sphinx_workshop" / kind / f"{module}.py").write_text(text, "utf-8")
    path = package / "sphinx_workshop" / "registry.py"
    before = path.read_text("utf-8")
    line = f"{name} += (__import__('sphinx_workshop.{kind}.{module}', fromlist=['x']).{name[:-1]},)"
    after = f"{before}\n{line}\n"
    path.write_text(after, "utf-8")
    return [one for one in after.splitlines() if one and one not in before.splitlines()]


DATA = """\
tutorials:
  - id: begin-here
    title: Begin $x$ here
    about: For *all*.
  - id: go-on
    title: Go on
"""


def test_a_section_is_one_file_and_one_line(small: Path, package: Path, build: Build) -> None:
    lines = register(package, "sections", "tutorials", TUTORIALS, "SECTIONS")
    assert len(lines) == 1
    (small / "_data" / "tutorials.yaml").write_text(DATA, "utf-8")
    page = "# Other\n\n```{tutorials}\n```\n\nSee {tutorial}`go-on` and {any}`begin-here`.\n"
    (small / "other.md").write_text(page, "utf-8")
    environ = {"PYTHONPATH": str(package)}

    result = build(small, environ=environ)
    assert (result.returncode, result.stderr) == (0, "")
    other = soup(result.outdir / "other.html")
    titles = [said(title) for title in other.select(".ws-tutorials > .ws-tutorial > .ws-title")]
    assert titles == ["Begin x here", "Go on"]
    assert [said(stressed) for stressed in other.select(".ws-tutorial em")] == ["all"]
    links = other.select(".body > section > p > a")
    assert [(said(link), link["href"]) for link in links] == [
        ("Go on", "#tutorial-go-on"),
        ("Begin x here", "#tutorial-begin-here"),
    ]
    entries = inventory(result.outdir / "objects.inv")
    assert entries["workshop:tutorial", "go-on"].uri == "other.html#tutorial-go-on"

    (small / "_data" / "tutorials.yaml").write_text(DATA.replace("about:", "abuot:"), "utf-8")
    broken = build(small, environ=environ)
    assert broken.returncode != 0
    assert "_data/tutorials.yaml:4:5: error: unknown key 'abuot'" in broken.stderr
    assert "did you mean 'about'?" in broken.stderr


def test_without_it_the_section_is_unknown(small: Path, build: Build) -> None:
    (small / "_data" / "tutorials.yaml").write_text(DATA, "utf-8")
    result = build(small)
    assert result.returncode != 0
    assert "_data/tutorials.yaml:1:1: error: unknown section 'tutorials'" in result.stderr


def test_an_export_is_one_file_and_one_line(small: Path, package: Path, build: Build) -> None:
    assert len(register(package, "exports", "titles", EXPORT, "EXPORTS")) == 1
    environ = {"PYTHONPATH": str(package)}
    before = build(small)
    assert not (before.outdir / "lists").exists()

    result = build(small, environ=environ)
    assert (result.returncode, result.stderr) == (0, "")
    written = result.outdir / "lists" / "titles.txt"
    text = "The first paper\nThe second paper\nThe third paper\n"
    assert written.read_text("utf-8") == text
    time = written.stat().st_mtime_ns

    build(small, environ=environ)
    assert written.stat().st_mtime_ns == time, "rewritten although nothing changed"

    papers = small / "_data" / "papers.yaml"
    papers.write_text(papers.read_text("utf-8").replace("The third", "The last"), "utf-8")
    build(small, environ=environ)
    assert written.read_text("utf-8") == text.replace("The third", "The last")
    assert [name for name in tree(result.outdir) if name.startswith("lists/")] == [
        "lists/titles.txt"
    ]


def test_a_new_version_is_seen_whatever_its_files_times(
    small: Path, package: Path, build: Build
) -> None:
    environ = {"PYTHONPATH": str(package)}
    page = build(small, environ=environ).outdir / "papers" / "first.html"
    template = package / "sphinx_workshop" / "html" / "papers" / "page.html"
    seen, text = template.stat(), template.read_text("utf-8")
    template.write_text(text.replace("When and where", "Time and place"), "utf-8")
    os.utime(template, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert template.stat().st_size == seen.st_size
    build(small, environ=environ)
    assert "Time and place" in page.read_text("utf-8")


def test_an_export_belongs_to_pages_alone(small: Path, package: Path, build: Build) -> None:
    register(package, "exports", "titles", EXPORT, "EXPORTS")
    for builder, there in (
        ("dirhtml", True),
        ("singlehtml", True),
        ("text", False),
        ("epub", False),
    ):
        result = build(
            small, builder, "-d", str(small / "dt"), environ={"PYTHONPATH": str(package)}
        )
        assert result.stderr == ""
        assert (result.outdir / "lists" / "titles.txt").exists() is there, builder


def test_an_export_that_cannot_be_written_is_an_error(
    small: Path, package: Path, build: Build
) -> None:
    register(package, "exports", "titles", EXPORT, "EXPORTS")
    outdir = small / "_build" / "html"
    outdir.mkdir(parents=True)
    (outdir / "lists").write_text("in the way", "utf-8")
    result = build(small, strict=False, environ={"PYTHONPATH": str(package)})
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("ERROR: export 'titles' not written: 'lists/titles.txt': ")
    assert line.endswith("[workshop.export]")
    assert (outdir / "index.html").is_file()
    # No half-written file is left.
    hidden = {path.name for path in outdir.glob(".*")}
    assert hidden == {".buildinfo", ".doctrees", ".workshop-files"}
