"""Pictures, figures, code listings and formulas: what stands by itself, often with a caption."""

from __future__ import annotations

import re

from docutils import nodes

from ..images import ImageMissingError, ImageRefusedError
from ..literals import Code, call, content, stack, string
from ..mathematics import UnreadableFormulaError, formula
from ..writer import Renderer, Writer, is_inline

__all__ = ["RENDERERS"]

# CSS units -> Typst; a bare number counts as CSS pixels, 96 to the inch.
_UNITS = {"": 0.75, "px": 0.75, "pt": 1, "pc": 12, "in": 72, "cm": 28.3465, "mm": 2.83465}
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-z%]*)\s*", re.IGNORECASE)


def length(written: str | None) -> Code | None:
    """Return a docutils length as Typst's, or None for one that means nothing on paper."""
    match = _LENGTH.fullmatch(written or "")
    if match is None:
        return None
    number, unit = float(match[1]), match[2].lower()
    if unit == "%":
        return Code(f"{min(number, 100):g}%")
    if unit in ("em", "ex", "rem"):
        return Code(f"{number * (0.5 if unit == 'ex' else 1):g}em")
    return Code(f"{number * _UNITS[unit]:g}pt") if unit in _UNITS else None


def image(writer: Writer, node: nodes.Element) -> Code:
    """Render a picture; one without alternative text counts as decoration."""
    alt = node.get("alt", "").strip()
    try:
        name = writer.shelf.take(node["uri"])
    except ImageMissingError:  # Sphinx has said so when it read the page
        return call("ws.missing", alt) if alt else Code("")
    except ImageRefusedError as problem:
        writer.warn("the booklet leaves out the picture %r: %s", node, node["uri"], problem)
        return call("ws.missing", alt) if alt else Code("")
    except OSError as problem:
        writer.warn("the booklet cannot read %r: %s", node, node["uri"], problem.strerror)
        return call("ws.missing", alt) if alt else Code("")
    width, height = length(node.get("width")), length(node.get("height"))
    named = {key: item for key, item in (("width", width), ("height", height)) if item}
    lone = not isinstance(node.parent, nodes.TextElement) or _is_wrapped(node)
    if lone and node.get("align") in ("left", "right", "center"):
        named["side"] = Code(node["align"])
    function = "ws.picture" if lone else "ws.icon"
    return content([writer.anchor(node), call(function, name, alt or None, **named)])


def _is_wrapped(node: nodes.Element) -> bool:
    """Tell whether a picture stands alone in a link that stands alone."""
    link = node.parent
    return (
        isinstance(link, nodes.reference)
        and len(link.children) == 1
        and not isinstance(link.parent, nodes.TextElement)
    )


def figure(writer: Writer, node: nodes.Element) -> Code:
    """Render a figure: picture, caption with its number, legend; kept on one page."""
    caption = next((c for c in node.children if isinstance(c, nodes.caption)), None)
    legend = next((c for c in node.children if isinstance(c, nodes.legend)), None)
    rest = [child for child in node.children if child not in (caption, legend)]
    number = writer.around.caption_number(writer.docname, "figure", node)
    named: dict[str, Code] = {}
    if caption is not None:
        named["caption"] = call(
            "ws.caption", number, content([writer.anchor(caption), writer.inline(caption)])
        )
    if legend is not None:
        named["legend"] = writer.blocks(legend)
    anchor = writer.anchor(node)
    if anchor:
        named["anchors"] = anchor
    body = writer.inline(rest) if all(map(is_inline, rest)) else writer.blocks(rest)
    return call("ws.plate", body, **named)


def literal_block(writer: Writer, node: nodes.Element) -> Code:
    """Render code to the character, numbered and marked where the page asks for it."""
    options = node.get("highlight_args") or {}
    named: dict[str, int | list[int]] = {}
    if node.get("linenos"):
        named["start"] = int(options.get("linenostart", 1))
    if marked := options.get("hl_lines"):
        named["marked"] = [int(number) for number in marked]
    listing = call("ws.listing", string(node.astext().rstrip("\n")), **named)
    return stack([writer.anchor(node), listing])


def captioned_listing(writer: Writer, node: nodes.Element) -> Code:
    """Render a listing under its caption."""
    caption = next((c for c in node.children if isinstance(c, nodes.caption)), None)
    rest = [child for child in node.children if child is not caption]
    number = writer.around.caption_number(writer.docname, "code-block", node)
    title = writer.inline(caption) if caption is not None else Code("[]")
    named = {"anchors": anchor} if (anchor := writer.anchor(node)) else {}
    return call(
        "ws.titled-listing", call("ws.caption", number, title), writer.blocks(rest), **named
    )


def inline_math(writer: Writer, node: nodes.Element) -> Code:
    """Render a formula in the line."""
    source = node.astext().strip()
    return _formula(writer, node, source, block=False) or call("ws.code", source)


def math_block(writer: Writer, node: nodes.Element) -> Code:
    """Render a displayed formula, with its number where it has one."""
    source = node.astext().strip()
    anchor = writer.anchor(node)
    body = _formula(writer, node, source, block=True) or call("ws.listing", source)
    number = node.get("number")
    named: dict[str, Code | str] = {"number": f"({number})"} if number else {}
    if anchor:
        named["anchors"] = anchor
    return call("ws.displayed", body, **named)


def _formula(writer: Writer, node: nodes.Element, source: str, *, block: bool) -> Code | None:
    try:
        body = formula(source)
    except UnreadableFormulaError as problem:
        writer.warn("the booklet prints a formula as its source: %s", node, problem)
        return None
    return call("math.equation", body, block=block, alt=source)


RENDERERS: dict[str, Renderer] = {
    "image": image,
    "figure": figure,
    "literal_block": literal_block,
    "doctest_block": literal_block,
    "captioned_listing": captioned_listing,
    "math": inline_math,
    "math_block": math_block,
}
