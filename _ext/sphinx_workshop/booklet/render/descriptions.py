"""Descriptions of functions, classes, options and commands, as Sphinx's domains make them."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from ..literals import Code, call, content, stack, string
from ..writer import Renderer, Writer

__all__ = ["RENDERERS"]


def desc(writer: Writer, node: nodes.Element) -> Code:
    """Render one described object: its signatures, then the text, indented."""
    heads = [writer.render(c) for c in node.children if isinstance(c, addnodes.desc_signature)]
    rest = [c for c in node.children if not isinstance(c, addnodes.desc_signature)]
    return call("ws.description", stack(heads), writer.blocks(rest))


def signature(writer: Writer, node: nodes.Element) -> Code:
    """Render a signature; one of several lines keeps them."""
    lines = [c for c in node.children if isinstance(c, addnodes.desc_signature_line)]
    if lines:
        body = content(
            part for line in lines for part in (writer.inline(line), Code("linebreak()"))
        )
    else:
        body = writer.inline(node)
    return call("ws.signature", content([writer.anchor(node), body]))


def _bracketed(opening: str, closing: str) -> Renderer:
    def render(writer: Writer, node: nodes.Element) -> Code:
        parts: list[Code] = []
        for child in node.children:
            separate = parts and not isinstance(child, addnodes.desc_optional)
            if separate:
                parts.append(string(", "))
            parts.append(writer.render(child))
        return content([string(opening), *parts, string(closing)])

    return render


def optional(writer: Writer, node: nodes.Element) -> Code:
    """Render parameters that may be left out, in brackets, with the comma they bring."""
    first = node.parent is not None and node.parent.children[0] is node
    parts = [string("[" if first else "[, ")]
    for position, child in enumerate(node.children):
        if position and not isinstance(child, addnodes.desc_optional):
            parts.append(string(", "))
        parts.append(writer.render(child))
    return content([*parts, string("]")])


def returns(writer: Writer, node: nodes.Element) -> Code:
    """Render the arrow and the type of what comes back."""
    return content([string(" \u2192 "), writer.inline(node)])


def name(writer: Writer, node: nodes.Element) -> Code:
    """Render the object's own name, the word one looks for."""
    return call("ws.strong", writer.inline(node))


def part(writer: Writer, node: nodes.Element) -> Code:
    """Render any other piece of a signature as it stands, blanks included."""
    return content(
        string(str(child)) if isinstance(child, nodes.Text) else writer.render(child)
        for child in node.children
    )


def text(writer: Writer, node: nodes.Element) -> Code:
    """Render the description below the signature."""
    return writer.blocks(node)


RENDERERS: dict[str, Renderer] = {
    "desc": desc,
    "desc_signature": signature,
    "desc_signature_line": part,
    "desc_name": name,
    "desc_parameterlist": _bracketed("(", ")"),
    "desc_type_parameter_list": _bracketed("[", "]"),
    "desc_optional": optional,
    "desc_returns": returns,
    "desc_content": text,
    **dict.fromkeys(
        (
            "desc_addname",
            "desc_annotation",
            "desc_inline",
            "desc_parameter",
            "desc_sig_element",
            "desc_type",
            "desc_type_parameter",
        ),
        part,
    ),
}
