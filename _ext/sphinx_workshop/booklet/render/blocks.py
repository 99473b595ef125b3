"""Block nodes: pages, sections, paragraphs, quotations, notices, containers."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import admonitionlabels

from ..literals import Code, call, content, stack, string
from ..writer import Renderer, Writer
from .inlines import note_body, silent

__all__ = ["RENDERERS", "paragraph", "role_of"]


# In characters: what fills two pages has its own; what is short, or a list of half a page, is kept
# together.
_LONG_CHAPTER, _SHORT_CHAPTER = 6000, 2400
# A paragraph longer than this, in characters, may part from the list that follows it.
_LONG_LEAD = 400


def role_of(node: nodes.Element) -> str | None:
    """Return the first of our own classes (``ws-…``), which says what the template makes of it."""
    return next((name for name in node["classes"] if name.startswith("ws-")), None)


def page(writer: Writer, node: nodes.Element) -> Code:
    """Render one page of the site; its label goes to its first heading."""
    outer, writer.docname = writer.docname, node["docname"]
    label = f"{writer.docname}#"
    try:
        parts = [writer.blocks(node)]
        if writer.around.canonical(label) == label and label not in writer.anchored:
            writer.anchored.add(label)
            parts.insert(0, call("ws.anchor", label))
        return stack(parts) if writer.level or node.get("bare") else chapter(node, stack(parts))
    finally:
        writer.docname = outer


def chapter(node: nodes.Element, body: Code) -> Code:
    """Frame a page of the site; the template decides by its kind and length where it starts."""
    tables = (t for t in node.findall(nodes.table) if "ws-timetable" in t["classes"])
    records = (role_of(part) for part in node.findall(nodes.bullet_list))
    length = len(node.astext())
    if length > _LONG_CHAPTER or next(tables, None) is not None:
        start = "page"
    else:
        short = _SHORT_CHAPTER if any(records) else _SHORT_CHAPTER / 3
        start = "whole" if length < short else "run"
    return call("ws.chapter", start, body)


def section(writer: Writer, node: nodes.Element) -> Code:
    """Render a heading and what follows it, one level deeper; chapters start at level 1."""
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    rest = [child for child in node.children if child is not title]
    if title is None:
        return stack([writer.anchor(node), writer.blocks(rest)])
    writer.level += 1
    try:
        repeats_cover = writer.level == 1 and title.astext() == writer.around.title
        heading = call(
            "ws.section",
            writer.level,
            writer.claim(node),
            Code("ws.words.about") if repeats_cover else _title(writer, node, title),
            number=writer.around.section_number(writer.docname, node),
        )
        if "ws-day" in node["classes"]:
            heading = call("ws.day-start", heading)
        return stack([heading, writer.blocks(rest)])
    finally:
        writer.level -= 1


def _title(writer: Writer, node: nodes.Element, title: nodes.Element) -> Code:
    more = [Code("ws.words.continued")] if node.get("continued") else []
    writer.roles.append("title")
    try:
        return content([writer.inline(title), *more])
    finally:
        writer.roles.pop()


def paragraph(writer: Writer, node: nodes.Element) -> Code:
    """Render a paragraph, in its role where it has one; the cover says what the eyebrow says."""
    if "ws-eyebrow" in node["classes"]:
        return content(writer.anchor(target) for target in node.findall(nodes.target))
    body = content([writer.anchor(node), writer.inline(node)])
    if role := role_of(node):
        return call("ws.line", role, body)
    return call("ws.para", body, leads=True) if _leads_to_list(node) else call("ws.para", body)


def _leads_to_list(node: nodes.Element) -> bool:
    """Tell whether a paragraph is short and a list of its own follows it."""
    after = node.next_node(descend=False, siblings=True)
    lists = (nodes.bullet_list, nodes.enumerated_list)
    return isinstance(after, lists) and not role_of(after) and len(node.astext()) < _LONG_LEAD


def block_quote(writer: Writer, node: nodes.Element) -> Code:
    """Render a quotation with its source, where it names one."""
    source = next((c for c in node.children if isinstance(c, nodes.attribution)), None)
    rest = [child for child in node.children if child is not source]
    named = {"by": writer.inline(source)} if source is not None else {}
    return call("ws.quotation", writer.blocks(rest), **named)


def line_block(writer: Writer, node: nodes.Element) -> Code:
    """Render lines as they are broken, nested ones indented."""
    return call("ws.verse", *_lines(writer, node, 0))


def _lines(writer: Writer, node: nodes.Element, depth: int) -> list[Code]:
    lines: list[Code] = []
    for child in node.children:
        if isinstance(child, nodes.line_block):
            lines.extend(_lines(writer, child, depth + 1))
        elif isinstance(child, nodes.Element):
            lines.append(call("ws.verse-line", depth, writer.inline(child)))
    return lines


def admonition(writer: Writer, node: nodes.Element) -> Code:
    """Render a notice with its title: the author's own or the kind's name."""
    kind = node.tagname
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    rest = [child for child in node.children if child is not title]
    if title is not None:
        name = writer.inline(title)
    else:
        name = string(str(admonitionlabels.get(kind, kind.title())))
    return stack([writer.anchor(node), call("ws.notice", kind, name, writer.blocks(rest))])


def aside(writer: Writer, node: nodes.Element) -> Code:
    """Render a topic or sidebar: set off, but in the reading order where it stands."""
    titles = (nodes.title, nodes.subtitle)
    title = [writer.inline(child) for child in node.children if isinstance(child, titles)]
    rest = [child for child in node.children if not isinstance(child, titles)]
    heading = content(
        [part for pair in zip(title, [Code('": "')] * 9, strict=False) for part in pair][:-1]
    )
    return stack([writer.anchor(node), call("ws.aside", heading, writer.blocks(rest))])


def rubric(writer: Writer, node: nodes.Element) -> Code:
    """Render a heading that is none: it has no place in the outline."""
    return call("ws.rubric", content([writer.anchor(node), writer.inline(node)]))


def passage(writer: Writer, node: nodes.Element) -> Code:
    """Render a container: its children, in its role where it has one of ours."""
    role = role_of(node)
    if role is None:
        return stack([writer.anchor(node), writer.blocks(node)])
    return stack([writer.anchor(node), call("ws.group", role, writer.within(role, node))])


def disclosure(writer: Writer, node: nodes.Element) -> Code:
    """Render what a page folds away: open, under its summary."""
    role = role_of(node) or "ws-disclosure"
    summary, *rest = node.children
    assert isinstance(summary, nodes.Element)
    body = writer.within(role, rest)
    return call("ws.opened", role, writer.inline(summary), body)


def footnote(writer: Writer, node: nodes.Element) -> Code:
    """Render a footnote that nothing refers to; the others are set by their references."""
    label = writer.label(node["ids"][0]) if node["ids"] else ""
    if label in writer.noted or node.get("backrefs"):
        return Code("")
    writer.noted.add(label)
    return call("ws.stray-note", note_body(writer, node))


def citation(writer: Writer, node: nodes.Element) -> Code:
    """Render an entry of a list of works, its key first."""
    label = next((c for c in node.children if isinstance(c, nodes.label)), None)
    rest = [child for child in node.children if child is not label]
    key = writer.inline(label) if label is not None else Code("[]")
    return call("ws.work", content([writer.anchor(node), key]), writer.blocks(rest))


def version_change(writer: Writer, node: nodes.Element) -> Code:
    """Render "New in version …" and its kin."""
    return call("ws.change", writer.blocks(node))


def centered(writer: Writer, node: nodes.Element) -> Code:
    """Render a centred line."""
    return call("ws.centered", writer.inline(node))


def transition(writer: Writer, node: nodes.Element) -> Code:
    """Render a pause between paragraphs; MyST puts one before footnotes, which go elsewhere."""
    if "footnotes" in node["classes"]:
        return Code("")
    return Code("ws.pause()")


def plain_blocks(writer: Writer, node: nodes.Element) -> Code:
    """Render the children, with the node's anchor before them."""
    return stack([writer.anchor(node), writer.blocks(node)])


_NOTICES = (*admonitionlabels, "admonition", "todo_node")

RENDERERS: dict[str, Renderer] = {
    "start_of_file": page,
    "section": section,
    "paragraph": paragraph,
    "block_quote": block_quote,
    "line_block": line_block,
    **dict.fromkeys(_NOTICES, admonition),
    "topic": aside,
    "sidebar": aside,
    "rubric": rubric,
    "subtitle": rubric,
    "title": rubric,
    "container": passage,
    "disclosure": disclosure,
    "footnote": footnote,
    "citation": citation,
    "versionmodified": version_change,
    "centered": centered,
    "transition": transition,
    **dict.fromkeys(
        (
            "compound",
            "only",
            "glossary",
            "acks",
            "document",
            "decoration",
            "pending_block",
            "desc_content_block",
            "legend",
        ),
        plain_blocks,
    ),
    **dict.fromkeys(("docinfo", "header", "footer"), silent),
}
