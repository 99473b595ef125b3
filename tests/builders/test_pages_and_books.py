"""What the HTML builders, EPUB and gettext write, beyond the words: links, markup, catalogues."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests import facts
from tests.builders.test_every_builder import each_project
from tests.support import said, soup, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

    from tests.builders.conftest import Built

XHTML = "{http://www.w3.org/1999/xhtml}"


# Where a single page is all there is, themes still link to these pages, and Sphinx's own tables of
# contents lead astray (sphinx-doc/sphinx#14221).
NOT_OURS = "[class*=toctree-l] *, .sphinxsidebar *, .toc-tree *, [href^=genindex], [href^=search]"

each_page_builder = pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])


@cache
def _pages(outdir: Path) -> dict[Path, BeautifulSoup]:
    paths = outdir.rglob("*.html")
    return {path: soup(path) for path in sorted(paths) if "_static" not in path.parts}


def _ids(page: BeautifulSoup) -> list[str]:
    return [str(tag["id"]) for tag in page.find_all(id=True)]


def _links(page: BeautifulSoup, leave_out: str = "") -> Iterator[str]:
    others = {id(tag) for tag in page.select(leave_out)} if leave_out else set()
    for tag in page.find_all(["a", "img", "link", "script", "source"]):
        target = tag.get("href") or tag.get("src")
        if isinstance(target, str) and not urlsplit(target).scheme and id(tag) not in others:
            yield unquote(target)


@each_project
@each_page_builder
def test_links_between_pages_lead_somewhere(project: str, builder: str, built: Built) -> None:
    outdir = built(project, builder).outdir
    ids = {path: set(_ids(page)) for path, page in _pages(outdir).items()}
    leave_out = NOT_OURS if builder == "singlehtml" else ""
    dead, checked = [], 0
    for path, page in _pages(outdir).items():
        for link in _links(page, leave_out):
            name, fragment = urldefrag(link)
            target = (path.parent / name.partition("?")[0]).resolve() if name else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (fragment and fragment not in ids.get(target, fragment)):
                dead.append((path.relative_to(outdir).as_posix(), link))
            checked += bool(fragment)
    assert dead == []
    assert checked > 30


@each_project
@each_page_builder
def test_ids_are_unique_on_every_page(project: str, builder: str, built: Built) -> None:
    for path, page in _pages(built(project, builder).outdir).items():
        ids = _ids(page)
        assert len(ids) == len(set(ids)), path


@each_project
@each_page_builder
def test_pages_hold_all_names_and_titles(
    project: str, builder: str, built: Built, projects: dict[str, Path]
) -> None:
    outdir = built(project, builder).outdir
    text = "".join(squeeze(said(page)) for page in _pages(outdir).values())
    wanted = facts.wanted(facts.read(projects[project]))
    # A formula is MathML on a page, so its source is not there.
    missing = [one for one in wanted if "\\" not in one and squeeze(one) not in text]
    assert missing == []


@each_project
def test_epub_is_whole_and_well_formed(project: str, built: Built) -> None:
    (path,) = built(project, "epub").outdir.glob("*.epub")
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        assert names[0] == "mimetype"
        assert book.read("mimetype") == b"application/epub+zip"
        roots = {
            name: ET.fromstring(book.read(name))
            for name in names
            if PurePosixPath(name).suffix in {".xhtml", ".opf", ".ncx", ".xml"}
        }
    opf = roots["content.opf"]
    items = [item.attrib["href"] for item in opf.iter("{http://www.idpf.org/2007/opf}item")]
    assert set(items) <= set(names)
    pages = {name: root for name, root in roots.items() if name.endswith(".xhtml")}
    assert len(pages) > 5
    assert set(pages) <= set(items)
    for name, root in pages.items():
        for link in root.iter(f"{XHTML}a"):
            _check_epub_link(name, link.attrib.get("href", ""), roots)


def _check_epub_link(page: str, href: str, roots: dict[str, ET.Element]) -> None:
    name, fragment = urldefrag(unquote(href))
    if urlsplit(href).scheme:
        return
    target = Path("/", page).parent.joinpath(name).resolve().relative_to("/").as_posix()
    target = target if name else page
    assert target in roots, f"{page}: {href}"
    ids = {tag.attrib["id"] for tag in roots[target].iter() if "id" in tag.attrib}
    assert not fragment or fragment in ids, f"{page}: {href}"


@each_project
def test_record_text_is_not_offered_for_translation(
    project: str, built: Built, projects: dict[str, Path]
) -> None:
    offered = squeeze(
        "".join(path.read_text("utf-8") for path in built(project, "gettext").outdir.glob("*.pot"))
    )
    data = facts.read(projects[project])
    records = [
        *(paper["title"] for paper in facts.papers(data)),
        *(one["name"] for one in data["speakers"]),
        *(one["tier"] for one in data["sponsors"]),
        *(one["contribution"] for one in data["sponsors"] if "contribution" in one),
        *(one["role"] for one in data["committee"]),
        data["workshop"]["tagline"],
    ]
    entries = {f'msgid"{squeeze(record)}"' for record in records}
    assert [entry for entry in entries if entry in offered] == []
    assert 'msgid"Invitedspeakers"' in offered or 'msgid"Speakers"' in offered


@pytest.mark.xdist_group("built-synthetic")
def test_what_sphinx_offers_itself_still_works(built: Built) -> None:
    outdir = built("synthetic", "html").outdir
    index = soup(outdir / "genindex.html")
    assert [said(entry) for entry in index.select("table.genindextable a")] == [
        "imaginary unit",
        "quaternion",
    ]
    page = soup(outdir / "words.html")
    term = page.select_one("a.reference:has(span.std-term)")
    assert term
    assert term["href"] == "#term-imaginary-unit"
    assert page.select_one("#term-imaginary-unit")
    assert page.select_one("div.math math[display=block]")
    number = page.select_one('a.reference[href="#equation-euler"]')
    assert number
    assert said(number) == "(1)"
    assert "“Quotes” in prose become curly – and so do dashes." in said(page)
