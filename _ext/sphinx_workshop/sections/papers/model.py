"""Papers as organizers write them, and as everything else sees them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from pydantic import Field

from sphinx_workshop.core.entity import Entity, Record
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
from sphinx_workshop.core.names import sort_name
from sphinx_workshop.core.persons import Person
from sphinx_workshop.core.program import Program

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

    @property
    def person(self) -> Person:
        """Who this is, for an index."""
        return Person(self.sorted_name, self.affiliation, self.orcid)


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


def paper_links(paper: Paper) -> list[tuple[str, str | None]]:
    """Give the paper's links with their labels, always in the same order."""
    return [(label, getattr(paper.links, name)) for name, label in LINK_LABELS.items()]
