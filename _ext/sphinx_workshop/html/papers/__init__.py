"""A page for each paper, written from the program and not from a document.

Sphinx's way from a source file to a page costs ten times what the page itself does. Ours are made
when Sphinx asks for further pages (``html-collect-pages``), in the theme's own frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_workshop.core.later import later

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup_papers"]


def setup_papers(app: Sphinx) -> None:
    """Register all that makes the pages."""
    app.connect("env-get-outdated", later("sphinx_workshop.html.papers.pages:set_pages"))
    app.connect("html-page-context", later("sphinx_workshop.html.papers.write:add_assets"))
    app.connect("write-started", later("sphinx_workshop.html.papers.search:keep_known_pages"))
    app.connect("html-collect-pages", later("sphinx_workshop.html.papers.write:write_pages"))
    app.connect("build-finished", later("sphinx_workshop.html.papers.search:note_index"))
