"""What sections make nodes with: one small vocabulary over docutils.

Record text passes only through :meth:`Draw.text`, :meth:`Draw.title` and :meth:`Draw.prose`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from docutils import nodes
from sphinx import addnodes

from sphinx_workshop.core import nodes as own
from sphinx_workshop.core.entity import Entity, Occasion
from sphinx_workshop.core.names import initials
from sphinx_workshop.core.picture import Logo, Photo
from sphinx_workshop.core.text_nodes import prose_nodes, title_nodes
from sphinx_workshop.core.wording import EN_DASH, NBSP, clock, short_day
from sphinx_workshop.core.zones import abbreviation

if TYPE_CHECKING:
    from sphinx_workshop.core.domain import WorkshopDomain
    from sphinx_workshop.core.program import Program

HUES = 8


class Draw:
    """Makes the nodes of one directive.

    :param in_section: sections may be opened where the directive stands.
    :param whole: the listing shows all there is, so that links should lead to it.
    """

    def __init__(
        self,
        domain: WorkshopDomain,
        document: nodes.document,
        docname: str,
        *,
        in_section: bool,
        whole: bool,
    ) -> None:
        self.domain = domain
        self.document = document
        self.docname = docname
        self.in_section = in_section
        self.whole = whole

    @property
    def program(self) -> Program:
        """All that is known of the workshop."""
        return self.domain.program

    def facts(self) -> list[str]:
        """Count what the sections count for the landing page."""
        return [
            fact
            for section in self.domain.sections
            if section.facts is not None
            for fact in section.facts(self.program)
        ]

    # Text

    def text(self, text: str) -> nodes.Text:
        """Make plain text."""
        return nodes.Text(text)

    def title(self, text: str) -> list[nodes.Node]:
        """Make one line of record text, formulas included."""
        return title_nodes(text)

    def prose(self, text: str) -> list[nodes.Node]:
        """Make blocks of record text in limited Markdown."""
        return prose_nodes(text)

    def person(self, name: str) -> nodes.inline:
        """Make a person's name; the parts do not part at a line's end within a particle."""
        return self.inline("ws-person", nodes.Text(name))

    def moment(self, datetime: str, words: str) -> nodes.inline:
        """Make a date or time that programs can read (HTML's ``time``).

        :param datetime: ISO 8601, with the UTC offset where there is a time.
        """
        return own.time_element("", words, datetime=datetime)

    def when(self, occasion: Occasion) -> list[nodes.Node]:
        """Write "Tue 14 Dec, 14:10–14:30 GMT"."""
        start, end = occasion.start, occasion.end
        parts: list[nodes.Node] = [
            nodes.Text(f"{short_day(start.date())}, "),
            self.moment(start.isoformat(), clock(start)),
        ]
        if end:
            parts += [nodes.Text(EN_DASH), self.moment(end.isoformat(), clock(end))]
        return [*parts, nodes.Text(f"{NBSP}{abbreviation(start)}")]

    # Inline

    def inline(self, name: str, *children: nodes.Node) -> nodes.inline:
        """Make a passage with a class."""
        return nodes.inline("", "", *children, classes=[name])

    def link(self, url: str, *children: nodes.Node) -> nodes.reference:
        """Make a link to an address, vetted when the data was read."""
        return nodes.reference("", "", *children, refuri=url, internal=False)

    def record(self, entity: Entity, *children: nodes.Node) -> addnodes.pending_xref:
        """Make a link to a record's place on the pages; just its text where it has none."""
        content = nodes.inline("", "", *(children or title_nodes(entity.display_name)))
        return addnodes.pending_xref(
            "",
            content,
            refdomain=self.domain.name,
            reftype=entity.kind,
            reftarget=entity.key,
            refexplicit=True,
            refdoc=self.docname,
            ws_quiet=True,
        )

    def listing_link(self, section: str, words: str) -> nodes.Node:
        """Make a link to the page that lists a section."""
        return own.listing_link("", words, section=section, refdoc=self.docname)

    def booklet_link(self, words: str) -> nodes.Node:
        """Make a link to the booklet."""
        self.domain.note_booklet_link(self.docname)
        return own.booklet_link("", words, refdoc=self.docname)

    def anchor(self, entity: Entity) -> nodes.Node:
        """Mark the record's place; the second mark on one page is left out."""
        if entity.anchor in self.document.ids:
            return nodes.Text("")
        target = nodes.target("", "", ids=[entity.anchor])
        self.document.set_id(target)
        self.domain.note_place(self.docname, entity, whole=self.whole)
        return target

    def joined(
        self, parts: Iterable[Sequence[nodes.Node]], between: str = " \N{MIDDLE DOT} "
    ) -> list[nodes.Node]:
        """Put a separator between passages."""
        found: list[nodes.Node] = []
        for part in parts:
            found += [nodes.Text(between), *part] if found else part
        return found

    # Blocks

    def paragraph(self, name: str, *children: nodes.Node) -> nodes.paragraph:
        """Make a paragraph with a class (none for ``""``)."""
        return nodes.paragraph("", "", *children, classes=[name] if name else [])

    def container(self, name: str, *children: nodes.Node) -> nodes.container:
        """Make a group of blocks with a class."""
        return nodes.container("", *children, classes=[name])

    def items(self, name: str, *items: nodes.Node) -> nodes.bullet_list:
        """Make a list."""
        return nodes.bullet_list("", *items, bullet="*", classes=[name])

    def item(self, name: str, *blocks: nodes.Node) -> nodes.list_item:
        """Make an item of a list."""
        return nodes.list_item("", *blocks, classes=[name] if name else [])

    def terms(
        self, name: str, entries: Iterable[tuple[list[nodes.Node], list[nodes.Node]]]
    ) -> nodes.definition_list:
        """Make a list of terms, each with its blocks."""
        made = [
            nodes.definition_list_item("", nodes.term("", "", *term), nodes.definition("", *blocks))
            for term, blocks in entries
        ]
        return nodes.definition_list("", *made, classes=[name])

    def disclosure(self, name: str, summary: str, blocks: Sequence[nodes.Node]) -> nodes.container:
        """Make blocks that a page shows on demand."""
        head = own.disclosure_summary("", summary)
        return own.disclosure("", head, *blocks, classes=[name])

    def group(
        self, anchor: str, heading: str, blocks: Sequence[nodes.Node], name: str = "ws-group"
    ) -> nodes.Element:
        """Open a section with a heading, or where that cannot be a container with a rubric."""
        title = title_nodes(heading)
        if not self.in_section:
            rubric = nodes.rubric("", "", *title)
            return nodes.container("", rubric, *blocks, classes=[name])
        key, number = anchor, 2
        while key in self.document.ids:
            key, number = f"{anchor}-{number}", number + 1
        section = nodes.section("", nodes.title("", "", *title), *blocks, ids=[key], classes=[name])
        self.document.set_id(section)
        return section

    def link_row(self, links: Iterable[tuple[str, str | None]]) -> list[nodes.Node]:
        """Make a paragraph of the links that there are."""
        made = [[self.link(url, nodes.Text(label))] for label, url in links if url]
        return [self.paragraph("ws-links", *self.joined(made))] if made else []

    # Pictures

    def portrait(self, photo: Photo | None, name: str, key: str) -> nodes.Element:
        """Make a portrait, or initials on a colour that follows from the id."""
        if photo is not None:
            return self._image(photo.file, photo.alt or name, "ws-portrait")
        hue = f"ws-hue-{crc32(key.encode()) % HUES}"
        letters = own.initials("", initials(name), classes=["ws-initials", hue])
        return self.paragraph("ws-portrait", letters)

    def photo(self, photo: Photo | None, name: str) -> list[nodes.Node]:
        """Make a portrait where there is one."""
        return [self._image(photo.file, photo.alt or name, "ws-portrait")] if photo else []

    def logo(self, logo: Logo | None, name: str) -> list[nodes.Node]:
        """Make a logo, and its variant for dark backgrounds where there is one."""
        if logo is None:
            return []
        alt = logo.alt or name
        if logo.dark is None:
            return [self._image(logo.light, alt, "ws-logo")]
        light = self._image(logo.light, alt, "ws-logo", "only-light")
        return [light, self._image(logo.dark, alt, "ws-logo", "only-dark")]

    def _image(self, file: str, alt: str, *classes: str) -> nodes.image:
        return nodes.image("", uri=f"/{file}", alt=alt, classes=list(classes))

    # Tables

    def header(self, scope: str, *blocks: nodes.Node) -> nodes.entry:
        """Make a cell that names its column (``col``) or row (``row``)."""
        return own.header_cell("", *blocks, scope=scope)

    def cell(self, name: str, *blocks: nodes.Node) -> nodes.entry:
        """Make a cell."""
        return nodes.entry("", *blocks, classes=[name])

    def table(
        self,
        name: str,
        widths: Sequence[int],
        header: Sequence[nodes.Node],
        rows: Iterable[tuple[list[str], list[nodes.Node]]],
    ) -> nodes.table:
        """Make a table; widths are shares, each row has its classes and cells."""
        body = nodes.tbody()
        for classes, cells in rows:
            body += nodes.row("", *cells, classes=classes)
        group = nodes.tgroup("", cols=len(widths))
        group += [nodes.colspec("", colwidth=width) for width in widths]
        group += nodes.thead("", nodes.row("", *header))
        group += body
        # "longtable" is LaTeX's word for a table that may go on over the page.
        return nodes.table("", group, classes=[name, "longtable"])
