"""The second engine: what Sphinx's own ``latex`` builder needs to print a workshop well.

The only part of the package that knows LaTeX. Record text stays in docutils nodes, which Sphinx's
writer escapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_workshop.core.later import later

from .defaults import set_dates, set_defaults
from .people import add_nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> None:
    """Register the settings' defaults and the step that prepares the pages."""
    add_nodes(app)
    # Before Sphinx looks at its settings.
    app.connect("config-inited", set_defaults, priority=400)
    app.connect("builder-inited", set_dates, priority=900)
    app.connect("doctree-resolved", later("sphinx_workshop.latex.pages:print_pages"))
