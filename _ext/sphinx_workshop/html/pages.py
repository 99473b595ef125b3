"""What the extension does with every page: its data, its style sheet, the levels of captions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.html.people import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx

STYLE = "workshop.css"


def note_landing_page(app: Sphinx, doctree: nodes.document) -> None:
    """Read the landing page again whenever data changes: it describes all (``doctree-read``)."""
    docname = app.env.current_document.docname
    if docname == app.config.root_doc:
        workshop_domain(app.env).note_question(docname, "all")


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


def level_captions(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the captions of tables of contents a level.

    Sphinx writes them as ``role="heading"`` alone; WAI-ARIA 1.2 requires ``aria-level`` there.
    """
    if "toctree" in context:
        context["toctree"] = _levelled(context["toctree"])
    if "body" in context:
        context["body"] = _with_level(context["body"])


def _levelled(toctree: Callable[..., str]) -> Callable[..., str]:
    return lambda **options: _with_level(toctree(**options))


def _with_level(html: str) -> str:
    return html.replace('role="heading">', 'role="heading" aria-level="2">')
