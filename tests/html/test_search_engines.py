"""What search engines find on a built site: descriptions in the pages' heads, and a map of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from tests.exports.schema_org import complaints, things
from tests.support import copy_synthetic, soup, tree

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

SITE = "https://workshop.example/2030/"
WORKSHOP = """
workshop: {title: T, acronym: T, start: 2030-01-15, end: 2030-01-15, timezone: UTC, url: 'URL'}
papers: [{id: one, title: One, authors: [A B], unplaced: no}]
"""
PAGES = {
    "index.md": "# Home & away\n\n```{toctree}\na/index\n```\n",
    "a/index.md": "# Part *A* in $x$\n\n```{toctree}\ndeep ü\n```\n",
    "a/deep ü.md": "# Deep\n",
    "orphan.md": "---\norphan: true\n---\n# Alone </script>\n\n```{papers}\n```\n",
    "_data/all.yaml": WORKSHOP.replace("URL", SITE),
}


def described(page: Path) -> list[dict[str, Any]]:
    """Read everything that a page says in JSON-LD; it says it in one element."""
    found = soup(page).find_all("script", type="application/ld+json")
    assert len(found) < 2
    told = [thing for tag in found for thing in things(json.loads(tag.string or ""))]
    assert list(complaints(told)) == []
    return told


def kinds(page: Path) -> list[str]:
    return [thing["@type"] for thing in described(page)]


def trail(page: Path) -> list[tuple[int, str, str]]:
    (found,) = (thing for thing in described(page) if thing["@type"] == "BreadcrumbList")
    return [(one["position"], one["name"], one["item"]) for one in found["itemListElement"]]


def mapped(out: Path) -> list[str]:
    root = etree.parse(out / "sitemap.xml").getroot()
    return [str(one.text) for one in root.iterfind("{*}url/{*}loc")]


@pytest.fixture
def source(make_project: MakeProject) -> Path:
    return make_project(PAGES, conf='myst_enable_extensions = ["dollarmath"]')


def test_pages_are_described_once(source: Path, build: Build) -> None:
    out = build(source).outdir
    assert kinds(out / "index.html") == ["Event"]
    assert kinds(out / "orphan.html") == ["BreadcrumbList"]
    assert kinds(out / "papers" / "one.html") == ["ScholarlyArticle", "BreadcrumbList"]
    assert [name for _, name, _ in trail(out / "papers" / "one.html")][:2] == [
        "Home & away", "Alone </script>",
    ]  # fmt: skip
    assert trail(out / "a" / "deep ü.html") == [
        (1, "Home & away", f"{SITE}index.html"),
        (2, "Part A in x", f"{SITE}a/index.html"),
        (3, "Deep", f"{SITE}a/deep%20%C3%BC.html"),
    ]
    assert [name for _, name, _ in trail(out / "orphan.html")] == [
        "Home & away", "Alone </script>",
    ]  # fmt: skip
    assert [name for _, name, _ in trail(out / "workshop-people.html")] == ["Home & away", "People"]
    assert described(out / "search.html") == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_page_is_on_the_map(builder: str, source: Path, build: Build) -> None:
    out = build(source, builder).outdir
    deep = "a/deep%20%C3%BC"
    listed = {
        "html": ["index", deep, "a/index", "orphan", "papers/one", "workshop-people"],
        "dirhtml": ["", f"{deep}/", "a/", "orphan/", "papers/one/", "workshop-people/"],
    }[builder]
    end = ".html" if builder == "html" else ""
    assert mapped(out) == [f"{SITE}{page}{end}" for page in listed]
    # It is the canonical address, and each leads to a file.
    for address in mapped(out):
        file = address.removeprefix(SITE).replace("%20", " ").replace("%C3%BC", "ü")
        page = soup(out / file / "index.html" if builder == "dirhtml" else out / file)
        canonical = page.find("link", rel="canonical")
        if builder == "html":
            assert canonical is not None
            assert canonical["href"] == address
    assert (out / "robots.txt").read_text().endswith(f"Sitemap: {SITE}sitemap.xml\n")
    assert b"lastmod" not in (out / "sitemap.xml").read_bytes()


def test_without_an_address_nothing_needs_one(source: Path, build: Build) -> None:
    data = source / "_data" / "all.yaml"
    data.write_text(WORKSHOP.replace(", url: 'URL'", ""), "utf-8")
    out = build(source).outdir
    (told,) = described(out / "index.html")
    assert {"@id", "url", "image"} & told.keys() == set()
    assert kinds(out / "papers" / "one.html") == ["ScholarlyArticle"]
    assert described(out / "a" / "index.html") == []
    assert not (out / "sitemap.xml").exists()
    assert "Sitemap" not in (out / "robots.txt").read_text()
    # Sphinx's own setting says where the site is, too.
    result = build(source, "html", "-D", "html_baseurl=https://base.example/w")
    assert mapped(result.outdir)[0] == "https://base.example/w/index.html"
    assert described(out / "index.html")[0]["url"] == "https://base.example/w/"


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_other_builders(builder: str, source: Path, build: Build) -> None:
    conf = source / "conf.py"
    conf.write_text(conf.read_text("utf-8") + "copyright = '2030'\nversion = '1'\n", "utf-8")
    result = build(source, builder, "-d", str(source / "doctrees"))
    assert (result.returncode, result.stderr) == (0, "")
    if builder == "singlehtml":
        assert kinds(result.outdir / "index.html") == ["Event", "ScholarlyArticle"]
        assert mapped(result.outdir) == [f"{SITE}index.html"]
    else:
        texts = b"".join(tree(result.outdir, without=(".doctrees",)).values())
        assert b"ld+json" not in texts
        assert not (result.outdir / "robots.txt").exists()


@pytest.mark.parametrize("where", ["folder", "file", "nobody"])
def test_what_organizers_write_themselves_stays(where: str, source: Path, build: Build) -> None:
    """A file of their own may come before ours, or later; it is theirs, and so is its end."""
    own = "User-agent: *\nDisallow: /private/\n"
    out = source / "_build" / "html"
    conf = source / "conf.py"
    settings = conf.read_text("utf-8")
    assert build(source).returncode == 0
    if where == "nobody":
        (out / "robots.txt").write_text(own)
        (out / "sitemap.xml").write_text("<mine/>")
    else:
        (source / "extra").mkdir()
        (source / "extra" / "robots.txt").write_text(own)
        path = "extra" if where == "folder" else "extra/robots.txt"
        conf.write_text(f"{settings}\nhtml_extra_path = ['{path}']\n", "utf-8")
    for _ in range(2):
        assert build(source, "html", "-E").returncode == 0
        assert (out / "robots.txt").read_text() == own
        assert (out / "sitemap.xml").read_text() == "<mine/>" or where != "nobody"


def test_our_own_files_are_known_without_the_doctrees(source: Path, build: Build) -> None:
    out = build(source).outdir
    for path in (out / ".doctrees").glob("workshop-exports*"):
        path.unlink()
    (source / "new.md").write_text("---\norphan: true\n---\n# New\n")
    assert build(source).returncode == 0
    assert f"{SITE}new.html" in mapped(out)


def test_organizers_choose(source: Path, build: Build) -> None:
    build(source)
    out = build(source, "html", "-D", "workshop_exports=bibtex").outdir
    assert described(out / "index.html") == []
    assert not (out / "sitemap.xml").exists()
    assert not (out / "robots.txt").exists()


def test_an_edit_leads_to_what_a_clean_build_makes(source: Path, build: Build) -> None:
    out = build(source).outdir
    data, above = source / "_data" / "all.yaml", source / "a" / "index.md"
    # The landing page lists nothing of the data here.
    data.write_text(data.read_text("utf-8").replace("title: T,", "title: N,"), "utf-8")
    build(source)
    assert described(out / "index.html")[0]["name"] == "N"
    data.write_text(WORKSHOP.replace("URL", "https://new.example/"), "utf-8")
    above.write_text(above.read_text("utf-8").replace("Part", "Chapter"), "utf-8")
    build(source)
    names = [name for _, name, _ in trail(out / "a" / "deep ü.html")]
    assert names == ["Home & away", "Chapter A in x", "Deep"]
    assert trail(out / "a" / "deep ü.html")[0][2] == "https://new.example/index.html"
    assert mapped(out)[0] == "https://new.example/index.html"


@pytest.mark.slow
def test_the_made_up_workshop(tmp_path: Path, build: Build) -> None:
    result = build(copy_synthetic(tmp_path), "html", "-j2")
    assert (result.returncode, result.stderr) == (0, "")
    out = result.outdir
    assert kinds(out / "index.html") == ["Event"]
    for page in out.rglob("*.html"):
        if page.name not in ("search.html", "genindex.html") and page != out / "index.html":
            assert "BreadcrumbList" in kinds(page), page
