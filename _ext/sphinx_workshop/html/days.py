"""The schedule's days: links to them, and the room that their grids need."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinx_workshop.core.wording import short_day
from sphinx_workshop.html.divisions import is_paged

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# What furo and pydata_sphinx_theme read from a page's front matter.
_NO_CONTENTS: Final = ("hide-toc", "html_theme.sidebar_secondary.remove")


def link_days(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put a line of links before the first of several days (``doctree-resolved``)."""
    if is_paged(app):
        return
    days = [s for s in doctree.findall(nodes.section) if "ws-day" in s["classes"]]
    if len(days) < 2:
        return
    line = nodes.paragraph("", "", classes=["ws-days"])
    for day in days:
        key = day["ids"][0]
        words = short_day(date.fromisoformat(key.removeprefix("day-")[:10]))
        line += [nodes.reference("", words, refid=key, internal=True), nodes.Text(" ")]
    first = days[0].parent
    first.insert(first.index(days[0]), line)


def make_room(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave out the contents beside a page with a grid; its line of days says the same."""
    if doctree is not None and any(
        "ws-grid" in table["classes"] for table in doctree.findall(nodes.table)
    ):
        context["meta"] = dict.fromkeys(_NO_CONTENTS, "true") | (context.get("meta") or {})
