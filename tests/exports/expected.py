"""What a project's data say of its sessions and papers, by the means of tests.facts alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from tests import facts

KINDS = {
    "opening": "Opening",
    "invited-talk": "Invited talk",
    "contributed-talk": "Contributed talk",
    "qa": "Q&A",
    "panel": "Panel",
    "poster-session": "Poster session",
    "break": "Break",
    "social": "Social",
    "award": "Award",
    "closing": "Closing",
}


class Talk(NamedTuple):
    """A session or a talk inside one; times in UTC."""

    title: str
    start: datetime
    end: datetime | None
    room: str | None
    people: list[str]
    cancelled: bool
    label: str


def sessions(data: dict[str, Any]) -> dict[str, Talk]:
    """Give all sessions by id; one without an id gets it from its title."""
    found: dict[str, Talk] = {}
    around: dict[str, Any] = {}
    for meeting in facts.meetings(data):
        record = meeting.record
        if not meeting.talk:
            around = record
        talk = _talk(data, meeting, around)
        key = record.get("id") or "".join(c if c.isalnum() else "-" for c in talk.title.lower())
        found[key] = talk
    return found


def _talk(data: dict[str, Any], meeting: facts.Meeting, around: dict[str, Any]) -> Talk:
    record = meeting.record
    kind = record.get("kind", "")
    papers = [_paper(data, slot) for slot in record.get("papers", [])]
    speakers = [_speaker(data, key) for key in record.get("speakers", [])]
    authors = list(dict.fromkeys(name for paper in papers for name in facts.authors(paper)))
    title = record.get("title")
    if title is None and len(papers) == 1 and kind != "poster-session":
        title = papers[0]["title"]
    if title is None and speakers:
        title = " and ".join(filter(None, [", ".join(speakers[:-1]), speakers[-1]]))
    number = f" #{record['number']}" if "number" in record else ""
    return Talk(
        title or KINDS[kind],
        meeting.start,
        meeting.end,
        around.get("room"),
        speakers or authors,
        "cancelled" in (record.get("status"), around.get("status")),
        KINDS.get(kind, "") + number,
    )


def _paper(data: dict[str, Any], slot: Any) -> dict[str, Any]:
    key = slot if isinstance(slot, str) else slot["paper"]
    return next(paper for paper in data["papers"] if paper["id"] == key)


def _speaker(data: dict[str, Any], key: str) -> str:
    return next(str(one["name"]) for one in data["speakers"] if one["id"] == key)


def papers(data: dict[str, Any]) -> dict[str, tuple[str, list[str]]]:
    """Give title and authors of all papers by id."""
    return {one["id"]: (one["title"], facts.authors(one)) for one in facts.papers(data)}
