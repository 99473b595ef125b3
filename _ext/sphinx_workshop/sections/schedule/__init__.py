"""The schedule: days, sessions and the talks inside them."""

from sphinx_workshop.core.options import words
from sphinx_workshop.core.section import Directive, Section
from sphinx_workshop.sections.schedule.checks import check
from sphinx_workshop.sections.schedule.facts import facts
from sphinx_workshop.sections.schedule.listing import read_days, render, render_entry
from sphinx_workshop.sections.schedule.model import KINDS, Day, Session
from sphinx_workshop.sections.schedule.resolve import resolve

SECTION = Section(
    name="schedule",
    entity=Session,
    record=Day,
    resolve=resolve,
    check=check,
    facts=facts,
    directive=Directive(
        render=render,
        entry=render_entry,
        options={"day": read_days, "kind": words(*KINDS), "room": words()},
        filters=("day", "kind", "room"),
    ),
)
