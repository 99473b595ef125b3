"""sphinx-workshop: a workshop's whole program from one set of YAML files."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_workshop.core.export import Export


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx: a table of contents.

    What a build may do without is imported where it is used.
    """
    # Imported here, so that programs without Sphinx can read the data.
    from sphinx_workshop import booklet, html, latex
    from sphinx_workshop.core.collector import collect_seldom
    from sphinx_workshop.core.domain import WorkshopDomain
    from sphinx_workshop.core.expand import ExpandEntries
    from sphinx_workshop.core.kept import connect_kept
    from sphinx_workshop.core.later import later
    from sphinx_workshop.core.nodes import Visitors
    from sphinx_workshop.core.streams import show_all

    show_all()
    collect_seldom(app)
    app.add_post_transform(ExpandEntries)
    for node, visitors in Visitors.ALL.items():
        app.add_node(node, **visitors)
    app.add_domain(WorkshopDomain)
    app.add_config_value("workshop_changes_since", "", "env", frozenset({str}))
    connect_kept(app)
    app.connect("builder-inited", _read_data)
    # Before it is noted that a build has begun.
    check_encodings = later("sphinx_workshop.core.sources:check_encodings")
    app.connect("env-get-outdated", check_encodings, priority=50)
    app.connect("doctree-read", later("sphinx_workshop.core.build:note_any_links"))
    _connect_links(app)
    booklet.setup(app)
    html.setup(app, _exports)
    latex.setup(app)
    return {
        "version": __version__,
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _connect_links(app: Sphinx) -> None:
    """Register what finds where links to records and listings lead."""
    from sphinx_workshop.core.later import later

    app.connect("warn-missing-reference", later("sphinx_workshop.core.links:warn_unknown"))
    for step in (
        later("sphinx_workshop.core.links:resolve_listing_links"),
        later("sphinx_workshop.core.links:resolve_page_links"),
        later("sphinx_workshop.booklet.links:resolve_booklet_links"),
    ):
        app.connect("doctree-resolved", step)


def _read_data(app: Sphinx) -> None:
    """Load the sections that exist, and read their data (``builder-inited``)."""
    from sphinx_workshop.core import build
    from sphinx_workshop.registry import SECTIONS, VIEWS, facts_of

    build.register(app, SECTIONS, VIEWS)
    build.read_data(app, SECTIONS)
    build.read_earlier_data(app, SECTIONS, facts_of)


def _exports() -> Sequence[Export]:
    from sphinx_workshop.registry import EXPORTS

    return EXPORTS
