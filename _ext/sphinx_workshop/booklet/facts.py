"""Where the booklet's frame comes from: the program's data, or the project's settings alone."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sphinx_workshop.core.markup import parse_title, plain_text
from sphinx_workshop.core.text_nodes import title_nodes
from sphinx_workshop.core.wording import days_in_words
from sphinx_workshop.sections.committee import Member
from sphinx_workshop.sections.papers import accepted
from sphinx_workshop.sections.sponsors import Sponsor
from sphinx_workshop.sections.workshop import Workshop

from .indexes import make_indexes
from .matter import BookletMatter

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.program import Program

__all__ = ["matter_of"]

_MOST_KEYWORDS = 40


def matter_of(app: Sphinx) -> BookletMatter:
    """Return the booklet's frame; a project without workshop data is framed by its settings."""
    config = app.config
    matter = BookletMatter(
        title=config.project if config.project != "Project name not set" else "Program",
        authors=(config.author,) if config.author != "Author name not set" else (),
        language=config.language or "en",
        url=config.html_baseurl or "",
    )
    domains = {domain.name: domain for domain in app.env.domains.sorted()}
    program: Program | None = getattr(domains.get("workshop"), "program", None)
    return _from_program(matter, program) if program is not None else matter


def _from_program(matter: BookletMatter, program: Program) -> BookletMatter:
    workshop = program.one(Workshop)
    venue, host = workshop.venue, workshop.host
    members = dict.fromkeys(member.name for member in program.every(Member))
    papers = accepted(program)
    keywords = dict.fromkeys(word for paper in papers for word in paper.keywords)
    return dataclasses.replace(
        matter,
        title=_plain(workshop.title),
        acronym=_plain(workshop.acronym),
        edition=_plain(workshop.edition),
        tagline=_plain(workshop.tagline),
        summary=" ".join((workshop.summary or "").split()),
        dates=days_in_words(*workshop.days),
        place=", ".join(part for part in (venue.name, venue.address) if part) if venue else "",
        host=host.name if host else "",
        sponsors=tuple(sponsor.name for sponsor in program.every(Sponsor)),
        contact=workshop.contact or "",
        url=workshop.url or matter.url,
        language=workshop.language,
        authors=tuple(members) or matter.authors,
        keywords=(workshop.acronym, *tuple(keywords)[:_MOST_KEYWORDS]),
        issued=workshop.start,
        indexes=make_indexes(program),
        shown=(
            ("title", tuple(title_nodes(workshop.title))),
            ("tagline", tuple(title_nodes(workshop.tagline or ""))),
        ),
    )


def _plain(text: str | None) -> str:
    return plain_text(parse_title(text)) if text else ""
