"""Headings over nothing: listings of records that there are none of take no room in print."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

__all__ = ["drop_blanks"]

# What the writer prints nothing of: the landing page's buttons, and the line that the cover has.
_UNPRINTED = frozenset({"ws-actions", "ws-eyebrow"})
_SHOWN = (nodes.image, nodes.transition)


def drop_blanks(tree: nodes.document) -> None:
    """Take out the pages that hold nothing but their titles, and listings with their headings.

    A section without a listing stays, whatever its author means by it.

    :param tree: all pages as chapters, with references resolved; changed.
    """
    # From the innermost outwards: what is above one of them may be left with nothing.
    for node in reversed(list(tree.findall(_may_be_blank))):
        if not any(map(_prints, node.children)):
            node.parent.remove(node)


def _may_be_blank(node: nodes.Node) -> bool:
    """Tell whether a node is a page, or a section with a listing: there is a target before it."""
    if isinstance(node, nodes.section):
        return next(iter(node.findall(nodes.target)), None) is not None
    return isinstance(node, addnodes.start_of_file)


def _prints(node: nodes.Node) -> bool:
    """Tell whether anything of a node but titles is printed."""
    if isinstance(node, nodes.Text):
        return bool(node.strip())
    if isinstance(node, nodes.Invisible | nodes.raw | nodes.title | nodes.target):
        return False
    if isinstance(node, _SHOWN):
        return True
    assert isinstance(node, nodes.Element)
    return _UNPRINTED.isdisjoint(node.get("classes", ())) and any(map(_prints, node.children))
