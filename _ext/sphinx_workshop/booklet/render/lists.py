"""Lists of every kind."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from ..literals import Code, call, content, stack, string
from ..writer import Renderer, Writer
from .blocks import role_of

__all__ = ["RENDERERS"]

_PASSING = frozenset({"ws-facts", "ws-when", "ws-links"})
_STYLE = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


def bullet_list(writer: Writer, node: nodes.Element) -> Code:
    """Render a bullet list; lists of records are set by the template, each in its own way."""
    if role := role_of(node):
        return records(writer, node, role)
    tight = _is_tight(node)
    return _list("ws.bullets", writer, node, tight)


def enumerated_list(writer: Writer, node: nodes.Element) -> Code:
    """Render a numbered list with its own style, start and punctuation."""
    style = _STYLE.get(node.get("enumtype", "arabic"), "1")
    prefix = "(" if node.get("prefix") == "(" else ""
    suffix = node.get("suffix", ".") if node.get("suffix", ".") in (".", ")") else "."
    return _list(
        "ws.numbers",
        writer,
        node,
        _is_tight(node),
        pattern=prefix + style + suffix,
        start=int(node.get("start", 1)),
    )


def _list(
    function: str, writer: Writer, node: nodes.Element, tight: bool, **named: str | int
) -> Code:
    items = [
        _item(writer, child, tight) for child in node.children if isinstance(child, nodes.Element)
    ]
    return content([writer.anchor(node), call(function, *items, tight=tight, **named)])


def _item(writer: Writer, node: nodes.Element, tight: bool) -> Code:
    first = node.children[0] if node.children else None
    if not (tight and isinstance(first, nodes.paragraph)):
        return stack([writer.anchor(node), writer.blocks(node)])
    line = content([writer.anchor(node), writer.anchor(first), writer.inline(first)])
    rest = node.children[1:]
    return stack([line, writer.blocks(rest)]) if rest else line


def _is_tight(node: nodes.Element) -> bool:
    """Tell whether every item is one paragraph, perhaps with lists below it."""
    lists = (nodes.bullet_list, nodes.enumerated_list)
    return all(
        isinstance(item, nodes.Element)
        and sum(isinstance(part, nodes.paragraph) for part in item.children) <= 1
        and all(isinstance(part, nodes.paragraph | nodes.Invisible) for part in item.children[:1])
        and all(isinstance(part, (*lists, nodes.Invisible)) for part in item.children[1:])
        for item in node.children
    )


def records(writer: Writer, node: nodes.Element, role: str) -> Code:
    """Render a list of records: for each its role, what stands at its left, and its lines."""
    if role == "ws-actions":  # links of the landing page; the contents list does their work
        return Code("")
    inside = writer.roles[-1] if writer.roles else ""
    writer.roles.append(role)
    try:
        items = [_record(writer, item) for item in node.children if isinstance(item, nodes.Element)]
    finally:
        writer.roles.pop()
    brief = next(node.findall(_is_long), None) is None
    return content(
        [writer.anchor(node), call("ws.records", role, *items, inside=inside, brief=brief)]
    )


def _is_long(node: nodes.Node) -> bool:
    return "ws-abstract" in _classes(node)


def _record(writer: Writer, item: nodes.Element) -> Code:
    pictures = [part for part in item.children if _leads(part)]
    rest = [part for part in item.children if not _leads(part)]
    shown = [writer.render(part) for part in pictures if "only-dark" not in _classes(part)]
    picture = content(shown) if shown else None
    body = stack([writer.anchor(item), *_lines(writer, rest)])
    classes = [name for name in item["classes"] if name.startswith("ws-")]
    return call("ws.record", body, classes=classes, picture=picture)


def _lines(writer: Writer, parts: list[nodes.Node]) -> list[Code]:
    """Return a record's blocks; what is said in passing (when, links) shares one line."""
    blocks: list[Code] = []
    passing: list[Code] = []
    roles = [role_of(part) for part in parts if isinstance(part, nodes.paragraph)]
    if roles == ["ws-title", "ws-authors", "ws-links"]:  # too little for a line of its own
        title, authors, links = parts[:3]
        trail = call("ws.trail", writer.inline(links.children))
        names = call("ws.line", "ws-authors", content([writer.inline(authors.children), trail]))
        return [writer.blocks([title]), names, writer.blocks(parts[3:])]
    for part in parts:
        if isinstance(part, nodes.paragraph) and role_of(part) in _PASSING:
            passing += [string(" \u00b7 ")] * bool(passing)
            passing.append(content([writer.anchor(part), writer.inline(part)]))
        else:
            blocks.append(writer.blocks([part]))
    if passing:  # behind the lines, before an abstract
        lines = sum(isinstance(part, nodes.paragraph) for part in parts) - len(passing[::2])
        blocks.insert(lines, call("ws.line", "ws-passing", content(passing)))
    return blocks


