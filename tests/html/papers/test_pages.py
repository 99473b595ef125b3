"""A page for each paper: what it says, where it is, and what other pages lead to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support import inventory, said, soup

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

ALPHA: Final = "Tight α -Bounds on Things & Others"
SHOWN: Final = {
    "alpha-bounds",
    "hopper-pets",
    "zeta",
    "spot",
    "hostile",
    "poster-one",
    "poster-two",
    "undecided",
}


def article(site: Path, key: str) -> Tag:
    (found,) = soup(site / "papers" / f"{key}.html").select("section.ws-page")
    return found


def links(part: Tag, selector: str) -> list[tuple[str, str]]:
    return [(said(link), str(link["href"])) for link in part.select(selector)]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_each_paper_has_one_but_not_those_withdrawn(site: Path) -> None:
    found = {path.stem for path in (site / "papers").glob("*.html")}
    assert found - {"index"} >= SHOWN
    assert "gone" not in found


def test_title_and_formula(site: Path) -> None:
    page = soup(site / "papers" / "alpha-bounds.html")
    (heading,) = page.select("h1")
    assert said(heading) == ALPHA
    assert len(heading.select("math")) == 1
    assert page.title is not None
    assert said(page.title).startswith(r"Tight $\alpha$-Bounds on Things & Others")


def test_authors_with_where_they_work_and_how_to_reach_them(site: Path) -> None:
    first, second = article(site, "alpha-bounds").select("ul.ws-authors > li")
    assert plain(said(first)) == (
        "Zoë Ångström, Nowhere (corresponding author) ORCID 0000-0002-1825-0097"
    )
    assert links(first, "a")[0][1] == "https://orcid.org/0000-0002-1825-0097"
    assert said(second) == "Ada Example"
    assert said(article(site, "hopper-pets").select("p.ws-authors")[0]) == "Grace Sample"


def test_facts_links_and_keywords(site: Path) -> None:
    page = article(site, "alpha-bounds")
    assert said(page.select(".ws-facts")[0]) == "Oral · Best paper award · Theory"
    assert [label for label, _ in links(page, ".ws-page > .ws-links a")] == [
        "PDF",
        "OpenReview",
        "arXiv",
        "DOI",
        "Code",
        "Poster",
        "Slides",
        "Video",
        "Cite",
    ]
    assert said(page.select(".ws-keywords")[0]) == "Keywords: bounds, things"
    assert len(page.select(".ws-abstract ol > li")) == 2


def test_when_and_where(site: Path) -> None:
    (slot,) = article(site, "alpha-bounds").select(".ws-slot")
    assert links(slot, ".ws-when a") == [
        ("Oral session A: bounds", "../program/index.html#session-talk-alpha")
    ]
    words = [plain(said(line)) for line in slot.select("p")]
    assert words[1:3] == [
        "Friday 29 March 2030, 17:00–17:20 GMT · Aula",
        "22:30–22:50 IST · 02:00–02:20 +1 day JST",
    ]
    assert [time["datetime"] for time in slot.select("time")][:2] == [
        "2030-03-29T17:00:00+00:00",
        "2030-03-29T17:20:00+00:00",
    ]
    assert links(slot, ".ws-links a") == [("Add to calendar", "../ics/talk-alpha.ics")]
    assert (site / "papers" / "../ics/talk-alpha.ics").exists()
    assert "board A1" in said(article(site, "poster-one").select(".ws-slot")[0])


def test_what_comes_before_and_after_in_the_session(site: Path) -> None:
    page = soup(site / "papers" / "poster-two.html")
    found = {str(link["rel"][0]): link["href"] for link in page.select("head link[rel]")}
    assert (found["prev"], found["next"]) == ("poster-one.html", "hostile.html")
    # The theme "basic" shows them, so that our page does not.
    assert not page.select(".ws-beside")


def test_cite_is_what_the_bibliography_says(site: Path) -> None:
    text, bibtex = article(site, "alpha-bounds").select("#cite pre")
    assert bibtex.get_text() in (site / "papers.bib").read_text("utf-8")
    assert bibtex.get_text().startswith("@inproceedings{wmt2030-alpha-bounds,")
    assert text.get_text() == (
        r"Zoë Ångström and Ada Example (2030). Tight $\alpha$-Bounds on Things & Others. "
        "In: Workshop on Made-up Things, The Imaginary Conference. "
        "https://doi.org/10.1000/alpha.1"
    )
    details = article(site, "alpha-bounds").select_one("details:has(> #cite)")
    assert details is not None
    assert not details.has_attr("open")


def test_hostile_text_is_text(site: Path) -> None:
    page = soup(site / "papers" / "hostile.html")
    assert "<b>Tags</b> & {speaker}`ada-example`" in said(page.select("h1")[0])
    (found,) = page.select("section.ws-page")
    assert "<script>alert(1)</script> & {{ config }} [not a link]" in said(found)
    assert not found.select("b, i, script, img, em")
    tags = {str(tag.get("name")): str(tag["content"]) for tag in page.select("meta[content]")}
    assert tags["citation_author"] == "<i>Students</i>, Robert'); DROP TABLE"
    assert tags["citation_title"].startswith("<b>Tags</b> & {speaker}`ada-example` |sub|")


def test_everything_leads_to_the_page(site: Path) -> None:
    listing = soup(site / "papers" / "index.html")
    entry = next(one for one in listing.select(".ws-paper") if one.select("#paper-alpha-bounds"))
    assert links(entry, ".ws-title a") == [(ALPHA, "alpha-bounds.html")]
    assert links(entry, ".ws-links a")[-1] == ("Cite", "alpha-bounds.html#cite")
    assert said(entry.select(".ws-keywords")[0]) == "Keywords: bounds, things"
    people = soup(site / "workshop-people.html")
    assert (ALPHA, "papers/alpha-bounds.html") in links(people, "dd a")
    found = inventory(site / "objects.inv")["workshop:paper", "alpha-bounds"]
    assert found.uri == "papers/alpha-bounds.html#paper-alpha-bounds"
    assert article(site, "alpha-bounds")["id"] == "paper-alpha-bounds"
    (back, *_rest) = links(article(site, "alpha-bounds"), "a")
    assert back == ("Papers", "index.html#papers-2")


def test_no_page_stands_in_a_table_of_contents(site: Path) -> None:
    for path in site.rglob("*.html"):
        navigation = soup(path).select(".toctree-wrapper a, .sphinxsidebar ul a")
        assert not [one for one in navigation if "alpha-bounds" in str(one["href"])]


PAPERS: Final = """\
papers:
  - {id: one, title: The first, authors: [Ann Author], abstract: Umbrellas.}
  - {id: two, title: The second, authors: [Bob Writer]}
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_without_a_listing(make_project: MakeProject, build: Build, builder: str) -> None:
    source = make_project({"_data/papers.yaml": PAPERS, "index.md": "# Start\n\n{paper}`one`\n"})
    result = build(source, builder)
    assert (result.returncode, result.stderr) == (0, "")
    path = {"html": "papers/one.html", "dirhtml": "papers/one/index.html"}[builder]
    uri = path.removesuffix("index.html")
    (link,) = soup(result.outdir / "index.html").select("a[href*='papers/one']")
    assert link["href"] == uri
    page = soup(result.outdir / path)
    (following,) = page.select("head link[rel=next]")
    assert following["href"] == {"html": "two.html", "dirhtml": "../two/"}[builder]
    assert inventory(result.outdir / "objects.inv")["workshop:paper", "one"].uri.startswith(uri)


