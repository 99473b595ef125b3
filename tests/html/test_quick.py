"""The quick ways to HTML give what Sphinx's translator and the theme would, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from bs4 import BeautifulSoup

from tests.conference import write_conference
from tests.conftest import Build, MakeProject
from tests.html.papers.test_search import index
from tests.support import copy_synthetic

# What conf.py says to go the long way round.
SLOW: Final = """

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.html.papers import pattern

pattern._MOST = 0


def leave_lists(app):
    workshop_domain(app.env).writes_entries = False


def setup(app):
    app.connect("builder-inited", leave_lists, priority=950)
"""
# What conf.py says to have items of lists noted when they are written.
NOTING: Final = """

def setup(app):
    from sphinx_workshop.html.html_draw import HtmlDraw

    item = HtmlDraw.item

    def noting(draw, name, *blocks):
        with open({!r}, "a", encoding="ascii") as file:
            print(name, file=file)
        return item(draw, name, *blocks)

    HtmlDraw.item = noting
"""
# The list of papers is in it only where it was read: their own pages are always.
OTHER: Final = {"searchindex.js", ".buildinfo"}
# A session of talks, of which one is about two papers.
TALKS: Final = """
schedule:
  - date: 2030-01-15
    sessions:
      - kind: other
        start: 09:00
        end: 11:00
        title: Marmalade
        room: Umbrella hall
        talks:
          - {start: "09:00", end: "09:30", title: Walruses and *Carpenters*, note: With a Hatter}
          - {start: "09:30", end: "10:00", title: Both, papers: [{paper: one, board: "12"}, two]}
papers:
  - {id: one, title: Gondolas, authors: [Cy Scribe]}
  - {id: two, title: Second thoughts, authors: [Bob Writer]}
"""


def words(folder: Path) -> dict[str, set[str]]:
    """Give what the search finds: page → words."""
    held = index(folder)
    found: dict[str, set[str]] = {page: set() for page in held["docnames"]}
    for word, pages in held["terms"].items():
        for page in [pages] if isinstance(pages, int) else pages:
            found[held["docnames"][page]].add(word)
    return found


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in OTHER and ".doctrees" not in path.parts
    }


def both_ways(
    folder: Path, build: Build, make: Callable[[Path], Path], theme: str, builder: str
) -> list[tuple[dict[str, bytes], dict[str, set[str]]]]:
    """Build a project in our way and in Sphinx's; give the files and the words of both."""
    found = []
    for name, more in (("quick", ""), ("slow", SLOW)):
        project = make(folder / name)
        conf = project / "conf.py"
        conf.write_text(f'{conf.read_text("utf-8")}\nhtml_theme = "{theme}"\n{more}', "utf-8")
        result = build(project, builder, "-D", "workshop_booklet=0")
        assert (result.returncode, result.stderr) == (0, "")
        found.append((tree(result.outdir), words(result.outdir)))
    return found


@pytest.mark.parametrize(
    ("make", "theme", "builder"),
    [
        (copy_synthetic, "sphinx_rtd_theme", "html"),
        (copy_synthetic, "pydata_sphinx_theme", "html"),
        (write_conference, "furo", "html"),
        (write_conference, "alabaster", "dirhtml"),
    ],
    ids=["rtd", "pydata", "furo", "alabaster-dirhtml"],
)
def test_the_same_pages(
    tmp_path: Path, build: Build, make: Callable[[Path], Path], theme: str, builder: str
) -> None:
    (quick, quick_words), (slow, slow_words) = both_ways(tmp_path, build, make, theme, builder)
    assert quick.keys() == slow.keys()
    assert [name for name in quick if quick[name] != slow[name]] == []
    # The search finds the same, but that lists leave out what papers' own pages say.
    own = [said for page, said in slow_words.items() if page.startswith("papers/")]
    on_papers = set().union(*own)
    for page, said in slow_words.items():
        assert quick_words[page] <= said, page
        assert said - quick_words[page] <= on_papers, page


