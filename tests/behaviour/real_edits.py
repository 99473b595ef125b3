"""This repository's own site, changed at random as the small one is in `edits`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from tests.behaviour.edits import Edit
from tests.support import copy_site, png

_WORDS: Final = "Acorn Bellows Candle Doorknob Echo Feather".split()
_NAMES: Final = "Ann Made-Up,Bob Made-Up,Cy Made-Up".split(",")
_PAPERS: Final = "_data/papers.yaml"
_FURTHER: Final = ("_data/more/papers.yaml", "_data/a.yaml", "_data/zz.yaml")
_CHANGED: Final = """
templates_path = ["_templates"]
html_static_path = ["_static"]
workshop_booklet = False
workshop_cards = ""
"""
_SETTINGS: Final = (
    *("html_theme = 'alabaster'", "html_theme = 'furo'", "html_title = 'Other'"),
    *("html_use_index = True", "html_copy_source = True", "language = 'de'", "language = 'en'"),
    *("workshop_exports = ['program']", "workshop_exports = ['calendar', 'frab', 'atom']"),
    *("html_baseurl = ''", "html_baseurl = 'https://example.org/w/'", "html_theme_options = {}"),
)


@dataclass
class RealSite:
    """What its files hold, by their paths."""

    held: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    builder: str = "html"

    def files(self) -> dict[str, bytes]:
        """Give all files by their paths."""
        return {name: text.encode() for name, text in self.held.items()} | self.pictures

    def pages(self) -> list[str]:
        """Name the pages that may come and go."""
        return [name for name in self.held if name.endswith(".md") and name != "index.md"]

    def papers(self) -> dict[str, list[str]]:
        """Give each file's papers: their lines, as one text each."""
        return {
            name: re.split(r"(?m)^(?=  - id: )", text.partition("papers:\n")[2])[1:]
            for name, text in self.held.items()
            if name in (_PAPERS, *_FURTHER)
        }

    def put_papers(self, held: dict[str, list[str]]) -> None:
        """Write the papers; a file without any goes."""
        for name, records in held.items():
            self.held.pop(name, None)
            if records:
                self.held[name] = "papers:\n" + "".join(f"{one.rstrip()}\n" for one in records)


def real_site(folder: Path) -> RealSite:
    """Give the site as it is.

    :param folder: one to work in, which is empty.
    """
    copy_site(folder)
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    held = {name: path.read_text("utf-8") for name, path in names.items()}
    held["conf.py"] += _CHANGED
    return RealSite(held)


def _pick(site: RealSite, random: Random) -> tuple[dict[str, list[str]], str, int]:
    held = site.papers()
    name = random.choice([name for name, records in held.items() if records])
    return held, name, random.randrange(len(held[name]))


def _id(record: str) -> str:
    return record.split("\n", 1)[0].removeprefix("  - id: ")


def edit_paper(site: RealSite, random: Random) -> None:
    held, name, at = _pick(site, random)
    word = random.choice(_WORDS)
    held[name][at] = re.sub(r'(?m)^(    title: "?)', rf"\1{word} ", held[name][at], count=1)
    author = random.choice(_NAMES)
    held[name][at] = re.sub(r"(?m)^      - \w.*$", f"      - {author}", held[name][at], count=1)
    site.put_papers(held)


def add_paper(site: RealSite, random: Random) -> None:
    held, name, at = _pick(site, random)
    made = (
        f"  - id: made-up-{random.randrange(10**6)}\n    title: Made up\n    authors: [A Made-Up]\n"
    )
    held[name].insert(at, f"{made}    abstract: Some $x^2$ of *it*.\n")
    site.put_papers(held)


def delete_paper(site: RealSite, random: Random) -> None:
    held, name, at = _pick(site, random)
    gone = _id(held[name].pop(at))
    schedule = site.held["_data/schedule.yaml"]
    used = f"        papers: [{gone}]\n"
    site.held["_data/schedule.yaml"] = schedule.replace(used, "        title: A made-up talk\n")
    site.put_papers(held)


def rename_paper(site: RealSite, random: Random) -> None:
    held, name, at = _pick(site, random)
    old, new = _id(held[name][at]), f"renamed-{random.randrange(10**6)}"
    for path, text in site.held.items():
        if path.startswith("_data/"):
            site.held[path] = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text)


def move_paper(site: RealSite, random: Random) -> None:
    held, name, at = _pick(site, random)
    record = held[name].pop(at)
    held.setdefault(random.choice((_PAPERS, *_FURTHER)), []).append(record)
    site.put_papers(held)


