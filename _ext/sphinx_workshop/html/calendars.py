"""The calendars of rooms and tracks, folded away where the whole program's is offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.nodes import disclosure, disclosure_summary, export_links
from sphinx_workshop.core.wording import join_words
from sphinx_workshop.exports import calendar
from sphinx_workshop.exports._common import in_order
from sphinx_workshop.html.addresses import SITES
from sphinx_workshop.sections.schedule.model import Session

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.program import Program

_NAME: Final = "calendar"
_PROGRAM: Final = "program.ics"
# Folder of calendars → what they are called together.
_PARTS: Final = {"room": "rooms", "track": "tracks"}


def offer_parts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """List the calendars of several rooms and tracks below the links (``doctree-resolved``)."""
    if app.builder.name not in SITES or _NAME not in app.config.workshop_exports:
        return
    for row in list(doctree.findall(export_links)):
        if row["path"] == _PROGRAM and "ws-links" in row["classes"]:
            parts = dict(_parts(workshop_domain(app.env).program))
            if parts:
                row.parent.insert(row.parent.index(row) + 1, _listing(parts))


def _parts(program: Program) -> Iterator[tuple[str, list[nodes.Node]]]:
    """Give what is called together, where there are at least two, with an item for each."""
    found = calendar.groups(program, in_order(program.every(Session)))
    for folder, name in _PARTS.items():
        held = {
            path: words for path, (words, _) in found.items() if path.startswith(f"ics/{folder}/")
        }
        if len(held) > 1:
            yield name, [_item(path, words) for path, words in held.items()]


def _item(path: str, words: str) -> nodes.Node:
    links = export_links("", export="calendar", path=path, words=(words, "Subscribe"), classes=[])
    return nodes.list_item("", links)


def _listing(parts: dict[str, list[nodes.Node]]) -> nodes.Element:
    head = disclosure_summary("", f"Calendars of {join_words([*parts])}")
    items = [item for held in parts.values() for item in held]
    listing = nodes.bullet_list("", *items, bullet="*")
    return disclosure("", head, listing, classes=["ws-calendars"])
