"""What has changed, on a page: a list for each kind of record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_workshop.core.section import Options
from sphinx_workshop.sections.changes import KINDS
from sphinx_workshop.sections.changes.between import changes_between
from sphinx_workshop.sections.changes.compare import Change
from sphinx_workshop.sections.changes.telling import LEADS, Moment, detail
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw


def render(draw: Draw, options: Options) -> list[nodes.Node]:
    """Make the lists; nothing where no earlier state is known."""
    draw.program.note("all")
    if draw.pages.earlier is None:
        return []
    changes = changes_between(draw.pages.earlier, draw.program)
    wanted = options.get("show", tuple(KINDS))
    made: list[nodes.Node] = []
    for name, (kind, heading) in KINDS.items():
        held = [change for change in changes if change.fact.kind == kind]
        if held and name in wanted:
            listing = draw.items("ws-changes", *(_item(draw, change) for change in held))
            made.append(draw.group(f"changes-{name}", heading, [listing]))
    return made or [draw.paragraph("ws-changes", draw.text("Nothing has changed."))]


def _item(draw: Draw, change: Change) -> nodes.Node:
    lead = draw.inline("ws-status", draw.text(f"{LEADS[change.what]}: "))
    fact = change.fact
    entity = draw.program.get(fact.kind, fact.key) if change.now else None
    # What is gone has no place to lead to.
    title = draw.record(entity) if entity else draw.text(fact.title)
    more = [
        draw.moment(*part) if isinstance(part, Moment) else draw.text(part)
        for part in detail(change, draw.program.one(Workshop).zone)
    ]
    if more:
        more.insert(0, draw.text(", "))
    return draw.item("ws-change", draw.paragraph("", lead, title, *more))