@pytest.mark.parametrize("builder", ["singlehtml", "text"])
def test_other_builders_have_none(make_project: MakeProject, build: Build, builder: str) -> None:
    index = "# Start\n\n{paper}`one`\n\n```{papers}\n```\n"
    source = make_project({"_data/papers.yaml": PAPERS, "index.md": index}, conf="version = '1'")
    result = build(source, builder, "-d", str(source / "_build" / "doctrees"))
    assert (result.returncode, result.stderr) == (0, "")
    assert not [path for path in result.outdir.rglob("*") if path.stem == "one"]
    if builder != "text":
        name = "index.html" if builder == "singlehtml" else "index.xhtml"
        page = BeautifulSoup((result.outdir / name).read_bytes(), "lxml")
        assert page.select("a[href='#paper-one']")
        assert not page.select(".ws-paper .ws-title a")
        assert "Cite" not in page.get_text()


def test_a_theme_of_the_project_chooses_by_page(make_project: MakeProject, build: Build) -> None:
    papers = "papers:\n" + "".join(
        f"  - {{id: p{n}, title: Title {n}, authors: [A]}}\n" for n in range(12)
    )
    layout = (
        "{% extends 'basic/layout.html' %}{% block footer %}"
        "{% if pagename == 'papers/p9' %}Only here{% endif %}{% endblock %}"
    )
    source = make_project(
        {
            "_data/papers.yaml": papers,
            "index.md": "# Start\n\n```{papers}\n```\n",
            "themes/made_up/theme.conf": "[theme]\ninherit = basic\n",
            "themes/made_up/layout.html": layout,
        },
        conf="html_theme = 'made_up'\nhtml_theme_path = ['themes']",
    )
    result = build(source)
    assert (result.returncode, result.stderr) == (0, "")
    pages = sorted((result.outdir / "papers").glob("p*.html"))
    assert [one.stem for one in pages if "Only here" in one.read_text("utf-8")] == ["p9"]


def test_without_papers(make_project: MakeProject, build: Build) -> None:
    result = build(make_project({"index.md": "# Start\n\n```{papers}\n```\n"}))
    assert (result.returncode, result.stderr) == (0, "")
    assert not (result.outdir / "papers").exists()


@pytest.mark.parametrize(
    ("page", "builder"),
    [("papers/one.md", "html"), ("papers/one/index.md", "dirhtml"), ("papers/One.md", "html")],
)
def test_a_page_that_is_there_already_stays(
    make_project: MakeProject, build: Build, page: str, builder: str
) -> None:
    files = {"_data/papers.yaml": PAPERS, page: "---\norphan: true\n---\n\n# My own\n"}
    index = "# Start\n\n{paper}`one` {paper}`two`\n\n```{papers}\n```\n"
    source = make_project({**files, "index.md": index})
    result = build(source, builder, strict=False)
    name = page.removesuffix(".md")
    assert result.stderr.count("WARNING") == 1
    assert (
        f"WARNING: paper 'one' gets no page of its own, as there is a page '{name}': "
        "give one of them another name [workshop.duplicate]"
    ) in result.stderr
    path = f"{name}.html"
    assert said(soup(result.outdir / path).select("h1")[0]).startswith("My own")
    start = soup(result.outdir / "index.html")
    assert start.select("a[href='#paper-one']")
    assert start.select("a[href^='papers/two']")
    assert not start.select(".ws-paper:has(#paper-one) .ws-title a")
