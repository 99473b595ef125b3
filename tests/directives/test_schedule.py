"""The directive ``schedule``: what a reader finds in the timetable, by eye or by ear."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from tests import facts
from tests.directives.conftest import use
from tests.support import SYNTHETIC, said, soup

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.conftest import Build, MakeProject
    from tests.directives.conftest import DoctreeOf, PageOf

pytestmark = pytest.mark.xdist_group("directives")

DATA = facts.read(SYNTHETIC)
ZONES = facts.zones(DATA)
SESSIONS = [one for one in facts.meetings(DATA) if not one.talk]


@pytest.fixture
def program(page: PageOf) -> BeautifulSoup:
    return page("program/index")


def row(page: BeautifulSoup, key: str) -> Tag:
    """Return the element of a session or a talk."""
    mark = page.find(id=f"session-{key}")
    assert mark, key
    found = mark.find_parent(class_=["ws-session", "ws-talk"])
    assert found
    return found


def one(tag: Tag, selector: str) -> Tag:
    found = tag.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0]


def titles(page: BeautifulSoup) -> list[str]:
    return [said(title) for title in page.select(".ws-what > .ws-title")]


# Columns and times


def test_columns_are_named_by_zone_place_and_offset(program: BeautifulSoup) -> None:
    asia = ["IST Kolkata, UTC+5:30", "JST Tokyo, UTC+9"]
    tables = program.select("table.ws-timetable")
    assert [[said(cell) for cell in table.select("thead th")] for table in tables] == [
        ["GMT London, UTC+0", *asia, "Aula", "Attic"],
        ["GMT London, UTC+0", *asia, "Session"],
        ["BST London, UTC+1", *asia, "Session"],
    ]


def test_header_cells_say_what_they_name(program: BeautifulSoup) -> None:
    for table in program.select("table.ws-timetable"):
        assert {cell["scope"] for cell in table.select("thead th")} == {"col"}
        assert not table.select("thead td")
        for line in table.select("tbody tr"):
            head, *others = line.find_all(["th", "td"], recursive=False)
            assert (head.name, head["scope"], head["class"]) == ("th", "row", ["ws-time"])
            assert {cell.name for cell in others} == {"td"}
            *times, what = dict.fromkeys(str(cell["class"][0]) for cell in others)
            assert times == ["ws-time"]
            assert what in {"ws-what", "ws-place"}


def test_every_session_stands_under_its_day_in_order(program: BeautifulSoup) -> None:
    days = program.select("section.ws-day")
    assert [(day["id"], said(day.h2)) for day in days if day.h2] == [
        ("day-2030-03-29", "Friday 29 March 2030¶"),
        ("day-2030-03-30", "Saturday 30 March 2030¶"),
        ("day-2030-03-31", "Sunday 31 March 2030¶"),
    ]
    for day in days:
        shown = [mark["id"] for mark in day.select(".ws-what > .ws-title > [id]")]
        under = date.fromisoformat(str(day["id"]).removeprefix("day-"))
        here = [session.record["id"] for session in SESSIONS if session.day == under]
        assert shown == [f"session-{key}" for key in here]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.record["id"])
def test_times_stand_in_every_zone_with_their_offset(
    program: BeautifulSoup, session: facts.Meeting
) -> None:
    cells = row(program, session.record["id"]).find_all(class_="ws-time", recursive=False)
    assert len(cells) == len(ZONES) == 3
    moments = [session.start, *([session.end] if session.end else [])]
    for cell, zone in zip(cells, ZONES, strict=True):
        times = cell.find_all("time")
        assert [time["datetime"] for time in times] == [
            moment.astimezone(zone).isoformat() for moment in moments
        ]
        assert [said(time) for time in times] == [
            f"{moment.astimezone(zone):%H:%M}" for moment in moments
        ]
        assert said(cell).startswith(facts.span(session, zone))


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.record["id"])
def test_another_date_than_the_days_is_marked(
    program: BeautifulSoup, session: facts.Meeting
) -> None:
    cells = row(program, session.record["id"]).find_all(class_="ws-time", recursive=False)
    moments = [session.start, *([session.end] if session.end else [])]
    for cell, zone in zip(cells, ZONES, strict=True):
        later = [(moment.astimezone(zone).date() - session.day).days for moment in moments]
        assert set(later) <= {0, 1}
        # One mark behind the span says it of both; before the dash it would be said twice.
        assert [said(mark) for mark in cell.select(".ws-dayshift")] == ["+1 day"] * max(later)
        assert said(cell).endswith("+1 day") is (max(later) == 1)


SMALL = """\
workshop:
  title: Test workshop
  acronym: TW
  start: 2030-03-31
  end: 2030-03-31
  timezone: {zone}
  display_timezones: [{shown}]
