"""A made-up workshop of any size, the same for the same numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

FIRST_DAY: Final = date(2030, 1, 15)
TALKS: Final = ("10:30", "10:45", "11:00", "11:15", "11:30", "11:45")
DECISIONS: Final = ("oral", "spotlight", "poster")

_GIVEN: Final = (
    "Ada Grace Alan Emmy Kurt Sofia Émilie Björn Yilun Fatima Ngozi Łukasz Zoë Wei".split()
)
_FAMILY: Final = (
    "Müller Okafor Schölkopf Nakamura Øster Li Garcia Novák Haddad Singh Ivanova".split()
)
_WORDS: Final = (
    "models sampling latent diffusion flows images molecules bounds learning inference causal "
    "deep graphs priors of for with under and towards the"
).split()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper; ``abstract`` is a list of its lines."""

    key: str
    title: str
    authors: tuple[str, ...]
    abstract: tuple[str, ...]
    decision: str
    keywords: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Room:
    """What one room holds on one day: talks in the morning, posters in the afternoon."""

    name: str
    key: str
    talks: Sequence[Paper]
    posters: Sequence[Paper]


@dataclass(frozen=True, slots=True)
class Day:
    """One day; its invited talk is by speaker ``speaker-<number>``."""

    number: int
    rooms: tuple[Room, ...]

    @property
    def date(self) -> date:
        """The day of the calendar."""
        return FIRST_DAY + timedelta(days=self.number)


def papers(number: int, *, people: int = 2000, namesakes: int = 0, seed: int = 1) -> list[Paper]:
    """Make so many papers.

    :param people: how many authors there are to draw from.
    :param namesakes: how many of these have one name, each with an affiliation of their own.
    """
    random_ = random.Random(seed)  # noqa: S311 — the same data every time is the point
    return [_paper(position, random_, people, namesakes) for position in range(number)]