def with_a_page_by_hand(folder: Path) -> Path:
    """Copy the made-up workshop; a paper's page is by hand there, and a talk is about many."""
    project = copy_synthetic(folder)
    (project / "papers" / "zeta.md").write_text("---\norphan: true\n---\n# By hand\n", "utf-8")
    conf = project / "conf.py"
    more = 'suppress_warnings += ["workshop.duplicate"]'
    conf.write_text(f"{conf.read_text('utf-8')}\n{more}\n", "utf-8")
    schedule = project / "_data" / "schedule.yaml"
    text = schedule.read_text("utf-8")
    assert "papers: [zeta]" in text
    keys = [f"many-{number}" for number in range(9)]
    schedule.write_text(text.replace("[zeta]", f"[zeta, {', '.join(keys)}]"), "utf-8")
    papers = [f"  - {{id: {key}, title: Of {key}, authors: [Cy Scribe]}}\n" for key in keys]
    (project / "_data" / "many.yaml").write_text(f"papers:\n{''.join(papers)}", "utf-8")
    return project


def test_papers_without_a_page_are_found_by_the_list(tmp_path: Path, build: Build) -> None:
    """The paper has no other place than its entry."""
    (pages, said), slow = both_ways(tmp_path, build, with_a_page_by_hand, "furo", "html")
    assert [name for name in pages if pages[name] != slow[0].get(name)] == []
    (talk,) = BeautifulSoup(pages["program/index.html"], "lxml").select(
        "li:has(#session-talk-zeta)"
    )
    assert len(talk.select("details.ws-fold > ul.ws-papers > li")) == 10
    (entry,) = BeautifulSoup(pages["papers/index.html"], "lxml").select("li:has(#paper-zeta)")
    assert not entry.select(".ws-title a, .ws-links")
    assert entry.select(".ws-authors")
    # The search leads to the list for it alone; what has a page of its own is found there.
    assert "ødegård" in said["papers/index"]
    assert said["papers/index"].isdisjoint({"ångström", "cite"})
    assert "ångström" in said["papers/alpha-bounds"]


def test_what_talks_inside_sessions_say_is_found(make_project: MakeProject, build: Build) -> None:
    source = make_project({"_data/more.yaml": TALKS, "program.md": "# All\n\n```{schedule}\n```\n"})
    said = words(build(source, "html", strict=False).outdir)["program"]
    assert {"marmalad", "walrus", "carpent", "hatter", "umbrella"} <= said
    # The link to a part of a page that there is, and the paper's words, which stand on that page.
    assert said.isdisjoint({"cite", "gondola", "scribe"})
    again = TALKS.replace("Carpenters", "Doormice")
    (source / "_data" / "more.yaml").write_text(again, "utf-8")
    said = words(build(source, "html", strict=False).outdir)["program"]
    assert {"marmalad", "doormic"} <= said
    assert "carpent" not in said


@pytest.mark.parametrize(
    ("edit", "made"),
    [
        (("acronym: WMT 2030", "acronym: Other"), 0),
        (("title: Workshop on Made-up Things", "title: Others"), 0),
        (("Zeta, or", "Theta, or"), 1),
    ],
)
def test_items_of_lists_are_made_again_where_they_are_others(
    tmp_path: Path, build: Build, edit: tuple[str, str], made: int
) -> None:
    source, noted = copy_synthetic(tmp_path / "source"), tmp_path / "noted"
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(NOTING.format(str(noted)))
    build(source, "html", strict=False)
    assert noted.read_text("ascii").split().count("ws-paper") > 2
    noted.unlink()
    files = [
        path for path in (source / "_data").glob("*.yaml") if edit[0] in path.read_text("utf-8")
    ]
    assert len(files) == 1
    files[0].write_text(files[0].read_text("utf-8").replace(*edit), "utf-8")
    build(source, "html", strict=False)
    assert (noted.read_text("ascii") if noted.exists() else "").split().count("ws-paper") == made
