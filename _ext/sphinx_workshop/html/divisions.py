"""What the steps that are for HTML pages alone share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class division(nodes.container):  # noqa: N801 - docutils names nodes in lower case
    """HTML's ``div`` with no class but its own; themes style docutils' ``container``."""


def visit_division(self: Any, node: nodes.Element) -> None:
    """Open the element."""
    self.body.append(self.starttag(node, "div"))


def depart_division(self: Any, node: nodes.Element) -> None:
    """Close the element."""
    self.body.append("</div>\n")


def is_paged(app: Sphinx) -> bool:
    """Tell whether the output is not a website: books have no room for grids, nothing to unfold."""
    return app.builder.format != "html" or app.builder.name == "epub"
