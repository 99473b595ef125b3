"""The booklet's writer: walks a resolved doctree and returns Typst code.

One function renders one kind of node. The functions live in ``render/`` and are found by the name
of the node's class or, for a node made by another extension, of the nearest class it inherits from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from .literals import EMPTY, Code, breakable, call, collapse, content, stack, string

if TYPE_CHECKING:
    from .images import ImageShelf
    from .surroundings import Surroundings

__all__ = ["Renderer", "Writer"]

logger = logging.getLogger(__name__)

Renderer = Callable[["Writer", nodes.Element], Code]

# Inline by class, but always alone on their lines.
_BLOCKS = (addnodes.desc_signature, addnodes.desc_signature_line, addnodes.production)


class Writer:
    """Renders one assembled doctree.

    *renderers* maps class names to functions; *shelf* takes the pictures; *around* answers what
    only Sphinx knows (numbers, addresses); *absent* names anchors that a former pass did not set;
    *said* holds the warnings that were given, so that each comes once.
    After rendering, ``anchored`` and ``wanted`` hold the anchors set and the anchors linked to.
    """

    def __init__(
        self,
        renderers: Mapping[str, Renderer],
        shelf: ImageShelf,
        around: Surroundings,
        absent: frozenset[str] = frozenset(),
        said: set[str] | None = None,
    ) -> None:
        self.renderers = renderers
        self.shelf = shelf
        self.around = around
        self.absent = absent
        self.docname = around.root
        self.level = 0
        self.roles: list[str] = []
        self.anchored: set[str] = set()
        self.wanted: set[str] = set()
        self.noted: set[str] = set()
        self.held: list[Code] | None = None
        self._unknown: set[str] = set()
        self._said: set[str] = set() if said is None else said

    # -- anchors and links ------------------------------------------------------------------

    def label(self, name: str, docname: str | None = None) -> str:
        """Return the booklet-wide label of the id *name* in a document (default: this one)."""
        return self.around.canonical(f"{docname or self.docname}#{name}")

    def claim(self, node: nodes.Element) -> str | None:
        """Return the label to set for *node*, once: later claims of the same label get None."""
        for name in node["ids"]:
            label = self.label(name)
            if label not in self.anchored:
                self.anchored.add(label)
                return label
        return None

    def anchor(self, node: nodes.Element) -> Code:
        """Return code that sets the node's anchor, or nothing where it has none."""
        label = self.claim(node)
        if label is None:
            return Code("")
        code = call("ws.anchor", label)
        if self.held is not None:  # inside a repeated table head: set before the table instead
            self.held.append(code)
            return Code("")
        return code

    def goal(self, label: str) -> str | None:
        """Return *label* if something in the booklet carries it, and note that it is linked to."""
        label = self.around.canonical(label)
        if label in self.absent or not self.around.known(label):
            return None
        self.wanted.add(label)
        return label

    # -- rendering --------------------------------------------------------------------------

    def render(self, node: nodes.Node) -> Code:
        """Return the code for one node and all that is in it."""
        if isinstance(node, nodes.Text):
            return string(breakable(collapse(str(node))))
        assert isinstance(node, nodes.Element)
        for base in type(node).__mro__:
            renderer = self.renderers.get(base.__name__)
            if renderer is not None:
                return renderer(self, node)
        return self._render_unknown(node)

    def inline(self, node: nodes.Element | Sequence[nodes.Node]) -> Code:
        """Return the children of *node* (or a run of nodes) as inline content."""
        children = node.children if isinstance(node, nodes.Element) else node
        return content(self.render(child) for child in children)

    def blocks(self, node: nodes.Element | Sequence[nodes.Node]) -> Code:
        """Return the children of *node* as block content; loose text becomes paragraphs."""
        children = node.children if isinstance(node, nodes.Element) else node
        parts: list[Code] = []
        for run, loose in _runs(children):
            if loose:
                parts.append(self._line(run))
            else:
                parts.extend(self._marked(child) for child in run)
        return stack(parts)

    def _line(self, run: Sequence[nodes.Node]) -> Code:
        """Return loose inline nodes as a block: a paragraph, a picture, or an anchor alone."""
        body = self.inline(run)
        if body in (EMPTY, '" "'):
            return Code("")
        visible = [node for node in run if not isinstance(node, nodes.Invisible | nodes.raw)]
        if any(not isinstance(node, nodes.target) or node.astext() for node in visible):
            return body if _is_picture(visible) else call("ws.para", body)
        return body

    def within(self, role: str, node: nodes.Element | Sequence[nodes.Node]) -> Code:
        """Return block content rendered with *role* on the stack of roles."""
        self.roles.append(role)
        try:
            return self.blocks(node)
        finally:
            self.roles.pop()

    def _marked(self, node: nodes.Node) -> Code:
        # The comment names the source line, for people and for errors reported by Typst.
        code = self.render(node)
        line = getattr(node, "line", None)
        if not code or line is None:
            return code
        return Code(f"// {self.place(node)}\n{code}")

    def place(self, node: nodes.Node) -> str:
        """Return ``docname:line`` of a node, without line ends."""
        line = getattr(node, "line", None)
        return " ".join(f"{self.docname}:{line or 1}".split())

    def warn(self, message: str, node: nodes.Node, *arguments: object) -> None:
        """Report what cannot be printed as it is, at its place."""
        where: nodes.Node | str | None = node
        if isinstance(node, nodes.math | nodes.math_block):
            where = self.around.formula_place(node)
        while isinstance(where, nodes.Node) and not (where.source and where.line):
            where = where.parent
        line = f"{where.source}:{where.line}" if isinstance(where, nodes.Node) else where
        saying = f"{line or self.docname} {message % arguments}"
        if saying in self._said:
            return
        self._said.add(saying)
        logger.warning(
            message,
            *arguments,
            location=where if where is not None else self.docname,
            type="workshop",
            subtype="export",
        )

    def _render_unknown(self, node: nodes.Element) -> Code:
        name = type(node).__name__
        if name not in self._unknown:
            self._unknown.add(name)
            self.warn("the booklet cannot print %r; its text is printed plain", node, name)
        if isinstance(node, nodes.Inline | nodes.TextElement):
            return self.inline(node)
        return self.blocks(node)


def _is_picture(run: Sequence[nodes.Node]) -> bool:
    """Tell whether a run of inline nodes is one image, linked or not."""
    node = run[0] if len(run) == 1 else None
    if isinstance(node, nodes.reference) and len(node.children) == 1:
        node = node.children[0]
    return isinstance(node, nodes.image)


def is_inline(node: nodes.Node) -> bool:
    """Tell whether *node* belongs into a line of text."""
    if isinstance(node, nodes.Text):
        return True
    return isinstance(node, nodes.Inline) and not isinstance(node, _BLOCKS)


def _runs(children: Iterable[nodes.Node]) -> Iterator[tuple[list[nodes.Node], bool]]:
    """Split *children* into runs of loose inline nodes and runs of blocks."""
    run: list[nodes.Node] = []
    loose = False
    for child in children:
        here = is_inline(child)
        if run and here != loose:
            yield run, loose
            run = []
        loose = here
        run.append(child)
    if run:
        yield run, loose
