"""Links to records: roles, which of several places they lead to, and what a page names in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.directives.conftest import orphan, use
from tests.support import copy_synthetic, inventory, said, soup

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Build, BuildResult, MakeProject
    from tests.directives.conftest import PageOf

pytestmark = pytest.mark.xdist_group("directives")

HOSTILE = (
    '<b>Tags</b> & {speaker}`ada-example` |sub| `code` *stars* _under_ 100% #1 ^x~ "quotes" --'
)


def test_roles_link_with_the_records_name(page: PageOf) -> None:
    shown = [
        (said(link), link["href"]) for link in page("variants/roles").select(".body a.internal")
    ]
    alpha = "Tight α -Bounds on Things & Others"
    assert shown == [
        ("Ada Example", "../program/speakers.html#speaker-ada-example"),
        ("Ada Example", "../program/speakers.html#speaker-ada-example"),
        ("the first one", "../program/speakers.html#speaker-ada-example"),
        (alpha, "../papers/alpha-bounds.html"),
        (f"{HOSTILE} \\LaTeX{{}}", "../papers/hostile.html"),
        ("Oral session A: bounds", "../program/index.html#session-oral-a"),
        (alpha, "../program/index.html#session-talk-alpha"),
        ("Invited talk #1: Ada Example", "../program/index.html#session-invited-1"),
        ("Golden Goose & Co.", "../index.html#sponsor-golden-goose"),
        ("Grace Sample", "../committee.html#member-grace-sample"),
        ("Submission of ϵ -papers", "../cfp/dates.html#date-submission"),
        ("Workshop on Made-up Things", "../index.html#workshop-workshop"),
        ("A Study of Hopper's Pets", "../papers/hopper-pets.html"),
        ("by title", "../papers/hopper-pets.html"),
    ]


def test_formulas_in_names_are_formulas_in_links(page: PageOf) -> None:
    link = page("variants/roles").select_one('a[href$="/alpha-bounds.html"]')
    assert link
    assert len(link.select("math")) == 1


def test_whole_listings_win_over_chosen_ones(page: PageOf, site: Path) -> None:
    # The first page by name lists some of everything, or asks not to be linked to.
    first = page("aaa")
    assert first.find(id="paper-alpha-bounds")
    assert first.find(id="speaker-ada-example")
    assert first.find(id="session-invited-1")
    places = {
        key: entry.uri
        for key, entry in inventory(site / "objects.inv").items()
        if key[0].startswith("workshop:")
    }
    assert len(places) > 40
    assert not [uri for uri in places.values() if uri.startswith(("aaa", "variants/"))]
    assert places["workshop:session", "invited-1"] == "program/index.html#session-invited-1"
    assert places["workshop:date", "submission"] == "cfp/dates.html#date-submission"


def test_every_record_is_in_the_inventory_with_its_name(site: Path) -> None:
    entries = inventory(site / "objects.inv")
    by_kind: dict[str, int] = {}
    for kind, _key in entries:
        by_kind[kind] = by_kind.get(kind, 0) + 1
    workshop = {kind: count for kind, count in by_kind.items() if kind.startswith("workshop:")}
    assert workshop == {
        "workshop:workshop": 1,
        "workshop:speaker": 8,
        "workshop:paper": 8,
        "workshop:session": 19,
        "workshop:sponsor": 3,
        "workshop:member": 3,
        "workshop:date": 3,
    }
    assert entries["workshop:speaker", "olga-petrova"].name == "Ольга Петрова"
    assert entries["workshop:session", "invited-1"].name == "Invited talk #1: Ada Example"


def test_listing_stays_where_a_section_cannot_be_opened(page: PageOf) -> None:
    inside = page("variants/inside")
    admonition = inside.select_one(".admonition")
    assert admonition
    assert [said(rubric) for rubric in admonition.select(".ws-day > .rubric")] == [
        "Sunday 31 March 2030"
    ]
    assert len(admonition.select("table.ws-timetable tbody tr")) == 2
    cells = inside.select("table.docutils:not(.ws-timetable) > tbody > tr > td")[-2:]
    assert [said(one) for one in cells[0].select(".ws-group > .rubric")] == [
        "Oral presentations (3)",
        "Posters (3)",
    ]
    assert [said(one) for one in cells[1].select(".ws-group > .rubric")] == ["Chairs", "Reviewers"]
    assert len(cells[1].select("li.ws-member")) == 3
    item = inside.select_one(".body li:has(.ws-sponsors)")
    assert item
    assert [said(one) for one in item.select(".ws-group > .rubric")] == ["Gold", "Silver"]
    assert not inside.select("section.ws-day, section.ws-group")


def test_two_listings_on_one_page(page: PageOf) -> None:
    twice = page("variants/twice")
    assert len(twice.select(".ws-sponsor")) == 6
    assert [section["id"] for section in twice.select("section.ws-group")] == [
        "sponsors-gold",
        "sponsors-silver",
        "sponsors-gold-2",
        "sponsors-silver-2",
    ]
    assert len(twice.select("#sponsor-golden-goose")) == 1


def test_headings_fit_where_the_directive_stands(page: PageOf) -> None:
    deep = page("variants/deep").select(".body :is(h1, h2, h3, h4)")
    assert [(heading.name, said(heading).rstrip("¶")) for heading in deep] == [
        ("h1", "A page"),
        ("h2", "Second"),
        ("h3", "Third"),
        ("h4", "Chairs"),
        ("h4", "Reviewers"),
    ]


def test_whole_listing_wins_over_a_chosen_one_below_it(
    make_project: MakeProject, build: Build
) -> None:
    data = "papers:\n- {id: a, title: A, authors: [X], decision: poster}\n"
    files = {
        "_data/papers.yaml": data,
        "index.md": f"# T\n\n{use('workshop')}\n",
        "a.md": orphan(use("papers") + "\n\n" + use("papers", decision="poster")),
        "b.md": orphan(use("papers")),
    }
    result = build(make_project(files))
    assert result.stderr == ""
    link = soup(result.outdir / "index.html").select_one(".ws-actions a")
    assert link
    assert link["href"] == "a.html#papers"


# What a page gets wrong


WRONG = {
    "wrong/roles.md": orphan(
        "\n\n".join(
            (
                "{speaker}`ada-exmaple` is misspelled.",
                "{paper}`nothing-at-all-like-it` is not there.",
                "{session}`a title <night-wach>` has a title.",
                "{workshop:paper}`gone` was withdrawn and stands on no page.",
                "{any}`nobody-knows` is nothing.",
            )
        )
    ),
    "wrong/kind.md": orphan(use("schedule", kind="invited-tlak")),
    "wrong/room.md": orphan(use("schedule", room="Atic")),
    "wrong/day.md": orphan(use("schedule", day="2030-03-28")),
    "wrong/date.md": orphan(use("schedule", day="tomorrow")),
    "wrong/none.md": orphan(use("schedule", room="Hall", kind="panel")),
    "wrong/decision.md": orphan(use("papers", decision="orral")),
    "wrong/sort.md": orphan(use("papers", sort="tilte")),
    "wrong/track.md": orphan(use("papers", track="Theorie")),
    "wrong/tier.md": orphan(use("sponsors", tier="Goold")),
    "wrong/role.md": orphan(use("committee", role="Chiars")),
    "wrong/speakers.md": orphan(use("speakers", sort="nmae")),
    "wrong/option.md": orphan(use("speakers", sorted="name")),
    "wrong/content.md": orphan("```{sponsors}\nSome text.\n```"),
}


@pytest.fixture(scope="session")
def wrong(tmp_path_factory: pytest.TempPathFactory, build: Build) -> BuildResult:
    source = copy_synthetic(tmp_path_factory.mktemp("wrong"), WRONG)
    return build(source, strict=False)


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("roles:7", ["unknown speaker 'ada-exmaple'", "did you mean 'ada-example'?"]),
        ("roles:9", ["unknown paper 'nothing-at-all-like-it'", "[workshop.reference]"]),
        ("roles:11", ["unknown session 'night-wach'", "did you mean 'night-watch'?"]),
        ("roles:13", ["paper 'gone'", "on no page", "[workshop.reference]"]),
        ("roles:15", ["nobody-knows"]),
        ("kind:8", ["'invited-tlak'", "did you mean 'invited-talk'?"]),
        ("room:7", ["'atic'", "did you mean 'attic'?", "[workshop.config]"]),
        ("day:7", ["'2030-03-28'", "did you mean '2030-03-29'?", "[workshop.config]"]),
        ("date:8", ["'tomorrow' is not a date"]),
        ("none:7", ["no session is left", "[workshop.config]"]),
        ("decision:8", ["'orral'", "did you mean 'oral'?"]),
        ("sort:8", ["'tilte'", "did you mean 'title'?"]),
        ("track:7", ["'theorie'", "did you mean 'theory'?"]),
        ("tier:7", ["'goold'", "did you mean 'gold'?"]),
        ("role:7", ["'chiars'", "did you mean 'chairs'?"]),
        ("speakers:8", ["'nmae'", "did you mean 'name'?"]),
        ("option:8", ["'sorted'"]),
        ("content:7", ["content"]),
    ],
)
def test_mistakes_on_pages_are_warnings_at_their_line(
    wrong: BuildResult, place: str, parts: list[str]
) -> None:
    name, line = place.split(":")
    place = f"wrong/{name}.md:{line}: WARNING: "
    (warning,) = [found for found in wrong.stderr.splitlines() if place in found]
    assert [part for part in parts if part not in warning] == []


def test_mistakes_on_pages_do_not_stop_the_build(wrong: BuildResult) -> None:
    assert wrong.returncode == 0
    assert "Traceback" not in wrong.stderr
    assert len(wrong.stderr.splitlines()) == 18, wrong.stderr
    page = soup(wrong.outdir / "wrong" / "roles.html")
    assert "ada-exmaple is misspelled." in said(page)


def test_mistakes_on_pages_can_be_silenced(make_project: MakeProject, build: Build) -> None:
    index = "# T\n\n{speaker}`nobody`\n"
    project = make_project({"index.md": index}, conf='suppress_warnings = ["workshop.reference"]')
    result = build(project)
    assert result.stderr == ""
    assert result.returncode == 0
