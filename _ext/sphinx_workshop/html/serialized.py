"""Pages as data (the builders ``json`` and ``pickle``), where Sphinx leaves something of old."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.application import ENV_PICKLE_FILENAME

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_BUILDERS: Final = ("json", "pickle")


def forget_source(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Remove the copy of a page's source (``html-page-context``), which is copied after this.

    Sphinx does not copy over one that holds something else.
    """
    if app.builder.name in _BUILDERS and context.get("sourcename"):
        with suppress(OSError):
            Path(app.outdir, "_sources", context["sourcename"]).unlink()


def forget_environment(app: Sphinx, builder: Builder) -> None:
    """Remove the copy of Sphinx's state (``write-started``), for the same reason."""
    if builder.name in _BUILDERS:
        with suppress(OSError):
            Path(app.outdir, ENV_PICKLE_FILENAME).unlink()
