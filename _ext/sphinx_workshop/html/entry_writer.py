"""Long lists of records, written straight to HTML.

The nodes are those of every other output, and what comes out is what Sphinx's translator would
write, to the byte; but they are neither put into the page nor sent through its general machinery.
What is not of the few kinds that such lists are made of is left to the translator itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.writers.html5 import HTML5Translator

from sphinx_workshop.core import nodes as own
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.entries import draw_entries
from sphinx_workshop.core.links import page_reference

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# The nodes that this module writes, and the methods of the translator that it stands in for.
_STOOD_IN: Final = (
    *("Text paragraph list_item inline emphasis strong reference target bullet_list".split()),
    *("isolate time_element disclosure disclosure_summary".split()),
)


def choose_writer(app: Sphinx) -> None:
    """Note whether lists can be written here (``builder-inited``, behind the theme's handlers).

    A theme or an extension with its own way to write one of the nodes gets the nodes.
    """
    builder, registry = app.builder, app.registry
    domain = workshop_domain(app.env)
    domain.writes_entries = False
    if builder.format != "html":
        return
    translator = registry.get_translator_class(builder)
    handlers = registry.translation_handlers
    added = handlers.get(builder.name) or handlers.get(builder.format, {})
    names = [f"{way}_{name}" for name in _STOOD_IN for way in ("visit", "depart")]
    domain.writes_entries = issubclass(translator, HTML5Translator) and all(
        getattr(translator, name, None) is getattr(HTML5Translator, name, None)
        for name in ("starttag", "attval", "encode", *names)
    )
    ours = own.Visitors.ALL
    for node in (nodes.Text, nodes.paragraph, nodes.list_item, nodes.inline, *ours):
        held = ours.get(node, {}).get("html")
        domain.writes_entries &= added.get(node.__name__) == held


def visit_entries(self: Any, node: own.entries) -> None:
    """Write a whole list (a visitor of Sphinx's HTML translator)."""
    self.context.append((self.compact_simple, self.compact_p))
    self.compact_simple, self.compact_p = False, None
    self.body.append(self.starttag(node, "ul"))
    writer = _Writer(self)
    for item in draw_entries(workshop_domain(self.builder.env), self.document, node):
        item.parent = node
        writer.write(item)


def depart_entries(self: Any, node: own.entries) -> None:
    """Close the list."""
    self.compact_simple, self.compact_p = self.context.pop()
    self.body.append("</ul>\n")


class _Writer:
    """Writes nodes into the translator's body."""

    def __init__(self, translator: Any) -> None:
        self.translator = translator
        self.builder = translator.builder
        self.domain = workshop_domain(self.builder.env)
        self.add: Callable[[str], None] = translator.body.append
        self.special = translator.special_characters
        self.signs = frozenset(map(chr, self.special))

    def write(self, node: nodes.Node) -> None:
        """Write a node with all that is in it."""
        known = _WRITERS.get(type(node))
        if known is None or not known(self, node):
            node.walkabout(self.translator)

    def inside(self, node: nodes.Element) -> None:
        for child in node.children:
            self.write(child)

    def text(self, text: str) -> str:
        return text if self.signs.isdisjoint(text) else text.translate(self.special)

    def element(self, node: nodes.Element, tag: str, attributes: str = "", after: str = "") -> bool:
        """Write an element with its classes; False for what only the translator knows."""
        if node["ids"]:
            return False
        classes = node["classes"]
        if classes:
            self.add(f'<{tag} class="{" ".join(classes)}"{attributes}>')
        else:
            self.add(f"<{tag}{attributes}>")
        self.inside(node)
        self.add(f"</{tag}>{after}")
        return True


def _text(writer: _Writer, node: Any) -> bool:
    writer.add(writer.text(str(node)))
    return True


def _paragraph(writer: _Writer, node: Any) -> bool:
    alone = isinstance(node.parent, nodes.list_item) and len(node.parent) == 1
    return writer.element(node, "p", after="" if alone else "\n")


def _item(writer: _Writer, node: Any) -> bool:
    return writer.element(node, "li", after="\n")


def _inline(writer: _Writer, node: Any) -> bool:
    # Some classes are names of elements to docutils, and some name languages.
    ours = all(name.startswith("ws-") for name in node["classes"])
    return ours and writer.element(node, "span")


def _isolate(writer: _Writer, node: Any) -> bool:
    return not node.get("language") and writer.element(node, "bdi")


def _time(writer: _Writer, node: Any) -> bool:
    return writer.element(node, "time", f' datetime="{node["datetime"]}"')


def _emphasis(writer: _Writer, node: Any) -> bool:
    return writer.element(node, "em")


def _strong(writer: _Writer, node: Any) -> bool:
    return writer.element(node, "strong")


def _disclosure(writer: _Writer, node: Any) -> bool:
    writer.add(f'<details class="{" ".join(node["classes"])}">\n')
    writer.inside(node)
    writer.add("</details>\n")
    return True


def _summary(writer: _Writer, node: Any) -> bool:
    return writer.element(node, "summary", after="\n")


def _target(writer: _Writer, node: Any) -> bool:
    writer.add(f'<span class="target" id="{node["ids"][0]}"></span>')
    return True


def _reference(writer: _Writer, node: Any) -> bool:
    address = node.get("refuri")
    if not address or address.startswith("mailto:") or "reftitle" in node:
        return False
    kind = "internal" if node.get("internal") else "external"
    writer.add(f'<a class="reference {kind}" href="{writer.translator.attval(address)}">')
    writer.inside(node)
    writer.add("</a>")
    return True


def _page_link(writer: _Writer, node: Any) -> bool:
    link = page_reference(writer.builder, writer.domain.own_pages, node)
    assert link is not None
    link.parent = node.parent
    writer.write(link)
    return True


def _record(writer: _Writer, node: Any) -> bool:
    names = node["refdoc"], writer.builder, node["reftype"], node["reftarget"]
    link = writer.domain.resolve_xref(writer.builder.env, *names, node, node[0])
    assert link is not None
    link.parent = node.parent
    writer.write(link)
    return True


_WRITERS: Final[dict[type, Callable[[_Writer, Any], bool]]] = {
    nodes.Text: _text,
    nodes.paragraph: _paragraph,
    nodes.list_item: _item,
    nodes.inline: _inline,
    nodes.emphasis: _emphasis,
    nodes.strong: _strong,
    nodes.target: _target,
    nodes.reference: _reference,
    own.isolate: _isolate,
    own.time_element: _time,
    own.disclosure: _disclosure,
    own.disclosure_summary: _summary,
    own.page_link: _page_link,
    pending_xref: _record,
}
