"""The directives ``speakers``, ``papers``, ``sponsors``, ``committee`` and ``dates``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinx_workshop.core.nodes import entries
from tests import facts
from tests.support import PICTURES, SYNTHETIC, png, said

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

    from tests.directives.conftest import DoctreeOf, PageOf

pytestmark = pytest.mark.xdist_group("directives")

DATA = facts.read(SYNTHETIC)


def entry(page: BeautifulSoup, anchor: str) -> Tag:
    """Return the list item of a record."""
    mark = page.find(id=anchor)
    assert mark, anchor
    found = mark.find_parent("li")
    assert found
    return found


def all_said(tag: Tag, selector: str) -> list[str]:
    return [said(found) for found in tag.select(selector)]


def links(tag: Tag, selector: str = "a") -> list[tuple[str, str]]:
    return [(said(link), str(link["href"])) for link in tag.select(selector)]


def names(page: Tag, selector: str) -> list[str]:
    return all_said(page, f"{selector} .ws-name .ws-person")


def groups(page: Tag) -> list[str]:
    return [said(heading).rstrip("¶") for heading in page.select(".ws-group > :is(h2, h3)")]


# Speakers


@pytest.fixture
def speakers(page: PageOf) -> BeautifulSoup:
    return page("program/speakers")


def test_speakers_stand_in_the_order_of_the_data(speakers: BeautifulSoup) -> None:
    assert names(speakers, "ul.ws-speakers > li") == [one["name"] for one in DATA["speakers"]]


def test_speakers_can_be_sorted_by_family_name(page: PageOf) -> None:
    # Latin before Greek, Cyrillic, Hebrew, Arabic, Devanagari and Han, as Unicode has them.
    assert names(page("variants/speakers-name"), ".ws-speaker") == [
        "Bjørn van den Berg",
        "Ada Example",
        "Ελένη Παπαδοπούλου",
        "Ольга Петрова",
        "נועה לוי",
        "نور الدين",
        "देव शर्मा",
        "李明",
    ]


def test_portrait_has_words_for_those_who_cannot_see_it(speakers: BeautifulSoup) -> None:
    portraits = speakers.select("img")
    assert [(image["alt"], image["class"]) for image in portraits] == [
        ("Ada Example in front of a blackboard", ["ws-portrait"])
    ]


def test_portrait_is_copied_as_it_is(speakers: BeautifulSoup, site: Path) -> None:
    (portrait,) = speakers.select("img")
    copied = site / "program" / str(portrait["src"])
    assert copied.resolve().read_bytes() == png(PICTURES["ada"])


@pytest.mark.parametrize(
    ("key", "letters"),
    [
        ("olga-petrova", "ОП"),
        ("bjorn-van-den-berg", "BB"),
        ("eleni-papadopoulou", "ΕΠ"),
        ("noa-levi", "נל"),
        ("li-ming", "李"),
    ],
)
def test_initials_stand_where_there_is_no_portrait(
    speakers: BeautifulSoup, key: str, letters: str
) -> None:
    (drawn,) = entry(speakers, f"speaker-{key}").select(".ws-portrait .ws-initials")
    assert said(drawn) == letters
    assert drawn["aria-hidden"] == "true"
    assert [name for name in drawn["class"] if name.startswith("ws-hue-")]


def test_speakers_are_described(speakers: BeautifulSoup) -> None:
    ada = entry(speakers, "speaker-ada-example")
    assert all_said(ada, ".ws-name") == ["Ada Example (she/her)"]
    assert all_said(ada, ".ws-affiliation") == ["University of Nowhere & Sons"]
    assert links(ada, ".ws-links a") == [
        ("Website", "https://ada.example/"),
        ("ORCID", "https://orcid.org/0000-0002-1825-0097"),
        ("Calendar", "../ics/speaker/ada-example.ics"),
    ]
    # One talk and no other link: the calendar needs no line of its own.
    (olga,) = entry(speakers, "speaker-eleni-papadopoulou").select(".ws-when")
    assert said(olga) == "Fri 29 Mar, 18:30–19:30 GMT, Attic · Calendar"
    assert not entry(speakers, "speaker-noa-levi").select(".ws-affiliation, .ws-links, details")


def test_bio_is_there_on_demand(speakers: BeautifulSoup) -> None:
    (bio,) = entry(speakers, "speaker-ada-example").select("details.ws-bio")
    (summary,) = bio.select("summary")
    assert said(summary) == "About"
    assert all_said(bio, "em") == ["nothing"]
    assert all_said(bio, "strong") == ["everything"]
    assert all_said(bio, "code") == ["code"]
    assert all_said(bio, "li") == ["one thing", 'another "thing" -- quoted']
    assert links(bio) == [("home", "https://ada.example/home")]
    assert len(bio.select("math")) == 1


def test_when_and_where_they_speak_leads_to_the_session(speakers: BeautifulSoup) -> None:
    assert links(entry(speakers, "speaker-ada-example"), ".ws-when a") == [
        ("Fri 29 Mar, 16:15–17:00 GMT, Aula", "index.html#session-invited-1"),
        ("Fri 29 Mar, 18:30–19:30 GMT, Attic", "index.html#session-panel"),
    ]
    (time, _) = entry(speakers, "speaker-ada-example").select(".ws-when time")[:2]
    assert time["datetime"] == "2030-03-29T16:15:00+00:00"
    assert not entry(speakers, "speaker-noa-levi").select(".ws-when")


def test_a_cancelled_talk_is_said_to_be_off(speakers: BeautifulSoup) -> None:
    assert all_said(entry(speakers, "speaker-bjorn-van-den-berg"), ".ws-when") == [
        "Fri 29 Mar, 17:40–18:30 GMT, Aula (cancelled)",
        "Sat 30 Mar, 16:30–17:15 GMT, Aula (cancelled)",
    ]


# Papers


@pytest.fixture
def papers(page: PageOf) -> BeautifulSoup:
    return page("papers/index")


def paper_ids(page: BeautifulSoup) -> list[str]:
    marks = page.select(".ws-paper > .ws-title > [id]")
    return [str(mark["id"]).removeprefix("paper-") for mark in marks]


def test_papers_are_grouped_and_counted(papers: BeautifulSoup) -> None:
    assert groups(papers) == [
        "Oral presentations (3)",
        "Spotlights (1)",
        "Posters (3)",
        "Further papers (1)",
    ]
    held = [len(group.select("li.ws-paper")) for group in papers.select("section.ws-group")]
    assert held == [3, 1, 3, 1]
    decisions = ["oral"] * 3 + ["spotlight"] + ["poster"] * 3 + [None]
    by_id = {paper["id"]: paper.get("decision") for paper in facts.papers(DATA)}
    assert [by_id[key] for key in paper_ids(papers)] == decisions


def test_withdrawn_papers_are_nowhere(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    pages.append((site / "searchindex.js").read_text("utf-8"))
    assert len(pages) > 20
    assert not [page for page in pages if "Withdrawn" in page or "Vanished" in page]
    assert "Spotlights" in "".join(pages)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("oral", ["alpha-bounds", "hopper-pets", "zeta"]),
        ("two", ["spot", "hostile", "poster-one", "poster-two"]),
        ("track", ["alpha-bounds", "zeta"]),
        ("title", ["hopper-pets", "alpha-bounds", "zeta"]),
        ("author", ["alpha-bounds", "zeta", "hopper-pets"]),
    ],
)
def test_papers_are_chosen_and_sorted(page: PageOf, name: str, wanted: list[str]) -> None:
    assert paper_ids(page(f"variants/{name}")) == wanted


def test_one_group_needs_no_heading(page: PageOf) -> None:
    oral = page("variants/oral")
    assert not oral.select(".ws-group")
    # Then each paper says itself what it is.
    assert all_said(oral, ".ws-decision") == ["Oral"] * 3
    assert groups(page("variants/two")) == ["Spotlights (1)", "Posters (3)"]
    assert not page("variants/two").select(".ws-decision")


def test_authors_awards_and_track(papers: BeautifulSoup) -> None:
    alpha = entry(papers, "paper-alpha-bounds")
    assert all_said(alpha, ".ws-authors") == ["Zoë Ångström, Ada Example"]
    assert all_said(alpha, ".ws-facts") == ["Best paper award · Theory"]
    poster = entry(papers, "paper-poster-one")
    assert all_said(poster, ".ws-award") == ["Runner-up", "Audience prize"]


def test_links_stand_in_one_order_whatever_the_datas(papers: BeautifulSoup) -> None:
    base = "https://papers.example/alpha"
    assert links(entry(papers, "paper-alpha-bounds"), ".ws-links a") == [
        ("PDF", f"{base}.pdf"),
        ("OpenReview", f"{base}/openreview"),
        ("arXiv", f"{base}/arxiv"),
        ("DOI", "https://doi.org/10.1000/alpha.1"),
        ("Code", f"{base}/code"),
        ("Poster", f"{base}/poster"),
        ("Slides", f"{base}/slides"),
        ("Video", f"{base}/video"),
        ("Cite", "alpha-bounds.html#cite"),
    ]


def test_abstract_is_there_on_demand(papers: BeautifulSoup) -> None:
    (abstract,) = entry(papers, "paper-alpha-bounds").select("details.ws-abstract")
    assert all_said(abstract, "summary") == ["Abstract"]
    assert not abstract.has_attr("open")
    assert all_said(abstract, "em") == ["nothing"]
    assert all_said(abstract, "ol > li") == ["first", "second"]
    assert links(abstract) == [("the notes", "https://notes.example/alpha")]
    (formula,) = abstract.select("math")
    assert "α" in said(formula)
    assert "≤" in said(formula)


def test_when_and_where_a_paper_is_presented(papers: BeautifulSoup) -> None:
    assert links(entry(papers, "paper-alpha-bounds"), ".ws-when a") == [
        ("Fri 29 Mar, 17:00–17:20 GMT, Aula", "../program/index.html#session-talk-alpha")
    ]
    poster = entry(papers, "paper-poster-one")
    assert all_said(poster, ".ws-when") == [
        "Sat 30 Mar, 15:00–16:30 GMT, Hall, board A1 · Poster session: all of them"
    ]
    assert all_said(poster, ".ws-occasion") == ["Poster session: all of them"]


def test_keywords_are_said(papers: BeautifulSoup) -> None:
    found = all_said(papers, ".ws-keywords")
    assert found == ["Keywords: bounds, things"]


def test_formulas_in_titles_are_mathml(papers: BeautifulSoup) -> None:
    (title,) = entry(papers, "paper-alpha-bounds").select(".ws-title")
    assert said(title) == "Tight α -Bounds on Things & Others"
    assert len(title.select("math > mi")) == 1
    assert "$" not in said(title)


def test_hostile_text_is_text(papers: BeautifulSoup) -> None:
    hostile = entry(papers, "paper-hostile")
    paper = next(paper for paper in DATA["papers"] if paper["id"] == "hostile")
    assert all_said(hostile, ".ws-title") == [paper["title"]]
    assert all_said(hostile, ".ws-authors") == [paper["authors"][0]]
    assert all_said(hostile, "details p") == [paper["abstract"]]
    assert not hostile.select("b, i, script, img, em, h1, h2, h3")


# Sponsors


@pytest.fixture
def sponsors(page: PageOf) -> BeautifulSoup:
    return page("index")


def test_sponsors_stand_by_tier(sponsors: BeautifulSoup) -> None:
    assert groups(sponsors) == ["Gold", "Silver"]
    marks = [all_said(tier, ".ws-wordmark") for tier in sponsors.select("section.ws-group")]
    assert marks == [["Golden Goose & Co."], ["Silver Spoon", "Tin Drum"]]
    assert links(sponsors, ".ws-wordmark a") == [
        ("Golden Goose & Co.", "https://goose.example/"),
        ("Tin Drum", "https://drum.example/"),
    ]


def test_logos_for_light_and_dark(sponsors: BeautifulSoup, site: Path) -> None:
    logos = sponsors.select("img.ws-logo")
    assert [(logo["alt"], logo["class"][1:]) for logo in logos] == [
        ("Golden Goose, a goose on gold", ["only-light"]),
        ("Golden Goose, a goose on gold", ["only-dark"]),
        ("", []),  # the name stands beside it
    ]
    files = [(site / str(logo["src"])).read_bytes() for logo in logos]
    assert files == [png(PICTURES[name]) for name in ("goose-light", "goose-dark", "spoon")]


def test_what_sponsors_give(sponsors: BeautifulSoup) -> None:
    goose = entry(sponsors, "sponsor-golden-goose")
    assert all_said(goose, ".ws-contribution > p") == ["Two prizes of £500, and:"]
    assert all_said(goose, ".ws-contribution strong") == ["£500"]
    assert all_said(goose, ".ws-contribution li") == ["eggs", "more eggs"]
    assert not entry(sponsors, "sponsor-silver-spoon").select(".ws-contribution")


def test_one_tier_can_be_chosen(page: PageOf) -> None:
    assert all_said(page("variants/gold"), ".ws-wordmark") == ["Golden Goose & Co."]


# Committee


def test_committee_stands_by_role(page: PageOf) -> None:
    committee = page("committee")
    assert groups(committee) == ["Chairs", "Reviewers"]
    shown = [names(role, ".ws-member") for role in committee.select("section.ws-group")]
    assert shown == [["Grace Sample", "José Hernández Müller"], ["Zoë Ångström"]]


def test_members_can_be_reached(page: PageOf) -> None:
    grace = entry(page("committee"), "member-grace-sample")
    assert all_said(grace, ".ws-affiliation") == ["Sample Institute"]
    assert links(grace, ".ws-links a") == [
        ("Website", "https://grace.example/"),
        ("E-mail", "mailto:grace%40workshop.example"),
    ]
    # The name stands beside it: a screen reader need not say it twice.
    assert [image["alt"] for image in grace.select("img.ws-portrait")] == [""]
    jose = entry(page("committee"), "member-jose-hernandez-muller")
    assert not jose.select("img, .ws-links, .ws-affiliation")


def test_roles_can_be_chosen(page: PageOf) -> None:
    assert groups(page("variants/chairs")) == ["Chairs", "Reviewers"]
    assert names(page("aaa"), ".ws-committee > li") == ["Grace Sample", "José Hernández Müller"]


# Dates


def test_dates_name_their_zone(page: PageOf) -> None:
    terms = page("cfp/dates").select("dl.ws-dates > dt")
    assert [said(term) for term in terms] == [
        "Thursday 10 January 2030, 23:59 Anywhere on Earth (UTC−12)",
        "Wednesday 20 February 2030, 18:00 IST (UTC+5:30)",
        "Thursday 28 February 2030",
    ]
    times = [time["datetime"] for term in terms for time in term.select("time")]
    assert times == ["2030-01-10T23:59:00-12:00", "2030-02-20T18:00:00+05:30", "2030-02-28"]


def test_superseded_dates_are_struck_and_said(page: PageOf) -> None:
    (first, *others) = page("cfp/dates").select("dl.ws-dates > dd")
    assert all_said(first, ".ws-what") == ["Submission of ϵ -papers"]
    assert all_said(first, ".ws-superseded") == [
        "Moved from Thursday 20 December 2029, 23:59 Anywhere on Earth (UTC−12)",
        "Moved from Thursday 3 January 2030, Anywhere on Earth (UTC−12)",
    ]
    assert all_said(first, ".ws-superseded > .ws-struck") == [
        "Thursday 20 December 2029, 23:59 Anywhere on Earth (UTC−12)",
        "Thursday 3 January 2030, Anywhere on Earth (UTC−12)",
    ]
    assert [time["datetime"] for time in first.select(".ws-struck time")] == [
        "2029-12-20T23:59:00-12:00",
        "2030-01-03",
    ]
    assert not [other for other in others if other.select(".ws-superseded")]


# The nodes that any builder gets


@pytest.mark.parametrize(
    ("name", "kind", "class_", "item"),
    [
        ("program/speakers", nodes.bullet_list, "ws-speakers", "ws-speaker"),
        ("papers/index", nodes.bullet_list, "ws-papers", "ws-paper"),
        ("index", nodes.bullet_list, "ws-sponsors", "ws-sponsor"),
        ("committee", nodes.bullet_list, "ws-committee", "ws-member"),
        ("cfp/dates", nodes.definition_list, "ws-dates", ""),
    ],
)
def test_listings_are_lists(
    doctree: DoctreeOf, name: str, kind: type[nodes.Element], class_: str, item: str
) -> None:
    found = [one for one in doctree(name).findall(kind) if class_ in one["classes"]]
    assert found
    for listing in found:
        if isinstance(listing, entries):  # its items are made when pages are written
            assert listing["keys"]
            continue
        assert len(listing) > 0
        for child in listing.children:
            assert isinstance(child, nodes.list_item | nodes.definition_list_item)
            assert child["classes"] == ([item] if item else [])


def test_record_text_keeps_its_quotes(doctree: DoctreeOf, page: PageOf) -> None:
    assert 'another "thing" -- quoted' in doctree("program/speakers").astext()
    assert "A Study of Hopper's Pets" in said(page("papers/index"))
