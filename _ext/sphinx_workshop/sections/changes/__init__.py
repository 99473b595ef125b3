"""What has changed since an earlier state of the program, and the directive that lists it.

No section of the data: it is made from two states of all of them.
"""

from __future__ import annotations

from typing import ClassVar, Final

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.later import later
from sphinx_workshop.core.options import words
from sphinx_workshop.core.section import Directive, Section

__all__ = ["KINDS", "VIEW", "facts_of"]

#: What the ``:show:`` option calls a kind → the kind and the heading over its changes.
KINDS: Final = {
    "sessions": ("session", "Program"),
    "papers": ("paper", "Papers"),
    "speakers": ("speaker", "Speakers"),
    "dates": ("date", "Important dates"),
}

# Few workshops name an earlier state.
facts_of = later("sphinx_workshop.sections.changes.facts:facts_of")


class _ChangeRecord(Entity):
    """Nothing is written of a change; a directive needs the name of its kind."""

    kind: ClassVar[str] = "change"


VIEW = Section(
    name="changes",
    entity=_ChangeRecord,
    directive=Directive(
        render=later("sphinx_workshop.sections.changes.listing:render"),
        options={"show": words(*KINDS)},
        filters=("show",),
    ),
)
