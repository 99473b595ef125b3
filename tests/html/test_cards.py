"""The card beside a site's pages, and what their heads say of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.booklet.test_scripts import write_font
from tests.support import PROJECT, soup, tree

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

SITE = "https://workshop.example/2030/"
DATA = f"""
workshop: {{title: T, acronym: T, start: 2030-01-15, end: 2030-01-15, timezone: UTC, url: '{SITE}'}}
papers: [{{id: one, title: One, authors: [A B], unplaced: no}}]
"""
PAGES = {
    "index.md": "# Home & away\n\n```{toctree}\nother\n```\n",
    "other.md": "# Other\n",
    "_data/all.yaml": DATA,
}


def meta(page: Path) -> dict[str, str]:
    """Read what a page's head says in ``meta`` elements; nothing is said twice."""
    found: dict[str, str] = {}
    for tag in soup(page).find_all("meta"):
        name = str(tag.get("property") or tag.get("name"))
        assert name not in found or name in ("None", "viewport"), name
        found[name] = str(tag.get("content"))
    return found


def written(out: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in out.glob("**/*.png")}


@pytest.fixture
def source(make_project: MakeProject) -> Path:
    return make_project(PAGES)


def test_every_page_names_the_card(source: Path, build: Build) -> None:
    result = build(source)
    assert (result.returncode, result.stderr) == (0, "")
    for page, name in (("index", "Home & away"), ("other", "Other")):
        told = meta(result.outdir / f"{page}.html")
        assert told["og:title"] == name
        assert told["og:url"] == f"{SITE}{page}.html"
        assert told["og:image"] == f"{SITE}card.png"
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["og:image:alt"] == "T, Tuesday 15 January 2030"
        assert told["twitter:card"] == "summary_large_image"
    assert "og:image" not in meta(result.outdir / "search.html")
    assert [*written(result.outdir)].count("card.png") == 1


def test_a_card_is_made_when_its_words_change(source: Path, build: Build) -> None:
    out = build(source, "html", "-D", "workshop_cards=papers").outdir
    before, data = written(out), source / "_data" / "all.yaml"
    assert {"card.png", "one.png"} <= before.keys()
    data.write_text(DATA.replace("title: One", "title: Two"), "utf-8")
    build(source, "html", "-D", "workshop_cards=papers")
    after = written(out)
    assert {name for name in after if after[name] != before[name]} == {"one.png"}
    data.write_text(DATA.replace("title: T,", "title: Table,"), "utf-8")
    build(source)
    # The page that shows nothing of the data has its words too; a card no longer made is gone.
    assert meta(out / "other.html")["og:image:alt"].startswith("Table, ")
    assert not (out / "cards").exists()
    build(source, "html", "-D", "workshop_cards=")
    assert not (out / "card.png").exists()
    assert "og:image" not in meta(out / "other.html")
    assert meta(out / "other.html")["twitter:card"] == "summary"


def test_a_paper_names_the_card_that_is_there_now(source: Path, build: Build) -> None:
    """Another setting alone is enough; JSON-LD names the same picture."""
    for setting, card in (("site", "card.png"), ("papers", "cards/one.png"), ("site", "card.png")):
        out = build(source, "html", "-D", f"workshop_cards={setting}").outdir
        page = out / "papers" / "one.html"
        assert meta(page)["og:image"] == SITE + card
        assert f'"image":"{SITE}{card}"' in page.read_text("utf-8").replace('": "', '":"')


def test_without_an_address_there_is_no_card(make_project: MakeProject, build: Build) -> None:
    data = DATA.replace(f", url: '{SITE}'", "")
    result = build(make_project({**PAGES, "_data/all.yaml": data}))
    assert not (result.outdir / "card.png").exists()
    assert "og:image" not in meta(result.outdir / "index.html")


@pytest.mark.parametrize("booklet", ["0", "1"])
def test_without_typst_it_is_said_once(
    booklet: str, source: Path, build: Build, tmp_path: Path
) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError('not here')\n")
    paths = os.pathsep.join((str(tmp_path), str(PROJECT / "_ext")))
    options = ("-D", f"workshop_booklet={booklet}", "-D", "workshop_cards=papers")
    result = build(source, "html", *options, strict=False, environ={"PYTHONPATH": paths})
    assert result.returncode == 0
    assert result.stderr.count("Typst is not installed") == 1
    assert result.stderr.count("[workshop.export]") == 1
    assert "og:image" not in meta(result.outdir / "index.html")


def test_a_letter_that_no_font_has_is_no_box(source: Path, build: Build) -> None:
    build(source, "html", "-D", "workshop_cards=papers")
    data = source / "_data" / "all.yaml"
    papers = "".join(
        f"{{id: {key}, title: '{title}', authors: [A B], unplaced: no}}, "
        for key, title in (("zero", "Plain"), ("one", "\U00012000"), ("two", "\U00012000 too"))
    )
    data.write_text(f"{DATA.partition('papers:')[0]}papers: [{papers}]\n", "utf-8")
    result = build(source, "html", "-D", "workshop_cards=papers", strict=False)
    (line,) = result.stderr.splitlines()
    assert line.startswith(
        "WARNING: the card 'cards/one.png' is missing: no font has \U00012000 (U+12000 CUNEIFORM "
        "SIGN A): "
    )
    assert "name a folder with fonts for it in workshop_booklet_font_paths" in line
    assert line.endswith("; so 1\N{NO-BREAK SPACE}more card [workshop.export]")
    cards = {path.name for path in (result.outdir / "cards").iterdir()}
    assert cards == {"zero.png"}
    assert meta(result.outdir / "papers" / "one.html")["og:image"] == f"{SITE}card.png"


def test_a_font_of_the_organizers_is_used(source: Path, build: Build) -> None:
    """And where its file changes, the picture does."""
    data = source / "_data" / "all.yaml"
    data.write_text(DATA.replace("title: One", "title: \U00012000"), "utf-8")
    write_font(source / "fonts" / "squares.ttf", "\U00012000")
    settings = ("-D", "workshop_cards=papers", "-D", "workshop_booklet_font_paths=fonts")
    result = build(source, "html", *settings)
    assert (result.returncode, result.stderr) == (0, "")
    card = result.outdir / "cards" / "one.png"
    first, plain = card.read_bytes(), written(result.outdir)["card.png"]
    (source / "fonts" / "squares.ttf").unlink()
    (source / "fonts").rmdir()
    write_font(source / "fonts" / "squares.ttf", "\U00012000\U00012001")
    build(source, "html", *settings)
    assert card.read_bytes() == first
    assert written(result.outdir)["card.png"] == plain
    (source / "fonts" / "squares.ttf").unlink()
    result = build(source, "html", *settings, strict=False)
    assert not card.exists()
    assert result.stderr.count("WARNING: ") == 1


def test_what_a_page_says_itself_counts(make_project: MakeProject, build: Build) -> None:
    own = "---\nmyst:\n  html_meta:\n    description: Mine\n    'property=og:title': Ours\n---\n"
    pages = {**PAGES, "index.md": own + PAGES["index.md"]}
    told = meta(build(make_project(pages)).outdir / "index.html")
    assert told["description"] == "Mine"
    assert told["og:title"] == "Ours"


def test_an_unknown_choice(source: Path, build: Build) -> None:
    result = build(source, "html", "-D", "workshop_cards=paper", strict=False)
    assert "unknown value 'paper' (did you mean 'papers'?) [workshop.config]" in result.stderr
    assert not [name for name in tree(result.outdir) if name.endswith("card.png")]
