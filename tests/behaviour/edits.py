"""A small workshop that changes at random, the same way for the same seed.

Every edit leaves data without errors; pages may then refer to what is gone, which is a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final, TypeVar

from tests.support import png

_WORDS: Final = "acorn bellows candle doorknob echo feather gondola hinge icicle jigsaw".split()
_NAMES: Final = "Ann Author,Bob Writer,Cy Scribe,Dee Penman,Eve Noter,Ann Second".split(",")
_FILES: Final = ("papers", "more/papers", "more/zz", "a")
_COLOURS: Final = ((1, 2, 3), (4, 5, 6), (7, 8, 9))
_EXTENSIONS: Final = ["myst_parser", "sphinx_design", "sphinx_workshop"]
_CONF: Final = """\
project = "Test workshop"
language = "en"
primary_domain = "workshop"
exclude_patterns = ["_build"]
templates_path = ["_templates"]
html_static_path = ["_static"]
html_theme_path = ["_themes"]
copyright = "2030, nobody"
"""
# Setting → values between which it goes; the first is in force at the beginning.
_SETTINGS: Final[dict[str, tuple[object, ...]]] = {
    "html_theme": ("basic", "alabaster", "made_up"),
    "html_title": ("One", "Two"),
    "html_copy_source": (False, True),
    "html_use_index": (True, False),
    "html_baseurl": ("", "https://example.org/w/"),
    "workshop_exports": (["bibtex", "calendar"], ["bibtex"], ["program", "sitemap"]),
    "workshop_booklet": (False,),
    "workshop_cards": ("",),
    "html_extra_path": (["_extra"], []),
    "html_additional_pages": ({}, {"hello": "hello.html"}),
    "smartquotes": (True, False),
    "numfig": (False, True),
    "language": ("en", "de"),
    "html_sidebars": ({}, {"**o*": ["localtoc.html", "beside.html"]}),
    "html_last_updated_fmt": (None, "%Y"),
    "html_split_index": (False, True),
    "html_domain_indices": (True, False),
    "html_show_sourcelink": (True, False),
    "extensions": (_EXTENSIONS, [*_EXTENSIONS, "sphinx.ext.githubpages"]),
}
_HANDLER: Final = """
from pathlib import Path

def put(app, *rest):
    path = Path(app.outdir, "{words}/note.txt")
    path.parent.mkdir(exist_ok=True)
    path.write_text("{words}")

def add(app, page, template, context, doctree):
    if {when}:
        context["body"] = context.get("body", "") + "<p>{words}</p>"

def setup(app):
    app.connect("html-page-context", add)
    app.connect("{event}", put)
