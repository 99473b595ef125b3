"""What sections make passages of text with: record text, times, links.

Record text passes only through :meth:`Passages.text`, :meth:`Passages.title` and
:meth:`Draw.prose`, which know no markup beyond the limited Markdown of the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from docutils import nodes
from sphinx import addnodes

from sphinx_workshop.core import nodes as own
from sphinx_workshop.core.entity import Entity, Occasion
from sphinx_workshop.core.program import Earlier, Program
from sphinx_workshop.core.text_nodes import name_nodes, title_nodes
from sphinx_workshop.core.wording import EN_DASH, NBSP, clock, short_day
from sphinx_workshop.core.zones import abbreviation


class Pages(Protocol):
    """What is known of the pages while they are made; the Sphinx domain is one."""

    program: Program
    earlier: Earlier | None

    @property
    def name(self) -> str:
        """The name of the domain that links go to."""

    def facts(self) -> list[str]:
        """Count what there is, for the landing page."""

    def note_place(self, docname: str, entity: Entity, *, whole: bool) -> None:
        """Note that a page shows a record."""

    def note_booklet_link(self, docname: str) -> None:
        """Note that a page links to the booklet."""


class Passages:
    """Makes inline nodes.

    :param whole: the listing shows all there is, so that links should lead to it.
    """

    def __init__(
        self, pages: Pages, document: nodes.document, docname: str, *, whole: bool
    ) -> None:
        self.pages = pages
        # All that is known of the workshop.
        self.program = pages.program
        self.document = document
        self.docname = docname
        self.whole = whole

    def facts(self) -> list[str]:
        """Count what the sections count for the landing page."""
        return self.pages.facts()

    def text(self, text: str) -> nodes.Node:
        """Make plain text."""
        return nodes.Text(text)

    def title(self, text: str) -> list[nodes.Node]:
        """Make one line of record text, formulas included."""
        return title_nodes(text)

    def name(self, entity: Entity) -> list[nodes.Node]:
        """Make what a record is called: a title marked with its language, a name on its own."""
        return name_nodes(entity)

    def person(self, name: str) -> nodes.Node:
        """Make a person's name, which may run the other way than the text around it."""
        return own.isolate("", name, classes=["ws-person"])

    def moment(self, datetime: str, words: str) -> nodes.Node:
        """Make a date or time that programs can read (HTML's ``time``).

        :param datetime: ISO 8601, with the UTC offset where there is a time.
        """
        return own.time_element("", words, datetime=datetime)

    def when(self, occasion: Occasion) -> list[nodes.Node]:
        """Write when and where: "Tue 14 Dec, 14:10–14:30 GMT, Aula", and whether it is off."""
        start, end = occasion.start, occasion.end
        parts: list[nodes.Node] = [
            self.text(f"{short_day(start.date())}, "),
            self.moment(start.isoformat(), clock(start)),
        ]
        if end:
            parts += [self.text(EN_DASH), self.moment(end.isoformat(), clock(end))]
        parts.append(self.text(f"{NBSP}{abbreviation(start)}"))
        if occasion.room:
            parts += [self.text(", "), *self.title(occasion.room)]
        if occasion.status == "cancelled":
            parts += [self.text(" "), self.inline("ws-status", self.text("(cancelled)"))]
        return parts

    def inline(self, name: str, *children: nodes.Node) -> nodes.Node:
        """Make a passage with a class."""
        return nodes.inline("", "", *children, classes=[name])

    def board(self, board: str) -> nodes.Node:
        """Say at which board a poster hangs; the booklet puts it before the poster."""
        made = nodes.inline("", f" (board {board})", classes=["ws-board"])
        made["board"] = board
        return made

    def link(self, url: str, *children: nodes.Node) -> nodes.Node:
        """Make a link to an address, vetted when the data was read."""
        return nodes.reference("", "", *children, refuri=url, internal=False)

    def record(self, entity: Entity, *children: nodes.Node) -> nodes.Node:
        """Make a link to a record's place on the pages; just its text where it has none."""
        content = nodes.inline("", "", *(children or name_nodes(entity)))
        return addnodes.pending_xref(
            "",
            content,
            refdomain=self.pages.name,
            reftype=entity.kind,
            reftarget=entity.key,
            refexplicit=True,
            refdoc=self.docname,
            ws_quiet=True,
        )

    def listing_link(self, section: str, words: str) -> nodes.Node:
        """Make a link to the page that lists a section."""
        return own.listing_link("", words, section=section, refdoc=self.docname)

    def page_link(self, entity: Entity, *children: nodes.Node) -> nodes.Node:
        """Make a link to a record's own page; just its words where the builder makes none."""
        attributes = {"kind": entity.kind, "key": entity.key, "refdoc": self.docname}
        return own.page_link("", "", *children, anchor="", kept=True, **attributes)

    def part_link(self, entity: Entity, anchor: str, words: str) -> nodes.Node:
        """Make a link to a part of a record's own page; nothing where the builder makes none."""
        attributes = {"kind": entity.kind, "key": entity.key, "refdoc": self.docname}
        return own.page_link("", words, anchor=anchor, kept=False, **attributes)

    def booklet_link(self, words: str) -> nodes.Node:
        """Make a link to the booklet."""
        self.pages.note_booklet_link(self.docname)
        return own.booklet_link("", words, refdoc=self.docname)

    def anchor(self, entity: Entity) -> nodes.Node:
        """Mark the record's place; the second mark on one page is left out."""
        target = nodes.target("", "", ids=[entity.anchor])
        return target if self.mark(entity, target) else nodes.Text("")

    def mark(self, entity: Entity, where: nodes.Element) -> bool:
        """Note the record's place; tell whether it is the first on the page."""
        if entity.anchor in self.document.ids:
            return False
        self.document.ids[entity.anchor] = where
        self.pages.note_place(self.docname, entity, whole=self.whole)
        return True

    def joined(
        self, parts: Iterable[Sequence[nodes.Node]], between: str = " \N{MIDDLE DOT} "
    ) -> list[nodes.Node]:
        """Put a separator between passages."""
        found: list[nodes.Node] = []
        for part in parts:
            found += [self.text(between), *part] if found else part
        return found
