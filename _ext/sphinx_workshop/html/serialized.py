"""Pages as data (the builders ``json`` and ``pickle``), where Sphinx leaves something of old."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME
from sphinxcontrib.serializinghtml import LAST_BUILD_FILENAME, SerializingHTMLBuilder

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def data_files(builder: Builder) -> tuple[str, ...]:
    """Name the files that such a builder puts beside the pages."""
    if not isinstance(builder, SerializingHTMLBuilder):
        return ()
    return builder.globalcontext_filename, ENV_PICKLE_FILENAME, LAST_BUILD_FILENAME


def forget_copies(app: Sphinx, builder: Builder) -> None:
    """Remove copies of what is copied in this build (``write-started``).

    Sphinx does not copy over a file that holds something else.
    """
    if isinstance(builder, SerializingHTMLBuilder):
        with suppress(OSError):
            Path(app.outdir, ENV_PICKLE_FILENAME).unlink()
        app.connect("html-page-context", _forget_source)


def _forget_source(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Remove the copy of a page's source, which is copied after this."""
    if context.get("sourcename"):
        with suppress(OSError):
            Path(app.outdir, "_sources", context["sourcename"]).unlink()
