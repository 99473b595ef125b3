"""What has changed since an earlier state of the program, and the directive that lists it.

No section of the data: it is made from two states of all of them.
"""

from __future__ import annotations

from typing import ClassVar

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.options import words
from sphinx_workshop.core.section import Directive, Section
from sphinx_workshop.sections.changes.facts import facts_of
from sphinx_workshop.sections.changes.listing import KINDS, render

__all__ = ["VIEW", "facts_of"]


class _ChangeRecord(Entity):
    """Nothing is written of a change; a directive needs the name of its kind."""

    kind: ClassVar[str] = "change"


VIEW = Section(
    name="changes",
    entity=_ChangeRecord,
    directive=Directive(render=render, options={"show": words(*KINDS)}, filters=("show",)),
)
