"""The directive ``workshop``: the head of the landing page, and when its links stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.directives.conftest import use
from tests.support import copy_synthetic, said, soup

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

    from tests.conftest import Build, MakeProject
    from tests.directives.conftest import PageOf

pytestmark = pytest.mark.xdist_group("directives")


def actions(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(said(link), str(link["href"])) for link in page.select("ul.ws-actions > li a")]


def test_head_says_what_when_and_where(page: PageOf) -> None:
    (eyebrow,) = page("index").select(".ws-eyebrow")
    assert said(eyebrow) == "Third edition · 29–31 March 2030 · The Hall of Mirrors"
    assert [time["datetime"] for time in eyebrow.select("time")] == ["2030-03-29"]
    (tagline,) = page("index").select(".ws-tagline")
    assert said(tagline) == "Small & large things that nobody has made, ϵ included."


def test_facts_are_counted_from_the_data(page: PageOf) -> None:
    facts = page("index").select("ul.ws-facts > li")
    # The withdrawn paper and the cancelled talk do not count.
    assert [said(fact) for fact in facts] == [
        "8 papers",
        "1 invited talk",
        "1 contributed talk",
        "1 poster session",
        "1 panel",
    ]
    assert [said(number) for number in page("index").select(".ws-facts .ws-number")] == [*"81111"]


def test_actions_lead_to_the_whole_listings(page: PageOf) -> None:
    assert actions(page("index")) == [
        ("See the program", "program/index.html#schedule"),
        # The page's own heading has the shorter name.
        ("Accepted papers", "papers/index.html#papers-2"),
        ("Calendar", "program.ics"),
    ]


def test_no_calendar_is_offered_where_none_is_made(tmp_path: Path, build: Build) -> None:
    source = copy_synthetic(tmp_path / "copy")
    result = build(source, "html", "-D", "workshop_exports=bibtex")
    assert result.returncode == 0, result.stderr
    assert "Calendar" not in [label for label, _ in actions(soup(result.outdir / "index.html"))]


def small(make_project: MakeProject, build: Build, **pages: str) -> BeautifulSoup:
    """Build a workshop without records; each page holds one directive."""
    files = {
        "index.md": f"# T\n\n{use('workshop')}\n",
        **{
            f"{name}.md": f"---\norphan: true\n---\n\n# P\n\n{body}\n"
            for name, body in pages.items()
        },
    }
    result = build(make_project(files))
    assert result.stderr == ""
    return soup(result.outdir / "index.html")


def test_actions_are_left_out_where_no_page_lists_the_section(
    make_project: MakeProject, build: Build
) -> None:
    page = small(make_project, build)
    assert not page.select(".ws-actions")
    assert not page.select(".ws-facts, .ws-tagline")
    assert [said(found) for found in page.select(".ws-eyebrow")] == ["Tuesday 15 January 2030"]
    # Nothing empty stays behind.
    assert not [found for found in page.select(".body ul, .body li, .body p") if not said(found)]


def test_one_action_stays_where_one_listing_is(make_project: MakeProject, build: Build) -> None:
    page = small(make_project, build, papers=use("papers"))
    assert actions(page) == [("Accepted papers", "papers.html#papers")]


@pytest.fixture(scope="session")
def with_booklet(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    source = copy_synthetic(tmp_path_factory.mktemp("landing"), booklet=True)
    result = build(source)
    assert result.stderr == ""
    return result.outdir


def test_booklet_is_offered_with_its_size(with_booklet: Path) -> None:
    label, target = actions(soup(with_booklet / "index.html"))[2]
    assert target == "program.pdf"
    size = (with_booklet / "program.pdf").stat().st_size
    match = re.fullmatch(r"Program booklet \(PDF, (\d+) kB\)", label)
    assert match
    assert int(match[1]) == round(size / 1000)


def test_booklet_is_offered_from_pages_in_folders_too(
    tmp_path_factory: pytest.TempPathFactory, build: Build
) -> None:
    inner = f"---\norphan: true\n---\n\n# In a folder\n\n{use('workshop')}\n"
    source = copy_synthetic(
        tmp_path_factory.mktemp("landing"), {"deep/down/page.md": inner}, booklet=True
    )
    for builder, path in (("html", "page.html"), ("dirhtml", "page/index.html")):
        outdir = build(source, builder).outdir
        page = outdir / "deep" / "down" / path
        label, target = actions(soup(page))[2]
        assert label.startswith("Program booklet")
        assert (page.parent / target).resolve() == outdir / "program.pdf"
        assert (outdir / "program.pdf").is_file()


def test_more_is_shown_where_the_page_asks_for_it(make_project: MakeProject, build: Build) -> None:
    data = """\
workshop:
  title: Made up
  acronym: MU
  start: 2030-05-01
  end: 2030-05-01
  timezone: Europe/Berlin
  summary: In *two* rooms.
  contact: chairs@made-up.example
  links: [{label: Join the talks, url: "https://live.example/"}]
"""
    head = "# Home\n\n```{{workshop}}\n{}\n```\n"
    source = make_project({"_data/all.yaml": data, "index.md": head.format("")})
    page = soup(build(source).outdir / "index.html")
    assert page.select(".ws-links") == []
    assert "In two rooms." not in said(page)
    (source / "index.md").write_text(head.format(":show: summary, links, contact"), "utf-8")
    page = soup(build(source).outdir / "index.html")
    assert "In two rooms." in said(page)
    # docutils writes the @ of an address as %40.
    assert [(said(link), unquote(str(link["href"]))) for link in page.select(".ws-links a")] == [
        ("Join the talks", "https://live.example/"),
        ("chairs@made-up.example", "mailto:chairs@made-up.example"),
    ]


def test_a_list_that_a_book_does_not_have_is_no_link(
    make_project: MakeProject, build: Build
) -> None:
    source = make_project(
        {
            "index.md": "# Start\n\n```{workshop}\n```\n",
            "alone.md": "---\norphan: true\n---\n# Papers\n\n```{papers}\n```\n",
            "_data/papers.yaml": "papers: [{id: one, title: One, authors: [A B], unplaced: no}]\n",
        }
    )
    for builder in ("latex", "texinfo"):
        done = build(source, builder)
        assert done.returncode == 0, done.stderr
        assert not any("Accepted papers" in one.read_text() for one in done.outdir.glob("*.tex*"))
    assert "Accepted papers" in (build(source).outdir / "index.html").read_text("utf-8")
