"""What exists: the sections of the data and the exports made of it.

A new section or export is one file and one line here. A section stands after those it refers to.
"""

from __future__ import annotations

from sphinx_workshop.core.export import Export
from sphinx_workshop.core.later import later
from sphinx_workshop.core.section import Section
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

# Their modules are loaded when they are made: mostly nothing has changed.
EXPORTS: tuple[Export, ...] = (
    Export("calendar", later("sphinx_workshop.exports.calendar:render")),
    Export("frab", later("sphinx_workshop.exports.frab:render")),
    Export("bibtex", later("sphinx_workshop.exports.bibtex:render")),
    Export("csl", later("sphinx_workshop.exports.csl:render")),
    Export("program", later("sphinx_workshop.exports.program_json:render")),
    Export("tables", later("sphinx_workshop.exports.tables:render")),
)
