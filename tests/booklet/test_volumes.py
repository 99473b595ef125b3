"""A booklet in volumes; the workshop is made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx import addnodes

from sphinx_workshop.booklet.volumes import MOST, SHARE, divide, record_lists
from tests.conftest import Build, BuildResult, MakeProject

from .support import pages_of, shortcomings, squeezed, text_of

PAPERS = 9
DATA = """\
workshop:
  title: Far too much
  acronym: MUCH
  start: 2030-01-15
  end: 2030-01-15
  timezone: Europe/London
schedule:
  - date: 2030-01-15
    sessions:
      - id: posters
        kind: poster-session
        title: Posters
        start: "10:00"
        end: "12:00"
        papers: [{ids}]
papers:
{papers}
"""
PAPER = """\
  - id: paper-{0}
    title: Paper called {0}
    authors: [Ann Other{0}, Bo Everywhere]
    abstract: What paper {0} abstracts from.
"""
PAGES = {
    "index.md": "# Much\n\n```{toctree}\nprogram\npapers\n```\n\n"
    "```{workshop}\n```\n\nSee {paper}`paper-8`.\n",
    "program.md": "# Program\n\n```{schedule}\n```\n",
    "papers.md": "# Papers\n\nWords before them.\n\n```{papers}\n```\n",
}


@pytest.fixture
def source(make_project: MakeProject) -> Path:
    ids = ", ".join(f"paper-{number}" for number in range(PAPERS))
    data = DATA.format(ids=ids, papers="".join(map(PAPER.format, range(PAPERS))))
    return make_project({**PAGES, "_data/all.yaml": data}, conf="workshop_booklet = True")


def volumes(done: BuildResult) -> list[str]:
    return sorted(path.name for path in done.outdir.glob("*.pdf"))


def test_volumes_share_the_papers_and_name_each_other(source: Path, build: Build) -> None:
    done = build(source, "html", "-D", "workshop_booklet_volumes=3")
    assert (done.returncode, done.stderr) == (0, "")
    assert volumes(done) == ["program-2.pdf", "program-3.pdf", "program.pdf"]
    paths = [done.outdir / name for name in ("program.pdf", "program-2.pdf", "program-3.pdf")]
    pages = [[squeezed(page) for page in pages_of(path)] for path in paths]
    for number, volume in enumerate(pages, 1):
        assert f"Volume{number}of3" in volume[0]
        assert "Contents" in volume[1]
        assert not shortcomings(paths[number - 1])
    held = {
        paper: (number, page)
        for paper in range(PAPERS)
        for number, volume in enumerate(pages, 1)
        for page, text in enumerate(volume, 1)
        if f"Whatpaper{paper}abstractsfrom." in text
    }
    assert len(held) == PAPERS
    assert {number for number, _ in held.values()} >= {2, 3}
    first = "".join(pages[0])
    index = first[first.rindex("Authorindex") :]
    for paper, (number, page) in held.items():
        if number > 1:
            assert f"Papercalled{paper}(volume{number},p.{page})" in first
            assert f"Other{paper},Ann,{number}:{page}" in index
            assert f"Other{paper},Ann,{page}" in "".join(pages[number - 1])
    assert "Wordsbeforethem." in first
    assert "Papers(continued)" in pages[2][1]
    html = BeautifulSoup((done.outdir / "index.html").read_text("utf-8"), "html.parser")
    links = [link["href"] for link in html.select('.ws-actions a[href$=".pdf"]')]
    assert links == [path.name for path in paths]


def test_only_the_volume_that_changed_is_set_again(source: Path, build: Build) -> None:
    wish = ("-D", "workshop_booklet_volumes=3")
    assert build(source, "html", *wish).stdout.count("setting the booklet") == 3
    assert "setting the booklet" not in build(source, "html", *wish).stdout
    data = source / "_data/all.yaml"
    data.write_text(data.read_text("utf-8").replace("What paper 8", "Then paper 8"), "utf-8")
    done = build(source, "html", *wish)
    assert "] program-2.pdf" not in done.stdout
    assert "setting the booklet... [ 50%] program-3.pdf" in done.stdout
    assert "Thenpaper8abstracts" in text_of(done.outdir / "program-3.pdf")
    again = build(source, "html")
    assert volumes(again) == ["program.pdf"]
    assert "Thenpaper8abstracts" in text_of(again.outdir / "program.pdf")


def test_a_volume_that_cannot_be_made_takes_the_others_with_it(source: Path, build: Build) -> None:
    wish = ("-D", "workshop_booklet_volumes=2", "-D", "workshop_booklet_imposition=1")
    done = build(source, "booklet", *wish)
    assert volumes(done) == [
        *("program-2.pdf", "program-print-2.pdf", "program-print.pdf", "program.pdf")
    ]
    (source / "own.typ").write_text(
        '#import "default.typ": *\n#let words = default.words\n#import "default.typ"\n'
        '#let booklet(..it) = if it.named().facts.volume == 2 { panic("no") } else {\n'
        "  default.booklet(..it)\n}\n",
        encoding="utf-8",
    )
    done = build(source, "booklet", *wish, "-D", "workshop_booklet_template=own.typ", strict=False)
    assert done.returncode == 1
    assert volumes(done) == []
    assert len(done.stderr.splitlines()) == 2  # the booklet, the sheets


def test_more_volumes_than_there_is_matter_for(source: Path, build: Build) -> None:
    done = build(source, "booklet", "-D", "workshop_booklet_volumes=40", strict=False)
    assert done.returncode == 0
    assert "workshop_booklet_volumes: 40 volumes cannot be filled: there is matter for 10" in (
        done.stderr
    )
    assert len(volumes(done)) == PAPERS + 1


def tree_of(lengths: list[int]) -> nodes.document:
    tree = nodes.document(None, None)  # type: ignore[arg-type]
    page = addnodes.start_of_file(docname="papers")
    section = nodes.section("", nodes.title("", "Papers"), ids=["papers"])
    records = nodes.bullet_list(classes=["ws-papers"])
    for length in lengths:
        records += nodes.list_item("", nodes.paragraph("", "x" * length))
    section += records
    page += section
    tree += page
    return tree


@pytest.mark.parametrize("lengths", [[10] * 9, [1, 5000, 1, 1], [5000, 1, 1], [3] * 3, [7] * 50])
@pytest.mark.parametrize("wanted", [2, 3, 4])
def test_no_paper_is_lost_and_no_volume_empty(lengths: list[int], wanted: int) -> None:
    parts = divide(tree_of(lengths), wanted)
    assert len(parts) == wanted
    held = [
        [len(item.astext()) for records in record_lists(part) for item in records] for part in parts
    ]
    assert [length for part in held for length in part] == lengths
    assert all(held[1:])


def test_a_booklet_is_parted_only_when_it_is_large() -> None:
    most = 500  # papers of that many characters, all counted
    assert len(divide(tree_of([MOST // most - 600] * most), 0)) == 1
    large = divide(tree_of([MOST // most] * most), 0)
    assert len(large) > 1
    assert all(len(part.astext()) < SHARE for part in large)
    assert len(divide(tree_of([MOST // most] * most), 1)) == 1
