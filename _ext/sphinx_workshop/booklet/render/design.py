"""Cards, grids, tabs and dropdowns of sphinx-design: everything open, in reading order."""

from __future__ import annotations

from docutils import nodes

from ..literals import Code, call, content, stack
from ..writer import Renderer, Writer
from .blocks import passage
from .figures import captioned_listing
from .inlines import goal_of

__all__ = ["RENDERERS"]


def component(writer: Writer, node: nodes.Element) -> Code:
    """Render a container: a component of sphinx-design, a titled listing, or any other."""
    kind = node.get("design_component")
    if kind in _COMPONENTS:
        return _COMPONENTS[kind](writer, node)
    if "literal-block-wrapper" in node["classes"]:
        return captioned_listing(writer, node)
    return passage(writer, node)


def card(writer: Writer, node: nodes.Element) -> Code:
    """Render a card: head, picture, title, text, foot; the link that covers it becomes one line."""
    link = next((r for r in node.findall(nodes.reference) if _covers(r)), None)
    named: dict[str, Code | str] = {}
    if link is not None:
        label, address = goal_of(writer, link)
        if label or address:
            named["label" if label else "address"] = label or address or ""
    return stack([writer.anchor(node), call("ws.card", writer.blocks(node), **named)])


def _covers(node: nodes.Element) -> bool:
    return "sd-stretched-link" in node["classes"]


def _title(writer: Writer, node: nodes.Element) -> Code:
    return call("ws.card-title", writer.inline(node))


def _slot(function: str) -> Renderer:
    def render(writer: Writer, node: nodes.Element) -> Code:
        return call(function, writer.blocks(node))

    return render


def grid_row(writer: Writer, node: nodes.Element) -> Code:
    """Render the cells of a grid beside each other, as many as paper is wide."""
    items = [
        content([writer.anchor(c), writer.blocks(c)])
        for c in node.children
        if isinstance(c, nodes.Element)
    ]
    return call("ws.tiles", *items)


def tab_item(writer: Writer, node: nodes.Element) -> Code:
    """Render a tab: its label, then what it shows."""
    label = next((c for c in node.children if isinstance(c, nodes.rubric)), None)
    rest = [child for child in node.children if child is not label]
    name = writer.inline(label) if label is not None else Code("[]")
    return stack([writer.anchor(node), call("ws.tab", name, writer.blocks(rest))])


def dropdown(writer: Writer, node: nodes.Element) -> Code:
    """Render a dropdown opened."""
    title = node.children[0] if node.get("has_title") and node.children else None
    rest = [child for child in node.children if child is not title]
    name = writer.inline(title) if isinstance(title, nodes.Element) else Code("[]")
    return stack([writer.anchor(node), call("ws.dropdown", name, writer.blocks(rest))])


_COMPONENTS: dict[str, Renderer] = {
    "card": card,
    "card-title": _title,
    "card-header": _slot("ws.card-edge"),
    "card-footer": _slot("ws.card-edge"),
    "grid-row": grid_row,
    "tab-item": tab_item,
    "dropdown": dropdown,
}

RENDERERS: dict[str, Renderer] = {"container": component}
