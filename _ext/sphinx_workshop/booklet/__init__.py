"""The PDF program: a Sphinx builder and the same PDF beside the HTML pages.

The only part of the package that knows Typst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_workshop.core.later import later

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder, its settings and the step that serves the HTML builders."""
    # The typesetter, which is a part of this package, needs no Sphinx.
    from .builder import BookletBuilder  # noqa: PLC0415
    from .options import add_options  # noqa: PLC0415

    app.add_builder(BookletBuilder)
    add_options(app)
    # Before the pages' heads are looked at.
    leave_cards = later("sphinx_workshop.booklet.beside:leave_cards")
    app.connect("env-get-updated", leave_cards, priority=400)
    leave_booklet = later("sphinx_workshop.booklet.beside:leave_booklet")
    app.connect("env-get-updated", leave_booklet, priority=900)
    app.connect("build-finished", later("sphinx_workshop.booklet.beside:note_sizes"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
