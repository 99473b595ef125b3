"""The papers for Zotero, pandoc and other readers of CSL: ``papers.csl.json`` (CSL-JSON 1.0.2).

One ``paper-conference`` a paper, in the order of the ids. Text is plain, formulas as their source.
"""

from __future__ import annotations

from typing import Any

from sphinx_workshop.core.pieces import pieces
from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.urls import as_uri
from sphinx_workshop.exports import _common as common
from sphinx_workshop.exports._names import parts
from sphinx_workshop.sections.papers import Author, Paper, accepted
from sphinx_workshop.sections.workshop import Workshop


def render(program: Program) -> dict[str, bytes]:
    """Give the one file."""
    papers = sorted(accepted(program), key=lambda paper: paper.id)
    items = common.json_lines(pieces(program, "csl", papers, _written))
    return {"papers.csl.json": f"{items}\n".encode()}


def _written(program: Program, paper: Paper) -> str:
    return common.json_line(item(program, paper))


def item(program: Program, paper: Paper) -> dict[str, Any]:
    """Give the item of one paper: its fields in the order of this file, none of them empty."""
    workshop, links = program.one(Workshop), paper.links
    first, last = workshop.days
    days = [first] if first == last else [first, last]
    venue = workshop.venue
    url = links.pdf or links.openreview or links.arxiv or common.address(program, paper)
    held = {
        "id": f"{common.short_name(program)}-{paper.id}",
        "type": "paper-conference",
        "title": plain_title(paper.title),
        "author": [_name(author) for author in paper.authors],
        "container-title": plain_title(workshop.title),
        "event-title": plain_title(workshop.host.name if workshop.host else workshop.title),
        "event-place": plain_title(venue.address or venue.name) if venue else "",
        "event-date": {"date-parts": [[day.year, day.month, day.day] for day in days]},
        "issued": {"date-parts": [[first.year, first.month, first.day]]},
        "URL": as_uri(url) if url else "",
        "DOI": links.doi.removeprefix("https://doi.org/") if links.doi else "",
        "keyword": ", ".join(map(plain_title, paper.keywords)),
        "note": "; ".join(map(plain_title, paper.awards)),
        "language": paper.language or workshop.language,
        "abstract": plain_prose(paper.abstract or ""),
    }
    return {name: value for name, value in held.items() if value}


def _name(author: Author) -> dict[str, str]:
    name = parts(author)
    if not name.given:
        return {"literal": name.family}
    held = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in held.items() if value}
