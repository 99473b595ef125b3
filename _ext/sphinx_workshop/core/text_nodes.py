"""Record text as docutils nodes: never markup, to the character."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.markup import (
    Block,
    Code,
    Emphasis,
    Inline,
    Link,
    ListBlock,
    Math,
    Text,
    parse_prose,
    parse_title,
)
from sphinx_workshop.core.nodes import isolate


def title_nodes(text: str) -> list[nodes.Node]:
    """Render one line: text and formulas."""
    return [inline_node(part) for part in parse_title(text)]


def name_nodes(entity: Entity) -> list[nodes.Node]:
    """Render what a record is called, isolated where it may run the other way than the rest.

    That is a name, or a title in another language than the workshop's, which is then marked.
    """
    words = title_nodes(entity.display_name)
    if not entity.stands_apart:
        return words
    return [isolate("", "", *words, language=getattr(entity, "language", None))]


def prose_nodes(text: str) -> list[nodes.Node]:
    """Render paragraphs and lists.

    :raises ValueError: a link in it leads where none may (the loader has refused it before).
    """
    return [block_node(block) for block in parse_prose(text)]


def block_node(block: Block) -> nodes.Node:
    """Render a paragraph or a list."""
    if not isinstance(block, ListBlock):
        return nodes.paragraph("", "", *_all(block.children))
    listing: nodes.Element
    if block.ordered:
        listing = nodes.enumerated_list("", enumtype="arabic", prefix="", suffix=".")
    else:
        listing = nodes.bullet_list("", bullet="*")
    for item in block.items:
        listing.append(nodes.list_item("", *(block_node(inner) for inner in item)))
    return listing


def _all(parts: Sequence[Inline]) -> list[nodes.Node]:
    return [inline_node(part) for part in parts]


def inline_node(part: Inline) -> nodes.Node:
    """Render a passage."""
    if isinstance(part, Text):
        return nodes.Text(part.value)
    if isinstance(part, Code):
        return nodes.literal(part.value, part.value)
    if isinstance(part, Math):
        return nodes.math(part.value, part.value)
    if isinstance(part, Link):
        return nodes.reference("", "", *_all(part.children), refuri=part.url, internal=False)
    kind = nodes.strong if part.strong else nodes.emphasis
    assert isinstance(part, Emphasis)
    return kind("", "", *_all(part.children))
