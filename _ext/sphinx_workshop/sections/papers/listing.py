"""The papers on a page: a list, parted by decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sphinx_workshop.core.collation import index_key
from sphinx_workshop.core.entity import Occasion
from sphinx_workshop.core.markup import parse_title, plain_text
from sphinx_workshop.core.names import sort_key
from sphinx_workshop.core.options import check_held
from sphinx_workshop.core.section import Options
from sphinx_workshop.sections.papers.model import DECISIONS, Paper, accepted, paper_links

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw


def render(draw: Draw, options: Options) -> list[nodes.Node]:
    """Make the list of the papers that the options choose."""
    every = accepted(draw.program)
    check_held("paper", "track", options.get("track", ()), map(_track, every))
    papers = [paper for paper in every if _matches(paper, options)]
    if not papers:
        return []
    _sort(papers, options.get("sort", "order"))
    groups = _groups(papers)
    if len(groups) == 1:
        return [_listing(draw, papers)]
    return [
        draw.group(
            f"papers-{key}", f"{heading} ({len(members)})", [_listing(draw, members, grouped=True)]
        )
        for key, heading, members in groups
    ]


def _matches(paper: Paper, options: Options) -> bool:
    decisions, tracks = options.get("decision"), options.get("track")
    return (not decisions or paper.decision in decisions) and (
        not tracks or _track(paper) in tracks
    )


def _track(paper: Paper) -> str:
    return (paper.track or "").casefold()


def _sort(papers: list[Paper], order: str) -> None:
    if order == "title":
        papers.sort(key=lambda paper: index_key(plain_text(parse_title(paper.title))))
    elif order == "author":
        papers.sort(key=lambda paper: sort_key(paper.authors[0].sorted_name))


def _groups(papers: list[Paper]) -> list[tuple[str, str, list[Paper]]]:
    """Part the papers by decision; where all have the same, there is one group."""
    found = []
    for decision, (_one, heading) in DECISIONS.items():
        members = [paper for paper in papers if paper.decision == decision]
        if members:
            found.append((decision, heading, members))
    others = [paper for paper in papers if paper.decision is None]
    if others or not found:
        found.append(("other", "Further papers" if found else "Papers", others))
    return found


def _listing(draw: Draw, papers: Sequence[Paper], *, grouped: bool = False) -> nodes.Node:
    return draw.entries("ws-papers", papers, marks=True, grouped=grouped)


def render_entry(draw: Draw, paper: Paper, form: Options) -> nodes.Node:
    """Make the item of one paper.

    :param form: ``grouped`` tells that a heading above it says the decision.
    """
    parts: list[nodes.Node] = [
        draw.paragraph("ws-title", draw.anchor(paper), draw.page_link(paper, *draw.name(paper))),
        draw.paragraph("ws-authors", *_authors(draw, paper)),
        *_facts(draw, paper, grouped=form["grouped"]),
        *_keywords(draw, paper),
        *(draw.paragraph("ws-when", *_slot(draw, use, paper)) for use in _uses(draw, paper)),
    ]
    if paper.abstract:
        abstract = draw.prose(paper.abstract, paper.language)
        parts.append(draw.disclosure("ws-abstract", "Abstract", abstract))
    parts += draw.link_row(paper_links(paper), draw.part_link(paper, "cite", "Cite"))
    return draw.item("ws-paper", *parts)


def _authors(draw: Draw, paper: Paper) -> list[nodes.Node]:
    return draw.joined([[draw.person(author.name)] for author in paper.authors], ", ")


def _facts(draw: Draw, paper: Paper, *, grouped: bool) -> list[nodes.Node]:
    """Say decision (unless the heading above does), awards and track."""
    words = [draw.inline("ws-award", *draw.title(award)) for award in paper.awards]
    if paper.decision and not grouped:
        words.insert(0, draw.inline("ws-decision", draw.text(DECISIONS[paper.decision][0])))
    if paper.track:
        words.append(draw.inline("ws-track", *draw.title(paper.track)))
    return [draw.paragraph("ws-facts", *draw.joined([[word] for word in words]))] if words else []


def _keywords(draw: Draw, paper: Paper) -> list[nodes.Node]:
    words = draw.joined([draw.title(word) for word in paper.keywords], ", ")
    return [draw.paragraph("ws-keywords", draw.text("Keywords: "), *words)] if words else []


def _uses(draw: Draw, paper: Paper) -> list[Occasion]:
    found = [use for use in draw.program.referrers(paper) if isinstance(use, Occasion)]
    return sorted(found, key=lambda use: (use.start, use.key))


def _slot(draw: Draw, use: Occasion, paper: Paper) -> list[nodes.Node]:
    """Say when and where, with the board, and in which session where that is not its own."""
    parts: list[nodes.Node] = [draw.record(use, *draw.when(use))]
    slots = getattr(use, "papers", ())
    board = next((slot.board for slot in slots if slot.paper == paper.id), "")
    if board:
        parts.append(draw.text(f", board {board}"))
    parent = getattr(use, "parent", None)
    around = draw.program.find(type(use), parent) if parent else use if len(slots) > 1 else None
    if around is not None:
        parts += [draw.text(" \N{MIDDLE DOT} "), draw.inline("ws-occasion", *draw.name(around))]
    return parts
