"""Papers: what was accepted, by whom, and when it is presented."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_workshop.core.doubts import check_titles
from sphinx_workshop.core.options import one_word, words
from sphinx_workshop.core.persons import Person
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.section import Directive, Draft, Section
from sphinx_workshop.core.wording import count
from sphinx_workshop.sections.papers.listing import render, render_entry
from sphinx_workshop.sections.papers.model import (
    DECISIONS,
    LINK_LABELS,
    Author,
    Paper,
    PaperId,
    PaperLinks,
    accepted,
    paper_links,
)

__all__ = [
    "DECISIONS",
    "LINK_LABELS",
    "SECTION",
    "Author",
    "Paper",
    "PaperId",
    "PaperLinks",
    "accepted",
    "paper_links",
]


def _facts(program: Program) -> list[str]:
    number = len(accepted(program))
    return [count(number, "paper")] if number else []


def _check(draft: Draft) -> None:
    titled = ((paper.title, sourced) for paper, sourced in draft.every(Paper))
    check_titles(draft, titled, once=True)


def _people(program: Program) -> Iterable[tuple[Person, Paper]]:
    return ((author.person, paper) for paper in accepted(program) for author in paper.authors)


SECTION = Section(
    name="papers",
    entity=Paper,
    check=_check,
    people=_people,
    facts=_facts,
    directive=Directive(
        render=render,
        entry=render_entry,
        options={
            "decision": words(*DECISIONS),
            "track": words(),
            "sort": one_word("order", "title", "author"),
        },
        filters=("decision", "track"),
    ),
)