schedule:
  - date: 2030-03-31
    sessions:
      - {{kind: other, title: First, id: first, start: "00:15", end: "00:45"}}
      - {{kind: other, title: Second, id: second, start: "00:45", end: "04:00"}}
      - {{kind: other, title: Third, id: third, start: "04:00", duration: 30 min}}
"""


def small(make_project: MakeProject, build: Build, zone: str, shown: str) -> BeautifulSoup:
    files = {
        "_data/all.yaml": SMALL.format(zone=zone, shown=shown),
        "index.md": f"# T\n\n{use('schedule')}\n",
    }
    result = build(make_project(files))
    assert result.stderr == ""
    return soup(result.outdir / "index.html")


def test_a_date_before_the_days_is_marked(make_project: MakeProject, build: Build) -> None:
    page = small(make_project, build, "Asia/Tokyo", "America/New_York, UTC")
    assert [said(cell) for cell in page.select("thead th")] == [
        "JST Tokyo, UTC+9",
        "EDT New York, UTC−4",
        "UTC UTC+0",
        "Session",
    ]
    assert [said(cell) for cell in row(page, "first").find_all(class_="ws-time")] == [
        "00:15–00:45",
        "11:15–11:45 −1 day",
        "15:15–15:45 −1 day",
    ]


def test_a_change_of_the_clocks_within_the_day_is_marked(
    make_project: MakeProject, build: Build
) -> None:
    page = small(make_project, build, "Africa/Abidjan", "Europe/London, Europe/Paris")
    assert [said(cell) for cell in row(page, "first").find_all(class_="ws-time")] == [
        "00:15–00:45",
        "00:15–00:45",
        "01:15–01:45",
    ]
    assert [said(cell) for cell in row(page, "third").find_all(class_="ws-time")] == [
        "04:00–04:30",
        "05:00–05:30 UTC+1",
        "06:00–06:30 UTC+2",
    ]
    start = row(page, "third").find_all("time")[2]
    assert start["datetime"] == "2030-03-31T05:00:00+01:00"


def test_without_display_zones_there_is_one_column(make_project: MakeProject, build: Build) -> None:
    page = small(make_project, build, "Europe/Paris", "")
    assert [said(cell) for cell in page.select("thead th")] == ["CET Paris, UTC+1", "Session"]


# What a session says


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("opening", "Aula"),
        ("invited-1", "Invited talk #1 · Aula"),
        ("oral-a", "Aula · Theory"),
        ("panel", "Attic"),
        ("dinner", "Social"),
        ("posters", "Hall"),
        ("spotlight", "Contributed talk · Aula · Practice"),
        ("qa", ""),
        ("evening", "Break"),
        ("awards", ""),
        ("closing", ""),
    ],
)
def test_kind_room_and_track_are_said_once(program: BeautifulSoup, key: str, label: str) -> None:
    labels = row(program, key).select(".ws-what > .ws-label")
    shown = [said(found).removesuffix(" · Calendar") for found in labels]
    assert shown == ([label] if label else [])


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.record["id"])
def test_what_people_come_for_can_be_noted(program: BeautifulSoup, session: facts.Meeting) -> None:
    """One link a session, beside others where there are any; none for a pause or what is off."""
    record = session.record
    links = row(program, record["id"]).select(".ws-what > p > .ws-links > a")
    wanted = record["kind"] != "break" and record.get("status") != "cancelled"
    assert [(said(one), one["href"]) for one in links] == [
        ("Calendar", f"../ics/{record['id']}.ics")
    ] * wanted
    if wanted:
        above = links[0].find_parent("p")
        assert above is not None
        joined = "ws-label" in above["class"]
        assert joined is ("url" not in record and record["id"] not in ("qa", "awards", "closing"))


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.record["id"])
def test_kinds_can_be_told_apart_by_a_class(program: BeautifulSoup, session: facts.Meeting) -> None:
    kind = session.record["kind"]
    classes = row(program, session.record["id"])["class"]
    assert [name for name in classes if name.startswith("ws-kind-")] == [f"ws-kind-{kind}"]
    assert ("ws-quiet" in classes) is (kind in {"break", "social"})


def test_a_title_that_is_derived_leads_to_what_it_names(program: BeautifulSoup) -> None:
    speaker = one(row(program, "invited-1"), ".ws-title > a")
    assert (said(speaker), speaker["href"]) == ("Ada Example", "speakers.html#speaker-ada-example")
    people = one(row(program, "invited-1"), ".ws-what > .ws-people")
    assert said(people) == "University of Nowhere & Sons"
    paper = one(row(program, "spotlight"), ".ws-title > a")
    assert said(paper) == "Éclair Recipes as Spotlights"
    assert paper["href"] == "../papers/spot.html"
    assert said(one(row(program, "spotlight"), ".ws-people")) == "Renée Dupont"


def test_people_are_links_with_their_affiliation(program: BeautifulSoup) -> None:
    people = one(row(program, "panel"), ".ws-what > .ws-people")
    assert said(people) == (
        "Ada Example (University of Nowhere & Sons), Ольга Петрова (Institut für Übermut), "
        "Ελένη Παπαδοπούλου"
    )
    assert [link["href"] for link in people.find_all("a")] == [
        "speakers.html#speaker-ada-example",
        "speakers.html#speaker-olga-petrova",
        "speakers.html#speaker-eleni-papadopoulou",
    ]


def test_chairs_are_named_whether_they_are_speakers_or_not(program: BeautifulSoup) -> None:
    chairs = one(row(program, "oral-a"), ".ws-what > .ws-chairs")
    assert said(chairs) == "Chairs: Ольга Петрова (Institut für Übermut), Prof. Guest Chair"
    assert [link["href"] for link in chairs.find_all("a")] == ["speakers.html#speaker-olga-petrova"]
    assert said(one(row(program, "oral-b"), ".ws-what > .ws-chairs")) == "Chair: Solo Chair"


def test_talks_stand_inside_their_session_with_their_times(program: BeautifulSoup) -> None:
    talks = row(program, "oral-a").select(".ws-what > ul.ws-talks > li.ws-talk")
    assert [said(one(talk, ".ws-time")) for talk in talks] == [
        "17:00–17:20",
        "17:20–17:40",
        "17:40–18:30",
    ]
    assert [time["datetime"] for time in talks[0].select(".ws-time time")] == [
        "2030-03-29T17:00:00+00:00",
        "2030-03-29T17:20:00+00:00",
    ]
    assert said(one(talks[0], ".ws-when")).replace("\N{NO-BREAK SPACE}", " ") == (
        "22:30–22:50 IST · 02:00–02:20 +1 day JST"
    )
    assert [time["datetime"] for time in talks[0].select(".ws-when time")] == [
        "2030-03-29T22:30:00+05:30",
        "2030-03-29T22:50:00+05:30",
        "2030-03-30T02:00:00+09:00",
        "2030-03-30T02:20:00+09:00",
    ]
    link = one(talks[1], ".ws-title a")
    assert said(link) == "Zeta, or the Last of the Orals"
    assert link["href"] == "../papers/zeta.html"
    assert said(one(talks[1], ".ws-people")) == "Ælfric Ødegård, İlker Şahin"
    assert one(talks[1], ".ws-links a")["href"] == "https://stream.example/zeta"
    derived = row(program, "oral-b").select_one("li.ws-talk [id]")
    assert derived
    assert derived["id"] == "session-a-study-of-hopper-s-pets"


def test_posters_have_their_boards(program: BeautifulSoup) -> None:
    papers = row(program, "posters").select("ul.ws-papers > li")
    assert [said(one(paper, ".ws-title")) for paper in papers][:2] == [
        "The First Poster (board A1)",
        "Another Poster (board A2)",
    ]
    assert "board" not in said(papers[2])
    assert said(one(papers[0], ".ws-authors")) == "Ann One, Ann Two, Ann Three"
    assert one(papers[0], "a")["href"] == "../papers/poster-one.html"


@pytest.mark.parametrize(
    ("key", "title", "note", "name"),
    [
        ("panel", "Moved: Panel of people", "Moved from the Aula.", "ws-moved"),
        ("invited-2", "Cancelled: Bjørn van den Berg", "Bjørn is still ill.", "ws-cancelled"),
        ("talk-olga", "Cancelled: Answers to everything", "Bjørn is ill.", None),
    ],
)
def test_changes_are_said_in_words(
    program: BeautifulSoup, key: str, title: str, note: str, name: str | None
) -> None:
    session = row(program, key)
    assert said(one(session, ".ws-title")) == title
    assert said(one(session, ".ws-note")) == note
    if name:
        assert name in session["class"]


def test_abstract_is_there_on_demand(program: BeautifulSoup) -> None:
    abstract = one(row(program, "invited-1"), "details.ws-abstract")
    assert said(one(abstract, "summary")) == "Abstract"
    assert not abstract.has_attr("open")
    assert said(one(abstract, "em")) == "nothing"
    assert said(one(abstract, "math")) == "n"


def test_a_session_can_be_joined(program: BeautifulSoup) -> None:
    line = one(row(program, "posters"), ".ws-what > p.ws-links")
    assert said(line) == "Join · Calendar"
    assert line.select("a")[0]["href"] == "https://posters.example/"
    assert not row(program, "opening").select("p.ws-links")


def test_title_text_is_never_markup(program: BeautifulSoup) -> None:
    title = DATA["papers"][4]["title"]
    shown = [said(link) for link in row(program, "posters").select(".ws-papers a")]
    assert shown[2] == title
    assert not row(program, "posters").select("b, script, .ws-papers code, .ws-papers em")


# Options


def keys(page: BeautifulSoup) -> list[str]:
    marks = page.select(".ws-what > .ws-title > [id]")
    return [str(mark["id"]).removeprefix("session-") for mark in marks]


@pytest.mark.parametrize(
    ("name", "keep"),
    [
        ("day", lambda record, day: day.day in {29, 31}),
        ("kind", lambda record, day: record["kind"] in {"invited-talk", "panel"}),
        ("room", lambda record, day: record.get("room") in {"Attic", "Hall"}),
        ("together", lambda record, day: record["id"] == "opening"),
    ],
)
def test_filters_keep_what_they_name(page: PageOf, name: str, keep: Any) -> None:
    wanted = [one.record["id"] for one in SESSIONS if keep(one.record, one.day)]
    assert 0 < len(wanted) < len(SESSIONS)
    assert keys(page(f"variants/{name}")) == wanted


def test_only_days_with_sessions_are_shown(page: PageOf) -> None:
    days = page("variants/room").select("section.ws-day")
    assert [day["id"] for day in days] == ["day-2030-03-29", "day-2030-03-30"]


# The nodes that any builder gets


def test_doctree_is_standard_nodes_with_classes(doctree: DoctreeOf) -> None:
    document = doctree("program/index")
    days = [node for node in document.findall(nodes.section) if "ws-day" in node["classes"]]
    assert [day["ids"][0] for day in days] == [
        "day-2030-03-29",
        "day-2030-03-30",
        "day-2030-03-31",
    ]
    for day in days:
        title, link, table = [node for node in day.children if not isinstance(node, nodes.target)]
        assert isinstance(title, nodes.title)
        assert isinstance(link, nodes.paragraph)
        assert isinstance(table, nodes.table)
        assert "ws-timetable" in table["classes"]
        (group,) = table.findall(nodes.tgroup)
        assert group["cols"] == 4
        assert [type(node).__name__ for node in group.children] == [
            *["colspec"] * 4,
            "thead",
            "tbody",
        ]
        for line in table.findall(nodes.row):
            assert len(line.children) == 4
            assert all(isinstance(cell, nodes.entry) for cell in line.children)


def test_every_node_knows_its_place_in_the_page(doctree: DoctreeOf) -> None:
    document = doctree("program/index")
    table = next(document.findall(nodes.table))
    lines = {node.line for node in table.findall(nodes.Element)}
    assert lines == {3}
    assert str(table.source).endswith("program/index.md")


def test_nothing_is_raw(doctree: DoctreeOf) -> None:
    for name in ("index", "program/index", "program/speakers", "papers/index", "committee"):
        assert not list(doctree(name).findall(nodes.raw))
