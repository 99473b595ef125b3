"""Roles that link to a record: ``{speaker}`aapo-hyvarinen```."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole


class RecordRole(XRefRole):
    """Links to a record; its name is the text unless a title is written."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Take the target as it is written."""
        # The text on the page is the record's name.
        page, key = env.current_document.docname, target.strip()
        env.domains[refnode["refdomain"]].note_question(page, "get", refnode["reftype"], key)
        return title, key
