"""sphinx-workshop: a workshop's whole program from one set of YAML files."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx: a table of contents."""
    from sphinx_workshop.core.collector import collect_seldom

    collect_seldom(app)
    # Imported here, so that programs without Sphinx can read the data.
    from sphinx_workshop import booklet, html, latex
    from sphinx_workshop.booklet.links import resolve_booklet_links
    from sphinx_workshop.core import build
    from sphinx_workshop.core.directive import make_directive
    from sphinx_workshop.core.domain import make_domain
    from sphinx_workshop.core.entries import ExpandEntries
    from sphinx_workshop.core.kept import connect_kept
    from sphinx_workshop.core.links import (
        resolve_listing_links,
        resolve_page_links,
        warn_unknown,
    )
    from sphinx_workshop.core.nodes import Visitors
    from sphinx_workshop.registry import EXPORTS, SECTIONS, VIEWS, facts_of

    app.add_post_transform(ExpandEntries)
    for node, visitors in Visitors.ALL.items():
        app.add_node(node, **visitors)
    app.add_domain(make_domain(SECTIONS))
    app.add_config_value("workshop_changes_since", "", "env", frozenset({str}))
    for section in (*SECTIONS, *VIEWS):
        if section.directive is not None:
            app.add_directive_to_domain("workshop", section.name, make_directive(section))
    connect_kept(app)
    app.connect("builder-inited", lambda app: build.read_data(app, SECTIONS))
    app.connect("builder-inited", lambda app: build.read_earlier_data(app, SECTIONS, facts_of))
    app.connect("doctree-read", build.note_any_links)
    app.connect("warn-missing-reference", warn_unknown)
    for resolve in (resolve_listing_links, resolve_page_links, resolve_booklet_links):
        app.connect("doctree-resolved", resolve)
    booklet.setup(app)
    html.setup(app, EXPORTS)
    latex.setup(app)
    return {
        "version": __version__,
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
