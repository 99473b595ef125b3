"""The PDF program: a Sphinx builder and the same PDF beside the HTML pages.

The only part of the package that knows Typst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .beside import booklet_sizes, leave_booklet, note_sizes
from .builder import PDF, BookletBuilder
from .cards.beside import check_setting, leave_cards
from .matter import BookletMatter
from .options import add_options

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["PDF", "BookletBuilder", "BookletMatter", "booklet_sizes", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder, its settings and the step that serves the HTML builders."""
    app.add_builder(BookletBuilder)
    add_options(app)
    app.add_config_value("workshop_cards", "site", "html", frozenset({str}))
    app.connect("config-inited", check_setting)
    # Before the pages' heads are looked at.
    app.connect("env-get-updated", leave_cards, priority=400)
    app.add_config_value("workshop_booklet_font_paths", [], "", frozenset({list, tuple}))
    app.connect("env-get-updated", leave_booklet, priority=900)
    app.connect("build-finished", note_sizes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
