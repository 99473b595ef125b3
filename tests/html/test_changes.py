"""What has changed, on a built site and in its booklet; nothing of it without the setting."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from pypdf import PdfReader

from tests.support import said, soup, squeeze, tree

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

DATA = """
workshop: {title: T, acronym: T, start: 2030-01-15, end: 2030-01-15, timezone: UTC}
speakers: [{id: ada, name: Ada Example, unplaced: no}]
schedule:
  - date: 2030-01-15
    sessions:
      - {id: one, kind: other, title: One, start: 10:00, end: 11:00, room: Aula}
      - {id: two, kind: other, title: "Two <b>", start: 11:00, end: 12:00}
"""
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nnews\n```\n\n```{schedule}\n```\n",
    "news.md": "# What changed\n\n```{changes}\n```\n\nSo it is.\n",
    "_data/all.yaml": DATA,
}
PERSONS = ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL")
SINCE = 'workshop_changes_since = "before.json"'
LATER = DATA.replace("10:00, end: 11:00, room: Aula", "10:15, end: 11:00, room: Aula").replace(
    'title: "Two <b>"', 'status: cancelled, title: "Two <b>"'
)


def news(out: Path) -> list[str]:
    return [said(one) for one in soup(out / "news.html").select("ul.ws-changes > li")]


def git(folder: Path, *arguments: str) -> None:
    who = {f"GIT_{name}": "x@y.z" for name in PERSONS}
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    subprocess.run(command, cwd=folder, env={**os.environ, **who}, check=True, capture_output=True)


def test_a_file_of_an_earlier_build(make_project: MakeProject, build: Build) -> None:
    source = make_project(PAGES, conf="workshop_booklet = True")
    out = build(source).outdir
    shutil.copy(out / "program.json", source / "before.json")
    # Without the setting there is nothing.
    assert said(soup(out / "news.html").find("p") or pytest.fail("no text")) == "So it is."
    assert not (out / "changes.atom").exists()
    assert soup(out / "news.html").find("link", type="application/atom+xml") is None
    (source / "_data" / "all.yaml").write_text(LATER, "utf-8")
    with (source / "conf.py").open("a") as conf:
        conf.write(f"{SINCE}\n")
    result = build(source)
    assert (result.returncode, result.stderr) == (0, "")
    day = "Tue 15 Jan, "
    expected = [
        f"Moved: One, now {day}10:15–11:00 UTC, Aula; before {day}10:00–11:00 UTC, Aula",
        "Cancelled: Two <b>, Tue 15 Jan, 11:00–12:00 UTC",
    ]
    assert news(out) == expected
    (link,) = soup(out / "news.html").select("ul.ws-changes > li:first-child a")
    assert link["href"] == "index.html#session-one"
    times = soup(out / "news.html").select("ul.ws-changes > li:first-child time")
    assert [one["datetime"][11:] for one in times] == [
        "10:15:00+00:00", "11:00:00+00:00", "10:00:00+00:00", "11:00:00+00:00",
    ]  # fmt: skip
    # Search engines learn when the session was to begin.
    told = json.loads(
        (
            soup(out / "index.html").find("script", type="application/ld+json")
            or pytest.fail("none")
        ).get_text()
    )
    assert [one.get("previousStartDate") for one in told["subEvent"]] == [
        "2030-01-15T10:00:00+00:00", None,
    ]  # fmt: skip
    # The feed says the same, and every page leads to it.
    feed = etree.parse(out / "changes.atom").getroot()
    assert [one.text for one in feed.iterfind("{*}entry/{*}content")] == [
        text.replace("15 Jan", "15\xa0Jan").replace(" UTC", "\xa0UTC") for text in expected
    ]
    for page in ("index", "news", "search"):
        (link,) = soup(out / f"{page}.html").select("link[type='application/atom+xml']")
        assert (link["rel"], link["href"]) == (["alternate"], "changes.atom")
    # And so does the booklet.
    pdf = squeeze("".join(page.extract_text() for page in PdfReader(out / "program.pdf").pages))
    assert all(squeeze(text) in pdf for text in expected)
    # A further edit is told, by a build that reads only what it must.
    (source / "_data" / "all.yaml").write_text(DATA.replace("title: One", "title: Won"), "utf-8")
    build(source)
    assert news(out) == ["Renamed: Won, before “One”"]
    (source / "before.json").write_bytes((out / "program.json").read_bytes())
    build(source)
    assert news(out) == []
    assert "Nothing has changed." in said(soup(out / "news.html"))


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_revision_that_moves(make_project: MakeProject, build: Build) -> None:
    source = make_project(PAGES, conf='workshop_changes_since = "git:HEAD"')
    git(source, "init", "-q")
    git(source, "add", "_data")
    git(source, "commit", "-qm", "one")
    out = build(source).outdir
    assert news(out) == []
    (source / "_data" / "all.yaml").write_text(DATA.replace("title: One", "title: Won"), "utf-8")
    assert build(source).stderr == ""
    assert news(out) == ["Renamed: Won, before “One”"]
    git(source, "commit", "-qam", "two")
    assert build(source).stderr == ""
    assert news(out) == []
    first = tree(out)
    shutil.rmtree(out)
    build(source)
    assert tree(out) == first


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("git:nowhere", "the folder is in no git repository"),
        ("gone.json", "'gone.json' cannot be read: No such file or directory"),
        ("bad.json", "'sessions' in it is not as it must be ('title')"),
    ],
)
def test_what_cannot_be_read_is_said_once(
    name: str, problem: str, make_project: MakeProject, build: Build, tmp_path: Path
) -> None:
    bad = {"version": 1, "workshop": {}, "sessions": [{"id": "x"}]}
    source = make_project(
        {**PAGES, "bad.json": json.dumps(bad)}, conf=f"workshop_changes_since = {name!r}"
    )
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    result = build(source, strict=False, environ=ceiling)
    (line,) = result.stderr.splitlines()
    end = "nothing is said to have changed [workshop.config]"
    number = len((source / "conf.py").read_text("utf-8").splitlines())
    place = f"{source}/conf.py:{number}"
    assert line == f"{place}: WARNING: workshop_changes_since: {problem}: {end}"
    assert result.returncode == 0
    assert not (result.outdir / "changes.atom").exists()
    assert news(result.outdir) == []


def test_a_page_may_show_some_of_it(make_project: MakeProject, build: Build) -> None:
    before = make_project(PAGES)
    old = (build(before).outdir / "program.json").read_text("utf-8")
    some = "# What changed\n\n```{changes}\n:show: speakers, papers\n```\n"
    data = LATER.replace("Ada Example", "Ada Sample")
    pages = {**PAGES, "before.json": old, "news.md": some, "_data/all.yaml": data}
    source = make_project(pages, conf=SINCE)
    result = build(source, "dirhtml", "-D", "workshop_exports=bibtex")
    page = soup(result.outdir / "news" / "index.html")
    told = [said(one) for one in page.select("ul.ws-changes > li")]
    assert told == ["Renamed: Ada Sample, before “Ada Example”"]
    assert not (result.outdir / "changes.atom").exists()
    assert page.find("link", type="application/atom+xml") is None
