"""Every address that a built site states is a file of that site, whatever its builder calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest
from pypdf import PdfReader

from tests.support import copy_synthetic, soup

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

SITE = "https://workshop.example/2030/"
ADDRESS = re.compile(rf"(?:https|webcal){SITE.removeprefix('https')}[^\s\"'<>;,{{}}()\\]*")

# Everything stands elsewhere than usual; the speakers and two of the papers stand nowhere.
MOVED = {
    "index.md": "# Home\n\n```{toctree}\nwann & wo/tage\npapers/two\n```\n\n```{dates}\n```\n",
    "wann & wo/tage.md": "# When\n\n```{schedule}\n```\n",
    "papers/two.md": "# Somebody else's page\n",
    "_data/all.yaml": f"""
workshop: {{title: T, acronym: T, start: 2030-01-15, end: 2030-01-15, timezone: UTC, url: '{SITE}'}}
speakers: [{{id: ada, name: Ada Example}}]
papers:
  - {{id: one, title: One, authors: [A B]}}
  - {{id: two, title: Two, authors: [A B]}}
schedule:
  - date: 2030-01-15
    sessions:
      - {{id: s, kind: invited-talk, start: 10:00, end: 11:00, speakers: [ada], room: R}}
      - {{id: p, kind: poster-session, start: 11:00, end: 12:00, papers: [one, two], room: R}}
dates: [{{id: camera, label: Camera ready, when: 2030-01-02}}]
""",
}


def texts(out: Path) -> Iterator[tuple[str, str]]:
    """Give name and text of every file that is one, of calendars the lines as they were."""
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and not name.startswith((".", "_")) and path.suffix != ".pdf":
            text = path.read_bytes().decode("utf-8", "ignore")
            if path.suffix == ".ics":
                text = re.sub(r"\\(.)", r" \1", text.replace("\r\n ", ""))
            yield name, text


def addresses(out: Path) -> set[tuple[str, str]]:
    """Give every address of the site's own with the file that states it."""
    return {
        (name, found.rstrip(".").replace("webcal:", "https:"))
        for name, text in texts(out)
        for found in ADDRESS.findall(text)
    }


def dead(out: Path, stated: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give those that lead to no file, or to no place in a page."""
    ids: dict[Path, set[str]] = {}
    missing = []
    for name, address in sorted(stated):
        page, place = urldefrag(address)
        path = out / unquote(page.removeprefix(SITE))
        path = path / "index.html" if path.is_dir() and page.endswith("/") else path
        if not path.is_file():
            missing.append((name, address))
        elif place and path.suffix == ".html":
            if path not in ids:
                ids[path] = {str(tag["id"]) for tag in soup(path).find_all(id=True)}
            # The workshop itself is named by the landing page, which has no such place.
            if unquote(place) not in ids[path] | {"workshop-workshop"}:
                missing.append((name, address))
    return missing


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_addresses_are_those_of_the_builder(tmp_path: Path, build: Build, builder: str) -> None:
    source = copy_synthetic(tmp_path)
    source.joinpath("earlier.json").write_text('{"version": 1, "workshop": {}}', "utf-8")
    with source.joinpath("conf.py").open("a") as conf:
        conf.write("\nworkshop_changes_since = 'earlier.json'\n")
    result = build(source, builder)
    assert (result.returncode, result.stderr) == (0, "")
    stated = addresses(result.outdir)
    named = {name for name, address in stated if address.rstrip("/") != SITE.rstrip("/")}
    exports = "program.ics dates.ics schedule.json schedule.xml program.json papers.bib"
    exports += " papers.csl.json sessions.csv papers.csv changes.atom index.html"
    assert set(exports.split()) <= named
    assert dead(result.outdir, stated) == []
    assert any(address.endswith(".html") for _, address in stated) is (builder != "dirhtml")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_what_stands_elsewhere_has_its_address(
    make_project: MakeProject, build: Build, builder: str
) -> None:
    result = build(make_project(MOVED), builder, strict=False)
    stated = addresses(result.outdir)
    assert dead(result.outdir, stated) == []
    places = {"html": "wann%20%26%20wo/tage.html", "dirhtml": "wann%20%26%20wo/tage/"}
    place = SITE + places.get(builder, "index.html")
    assert ("program.json", f"{place}#session-s") in stated
    assert ("program.ics", f"{place}#session-s") in stated
    own = {"html": f"{SITE}papers/one.html", "dirhtml": f"{SITE}papers/one/"}
    assert {address for name, address in stated if name == "papers.bib"} == (
        {own[builder]} if builder in own else set()
    )


def test_an_export_is_written_again_when_a_page_moves(
    make_project: MakeProject, build: Build
) -> None:
    source = make_project(MOVED)
    build(source, strict=False)
    (source / "wann & wo").rename(source / "tage")
    index = source / "index.md"
    index.write_text(index.read_text("utf-8").replace("wann & wo", "tage"), "utf-8")
    out = build(source, strict=False).outdir
    assert ("program.json", f"{SITE}tage/tage.html#session-s") in addresses(out)


@pytest.mark.slow
def test_the_booklet_leads_to_the_pages_beside_it(make_project: MakeProject, build: Build) -> None:
    files = {**MOVED, "beside.md": "---\norphan: true\n---\n# Beside\n"}
    files["index.md"] = MOVED["index.md"] + "\nSee {doc}`beside` and [](index.md).\n"
    conf = "workshop_booklet = True\nworkshop_booklet_pages = ['index', 'wann & wo/tage']"
    result = build(make_project(files, conf=conf), "dirhtml", strict=False)
    links = {
        str(note.get_object()["/A"]["/URI"])
        for page in PdfReader(result.outdir / "program.pdf").pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    assert f"{SITE}beside/" in links
    assert dead(result.outdir, {("", link) for link in links if link.startswith(SITE)}) == []
