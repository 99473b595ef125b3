"""A booklet beside the pages is put together again where something that it follows from changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_workshop.booklet import making as booklet_making
from sphinx_workshop.booklet.cards import making
from sphinx_workshop.booklet.fonts import font_files, packaged_folders
from sphinx_workshop.core.rebuild import today as core_today
from tests.behaviour.in_process import build_here
from tests.conftest import Build, BuildResult, MakeProject
from tests.support import png

CONF = """\
html_baseurl = "https://never.example/"
workshop_booklet = True


def setup(app):
    def say(app, doctree, docname):
        if app.builder.name == "booklet":
            print(f"\\nput together: {docname}")

    app.connect("doctree-resolved", say)
"""
PAGE = "# Test workshop\n\nText.\n\n![A square](square.png)\n"


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({"index.md": PAGE, "square.png": png((200, 0, 0))}, conf=CONF)


def is_made(done: BuildResult) -> bool:
    assert (done.returncode, done.stderr) == (0, "")
    return "put together: index" in done.stdout


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(source: Path) -> None:
        path = source / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "page": replace("index.md", "Text.", "More text."),
    "data": replace("_data/workshop.yaml", "Test workshop", "Another workshop"),
    "setting": replace("conf.py", "workshop_booklet = True", "workshop_booklet = 1 == 1"),
    "picture": lambda source: (source / "square.png").write_bytes(png((0, 0, 200))),
    "gone": lambda source: (source / "_build/html/program.pdf").unlink(),
    "spoilt": lambda source: (source / "_build/html/program.pdf").write_bytes(b"%PDF"),
    "more": lambda source: (source / "_build/html/program-2.pdf").write_bytes(b"%PDF"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_made_again_when_it_must_be(change: str, project: Path, build: Build) -> None:
    assert is_made(build(project))
    assert not is_made(build(project))
    CHANGES[change](project)
    done = build(project)
    assert is_made(done)
    kept = {path.name: path.read_bytes() for path in done.outdir.glob("*.p[dn][fg]")}
    assert kept.keys() == {"program.pdf", "card.png"}
    assert not is_made(build(project))

    new = build(project, "html", "-d", str(project / "other"), "-E")
    assert {name: (new.outdir / name).read_bytes() for name in kept} == kept


def test_another_date_makes_another(project: Path, build: Build) -> None:
    assert is_made(build(project, environ={"SOURCE_DATE_EPOCH": "1000000000"}))
    assert not is_made(build(project, environ={"SOURCE_DATE_EPOCH": "1000000000"}))
    done = build(project, environ={"SOURCE_DATE_EPOCH": "1700000000"})
    assert is_made(done)
    assert b"D:20231114" in (done.outdir / "program.pdf").read_bytes()


def test_a_template_of_one_s_own_counts(project: Path, build: Build) -> None:
    own = '#import "default.typ": *\n'
    (project / "own.typ").write_text(own, "utf-8")
    with (project / "conf.py").open("a", encoding="utf-8") as file:
        file.write("\nworkshop_booklet_template = 'own.typ'\n")
    assert is_made(build(project))
    assert not is_made(build(project))
    (project / "own.typ").write_text(own + "// seen\n", "utf-8")
    assert is_made(build(project))


def test_fonts_count_where_they_are_needed(project: Path, build: Build) -> None:
    (amiri,) = (path for path in map(str, packaged_folders()) if "amiri" in path)
    font, *_, other = font_files([amiri])
    (project / "fonts").mkdir()
    (project / "fonts" / font.name).write_bytes(font.read_bytes())
    with (project / "conf.py").open("a", encoding="utf-8") as file:
        file.write("\nworkshop_booklet_font_paths = ['fonts']\n")
    (project / "index.md").write_text(PAGE + "\nالعربية\n", "utf-8")
    assert is_made(build(project))
    assert not is_made(build(project))
    (project / "fonts" / other.name).write_bytes(other.read_bytes())
    assert is_made(build(project))

    (project / "index.md").write_text(PAGE, "utf-8")
    assert is_made(build(project))
    (project / "fonts" / other.name).unlink()
    assert not is_made(build(project))


@pytest.mark.parametrize("text", ["A 🎉 here.", "{math}`\\begin{nothing}x\\end{nothing}`"])
def test_what_is_doubtful_is_said_each_time(text: str, project: Path, build: Build) -> None:
    (project / "index.md").write_text(f"{PAGE}\n{text}\n", "utf-8")
    first = build(project, strict=False).stderr.splitlines()
    # One of the booklet, and one of the page where its formula is shown as its source.
    assert len([line for line in first if "shown as its source" not in line]) == 1
    assert build(project, strict=False).stderr.splitlines() == first


def test_switched_off_nothing_is_left(project: Path, build: Build) -> None:
    done = build(project)
    assert (done.outdir / "program.pdf").exists()
    replace("conf.py", "workshop_booklet = True", "workshop_booklet = False")(project)
    assert not is_made(build(project))
    assert not (done.outdir / "program.pdf").exists()


def test_cards_follow_from_what_they_say_alone(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = "papers:\n  - {id: one, title: One, authors: [A B], unplaced: no}\n"
    conf = "html_baseurl = 'https://never.example/'\n"
    source = make_project({"_data/papers.yaml": paper}, conf=conf)
    made: list[str] = []
    original = making.make_cards

    def make(*given: Any) -> None:
        made.append("cards")
        original(*given)

    monkeypatch.setattr(making, "make_cards", make)

    def builds(cards: str = "site") -> int:
        made.clear()
        build_here(source, tmp_path / "out", workshop_cards=cards)
        return len(made)

    assert (builds(), builds()) == (1, 0)
    replace("_data/papers.yaml", "title: One", "title: Two")(source)
    assert builds() == 0
    replace("_data/workshop.yaml", "Test workshop", "Another workshop")(source)
    assert builds() == 1
    assert (builds("papers"), builds("papers")) == (1, 0)
    replace("_data/papers.yaml", "title: Two", "title: Three")(source)
    assert builds("papers") == 1


def test_another_day_makes_another_where_a_page_says_it(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = {"index.md": "# Home\n\n```{toctree}\nday\n```\n"}
    source = make_project({**index, "day.rst": "Day\n===\n\nIt is |today|.\n"})
    made: list[str] = []

    def make(app: object) -> None:
        made.append("booklet")
        original(app)

    original: Any = booklet_making.make_booklet
    monkeypatch.setattr(booklet_making, "make_booklet", make)

    def builds(day: str) -> int:
        made.clear()
        monkeypatch.setattr(core_today, "today", lambda _config: day)
        build_here(source, tmp_path / "out", workshop_booklet=True)
        return len(made)

    assert [builds("Monday"), builds("Monday"), builds("Tuesday")] == [1, 0, 1]
