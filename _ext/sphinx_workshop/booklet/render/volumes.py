"""Where a list goes on in another volume."""

from __future__ import annotations

from docutils import nodes

from ..literals import Code, call
from ..writer import Renderer, Writer

__all__ = ["RENDERERS"]


def further(writer: Writer, node: nodes.Element) -> Code:
    """Say which volumes hold the rest of a list."""
    return call("ws.further", node["first"], node["last"], here=node["here"])


RENDERERS: dict[str, Renderer] = {"further": further}