def _leads(node: nodes.Node) -> bool:
    """Tell whether a part of a record stands at its left."""
    marks = {"ws-portrait", "ws-logo", "ws-wordmark", "ws-time"}
    return not marks.isdisjoint(_classes(node))


def _classes(node: nodes.Node) -> list[str]:
    return list(node.get("classes", ())) if isinstance(node, nodes.Element) else []


def definition_list(writer: Writer, node: nodes.Element) -> Code:
    """Render terms and what they mean; lists of dates are set by the template."""
    role = role_of(node)
    items = [
        _definition(writer, item)
        for item in node.children
        if isinstance(item, nodes.definition_list_item)
    ]
    named = {"role": role} if role else {}
    return content([writer.anchor(node), call("ws.definitions", *items, **named)])


def _definition(writer: Writer, item: nodes.Element) -> Code:
    terms: list[Code] = []
    bodies: list[Code] = []
    for part in item.children:
        if isinstance(part, nodes.term):
            terms.append(content([writer.anchor(part), writer.inline(part)]))
        elif isinstance(part, nodes.classifier) and terms:
            terms[-1] = content([terms[-1], call("ws.classifier", writer.inline(part))])
        elif isinstance(part, nodes.Element):
            bodies.append(writer.blocks(part))
    term = call("ws.terms", *terms)
    classes = [name for name in item["classes"] if name.startswith("ws-")]
    return call(
        "ws.definition", content([writer.anchor(item), term]), stack(bodies), classes=classes
    )


def field_list(writer: Writer, node: nodes.Element) -> Code:
    """Render names and values side by side."""
    fields = [_field(writer, item) for item in node.children if isinstance(item, nodes.field)]
    return call("ws.fields", *fields)


def _field(writer: Writer, item: nodes.Element) -> Code:
    name, body = item.children[0], item.children[-1]
    assert isinstance(name, nodes.Element)
    assert isinstance(body, nodes.Element)
    return call("ws.field", writer.inline(name), writer.blocks(body))


def option_list(writer: Writer, node: nodes.Element) -> Code:
    """Render command-line options and what they do."""
    items = []
    for item in node.children:
        assert isinstance(item, nodes.Element)
        group, description = item.children[0], item.children[-1]
        assert isinstance(group, nodes.Element)
        assert isinstance(description, nodes.Element)
        names = ", ".join(_option(part) for part in group.findall(nodes.option))
        items.append(call("ws.field", call("ws.code", names), writer.blocks(description)))
    return call("ws.fields", *items)


def _option(node: nodes.Element) -> str:
    return "".join(part.astext() for part in node.children)


def horizontal_list(writer: Writer, node: nodes.Element) -> Code:
    """Render a list that was laid out in columns."""
    columns = [writer.blocks(c) for c in node.children if isinstance(c, addnodes.hlistcol)]
    return call("ws.columns-of", *columns)


def production_list(writer: Writer, node: nodes.Element) -> Code:
    """Render a grammar to the character."""
    lines = [part.astext().rstrip("\n") for part in node.children]
    anchors = [writer.anchor(part) for part in node.findall(nodes.Element) if part.get("ids")]
    return content([*anchors, call("ws.listing", string("\n".join(lines)))])


RENDERERS: dict[str, Renderer] = {
    "bullet_list": bullet_list,
    "enumerated_list": enumerated_list,
    "definition_list": definition_list,
    "field_list": field_list,
    "option_list": option_list,
    "hlist": horizontal_list,
    "productionlist": production_list,
}
