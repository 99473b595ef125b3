"""Two sites of one made-up workshop: with this extension, and the same pages written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.generate import TALKS, Day, Paper, Room, name

_CONF: Final = """\
project = "Made up"
extensions = [{extensions}]
html_theme = "furo"
html_baseurl = "https://workshop.example/"
html_copy_source = False
myst_enable_extensions = ["dollarmath"]
html_math_renderer = {mathematics}
"""
_OURS: Final = {
    "conf.py": _CONF.format(extensions='"myst_parser", "sphinx_workshop"', mathematics='"mathml"')
    + 'primary_domain = "workshop"\nworkshop_booklet = False\n',
    "index.md": "# Made up\n\n```{workshop}\n```\n\n"
    "```{toctree}\n:hidden:\n\nprogram/index\nprogram/speakers\npapers/index\n```\n",
    "program/index.md": "# Program\n\n```{schedule}\n```\n",
    "program/speakers.md": "# Speakers\n\n```{speakers}\n```\n",
    "papers/index.md": "# Papers\n\n```{papers}\n```\n",
}


def write_ours(folder: Path) -> None:
    """Write the pages beside data that is there already."""
    _write(folder, _OURS)


def write_bare(folder: Path, papers: Sequence[Paper], days: Sequence[Day]) -> None:
    """Write the same pages by hand, for Sphinx with MyST and nothing else.

    The papers' pages are orphans: in a table of contents that the sidebar shows they would make
    Sphinx's time grow with the square of their number.
    """
    pages = {
        "conf.py": _CONF.format(extensions='"myst_parser"', mathematics='"mathjax"'),
        "index.md": "# Made up\n\nMU, 15 January 2030\n\n"
        "```{toctree}\n:hidden:\n\nprogram/index\nprogram/speakers\npapers/index\n```\n",
        "program/index.md": "# Program\n\n" + "\n".join(_program(days)),
        "program/speakers.md": "# Speakers\n\n"
        + "".join(f"## {name(100_001 + day.number)}\n\nMade up.\n\n" for day in days),
        "papers/index.md": "# Papers\n\n" + "\n".join(map(_entry, papers)),
    }
    slots = {
        paper.key: slot for day in days for room in day.rooms for paper, slot in _slots(day, room)
    }
    for paper in papers:
        pages[f"papers/{paper.key}.md"] = _page(paper, slots.get(paper.key, ""))
    _write(folder, pages)


def _write(folder: Path, pages: dict[str, str]) -> None:
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _slots(day: Day, room: Room) -> Iterator[tuple[Paper, str]]:
    for board, paper in enumerate(room.posters, 1):
        yield paper, f"{day.date}, 13:00–15:00 GMT (22:00–00:00 JST), {room.name}, board B{board}"


def _program(days: Sequence[Day]) -> Iterator[str]:
    for day in days:
        yield f"## {day.date}\n"
        yield "| GMT | JST | What |\n|---|---|---|"
        yield "| 9:00–9:15 | 18:00–18:15 | Welcome |"
        yield f"| 9:15–10:00 | 18:15–19:00 | On made-up things: {name(100_001 + day.number)} |"
        yield "| 10:00–10:30 | 19:00–19:30 | Coffee |"
        for room in day.rooms:
            for start, paper in zip(TALKS, room.talks, strict=False):
                yield f"| {start} | {start} | {room.name}: {_link(paper)} |"
        yield "| 12:00–13:00 | 21:00–22:00 | Lunch |"
        for room in day.rooms:
            for board, paper in enumerate(room.posters, 1):
                yield f"| 13:00–15:00 | 22:00–0:00 | {room.name}, B{board}: {_link(paper)} |"
        yield ""


def _link(paper: Paper) -> str:
    return f"[{paper.title}](/papers/{paper.key}.md)"


def _entry(paper: Paper) -> str:
    links = " · ".join(f"[{label}]({url})" for label, url in paper.links)
    lines = [
        f"- {_link(paper)}",
        ", ".join(paper.authors),
        f"Keywords: {', '.join(paper.keywords)}",
        "\n  ".join(paper.abstract),
        links,
    ]
    return "\n\n  ".join(lines) + "\n"


def _page(paper: Paper, slot: str) -> str:
    links = " · ".join(f"[{label}]({url})" for label, url in paper.links)
    parts = [
        "---\norphan: true\n---",
        f"# {paper.title}",
        ", ".join(paper.authors),
        f"{paper.decision} · {slot}",
        "## Abstract",
        "\n".join(paper.abstract),
        f"Keywords: {', '.join(paper.keywords)}",
        links,
    ]
    return "\n\n".join(parts) + "\n"
