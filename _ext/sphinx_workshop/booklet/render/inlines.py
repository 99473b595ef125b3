"""Inline nodes: emphasis, code, keys, abbreviations, links, notes."""

from __future__ import annotations

from docutils import nodes

from ..builder import PAGE
from ..literals import EMPTY, Code, breakable, call, content, string
from ..writer import Renderer, Writer

__all__ = ["RENDERERS"]

# Roles that Sphinx and sphinx-design mark by a class on a plain inline or literal node.
_BY_CLASS = {
    "guilabel": "ws.gui",
    "menuselection": "ws.gui",
    "kbd": "ws.key",
    "sd-badge": "ws.badge",
    "versionmodified": "ws.strong",
}

# Links in running text and in the timetable name the page; in other records they would repeat it.
_WITH_PAGES = "ws-timetable"


def _wrapper(function: str) -> Renderer:
    """Return a renderer that passes the node's content to a template function."""

    def wrap(writer: Writer, node: nodes.Element) -> Code:
        return content([writer.anchor(node), call(function, writer.inline(node))])

    return wrap


def plain(writer: Writer, node: nodes.Element) -> Code:
    """Render the children; own classes (``ws-…``) and known roles become template calls."""
    body = content([writer.anchor(node), writer.inline(node)])
    for name in node["classes"]:
        if name.startswith("ws-"):
            return call("ws.span", name, body)
        if name in _BY_CLASS:
            return call(_BY_CLASS[name], body)
    return body


def literal(writer: Writer, node: nodes.Element) -> Code:
    """Render inline code to the character, blanks included."""
    function = "ws.key" if "kbd" in node["classes"] else "ws.code"
    return content([writer.anchor(node), call(function, string(breakable(node.astext())))])


def abbreviation(writer: Writer, node: nodes.Element) -> Code:
    """Render an abbreviation with its explanation, which on paper nobody can hover for."""
    body = writer.inline(node)
    meaning = node.get("explanation") or node.get("title")
    return content([body, string(f" ({meaning})")]) if meaning else body


def target(writer: Writer, node: nodes.Element) -> Code:
    """Set an anchor; a target with text (an inline target) prints it."""
    return content(
        [writer.anchor(node), writer.inline(node)] if node.children else [writer.anchor(node)]
    )


def reference(writer: Writer, node: nodes.Element) -> Code:
    """Render a link: into the booklet where the goal is printed, else to the web, else as text."""
    if "sd-hide-link-text" in node["classes"]:
        return Code("")
    body = content([writer.anchor(node), writer.inline(node)])
    silent = any(isinstance(child, nodes.image) for child in node.children)
    named = (not writer.roles or _WITH_PAGES in writer.roles) and not silent
    if far := writer.around.beyond(_label_of(writer, node)):
        return call("ws.beyond", *far, body, page=named)
    label, address = goal_of(writer, node)
    if label is not None:
        return call("ws.inner", label, body, page=named)
    if address is not None:
        if _WITH_PAGES in writer.roles and not node.get("internal", True) and _is_in_row(node):
            body = content([body, call("ws.span", "ws-address", string(f" {_short(address)}"))])
        return call("ws.outer", address, body)
    return body


def _is_in_row(node: nodes.Element) -> bool:
    """Tell whether a link is one of a session's: where to join must be readable on paper."""
    return node.parent is not None and "ws-links" in node.parent.get("classes", ())


def _short(address: str) -> str:
    """Return an address as one types it."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _label_of(writer: Writer, node: nodes.Element) -> str:
    """Return the label that a reference means, in whatever volume that stands."""
    if refid := node.get("refid"):
        return writer.label(refid)
    uri = node.get("refuri", "")
    docname, _, name = uri.removeprefix(PAGE).partition("#")
    return f"{docname}#{name}" if uri.startswith(PAGE) else ""


def goal_of(writer: Writer, node: nodes.Element) -> tuple[str | None, str | None]:
    """Return where a reference leads: a label of the booklet or a web address, or neither."""
    uri = node.get("refuri", "")
    if not node.get("refid") and not uri.startswith(PAGE):
        return None, writer.around.address(uri) if uri else None
    goal = _label_of(writer, node)
    if node.get("refid"):
        return writer.goal(goal), None
    docname = goal.partition("#")[0]
    label = writer.goal(goal) or writer.goal(f"{docname}#")
    return label, None if label else writer.around.page_address(docname)


def button(writer: Writer, node: nodes.Element) -> Code:
    """Render the PDF's own link, meaningless inside the PDF, as nothing."""
    return Code("")


def footnote_reference(writer: Writer, node: nodes.Element) -> Code:
    """Render a note at the foot of the page; later references repeat its number."""
    label = writer.label(node.get("refid", ""))
    note = writer.around.footnotes.get(label)
    if note is None:
        return call("ws.sup", writer.inline(node))
    if label in writer.noted:
        return call("ws.note-again", label)
    writer.noted.add(label)
    function = "ws.title-note" if writer.roles[-1:] == ["title"] else "ws.note"
    return call(function, label, note_body(writer, note))


def note_body(writer: Writer, note: nodes.Element) -> Code:
    """Return a footnote's text: the first paragraph in line with the number, the rest below."""
    parts = [child for child in note.children if not isinstance(child, nodes.label)]
    if parts and isinstance(parts[0], nodes.paragraph):
        rest = writer.blocks(parts[1:])
        return content([writer.inline(parts[0]), rest if rest != EMPTY else Code("")])
    return writer.blocks(parts)


def raw(writer: Writer, node: nodes.Element) -> Code:
    """Render what MyST has no node for, line breaks and task boxes; drop everything else."""
    text = node.astext().strip()
    if "html" not in node.get("format", "").split():
        return Code("")
    if text in ("<br />", "<br/>", "<br>"):
        return Code("linebreak()")
    if "task-list-item-checkbox" in text:
        return call("ws.checkbox", 'checked="checked"' in text)
    return Code("")


def silent(writer: Writer, node: nodes.Element) -> Code:
    """Render nothing (comments, index entries, settings for other writers)."""
    return Code("")


def line_break(writer: Writer, node: nodes.Element) -> Code:
    """Render sphinx-design's line break."""
    return Code("linebreak()")


RENDERERS: dict[str, Renderer] = {
    **{
        name: _wrapper(f"ws.{function}")
        for name, function in {
            "emphasis": "emph",
            "strong": "strong",
            "literal_strong": "strong-code",
            "literal_emphasis": "emph-code",
            "subscript": "sub",
            "superscript": "sup",
            "title_reference": "emph",
            "manpage": "emph",
            "sd_badge": "badge",
            "citation_reference": "cite",
        }.items()
    },
    **dict.fromkeys(
        (
            "inline",
            "generated",
            "pending_xref",
            "problematic",
            "PassthroughTextElement",
            "time_element",
        ),
        plain,
    ),
    "initials": _wrapper("ws.initials"),
    "literal": literal,
    "abbreviation": abbreviation,
    "acronym": abbreviation,
    "target": target,
    "reference": reference,
    "booklet_link": button,
    "footnote_reference": footnote_reference,
    "raw": raw,
    "sd_line_break": line_break,
    **dict.fromkeys(
        (
            "comment",
            "fontawesome",
            "highlightlang",
            "index",
            "meta",
            "pending",
            "substitution_definition",
            "system_message",
            "tabular_col_spec",
            "toctree",
        ),
        silent,
    ),
}
