"""Tags for ``<head>``: escaped, one for each thing said, and one canonical address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from sphinx_workshop.html.head import add_link, add_meta, meta_tags
from tests.support import soup, write

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

HOSTILE = '"><script>alert(1)</script>\n & 100% \u2028 שלום'


def test_what_is_said_is_text() -> None:
    read = BeautifulSoup(meta_tags([("citation_title", HOSTILE)]), "lxml").find_all(True)
    assert [one.name for one in read] == ["html", "head", "meta"]
    assert read[-1]["content"] == '"><script>alert(1)</script> & 100% שלום'


def test_names_of_open_graph_are_properties() -> None:
    read = BeautifulSoup(
        meta_tags([("og:title", "A"), ("description", "B"), ("author", "")]), "lxml"
    )
    assert [one.attrs for one in read.find_all("meta")] == [
        {"property": "og:title", "content": "A"},
        {"name": "description", "content": "B"},
    ]


def test_tags_add_up() -> None:
    context: dict[str, Any] = {"metatags": None}
    add_meta(context, [("a", "1")])
    add_link(context, "alternate", "feed.xml", type="application/atom+xml")
    assert context["metatags"] == (
        '\n<meta name="a" content="1">'
        '\n<link rel="alternate" href="feed.xml" type="application/atom+xml">'
    )


WORKSHOP = """\
workshop:
  title: Test workshop
  acronym: TW
  start: 2030-01-15
  end: 2030-01-15
  timezone: Europe/London
"""
OWN = WORKSHOP + "  url: https://example.org/2030\n"


@pytest.mark.parametrize(
    ("data", "conf", "builder", "address"),
    [
        (WORKSHOP, "", "html", None),
        (OWN, "", "html", "https://example.org/2030/a/page.html"),
        (OWN, "", "dirhtml", "https://example.org/2030/a/page/"),
        (
            OWN,
            "html_baseurl = 'https://other.example/'",
            "html",
            "https://example.org/2030/a/page.html",
        ),
        (
            WORKSHOP,
            "html_baseurl = 'https://other.example/x'",
            "html",
            "https://other.example/x/a/page.html",
        ),
    ],
)
def test_a_page_has_one_canonical_address(
    make_project: MakeProject, build: Build, data: str, conf: str, builder: str, address: str | None
) -> None:
    source = make_project({"_data/workshop.yaml": data}, conf=conf)
    write(source, {"index.md": "# A\n\n```{toctree}\na/page\n```\n", "a/page.md": "# Page\n"})
    result = build(source, builder)
    assert result.stderr == ""
    path = "a/page.html" if builder == "html" else "a/page/index.html"
    links = soup(result.outdir / path).select("link[rel=canonical]")
    assert [link["href"] for link in links] == ([address] if address else [])