"""
# By what handlers and templates choose the pages on which they show something.
_WHEN: Final = ("'o' in {page}", "{page} == 'papers/two'", "{page}.count('/') == 1")


@dataclass
class Paper:
    """A record; `file` is where it stands below ``_data``."""

    title: str
    author: str
    file: str = "papers"
    decision: str = "poster"


@dataclass
class Site:
    """What the files say."""

    papers: dict[str, Paper] = field(default_factory=dict)
    talks: list[str] = field(default_factory=list)
    speaker: str = "Fay Speaker"
    name: str = "A small workshop"
    zone: str = "Europe/London"
    zones: str = ""
    member: str = "Mo Member"
    due: int = 1
    sponsor: str = "Made Up Ltd"
    photo: str = ""
    colour: int = 0
    start: int = 10
    pages: dict[str, str] = field(default_factory=dict)
    listing: str = "list"
    static: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=lambda: {"extra/note.css": "extra\n"})
    templates: dict[str, str] = field(default_factory=dict)
    settings: dict[str, int] = field(default_factory=dict)
    builder: str = "html"
    handler: str = ""
    theme: str = ""

    def files(self) -> dict[str, bytes]:
        """Give all files by their paths."""
        held: dict[str, str] = {
            "conf.py": _CONF + "".join(self._settings()) + self.handler,
            "_data/workshop.yaml": self._workshop(),
            "_data/program.yaml": self._program(),
            "index.md": self._index(),
            "_templates/hello.html": "<p>hello</p></html>\n",
            "_templates/beside.html": "<p>{{ title }} beside</p>\n",
            "_themes/made_up/theme.conf": "[theme]\ninherit = basic\n",
            "_themes/made_up/layout.html": f"{{% extends 'basic/layout.html' %}}{self.theme}",
        }
        for name in _FILES:
            records = [
                f"  - id: {key}\n    title: {paper.title}\n    authors: [{paper.author}]\n"
                f"    decision: {paper.decision}\n    unplaced: made up\n"
                for key, paper in self.papers.items()
                if paper.file == name
            ]
            if records:
                held[f"_data/{name}.yaml"] = "papers:\n" + "".join(records)
        for name, text in self.pages.items():
            listing = "\n```{papers}\n```\n" if name == self.listing else ""
            held[f"{name}.md"] = text + listing
        held |= {f"_static/{name}": text for name, text in self.static.items()}
        held |= {f"_extra/{name}": text for name, text in self.extra.items()}
        held |= {f"_templates/{name}": text for name, text in self.templates.items()}
        made = {name: text.encode() for name, text in held.items()}
        for folder, shift in (("_data", 0), ("shown", 1)):
            made[f"{folder}/{self.photo or 'face'}.png"] = png(_COLOURS[(self.colour + shift) % 3])
        return made

    def _workshop(self) -> str:
        zones = f"  display_timezones: [{self.zones}]\n" if self.zones else ""
        return (
            f"workshop:\n  title: {self.name}\n  acronym: SMALL\n  start: 2030-01-15\n"
            f"  end: 2030-01-15\n  timezone: {self.zone}\n{zones}"
            f"committee:\n  - {{id: mo, name: {self.member}, role: Chair}}\n"
            f"dates:\n  - {{id: due, label: Due, when: 2029-11-0{self.due}}}\n"
            f"sponsors:\n  - {{id: one, name: {self.sponsor}, tier: Gold}}\n"
        )

    def _settings(self) -> list[str]:
        return [
            f"{name} = {values[self.settings.get(name, 0) % len(values)]!r}\n"
            for name, values in _SETTINGS.items()
        ]

    def _program(self) -> str:
        photo = f"    photo: {{file: _data/{self.photo}.png, alt: A face}}\n" if self.photo else ""
        lines = [f"speakers:\n  - id: fay\n    name: {self.speaker}\n{photo}", "schedule:\n"]
        lines.append("  - date: 2030-01-15\n    sessions:\n")
        lines.append(
            f"      - {{id: talk, kind: invited-talk, start: '{self.start}:00', "
            f"duration: 30 min, speakers: [fay]}}\n"
        )
        for number, key in enumerate(self.talks):
            lines.append(
                f"      - {{id: t{number}, kind: contributed-talk, start: '{15 + number}:00', "
                f"duration: 30 min, papers: [{key}]}}\n"
            )
        return "".join(lines)

    def _index(self) -> str:
        pages = "\n".join(self.pages)
        return (
            "# Start\n\n```{workshop}\n```\n\n```{schedule}\n```\n\n"
            f"```{{toctree}}\n{pages}\n```\n\n![face](shown/{self.photo or 'face'}.png)\n"
        )


def first_site() -> Site:
    """Give the site before all edits."""
    site = Site()
    for number, key in enumerate(("one", "two", "three")):
        site.papers[key] = Paper(f"The {key} {_WORDS[number]}", _NAMES[number])
    site.talks = ["one"]
    site.pages = {
        "list": "# Papers\n",
        "prose": "# Prose\n\nSee {paper}`one` and {doc}`list` and {any}`two`.\n",
        "sub/people": "# People\n\n```{speakers}\n```\n",
        "plain": "# Plain\n\nNo data here.\n",
        "who": "# Who\n\n```{committee}\n```\n\n```{sponsors}\n```\n",
        "when": "# When\n\n```{dates}\n```\n",
    }
    return site


S = TypeVar("S")
Edit = Callable[[S, Random], object]


def _key(site: Site, random_: Random) -> str:
    return random_.choice(list(site.papers))


def edit_record(site: Site, random_: Random) -> None:
    paper = site.papers[_key(site, random_)]
    paper.title = f"{random_.choice(_WORDS).title()} {random_.randrange(1000)}"
    paper.author = random_.choice(_NAMES)


def add_record(site: Site, random_: Random) -> None:
    key = f"new-{random_.randrange(10**6)}"
    site.papers[key] = Paper(f"Paper {key}", random_.choice(_NAMES), random_.choice(_FILES))
    if random_.random() < 0.3 and len(site.talks) < 5:
        site.talks.append(key)


def delete_record(site: Site, random_: Random) -> None:
    if len(site.papers) > 1:
        key = _key(site, random_)
        del site.papers[key]
        site.talks = [talk for talk in site.talks if talk != key]


def rename_record(site: Site, random_: Random) -> None:
    old, new = _key(site, random_), f"named-{random_.randrange(10**6)}"
    site.papers = {new if key == old else key: paper for key, paper in site.papers.items()}
    site.talks = [new if talk == old else talk for talk in site.talks]


def move_record(site: Site, random_: Random) -> None:
    site.papers[_key(site, random_)].file = random_.choice(_FILES)


def swap_records(site: Site, random_: Random) -> None:
    keys = list(site.papers)
    random_.shuffle(keys)
    site.papers = {key: site.papers[key] for key in keys}


def edit_session(site: Site, random_: Random) -> None:
    site.start = random_.randrange(10, 14)
    site.speaker = random_.choice(("Fay Speaker", "Gus Speaker"))


def edit_workshop(site: Site, random_: Random) -> None:
    site.name = f"A {random_.choice(_WORDS).lower()} workshop"
    site.zone = random_.choice(("Europe/London", "Asia/Tokyo"))
    site.zones = random_.choice(("", "America/New_York"))


def edit_other_records(site: Site, random_: Random) -> None:
    site.member = random_.choice(_NAMES)
    site.due = random_.randrange(1, 10)
    site.sponsor = f"{random_.choice(_WORDS).title()} Ltd"


def move_listing(site: Site, random_: Random) -> None:
    site.listing = random_.choice([*site.pages, ""])


def edit_page(site: Site, random_: Random) -> None:
    name = random_.choice(list(site.pages))
    site.pages[name] += f"\nA {random_.choice(_WORDS)} more, {random_.randrange(1000)}.\n"


def retitle_page(site: Site, random_: Random) -> None:
    name = random_.choice(list(site.pages))
    rest = site.pages[name].partition("\n")[2]
    site.pages[name] = f"# {random_.choice(_WORDS).title()} {random_.randrange(100)}\n{rest}"


def add_page(site: Site, random_: Random) -> None:
    name = random_.choice(("", "sub/", "papers/")) + f"page{random_.randrange(1000)}"
    to = random_.choice(list(site.papers))
    site.pages[name] = f"# {name.title()}\n\nSee {{paper}}`{to}`.\n\n## Part\n\n- {{doc}}`/index`\n"


def delete_page(site: Site, random_: Random) -> None:
    if len(site.pages) > 2:
        del site.pages[random_.choice(list(site.pages))]


def rename_page(site: Site, random_: Random) -> None:
    old, new = random_.choice(list(site.pages)), f"renamed{random_.randrange(1000)}"
    site.pages = {new if name == old else name: text for name, text in site.pages.items()}
    site.listing = new if site.listing == old else site.listing


def swap_pages(site: Site, random_: Random) -> None:
    names = list(site.pages)
    random_.shuffle(names)
    site.pages = {name: site.pages[name] for name in names}


def other_picture(site: Site, random_: Random) -> None:
    site.colour += random_.randrange(1, 3)


def rename_picture(site: Site, random_: Random) -> None:
    site.photo = random_.choice(("", "fay", "other"))


def _block(name: str, random_: Random) -> str:
    """Give a block of a template, on all pages or on some alone."""
    words = f"{random_.random()}"
    if random_.random() < 0.5:
        when = random_.choice(_WHEN).format(page="pagename")
        words = f"{{% if {when} %}}{words}{{% endif %}}"
    return f"{{% block {name} %}}{words}{{% endblock %}}"


def edit_template(site: Site, random_: Random) -> None:
    site.templates["layout.html"] = f'{{% extends "!layout.html" %}}{_block("footer", random_)}'


def drop_template(site: Site, random_: Random) -> None:
    site.templates.clear()


def edit_theme(site: Site, random_: Random) -> None:
    site.theme = _block("header", random_)
    site.settings["html_theme"] = _SETTINGS["html_theme"].index("made_up")


def edit_handler(site: Site, random_: Random) -> None:
    when = random_.choice(_WHEN).format(page="page")
    event = random_.choice(("env-updated", "build-finished"))
    site.handler = _HANDLER.format(when=when, words=random_.choice(_WORDS), event=event)


def drop_handler(site: Site, random_: Random) -> None:
    site.handler = ""


def edit_static(site: Site, random_: Random) -> None:
    name = random_.choice(("more.css", "basic.css", "deep/one.txt"))
    site.static[name] = f"/* {random_.random()} */\n"


def drop_static(site: Site, random_: Random) -> None:
    site.static.clear()


def edit_extra(site: Site, random_: Random) -> None:
    """Keep, add or drop files; the folders in which they were stay, and may hold nothing."""
    name = random_.choice(("one.css", "papers/two.css", "extra/deep/one.css"))
    site.extra = random_.choice(({}, site.extra | {name: f"{random_.random()}\n"}))


def change_setting(site: Site, random_: Random) -> None:
    name = random_.choice([name for name, values in _SETTINGS.items() if len(values) > 1])
    site.settings[name] = site.settings.get(name, 0) + 1


def change_builder(site: Site, random_: Random) -> None:
    site.builder = "dirhtml" if site.builder == "html" else "html"


EDITS: Final[tuple[Edit[Site], ...]] = (
    edit_record,
    add_record,
    delete_record,
    rename_record,
    move_record,
    swap_records,
    edit_session,
    edit_workshop,
    edit_other_records,
    move_listing,
    edit_page,
    retitle_page,
    add_page,
    delete_page,
    rename_page,
    swap_pages,
    other_picture,
    rename_picture,
    edit_template,
    drop_template,
    edit_theme,
    edit_handler,
    drop_handler,
    edit_static,
    drop_static,
    edit_extra,
    change_setting,
    change_builder,
)
