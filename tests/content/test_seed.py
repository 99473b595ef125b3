"""The first site's data say what the workshop's original page says."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.content import original
from tests.content.original import MENDED_PAGE, PAGE, bullets, data, part

ORAL_WITHOUT_SLOT = (
    "Towards Lightweight Controllable Audio Synthesis with "
    "Conditional Implicit Neural Representations"
)


def people(paper: dict[str, Any]) -> list[str]:
    """Return the names of a paper's authors, whichever of the two ways they are written."""
    return [author if isinstance(author, str) else author["name"] for author in paper["authors"]]


def twelve_hours(clock: str, zone: str) -> str:
    """Return a London clock time of the workshop's day as the page would print it in a zone."""
    workshop_day = date(2021, 12, 14)
    london = datetime.combine(workshop_day, time.fromisoformat(clock), ZoneInfo("Europe/London"))
    there = london.astimezone(ZoneInfo(zone))
    assert there.date() == workshop_day, (clock, zone)
    return f"{there.hour % 12 or 12}:{there:%M} {'a' if there.hour < 12 else 'p'}.m."


def data_title(session: dict[str, Any]) -> str:
    """Return a session of the data under the title the page gives it."""
    names = {speaker["id"]: speaker["name"] for speaker in data("speakers")}
    titles = {paper["id"]: paper["title"] for paper in data("papers")}
    if session["kind"] == "invited-talk":
        speakers = ", ".join(names[one] for one in session["speakers"])
        return f"Invited talk #{session['number']}: {speakers}"
    if session["kind"] == "contributed-talk":
        return ", ".join(titles[one] for one in session["papers"])
    room = f" ({session['room']})" if "room" in session else ""
    return f"{session['title']}{room}"


def sessions() -> list[dict[str, Any]]:
    """Return the sessions of the data's only day."""
    (day,) = data("schedule")
    assert day["date"] == "2021-12-14"
    return list(day["sessions"])


@pytest.mark.parametrize("wrong", original.MENDED)
def test_every_mending_is_needed(wrong: str) -> None:
    assert wrong in PAGE


def test_schedule_has_the_same_rows_in_both_zones() -> None:
    ours = [
        (
            twelve_hours(session["start"], "Europe/London"),
            twelve_hours(session["end"], "Europe/London"),
            twelve_hours(session["start"], "America/New_York"),
            twelve_hours(session["end"], "America/New_York"),
            data_title(session),
        )
        for session in sessions()
    ]
    assert ours == original.rows()
    assert len(ours) == 28


def test_schedule_kinds_and_numbers() -> None:
    kinds = [session["kind"] for session in sessions()]
    counted = {kind: kinds.count(kind) for kind in kinds}
    assert counted == {
        "opening": 1,
        "invited-talk": 10,
        "contributed-talk": 7,
        "qa": 4,
        "break": 3,
        "poster-session": 2,
        "panel": 1,
    }
    invited = [session for session in sessions() if session["kind"] == "invited-talk"]
    assert [session["id"] for session in invited] == [f"invited-talk-{n}" for n in range(1, 11)]


def test_derived_titles_are_not_written_twice_and_nothing_is_invented() -> None:
    for session in sessions():
        derived = session["kind"] in {"invited-talk", "contributed-talk"}
        assert ("title" in session) is not derived, session["id"]
        assert not {"chairs", "talks", "abstract"} & set(session), session["id"]
        if session["kind"] == "poster-session":
            assert session["url"] == original.POSTERS_URL
            assert "papers" not in session
        if session["kind"] == "panel":
            assert "speakers" not in session


def test_speakers_and_their_affiliations() -> None:
    lines = [re.fullmatch(r"(.+) \((.+)\)", line) for line in bullets(part("Invited Speakers"))]
    theirs = {(match[1], match[2]) for match in lines if match}
    assert len(theirs) == len(lines) == 10
    speakers = data("speakers")
    assert {(speaker["name"], speaker["affiliation"]) for speaker in speakers} == theirs
    assert len(speakers) == 10


def test_papers_and_authors_in_order() -> None:
    ours = [(paper["title"], people(paper)) for paper in data("papers")]
    assert ours == original.papers()
    assert len(ours) == 43
    assert sum(len(authors) for _, authors in ours) == 175


def test_sort_names_hold_the_same_words_as_the_names() -> None:
    authors = [author for paper in data("papers") for author in paper["authors"]]
    persons = [one for one in [*authors, *data("speakers")] if "sort_name" in one]
    assert len(persons) == 4
    for person in persons:
        family, given = person["sort_name"].split(", ")
        assert f"{given} {family}" == person["name"]


def test_decisions_and_pdf_links() -> None:
    ours = {one["title"]: (one["decision"], one["links"]["pdf"]) for one in data("papers")}
    assert ours == original.decisions()
    decisions = [decision for decision, _ in ours.values()]
    assert (decisions.count("oral"), decisions.count("poster")) == (8, 35)


def test_every_oral_but_one_has_one_talk() -> None:
    placed = [paper for session in sessions() for paper in session.get("papers", [])]
    orals = [paper for paper in data("papers") if paper["decision"] == "oral"]
    unplaced = [paper["title"] for paper in orals if "unplaced" in paper]
    assert unplaced == [ORAL_WITHOUT_SLOT]
    assert sorted(placed) == sorted(paper["id"] for paper in orals if "unplaced" not in paper)


def test_sponsors_and_what_they_give() -> None:
    sponsors = data("sponsors")
    assert [one["url"] for one in sponsors] == re.findall(r'href="([^"]+)"', MENDED_PAGE)
    assert [one["name"] for one in sponsors] == ["Microsoft", "Boltzbit", "Cambridge ELLIS Unit"]
    assert "two paper awards worth £500, sponsored by Microsoft and Boltzbit" in PAGE
    assert "workshop registration fees for up to 10 under-represented participants." in PAGE
    assert [one["contribution"] for one in sponsors] == [
        "Two paper awards, together with Boltzbit: two prizes of £500.",
        "Two paper awards, together with Microsoft: two prizes of £500.",
        "Workshop registration fees for up to 10 under-represented participants.",
    ]


def test_committee() -> None:
    ours = [(member["name"], member["role"]) for member in data("committee")]
    theirs = bullets(part("Organizing Committee and Contact"))
    assert ours == [(name, "Organizing committee") for name in theirs]
    assert len(ours) == 7


def test_dates() -> None:
    lines = bullets(part("Important Dates"))
    assert ["line-through" in line for line in lines] == [True, False, False, False]
    superseded, *theirs = [original.deadline(line) for line in lines]
    dates = data("dates")
    assert [(one["when"], one.get("timezone", "")) for one in dates] == theirs
    assert dates[0]["replaces"] == [superseded[0]]
    assert superseded[1] == dates[0]["timezone"]
    assert [one["label"] for one in dates] == [
        "Submission of workshop contributions",
        "Author notification",
        "Workshop",
    ]


def test_workshop() -> None:
    workshop = data("workshop")
    heading = re.search(r"^## (.+) Workshop- (.+)$", PAGE, re.MULTILINE)
    assert heading
    assert workshop["title"] == heading[1]
    day = original.day(heading[2], "%d %B %Y")
    assert (workshop["start"], workshop["end"]) == (day, day)
    assert workshop["timezone"] == "Europe/London"
    assert workshop["display_timezones"] == ["Europe/London", "America/New_York"]
    assert f"mailto:{workshop['contact']}" in MENDED_PAGE
    assert workshop["url"] == original.SITE_URL
    links = {link["url"] for link in workshop["links"]}
    assert {original.TALKS_URL, original.POSTERS_URL} <= links
