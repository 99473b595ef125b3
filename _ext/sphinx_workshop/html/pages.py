"""What the extension adds to a page's head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.html.people import PAGE

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STYLE = "workshop.css"


def add_style(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the style sheet on the pages that show something of the program."""
    domain = workshop_domain(app.env)
    if pagename in domain.listings or pagename in (app.config.root_doc, PAGE):
        app.add_css_file(STYLE)
