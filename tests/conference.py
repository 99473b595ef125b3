"""A made-up large conference: three days, six rooms, two hundred papers, eight scripts.

The same data every time, from a seeded generator. Titles are strings of made-up nouns, people's
names are put together from lists: nothing here is anybody's.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent / "roots" / "conference"
ROOMS: Final = ("Aula", "Agora", "Stoa", "Garden", "Library", "Loft")
DAYS: Final = ("2031-05-05", "2031-05-06", "2031-05-07")
PAPERS: Final = 200
BOARDS: Final = 40

# Script → given names, family names, and how the two are put together.
_NAMES: Final[dict[str, tuple[str, str, str]]] = {
    "latin": (
        "Ada Bruno Chloé Dagný Émile Zoë",
        "Quill Farthing Öberg Núñez Łaska Glas",
        "{} {}",
    ),
    "greek": ("Ελένη Νίκος Δάφνη Πέτρος", "Παραδείγματος Φανταστού Ουδενός", "{} {}"),
    "cyrillic": ("Ольга Иван Мила Тарас", "Выдумкина Примерова Небылица", "{} {}"),
    "chinese": ("明 小红 伟 静怡", "虚 假 例", "{1}{0}"),
    "japanese": ("はなこ 太郎 さくら 健", "架空 見本 例山", "{1} {0}"),
    "korean": ("가상 보기 예시 하나", "김 이 박", "{1}{0}"),
    "arabic": ("نور ليلى سامي هدى", "الخيالي المثالي الوهمي", "{} {}"),
    "hebrew": ("נועה אורי תמר יונתן", "דוגמא בדיוני למשל", "{} {}"),
}
_NOUNS: Final = (
    "Acorns Bellows Candles Doorknobs Echoes Feathers Gondolas Hinges Icicles Jigsaws Kettles "
    "Lanterns Marbles Needles Orchards Pebbles Quilts Ribbons Spindles Teapots Umbrellas Velvets "
    "Whistles Yarns"
).split()
_VERBS: Final = (
    "Counting Folding Comparing Approximating Untangling Disambiguating Polishing".split()
)
_TRACKS: Final = ("Theory", "Practice", "Counterrevolutionary methods")
_FOREIGN: Final = {
    "fr": "De l’inexistence des choses : une étude nᵒ {}",
    "el": "Περί ανύπαρκτων πραγμάτων, μέρος {}",
    "ru": "О несуществующих вещах, часть {}",
    "zh": "论不存在的事物（之{}）",
    "ja": "存在しないものについて・第{}報",
    "ko": "존재하지 않는 것들에 대하여, 제{}부",
    "ar": "في الأشياء غير الموجودة (الجزء {})",
    "he": "על דברים שאינם קיימים, חלק {}",
}


def write_conference(folder: Path) -> Path:
    """Copy the pages into a folder, write the data beside them; return the folder."""
    shutil.copytree(ROOT, folder, dirs_exist_ok=True)
    data = folder / "_data"
    data.mkdir(exist_ok=True)
    for name, held in _Maker().files().items():
        # JSON is YAML; the loader reads it as it reads any other file.
        text = json.dumps(held, ensure_ascii=False, indent=1)
        (data / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def names() -> dict[str, list[str]]:
    """Return every name that may occur, by script."""
    found = {}
    for script, (given, family, form) in _NAMES.items():
        found[script] = [form.format(one, last) for one in given.split() for last in family.split()]
    return found


class _Maker:
    def __init__(self) -> None:
        self.random = Random(2031)  # noqa: S311 - the same data every time
        self.people = names()
        self.speakers = [held[number] for held in self.people.values() for number in (0, 5)]
        self.papers = [self.paper(number) for number in range(PAPERS)]
        self.left = iter(range(PAPERS))

    def files(self) -> dict[str, dict[str, Any]]:
        days = [
            {"date": DAYS[0], "sessions": list(self.parallel_day(0))},
            {"date": DAYS[1], "sessions": list(self.parallel_day(1))},
            {"date": DAYS[2], "sessions": list(self.single_day())},
        ]
        speakers = [
            {"id": f"speaker-{number}", "name": name, "affiliation": "The Imaginary Academy"}
            for number, name in enumerate(self.speakers)
        ]
        return {
            "workshop": {"workshop": _WORKSHOP},
            "schedule": {"schedule": days},
            "people": {"speakers": speakers, "committee": list(self.committee())},
            "papers": {"papers": self.papers},
        }

    def person(self) -> str:
        return self.random.choice(self.people[self.random.choice(list(self.people))])

    def authors(self) -> list[str]:
        return list(dict.fromkeys(self.person() for _ in range(self.random.randint(1, 5))))

    def paper(self, number: int) -> dict[str, Any]:
        first, second = self.random.sample(_NOUNS, 2)
        title = f"{self.random.choice(_VERBS)} {first} among {second}, Part {number + 1}"
        oral = number < 80
        made: dict[str, Any] = {
            "id": f"paper-{number + 1}",
            "title": title,
            "authors": self.authors(),
            "decision": "oral" if oral else "poster",
            "keywords": [first.lower(), second.lower()],
            "track": self.random.choice(_TRACKS),
        }
        if number % 17 == 3:
            language = list(_FOREIGN)[number // 17 % len(_FOREIGN)]
            title = _FOREIGN[language].format(number + 1)
            made |= {"language": language, "title": title, "abstract": f"{title}: *n* = {number}."}
        elif number % 3 == 0:
            found = f"We consider *{first.lower()}* of order $O(n^{{{number}}})$"
            made["abstract"] = f"{found}, and find none."
        return made

    def committee(self) -> Iterator[dict[str, str]]:
        for role in ("Chairs", "Reviewers"):
            for held in self.people.values():
                yield {"name": held[-1 if role == "Chairs" else -2], "role": role}

    def talks(self, times: list[str], minutes: int) -> list[dict[str, Any]]:
        return [
            {
                "start": time,
                "duration": f"{minutes} min",
                "papers": [f"paper-{next(self.left) + 1}"],
            }
            for time in times
        ]

    def orals(self, day: int, block: int, times: list[str], end: str) -> Iterator[dict[str, Any]]:
        """Five rooms side by side, one of which stops early."""
        for number, room in enumerate(ROOMS[:5]):
            name = f"{_NOUNS[5 * (2 * day + block) + number]} and other things"
            session: dict[str, Any] = {
                "id": f"oral-{day + 1}-{block + 1}-{room.lower()}",
                "kind": "other",
                "title": f"{name}, talks {'AB'[block]}",
                "start": times[0],
                "end": end,
                "room": room,
                "track": _TRACKS[number % 3],
                "chairs": [self.people["latin"][6 + 5 * (2 * day + block) + number]],
                "talks": self.talks(times, 20),
            }
            if number == 3:
                session["talks"][-1]["duration"] = "10 min"
            yield session

    def posters(self, day: int) -> dict[str, Any]:
        boards = [
            {"paper": f"paper-{80 + BOARDS * day + number}", "board": f"{'ABC'[day]}{number}"}
            for number in range(1, BOARDS + 1)
        ]
        return {
            "id": f"posters-{day + 1}",
            "kind": "poster-session",
            "number": str(day + 1),
            "title": f"Posters {'ABC'[day]}",
            "start": "16:00",
            "end": "18:00",
            "room": "Agora",
            "papers": boards,
        }

    def parallel_day(self, day: int) -> Iterator[dict[str, Any]]:
        keynote = 4 * day
        yield _session(
            "other", "08:30", "09:00", id=f"registration-{day + 1}", title="Registration"
        )
        yield _session(
            "invited-talk", "09:00", "10:30",
            id=f"keynote-{day + 1}", number=str(day + 1), room="Aula",
            speakers=[f"speaker-{keynote}"], url="https://stream.example/keynote",
            abstract="What there would be to say of *nothing*, were there anything.",
        )  # fmt: skip
        yield _session("break", "10:30", "11:00", id=f"coffee-{day + 1}", title="Coffee")
        yield from self.orals(day, 0, ["11:00", "11:20", "11:40", "12:00"], "12:20")
        # One that goes on while the others have lunch.
        yield _session(
            "other", "11:00", "15:30", id=f"tutorial-{day + 1}", room="Loft",
            title=f"Tutorial {day + 1}: how to make things up", speakers=[f"speaker-{keynote + 1}"],
        )  # fmt: skip
        yield _session("break", "12:20", "14:00", id=f"lunch-{day + 1}", title="Lunch")
        yield from self.orals(day, 1, ["14:00", "14:20", "14:40", "15:00"], "15:20")
        yield _session("break", "15:30", "16:00", id=f"tea-{day + 1}", title="Tea")
        yield self.posters(day)
        yield _session(
            "panel", "16:00", "17:00", id=f"panel-{day + 1}", room="Aula",
            title="Is there anything at all?",
            speakers=[f"speaker-{keynote + 2}", f"speaker-{keynote + 3}"],
            status="cancelled" if day else "moved",
            note="Nobody could be found." if day else "Moved here from the Loft.",
            url="https://stream.example/panel",
        )  # fmt: skip
        yield _session(
            "social", "18:00", "19:30", id=f"walk-{day + 1}", title="Walk to the harbour"
        )
        yield _session(
            "social", "19:30", None, id=f"night-{day + 1}", title="Night of songs", duration="5:30"
        )

    def single_day(self) -> Iterator[dict[str, Any]]:
        for number, start in enumerate(("09:00", "10:00", "11:00", "12:00")):
            yield _session(
                "invited-talk", start, f"{int(start[:2]) + 1}:00", id=f"keynote-{number + 3}",
                number=str(number + 3), room="Aula", speakers=[f"speaker-{number + 8}"],
            )  # fmt: skip
        yield _session("break", "13:00", "14:00", id="lunch-3", title="Lunch")
        yield _session(
            "panel", "14:00", "16:00", id="panel-3", title="Panel of all who are left", room="Aula",
            speakers=[f"speaker-{number}" for number in range(12, 16)],
        )  # fmt: skip
        yield self.posters(2)
        yield _session("award", "18:00", "18:20", id="awards", title="Awards", room="Aula")
        yield _session("closing", "18:20", "18:30", id="closing", title="Goodbye", room="Aula")


def _session(kind: str, start: str, end: str | None, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "start": start, **({"end": end} if end else {}), **fields}


_WORKSHOP: Final = {
    "title": "Conference on Made-up Things",
    "acronym": "CMT 2031",
    "start": DAYS[0],
    "end": DAYS[-1],
    "timezone": "Europe/Athens",
    "display_timezones": ["Europe/Athens", "Asia/Tokyo"],
    "tagline": "Two hundred papers that nobody has written.",
    "host": {"name": "The Imaginary Academy", "url": "https://academy.example/"},
    "venue": {"name": "The Hall of Mirrors", "mode": "hybrid"},
    "url": "https://conference.example/2031/",
}