def days(held: Sequence[Paper], number: int, rooms: int) -> list[Day]:
    """Spread papers over so many days and rooms: each as a poster, the first of a room as talks."""
    places = [(day, room) for day in range(number) for room in range(rooms)]
    per_place = -(-len(held) // len(places))
    found: dict[int, list[Room]] = {}
    for position, (day, room) in enumerate(places):
        here = held[position * per_place : (position + 1) * per_place]
        made = Room(f"Room {room + 1}", f"d{day + 1}-r{room + 1}", here[: len(TALKS)], here)
        found.setdefault(day, []).append(made)
    return [Day(day, tuple(made)) for day, made in found.items()]


def write(
    folder: Path, held: Sequence[Paper], program: Sequence[Day] = (), *, per_file: int = 1000
) -> list[Path]:
    """Write a workshop; return its data files. Without a program no paper has a place in one."""
    data = folder / "_data"
    data.mkdir(parents=True, exist_ok=True)
    last = FIRST_DAY + timedelta(days=max(len(program) - 1, 0))
    texts = {
        "workshop.yaml": "workshop:\n  title: Made up\n  acronym: MU\n"
        f"  start: {FIRST_DAY}\n  end: {last}\n  timezone: Europe/London\n"
        "  display_timezones: [Europe/London, Asia/Tokyo]\n"
    }
    if program:
        texts["speakers.yaml"] = "speakers:\n" + "".join(map(_speaker, program))
    for first in range(0, len(program), per_file // 100):
        part = "\n".join(map(_day, program[first : first + per_file // 100]))
        texts[f"schedule-{first:04d}.yaml"] = f"schedule:\n{part}\n"
    for first in range(0, len(held), per_file):
        here = held[first : first + per_file]
        body = "\n\n".join(_record(paper, unplaced=not program) for paper in here)
        texts[f"papers-{first:06d}.yaml"] = f"papers:\n{body}\n"
    for name, text in texts.items():
        (data / name).write_text(text, encoding="utf-8")
    return [data / name for name in texts]


def _sentence(random_: random.Random, least: int, most: int) -> str:
    words = random_.choices(_WORDS, k=random_.randint(least, most))
    return " ".join(words).capitalize()


def name(number: int) -> str:
    """Give a person's name."""
    family = _FAMILY[number // len(_GIVEN) % len(_FAMILY)]
    return f"{_GIVEN[number % len(_GIVEN)]} {family}{number // 154:x}"


def _paper(number: int, random_: random.Random, people: int, namesakes: int) -> Paper:
    authors = random_.sample(range(people), random_.randint(2, 6))
    lines = [f"{_sentence(random_, 10, 14)} *stressed* words." for _ in range(6)]
    lines.append(f"See [the code](https://example.org/code/{number}).")
    return Paper(
        key=f"paper-{number}",
        title=f"{_sentence(random_, 6, 12)}: part {number} in $O(n^{{{number % 9}}})$",
        authors=tuple(
            f"{{name: John Smith, affiliation: University {one}}}" if one < namesakes else name(one)
            for one in authors
        ),
        abstract=tuple(lines),
        decision=random_.choice(DECISIONS),
        keywords=tuple(random_.sample(_WORDS[:14], 3)),
        links=(
            ("pdf", f"https://example.org/papers/{number}.pdf"),
            ("openreview", f"https://openreview.net/forum?id=x{number}"),
        ),
    )


def _record(paper: Paper, *, unplaced: bool) -> str:
    lines = [
        f"  - id: {paper.key}",
        f'    title: "{paper.title}"',
        "    authors:",
        *(f"      - {author}" for author in paper.authors),
        "    abstract: |",
        *(f"      {line}" for line in paper.abstract),
        f"    decision: {paper.decision}",
        f"    keywords: [{', '.join(paper.keywords)}]",
        *(["    unplaced: made up"] if unplaced else []),
        "    links:",
        *(f"      {label}: {url}" for label, url in paper.links),
    ]
    return "\n".join(lines)


def _speaker(day: Day) -> str:
    number = day.number + 1
    return f"  - id: speaker-{number}\n    name: {name(100_000 + number)}\n    bio: Made up.\n"


def _day(day: Day) -> str:
    number = day.number + 1
    opening = "title: Welcome, start: 09:00, end: 09:15"
    invited = "kind: invited-talk, title: On made-up things, start: 09:15, end: 10:00"
    lines = [
        f"  - date: {day.date}",
        "    sessions:",
        f"      - {{id: opening-{number}, kind: opening, {opening}}}",
        f"      - {{id: invited-{number}, {invited}, speakers: [speaker-{number}]}}",
        f"      - {{id: coffee-{number}, kind: break, title: Coffee, start: 10:00, end: 10:30}}",
        *_talks(day),
        f"      - {{id: lunch-{number}, kind: break, title: Lunch, start: 12:00, end: 13:00}}",
        *_posters(day),
    ]
    return "\n".join(lines)


def count_sessions(day: Day) -> int:
    """Count the sessions of a day, talks inside others too."""
    rooms = [(2 if room.talks else 1) + len(room.talks) for room in day.rooms if room.posters]
    return 4 + sum(rooms)


def _talks(day: Day) -> Iterator[str]:
    for room in day.rooms:
        if not room.talks:
            continue
        yield f"      - id: talks-{room.key}"
        yield "        kind: contributed-talk"
        yield f"        title: Contributed talks in {room.name.lower()}"
        yield "        start: 10:30"
        yield "        end: 12:00"
        yield f"        room: {room.name}"
        yield "        talks:"
        for start, paper in zip(TALKS, room.talks, strict=False):
            talk = f"id: talk-{paper.key}, start: {start}, duration: 15 min, papers: [{paper.key}]"
            yield f"          - {{{talk}}}"


def _posters(day: Day) -> Iterator[str]:
    for room in day.rooms:
        if not room.posters:
            continue
        yield f"      - id: posters-{room.key}"
        yield "        kind: poster-session"
        yield f"        title: Posters in {room.name.lower()}"
        yield "        start: 13:00"
        yield "        end: 15:00"
        yield f"        room: {room.name}"
        yield "        papers:"
        for board, paper in enumerate(room.posters, 1):
            yield f"          - {{paper: {paper.key}, board: B{board}}}"