def swap_papers(site: RealSite, random: Random) -> None:
    held = site.papers()
    for records in held.values():
        random.shuffle(records)
    site.put_papers(held)


def edit_people(site: RealSite, random: Random) -> None:
    name = "_data/speakers.yaml"
    parts = re.split(r"(?m)^(?=    affiliation: )", site.held[name])
    at = random.randrange(1, len(parts))
    parts[at] = re.sub(
        r"^    affiliation: .*", f"    affiliation: {random.choice(_WORDS)}", parts[at]
    )
    site.held[name] = "".join(parts)


def edit_times(site: RealSite, random: Random) -> None:
    text = site.held["_data/schedule.yaml"]
    new = f"start: 14:00\n        end: 14:{random.randrange(1, 10):02}\n"
    site.held["_data/schedule.yaml"] = re.sub(r"start: 14:00\n        end: 14:\d\d\n", new, text)
    said = f"tagline: {random.choice(_WORDS)}\n  start:"
    held = re.sub(r"  tagline: .*\n", "", site.held["_data/workshop.yaml"])
    site.held["_data/workshop.yaml"] = held.replace("start:", said, 1)


def add_photo(site: RealSite, random: Random) -> None:
    name = random.choice(("a", "b"))
    colour = (random.randrange(250), 5, 5)
    site.pictures[f"_data/{name}.png"] = png(colour)
    text = re.sub(r"    photo: .*\n", "", site.held["_data/speakers.yaml"])
    photo = f"    photo: {{file: _data/{name}.png, alt: A face}}\n    affiliation"
    site.held["_data/speakers.yaml"] = text.replace("    affiliation", photo, random.randrange(3))


def picture_on_page(site: RealSite, random: Random) -> None:
    site.pictures["shown/a.png"] = png((random.randrange(250), 7, 7))
    site.held[random.choice(site.pages())] += "\n![A face](/shown/a.png)\n"


def edit_text(site: RealSite, random: Random) -> None:
    site.held[random.choice(site.pages())] += f"\n{random.choice(_WORDS)} more.\n"


def retitle(site: RealSite, random: Random) -> None:
    name = random.choice(site.pages())
    site.held[name] = re.sub(r"(?m)^# .*", f"# {random.choice(_WORDS)}", site.held[name], count=1)


def add_page(site: RealSite, random: Random) -> None:
    name = f"{random.choice(('', 'cfp/', 'papers/'))}made-up-{random.randrange(1000)}"
    site.held[f"{name}.md"] = "# Made up\n\n## Part\n\n{doc}`/index`, {session}`poster-session-1`\n"
    site.held["index.md"] = site.held["index.md"].replace("\nabout\n", f"\nabout\n{name}\n")


def delete_page(site: RealSite, random: Random) -> None:
    if len(site.pages()) > 6:
        del site.held[random.choice(site.pages())]


def rename_page(site: RealSite, random: Random) -> None:
    old = random.choice(site.pages())
    new = f"{random.choice(('', 'program/'))}renamed-{random.randrange(1000)}.md"
    site.held[new] = site.held.pop(old)
    names = old.removesuffix(".md"), new.removesuffix(".md")
    site.held["index.md"] = site.held["index.md"].replace(f"\n{names[0]}\n", f"\n{names[1]}\n")


def edit_frame(site: RealSite, random: Random) -> None:
    inner = f"{{% block footer %}}{random.random()}{{% endblock %}}"
    site.held["_templates/page.html"] = f'{{% extends "!page.html" %}}{inner}'
    site.held[f"_static/{random.choice(('one', 'two'))}.css"] = (
        f"a {{ z-index: {random.random()} }}"
    )


def drop_frame(site: RealSite, random: Random) -> None:
    for name in [name for name in site.held if name.startswith(("_templates/", "_static/"))]:
        del site.held[name]


def change_setting(site: RealSite, random: Random) -> None:
    site.held["conf.py"] += random.choice(_SETTINGS) + "\n"


def switch_booklet(site: RealSite, random: Random) -> None:
    on = site.held["conf.py"].count("workshop_booklet =") % 2 == 1
    site.held["conf.py"] += f"workshop_booklet = {on}\n"


def change_builder(site: RealSite, random: Random) -> None:
    site.builder = "dirhtml" if site.builder == "html" else "html"


REAL_EDITS: Final[tuple[Edit[RealSite], ...]] = (
    *(edit_paper, add_paper, delete_paper, rename_paper, move_paper, swap_papers, edit_people),
    *(edit_times, add_photo, picture_on_page, edit_text, retitle, add_page, delete_page),
    *(rename_page, edit_frame, drop_frame, change_setting, switch_booklet, change_builder),
)
