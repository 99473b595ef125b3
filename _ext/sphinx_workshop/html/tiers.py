"""Sponsors' tiers side by side: the section around them is marked for the style sheet.

A rule with ``:has()`` could find it, but browsers would then style a page of thousands of papers
again with every key typed into its search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def mark_tiers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give the sections that hold tiers of sponsors a class (``doctree-resolved``)."""
    if app.builder.format != "html":
        return
    for group in doctree.findall(nodes.section):
        held = [child for child in group.children if isinstance(child, nodes.bullet_list)]
        around = group.parent
        if (
            any("ws-sponsors" in child["classes"] for child in held)
            and isinstance(around, nodes.section)
            and "ws-tiers" not in around["classes"]
        ):
            around["classes"].append("ws-tiers")
