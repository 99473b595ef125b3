"""What sections draw with, as HTML instead of nodes: for long lists of records.

The same words come out as from Sphinx's translator, to the byte, but no node is made for them.
What is not of the few kinds that such lists are made of is left to the translator itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_workshop.core.entries import LateDraw, draw_entry
from sphinx_workshop.core.markup import Block, Emphasis, Inline, Link, Paragraph, Text, parse_prose
from sphinx_workshop.core.text_nodes import block_node, inline_node
from sphinx_workshop.html.folds import fold_words

if TYPE_CHECKING:
    from sphinx_workshop.core.domain import WorkshopDomain
    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.nodes import entries


class Html(nodes.Text):
    """HTML that is whole and safe. It passes for a node where sections hand nodes on."""

    __slots__ = ()


class HtmlDraw(LateDraw):
    """Makes the items of one list as HTML.

    :param translator: Sphinx's, in the midst of the page that the list stands on.
    """

    def __init__(self, domain: WorkshopDomain, translator: Any, node: entries) -> None:
        super().__init__(domain, translator.document, node)
        self.translator = translator
        self.in_cell = _is_in_cell(node)
        self.special = translator.special_characters
        self.signs = frozenset(map(chr, self.special))

    # Passages

    def text(self, text: str) -> Html:
        """Write plain text."""
        return Html(self._escaped(text))

    def title(self, text: str) -> list[nodes.Node]:
        """Write one line of record text."""
        return [self.text(text)] if "$" not in text else list(map(self._line, super().title(text)))

    def name(self, entity: Entity) -> list[nodes.Node]:
        """Write what a record is called."""
        words = self.title(entity.display_name)
        if not entity.stands_apart:
            return words
        language = getattr(entity, "language", None)
        return [self._element("bdi", self._language(language), words)]

    def person(self, name: str) -> Html:
        """Write a person's name."""
        return Html(f'<bdi class="ws-person">{self._escaped(name)}</bdi>')

    def moment(self, datetime: str, words: str) -> Html:
        """Write a date or time."""
        return Html(f'<time datetime="{datetime}">{self._escaped(words)}</time>')

    def inline(self, name: str, *children: nodes.Node) -> Html:
        """Write a passage with a class."""
        return self._element("span", f' class="{name}"', children)

    def board(self, board: str) -> Html:
        """Say at which board a poster hangs."""
        return self.inline("ws-board", self.text(f" (board {board})"))

    def link(self, url: str, *children: nodes.Node) -> Html:
        """Write a link to an address."""
        if url.startswith("mailto:"):
            return self._mail_link(url, children)
        address = self.translator.attval(url)
        return self._element("a", f' class="reference external" href="{address}"', children)

    def record(self, entity: Entity, *children: nodes.Node) -> Html:
        """Write a link to a record's place on the pages; just its text where it has none."""
        words = self._element("span", "", children or self.name(entity))
        place = self._target(entity)
        return self._page_reference(*place, words) if place else words

    def page_link(self, entity: Entity, *children: nodes.Node) -> Html:
        """Write a link to a record's own page; just its words where it has none."""
        return self._own_page(entity, "", children, self._held(children))

    def part_link(self, entity: Entity, anchor: str, words: str) -> Html:
        """Write a link to a part of a record's own page; nothing where it has none."""
        return self._own_page(entity, anchor, [self.text(words)], Html(""))

    def anchor(self, entity: Entity) -> Html:
        """Mark the record's place where this is the first on the page."""
        marked = entity.key in self.marked
        return Html(f'<span class="target" id="{entity.anchor}"></span>' if marked else "")

    # Blocks

    def prose(self, text: str, language: str | None = None) -> list[nodes.Node]:
        """Write blocks of record text."""
        blocks: list[nodes.Node] = [
            self.paragraph("", *map(self._part, block.children))
            if isinstance(block, Paragraph)
            else self._translated_block(block)
            for block in parse_prose(text)
        ]
        if language is None:
            return blocks
        return [self._element("div", f' dir="auto"{self._language(language)}', blocks, "\n", "\n")]

    def paragraph(self, name: str, *children: nodes.Node) -> Html:
        """Write a paragraph."""
        return self._element("p", f' class="{name}"' if name else "", children, after="\n")

    def item(self, name: str, *blocks: nodes.Node) -> Html:
        """Write an item of a list; a paragraph that is all of it ends no line."""
        first = blocks[0] if len(blocks) == 1 else None
        if isinstance(first, Html) and first.startswith("<p"):
            blocks = (Html(first.removesuffix("\n")),)
        return self._element("li", f' class="{name}"' if name else "", blocks, after="\n")

    def disclosure(self, name: str, summary: str, blocks: Sequence[nodes.Node]) -> Html:
        """Write blocks that are shown on demand."""
        head = f"<summary>{self._escaped(summary)}</summary>\n"
        return self._element("details", f' class="{name}"', [Html(head), *blocks], "\n", "\n")

    def link_row(
        self, links: Iterable[tuple[str, str | None]], *more: nodes.Node
    ) -> list[nodes.Node]:
        """Write a paragraph of the links that there are."""
        return super().link_row(links, *(link for link in more if str(link)))

    def entries(self, name: str, records: Sequence[Entity], *, marks: bool, **form: object) -> Html:
        """Write a list inside an item, folded where it is long; it marks no places."""
        make = draw_entry(self.domain, self.section)
        items = [make(self, record, form) for record in records]
        made = self._element("ul", f' class="{name}"', items, "\n", "\n")
        words = fold_words([name], len(items)) if self.in_cell else ""
        return self.disclosure(f"ws-fold {name}", words, [made]) if words else made

    # HTML

    def _escaped(self, text: str) -> str:
        return text if self.signs.isdisjoint(text) else text.translate(self.special)

    def _element(
        self,
        tag: str,
        attributes: str,
        children: Iterable[nodes.Node],
        inside: str = "",
        after: str = "",
    ) -> Html:
        """Write an element.

        :param attributes: as they stand behind the tag's name, with a blank before each.
        :param inside: what follows the opening tag.
        :param after: what follows the closing tag.
        """
        return Html(f"<{tag}{attributes}>{inside}{self._held(children)}</{tag}>{after}")

    def _held(self, children: Iterable[nodes.Node]) -> Html:
        return Html("".join(map(self._line, children)))

    def _line(self, node: nodes.Node) -> Html:
        if type(node) is Html:
            return node
        return self.text(str(node)) if type(node) is nodes.Text else self._translated(node)

    def _part(self, part: Inline) -> Html:
        if isinstance(part, Text):
            return self.text(part.value)
        if isinstance(part, Emphasis):
            tag = "strong" if part.strong else "em"
            return self._element(tag, "", map(self._part, part.children))
        if isinstance(part, Link):
            return self.link(part.url, *map(self._part, part.children))
        return self._translated(inline_node(part))

    def _language(self, language: str | None) -> str:
        return f' lang="{self.translator.attval(language)}"' if language else ""

    def _own_page(
        self, entity: Entity, anchor: str, children: Sequence[nodes.Node], otherwise: Html
    ) -> Html:
        self.program.note("target", entity.kind, entity.key)
        page = self.domain.own_pages.get((entity.kind, entity.key))
        if page is None:
            return otherwise
        return self._page_reference(page, anchor, self._element("span", "", children))

    def _target(self, entity: Entity) -> tuple[str, str] | None:
        """Find where a link leads; note that it was asked for."""
        self.program.note("target", entity.kind, entity.key)
        return self.domain.find_target(entity.kind, entity.key)

    def _page_reference(self, page: str, anchor: str, words: Html) -> Html:
        if page == self.docname and anchor:
            address = f"#{anchor}"
        else:
            address = self.translator.builder.get_relative_uri(self.docname, page) or "#"
            address += f"#{anchor}" if anchor else ""
        attributes = f' class="reference internal" href="{self.translator.attval(address)}"'
        return self._element("a", attributes, [words])

    def _mail_link(self, url: str, children: Iterable[nodes.Node]) -> Html:
        """Write a link to an e-mail address, hidden from harvesters as Sphinx hides it."""
        node = nodes.reference("", "", refuri=url, internal=False)
        node.parent = nodes.inline()
        opening = self._captured(self.translator.visit_reference, node)
        words = "".join(map(self._line, children))
        if self.translator.in_mailto:
            words = self.translator.cloak_email(words)
        return Html(opening + words + self._captured(self.translator.depart_reference, node))

    def _translated(self, node: nodes.Node) -> Html:
        return Html(self._captured(node.walkabout, self.translator))

    def _translated_block(self, block: Block) -> Html:
        node = block_node(block)
        # The translator asks for it; its class says that the text is a record's.
        node.parent = nodes.container("", classes=["ws-abstract"])
        return self._translated(node)

    def _captured(self, write: Callable[[Any], Any], argument: Any) -> str:
        """Give what the translator writes."""
        before, self.translator.body = self.translator.body, []
        try:
            write(argument)
            return "".join(self.translator.body)
        finally:
            self.translator.body = before


def _is_in_cell(node: nodes.Node | None) -> bool:
    """Tell whether a node stands in a table."""
    while node is not None and not isinstance(node, nodes.entry):
        node = node.parent
    return node is not None
