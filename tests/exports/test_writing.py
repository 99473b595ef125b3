"""Files come into the output folder whole or not at all, and leave it again."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_workshop.core.export import Export, ExportError, File, Ledger, render_all
from sphinx_workshop.core.program import Program
from tests.support import copy_synthetic, said, soup, tree

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

DATA = """
schedule:
  - date: 2030-01-15
    sessions:
      - {id: one, kind: other, title: One, start: 10:00, end: 11:00, room: Attic}
      - {id: two, kind: other, title: Two, start: 11:00, end: 12:00, room: Hall}
"""
PAGES = {"index.md": "# Test\n\n```{schedule}\n```\n", "_data/program.yaml": DATA}


def files(**held: str) -> list[File]:
    return [File(name.replace("__", "/"), "test", text.encode()) for name, text in held.items()]


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[], Ledger]:
    """What each build does anew: read the ledger of the same output folder."""
    (tmp_path / "out").mkdir()
    (tmp_path / "doctrees").mkdir()
    return lambda: Ledger(tmp_path / "doctrees" / "ledger.json", tmp_path / "out")


def test_files_that_are_made_no_more_are_removed(
    ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "mine.txt").write_text("the organizers'")
    ledger().update(files(a="1", ics__b="2", ics__day__c="3"), "x")
    (out / "ics" / "theirs").write_text("the theme's")
    ledger().update(files(a="1"), "y")
    assert set(tree(out)) == {"a", "mine.txt", "ics/theirs"}
    assert not (out / "ics" / "day").exists()


def test_only_our_own_files_are_removed(ledger: Callable[[], Ledger], tmp_path: Path) -> None:
    out = tmp_path / "out"
    ledger().update(files(a="1", b="2"), "x")
    (out / "b").write_text("somebody else's now")
    ledger().update(files(a="1"), "y")
    assert tree(out) == {"a": b"1", "b": b"somebody else's now"}
    # Not even later.
    (out / "b").write_text("2")
    ledger().update(files(a="1"), "z")
    assert set(tree(out)) == {"a", "b"}


def test_output_folders_of_the_same_doctrees_are_apart(tmp_path: Path) -> None:
    for name in ("html", "dirhtml", "html"):
        (tmp_path / name).mkdir(exist_ok=True)
        made = files(a="1") if name == "html" else files(b="2")
        Ledger(tmp_path / "ledger.json", tmp_path / name).update(made, "x")
    assert set(tree(tmp_path / "html")) == {"a"}
    assert set(tree(tmp_path / "dirhtml")) == {"b"}


def test_a_file_that_is_the_same_is_not_touched(
    ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    ledger().update(files(a="1", b="2"), "x")
    before = (tmp_path / "out" / "a").stat()
    ledger().update(files(a="1", b="3"), "y")
    after = (tmp_path / "out" / "a").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_who_reads_the_old_file_goes_on_reading_it(
    ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    ledger().update(files(a="the old"), "x")
    with (tmp_path / "out" / "a").open() as reader:
        ledger().update(files(a="new"), "y")
        assert reader.read() == "the old"


def test_fresh_is_what_nothing_has_changed(ledger: Callable[[], Ledger], tmp_path: Path) -> None:
    assert not ledger().is_fresh("x")
    ledger().update(files(a="1"), "x")
    assert ledger().is_fresh("x")
    assert not ledger().is_fresh("y")
    (tmp_path / "out" / "a").write_text("2")
    assert not ledger().is_fresh("x")
    (tmp_path / "out" / "a").unlink()
    assert not ledger().is_fresh("x")


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"../out": 1}'])
def test_a_broken_ledger_is_an_empty_one(
    broken: str, ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    ledger().update(files(a="1", b="1"), "x")
    (tmp_path / "doctrees" / "ledger.json").write_text(broken)
    ledger().update(files(a="2"), "y")
    assert tree(tmp_path / "out") == {"a": b"2", "b": b"1"}


def test_a_full_disk_leaves_the_old_file_whole(
    ledger: Callable[[], Ledger], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger().update(files(a="old", b="old"), "x")

    class Full:
        def __init__(self, descriptor: int, mode: str) -> None:
            self.file = open(descriptor, mode)  # noqa: SIM115

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> int:
            if data == b"new b":
                self.file.write(data[:2])
                raise OSError(errno.ENOSPC, "No space left on device")
            return self.file.write(data)

    monkeypatch.setattr("sphinx_workshop.core.export.os.fdopen", Full)
    message = "export 'test' not written: 'b': No space left on device"
    with pytest.raises(ExportError, match=f"^{message}$"):
        ledger().update(files(a="new a", b="new b", c="new c"), "y")
    monkeypatch.undo()
    assert tree(tmp_path / "out") == {"a": b"new a", "b": b"old"}
    assert not ledger().is_fresh("y")
    ledger().update(files(a="new a"), "y")
    assert tree(tmp_path / "out") == {"a": b"new a"}


def empty(**held: str) -> Export:
    name, texts = held.pop("name"), held
    return Export(name, lambda _: {path: text.encode() for path, text in texts.items()})


def test_two_exports_cannot_write_one_file() -> None:
    program = Program({})
    with pytest.raises(ExportError, match=r"^exports 'x' and 'y' both write 'A'$"):
        render_all(program, [empty(name="x", a="1"), empty(name="y", A="1")])
    assert len(render_all(program, [empty(name="x", a="1"), empty(name="y", b="1")])) == 2


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../b", "a\\b", "a//b", "./a"])
def test_no_file_leads_out_of_the_folder(path: str) -> None:
    with pytest.raises(ExportError, match="no file below the root"):
        render_all(Program({}), [Export("x", lambda _: {path: b""})])


def test_a_deleted_session_takes_its_calendars_with_it(
    make_project: MakeProject, build: Build
) -> None:
    source = make_project(PAGES)
    out = build(source).outdir
    assert {"one.ics", "two.ics", "room", "day"} == {path.name for path in (out / "ics").iterdir()}
    (out / "ics" / "three.ics").write_text("not ours")
    data = source / "_data" / "program.yaml"
    data.write_text("\n".join(DATA.splitlines()[:-1]), "utf-8")
    result = build(source)
    assert (result.returncode, result.stderr) == (0, "")
    left = {path.name for path in (out / "ics").iterdir()}
    assert left == {"one.ics", "three.ics", "room", "day"}
    assert [path.name for path in (out / "ics" / "room").iterdir()] == ["attic.ics"]
    assert b"Two" not in (out / "program.ics").read_bytes()


def test_one_line_says_what_was_not_written(make_project: MakeProject, build: Build) -> None:
    source = make_project(PAGES)
    out = source / "_build" / "html"
    (out / "papers.bib").mkdir(parents=True)
    result = build(source, strict=False)
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("ERROR: export 'bibtex' not written: 'papers.bib': ")
    assert line.endswith(" [workshop.export]")
    assert (out / "index.html").is_file()
    hidden = {path.name for path in out.glob(".*")}
    assert hidden == {".buildinfo", ".doctrees", ".workshop-files"}
    (out / "papers.bib").rmdir()
    assert build(source).returncode == 0
    assert (out / "papers.bib").is_file()


def test_organizers_choose(make_project: MakeProject, build: Build) -> None:
    source = make_project(PAGES)
    out = build(source).outdir
    page = soup(out / "index.html")
    links = [(said(link), link["href"]) for link in page.select("p.ws-links a")]
    # Without the workshop's address nobody can subscribe.
    assert links == [("Add to calendar", "program.ics")]
    conf = source / "conf.py"
    conf.write_text(conf.read_text("utf-8") + "workshop_exports = ['frab', 'tables']\n", "utf-8")
    assert build(source).returncode == 0
    made = {name for name in tree(out) if name.endswith((".ics", ".csv", ".json", ".xml", ".bib"))}
    assert made == {"schedule.json", "schedule.xml", "sessions.csv", "papers.csv"}
    assert soup(out / "index.html").select("p.ws-links a") == []
    conf.write_text(conf.read_text("utf-8") + "workshop_exports = ['farb']\n", "utf-8")
    result = build(source, strict=False)
    assert "unknown export 'farb' (did you mean 'frab'?) [workshop.config]" in result.stderr


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "text", "latex", "xml", "epub"])
def test_only_sites_link_to_calendars(
    builder: str, make_project: MakeProject, build: Build
) -> None:
    pages = {
        "index.md": "# Test\n\n```{toctree}\nprogram/index\n```\n",
        "program/index.md": "# Program\n\n```{schedule}\n```\n",
        "_data/program.yaml": DATA,
        "_data/workshop.yaml": (
            "workshop: {title: T, acronym: T, start: 2030-01-15, end: 2030-01-15, timezone: UTC, "
            "url: 'https://example.org/t'}\n"
        ),
    }
    conf = "copyright = '2030'\nversion = '1'"
    source = make_project(pages, conf=conf)
    result = build(source, builder, "-d", str(source / "doctrees"))
    assert (result.returncode, result.stderr) == (0, "")
    if builder in ("dirhtml", "singlehtml"):
        single = builder == "singlehtml"
        page = soup(result.outdir / ("index.html" if single else "program/index.html"))
        links = [(said(link), link["href"]) for link in page.select("p.ws-links a")]
        assert links == [
            ("Add to calendar", "program.ics" if single else "../program.ics"),
            ("Subscribe", "webcal://example.org/t/program.ics"),
        ]
        return
    texts = b"".join(data for data in tree(result.outdir).values())
    assert b"Add to calendar" not in texts
    assert b"Subscribe" not in texts
    assert not (result.outdir / "program.ics").exists()


def test_a_listing_of_one_day_offers_no_whole_program(
    make_project: MakeProject, build: Build
) -> None:
    day = "# Test\n\n```{schedule}\n:day: 2030-01-15\n```\n"
    result = build(make_project({**PAGES, "index.md": day}))
    assert soup(result.outdir / "index.html").select("p.ws-links") == []


@pytest.mark.slow
def test_exports_are_equal_on_every_machine(tmp_path: Path, build: Build) -> None:
    """In another zone, another language, with other hashes, at another time of the clock."""
    outs = []
    for number, environ in enumerate(
        (
            {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
            {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
        )
    ):
        source = copy_synthetic(tmp_path / str(number))
        result = build(source, environ=environ)
        assert (result.returncode, result.stderr) == (0, "")
        outs.append(result.outdir)
    ledger = json.loads((outs[0] / ".doctrees" / "workshop-exports.json").read_text())
    names = [name for held in ledger.values() for name in held if name]
    assert len(names) > 40
    for name in names:
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes(), name
