"""Papers: what was accepted, by whom, and when it is presented."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import Field

from sphinx_workshop.core.doubts import check_titles
from sphinx_workshop.core.entity import Entity, Occasion, Record
from sphinx_workshop.core.fields import (
    Doi,
    Flag,
    Id,
    Language,
    Line,
    OneOf,
    Orcid,
    PersonName,
    Prose,
    Reference,
    Shorthand,
    Url,
)
from sphinx_workshop.core.markup import parse_title, plain_text
from sphinx_workshop.core.names import plain_letters, sort_key, sort_name
from sphinx_workshop.core.options import check_held, one_word, words
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.section import Directive, Draft, Options, Section
from sphinx_workshop.core.wording import count

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw

PaperId = Annotated[Id, Reference("paper")]

# Decision → what one such paper is called, and the heading over all of them.
DECISIONS: Final = {
    "oral": ("Oral", "Oral presentations"),
    "spotlight": ("Spotlight", "Spotlights"),
    "poster": ("Poster", "Posters"),
}


class Author(Record):
    """One author in one paper's list."""

    name: Annotated[Line, PersonName()]
    """As printed on the paper. Example: ``Ada Lovelace``"""
    affiliation: Line | None = None
    """Where they work. Example: ``University of London``"""
    orcid: Orcid | None = None
    """Their ORCID iD. Example: ``0000-0002-1825-0097``"""
    url: Url | None = None
    """Their own page. Example: ``https://example.org/ada``"""
    sort_name: Line | None = None
    """The name to sort under, where it is not the last word. Example: ``Pérez Rey, Luis``"""
    corresponding: Flag = False
    """Whether to write to this author. Example: ``yes``"""

    @property
    def sorted_name(self) -> str:
        """The name with the family name first."""
        return sort_name(self.name, self.sort_name)


class PaperLinks(Record):
    """Where to find the paper and what belongs to it, in the order they are shown."""

    pdf: Url | None = None
    """The paper itself. Example: ``https://example.org/paper.pdf``"""
    openreview: Url | None = None
    """Its page on OpenReview. Example: ``https://openreview.net/forum?id=x``"""
    arxiv: Url | None = None
    """Its page on arXiv. Example: ``https://arxiv.org/abs/2107.00630``"""
    doi: Doi | None = None
    """Its DOI. Example: ``10.1000/xyz``"""
    code: Url | None = None
    """Its code. Example: ``https://example.org/code``"""
    poster: Url | None = None
    """Its poster. Example: ``https://example.org/poster.pdf``"""
    slides: Url | None = None
    """Its slides. Example: ``https://example.org/slides.pdf``"""
    video: Url | None = None
    """Its recording. Example: ``https://example.org/video``"""


LINK_LABELS: Final = {
    "pdf": "PDF",
    "openreview": "OpenReview",
    "arxiv": "arXiv",
    "doi": "DOI",
    "code": "Code",
    "poster": "Poster",
    "slides": "Slides",
    "video": "Video",
}


class Paper(Entity):
    """An accepted contribution."""

    kind: ClassVar[str] = "paper"

    id: Id
    """Unique among papers; links use it. Example: ``analytical-engine``"""
    title: Line
    """May hold formulas. Example: ``Sampling in $O(n)$``"""
    authors: Annotated[tuple[Annotated[Author, Shorthand("name")], ...], Field(min_length=1)]
    """Names, or names with more. Example: ``[Ada Lovelace, Mary Somerville]``"""
    abstract: Prose | None = None
    """Paragraphs, lists, emphasis, code, links, formulas. Example: ``We *show* it.``"""
    decision: Annotated[str, OneOf(*DECISIONS)] | None = None
    """How it was accepted. Example: ``oral``"""
    track: Line | None = None
    """The part of the program it belongs to. Example: ``Applications``"""
    keywords: tuple[Line, ...] = ()
    """Words to find it by. Example: ``[diffusion, images]``"""
    awards: tuple[Line, ...] = ()
    """What it won. Example: ``[Best paper]``"""
    links: PaperLinks = PaperLinks()
    """Where to find it and what belongs to it."""
    status: Annotated[str, OneOf("accepted", "withdrawn")] = "accepted"
    """Whether it is still part of the program. Example: ``withdrawn``"""
    language: Language | None = None
    """Its language, where not the workshop's. Example: ``fr``"""
    unplaced: Line | None = None
    """Why it is in no session; silences the warning. Example: ``No talk is planned.``"""

    @property
    def withdrawn(self) -> bool:
        """Whether the authors took it back; it is then listed nowhere."""
        return self.status == "withdrawn"


def accepted(program: Program) -> tuple[Paper, ...]:
    """Give the papers to show, in the order of the data."""
    return tuple(paper for paper in program.every(Paper) if not paper.withdrawn)


def _render(draw: Draw, options: Options) -> list[nodes.Node]:
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
        papers.sort(key=lambda paper: plain_letters(plain_text(parse_title(paper.title))))
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


def _listing(draw: Draw, papers: Iterable[Paper], *, grouped: bool = False) -> nodes.Node:
    return draw.items("ws-papers", *(_entry(draw, paper, grouped=grouped) for paper in papers))


def _entry(draw: Draw, paper: Paper, *, grouped: bool) -> nodes.Node:
    parts: list[nodes.Node] = [
        draw.paragraph("ws-title", draw.anchor(paper), *draw.title(paper.title)),
        draw.paragraph("ws-authors", *_authors(draw, paper)),
        *_facts(draw, paper, grouped=grouped),
        *(draw.paragraph("ws-when", *_slot(draw, use, paper)) for use in _uses(draw, paper)),
    ]
    if paper.abstract:
        parts.append(draw.disclosure("ws-abstract", "Abstract", draw.prose(paper.abstract)))
    parts += draw.link_row(paper_links(paper))
    return draw.item("ws-paper", *parts)


def paper_links(paper: Paper) -> list[tuple[str, str | None]]:
    """Give the paper's links with their labels, always in the same order."""
    return [(label, getattr(paper.links, name)) for name, label in LINK_LABELS.items()]


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


def _uses(draw: Draw, paper: Paper) -> list[Occasion]:
    found = [use for use in draw.program.referrers(paper) if isinstance(use, Occasion)]
    return sorted(found, key=lambda use: (use.start, use.key))


def _slot(draw: Draw, use: Occasion, paper: Paper) -> list[nodes.Node]:
    place = [draw.record(use, *draw.when(use))]
    board = next((slot.board for slot in getattr(use, "papers", ()) if slot.paper == paper.id), "")
    return [*place, draw.text(f", board {board}")] if board else list(place)


def _facts_for_landing(program: Program) -> list[str]:
    number = len(accepted(program))
    return [count(number, "paper")] if number else []


def _check(draft: Draft) -> None:
    check_titles(
        draft,
        ((paper.title, sourced.location("title")) for paper, sourced in draft.every(Paper)),
        once=True,
    )


def _people(program: Program) -> Iterable[tuple[str, Paper]]:
    return ((author.sorted_name, paper) for paper in accepted(program) for author in paper.authors)


SECTION = Section(
    name="papers",
    entity=Paper,
    check=_check,
    people=_people,
    facts=_facts_for_landing,
    directive=Directive(
        render=_render,
        options={
            "decision": words(*DECISIONS),
            "track": words(),
            "sort": one_word("order", "title", "author"),
        },
        filters=("decision", "track"),
    ),
)
