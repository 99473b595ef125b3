"""What exists: the sections of the data and the exports made of it.

A new section or export is one file and one line here. A section stands after those it refers to.
"""

from __future__ import annotations

from sphinx_workshop.core.export import Export
from sphinx_workshop.core.section import Section
from sphinx_workshop.exports import bibtex, calendar, csl, frab, program_json, tables
from sphinx_workshop.sections import (
    committee,
    dates,
    papers,
    schedule,
    speakers,
    sponsors,
    workshop,
)
from sphinx_workshop.sections.changes import VIEW, facts_of

__all__ = ["EXPORTS", "SECTIONS", "VIEWS", "facts_of"]

SECTIONS: tuple[Section, ...] = (
    workshop.SECTION,
    speakers.SECTION,
    papers.SECTION,
    schedule.SECTION,
    sponsors.SECTION,
    committee.SECTION,
    dates.SECTION,
)

# What directives show beside the sections: it is not written in the data.
VIEWS: tuple[Section, ...] = (VIEW,)

EXPORTS: tuple[Export, ...] = (
    calendar.EXPORT,
    frab.EXPORT,
    bibtex.EXPORT,
    csl.EXPORT,
    program_json.EXPORT,
    tables.EXPORT,
)
