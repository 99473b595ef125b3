"""What sections make nodes with: one small vocabulary over docutils."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from docutils import nodes

from sphinx_workshop.core import nodes as own
from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.names import initials
from sphinx_workshop.core.passages import Pages, Passages
from sphinx_workshop.core.picture import Logo, Photo
from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.core.text_nodes import prose_nodes, title_nodes

HUES = 8


class Draw(Passages):
    """Makes the nodes of one directive.

    :param section: the name of the section that the directive shows.
    :param in_section: sections may be opened where the directive stands.
    :param whole: the listing shows all there is, so that links should lead to it.
    """

    def __init__(
        self,
        pages: Pages,
        document: nodes.document,
        docname: str,
        *,
        section: str,
        in_section: bool,
        whole: bool,
    ) -> None:
        super().__init__(pages, document, docname, whole=whole)
        self.section = section
        self.in_section = in_section

    # Blocks

    def prose(self, text: str, language: str | None = None) -> list[nodes.Node]:
        """Make blocks of record text in limited Markdown.

        :param language: the text's, where not the workshop's.
        """
        blocks = prose_nodes(text)
        if language is None:
            return blocks
        return [own.foreign("", *blocks, language=language)]

    def paragraph(self, name: str, *children: nodes.Node) -> nodes.Node:
        """Make a paragraph with a class (none for ``""``)."""
        return nodes.paragraph("", "", *children, classes=[name] if name else [])

    def container(self, name: str, *children: nodes.Node) -> nodes.container:
        """Make a group of blocks with a class."""
        return nodes.container("", *children, classes=[name])

    def items(self, name: str, *items: nodes.Node) -> nodes.bullet_list:
        """Make a list."""
        return nodes.bullet_list("", *items, bullet="*", classes=[name])

    def item(self, name: str, *blocks: nodes.Node) -> nodes.Node:
        """Make an item of a list; ``name`` may be several classes with blanks between them."""
        return nodes.list_item("", *blocks, classes=name.split())

    def entries(
        self, name: str, records: Sequence[Entity], *, marks: bool, **form: object
    ) -> nodes.Node:
        """Make a list of records whose items the directive's ``entry`` makes later.

        Thousands of items are neither read, nor kept, nor handed through every transform.

        :param marks: the items mark the records' places.
        :param form: what the items follow from beside the record; plain values.
        """
        # Nobody knows yet what the items are made from.
        self.program.note("all")
        made = own.entries("", bullet="*", classes=[name], form=form, refdoc=self.docname)
        made["section"], made["kind"] = self.section, records[0].kind
        made["keys"] = [record.key for record in records]
        made["marked"] = [record.key for record in records if marks and self.mark(record, made)]
        return made

    def terms(
        self, name: str, entries: Iterable[tuple[list[nodes.Node], list[nodes.Node]]]
    ) -> nodes.definition_list:
        """Make a list of terms, each with its blocks."""
        made = [
            nodes.definition_list_item("", nodes.term("", "", *term), nodes.definition("", *blocks))
            for term, blocks in entries
        ]
        return nodes.definition_list("", *made, classes=[name])

    def disclosure(self, name: str, summary: str, blocks: Sequence[nodes.Node]) -> nodes.Node:
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

    def link_row(
        self, links: Iterable[tuple[str, str | None]], *more: nodes.Node
    ) -> list[nodes.Node]:
        """Make a paragraph of the links that there are, and of others made already."""
        made: list[list[nodes.Node]] = [
            [self.link(url, self.text(label))] for label, url in links if url
        ]
        made += [[link] for link in more]
        return [self.paragraph("ws-links", *self.joined(made))] if made else []

    def export_links(self, export: str, path: str, *words: str) -> nodes.paragraph:
        """Make the links to a file of an export: to the file, and to subscribe to it."""
        return own.export_links("", export=export, path=path, words=words, classes=["ws-links"])

    def calendar_link(self, path: str, about: str) -> nodes.inline:
        """Make the link to a calendar, for a row of links.

        :param about: what the calendar holds, as record text.
        """
        return own.export_link(
            "", "Calendar", export="calendar", path=path, about=plain_title(about)
        )

    # Pictures

    def portrait(self, photo: Photo | None, name: str, key: str) -> nodes.Node:
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
