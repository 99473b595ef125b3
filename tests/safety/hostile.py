"""A made-up workshop with a text of the tests' choice in every field."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Final

from .payloads import PAYLOADS

# Family and field → the text to put there. JSON is YAML, so the records are written as JSON.
Text = Callable[[str, str], str]

PAGES: Final = {
    "index.md": "# Hostile\n\n```{workshop}\n```\n\n"
    "```{toctree}\nprogram\nspeakers\npapers\nothers\n```\n",
    "program.md": "# Program\n\n```{schedule}\n```\n",
    "speakers.md": "# Speakers\n\n```{speakers}\n```\n\n"
    "{speaker}`p-0`, {paper}`q-0`, {session}`s-0`\n",
    "papers.md": "# Papers\n\n```{papers}\n```\n",
    "others.md": "# Others\n\n```{sponsors}\n```\n\n```{committee}\n```\n\n```{dates}\n```\n",
}


def project(text: Text) -> dict[str, str]:
    """Give the files of a project; ``text`` makes the text of a field of a family."""
    data = {
        "workshop": _workshop(text),
        "speakers": [_speaker(*family, text) for family in _families()],
        "papers": [_paper(*family, text) for family in _families()],
        "schedule": [
            {"date": "2030-01-15", "sessions": [_session(*family, text) for family in _families()]}
        ],
        "sponsors": [_sponsor(*family, text) for family in _families()],
        "committee": [_member(*family, text) for family in _families()],
        "dates": [_date(*family, text) for family in _families()],
    }
    return {"_data/all.yaml": json.dumps(data, ensure_ascii=False), **PAGES}


def _families() -> Iterator[tuple[int, str]]:
    return enumerate(PAYLOADS)


def _workshop(text: Text) -> dict[str, object]:
    family = "html"
    return {
        "title": text(family, "workshop-title"),
        "acronym": text(family, "acronym"),
        "start": "2030-01-15",
        "end": "2030-01-15",
        "timezone": "Europe/London",
        "edition": text(family, "edition"),
        "tagline": text("latex", "tagline"),
        "summary": text("typst", "summary"),
        "host": {"name": text("xml", "host")},
        "venue": {"name": text("script", "venue"), "address": text("svg", "address")},
        "links": [{"label": text("html", "label"), "url": "https://example.org/"}],
    }


def _speaker(number: int, family: str, text: Text) -> dict[str, object]:
    return {
        "id": f"p-{number}",
        "name": text(family, "speaker"),
        "affiliation": text(family, "speaker-affiliation"),
        "bio": text(family, "bio"),
        "pronouns": text(family, "pronouns"),
        "sort_name": text(family, "speaker-sort"),
    }


def _paper(number: int, family: str, text: Text) -> dict[str, object]:
    author = {
        "name": text(family, "author"),
        "affiliation": text(family, "author-affiliation"),
        "sort_name": text(family, "author-sort"),
    }
    return {
        "id": f"q-{number}",
        "title": text(family, "title"),
        "authors": [author, text(family, "second-author")],
        "abstract": text(family, "abstract"),
        "track": text(family, "track"),
        "keywords": [text(family, "keyword")],
        "awards": [text(family, "award")],
        "unplaced": text(family, "unplaced"),
    }


def _session(number: int, family: str, text: Text) -> dict[str, object]:
    clock = f"{8 + number // 4:02d}:{number % 4 * 15:02d}"
    return {
        "id": f"s-{number}",
        "kind": "invited-talk",
        "title": text(family, "session"),
        "number": text(family, "number"),
        "start": clock,
        "duration": "15 min",
        "speakers": [f"p-{number}"],
        "papers": [{"paper": f"q-{number}", "board": text(family, "board")}],
        "chairs": [text(family, "chair")],
        "room": text(family, "room"),
        "track": text(family, "session-track"),
        "abstract": text(family, "session-abstract"),
        "status": "moved",
        "note": text(family, "note"),
        "talks": [{"title": text(family, "talk"), "duration": "5 min", "id": f"t-{number}"}],
    }


def _sponsor(number: int, family: str, text: Text) -> dict[str, object]:
    return {
        "id": f"r-{number}",
        "name": text(family, "sponsor"),
        "tier": text(family, "tier"),
        "contribution": text(family, "contribution"),
    }


def _member(number: int, family: str, text: Text) -> dict[str, object]:
    return {
        "id": f"m-{number}",
        "name": text(family, "member"),
        "role": text(family, "role"),
        "affiliation": text(family, "member-affiliation"),
    }


def _date(number: int, family: str, text: Text) -> dict[str, object]:
    return {
        "id": f"d-{number}",
        "label": text(family, "label"),
        "when": f"2030-01-{number % 28 + 1:02d}",
    }
