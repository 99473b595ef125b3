"""Pages that are no documents, such as an index, or what an extension collects."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sphinx_workshop.core.domain import workshop_domain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["FurtherPages"]


class FurtherPages:
    """Those that one build writes, but for papers' pages, which are looked after elsewhere."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def connect(self, app: Sphinx) -> None:
        """Register the steps."""
        app.connect("html-collect-pages", forget_code, priority=0)
        app.connect("html-page-context", self.note)

    def note(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Note a page that is going to be written (``html-page-context``)."""
        if doctree is None:
            self._names.add(pagename)

    def files(self, app: Sphinx) -> set[str]:
        """Name their files, below the output folder."""
        outdir, place = app.builder.outdir, getattr(app.builder, "get_output_path", None)
        if place is None:
            return set()
        domain = workshop_domain(app.env)
        own = {*domain.own_pages.values(), domain.trial}
        return {place(name).relative_to(outdir).as_posix() for name in self._names - own}


def forget_code(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Remove the pages of modules' code, which are written behind this (``html-collect-pages``).

    ``sphinx.ext.viewcode`` leaves out a page that is newer than its module, whatever template it
    was written with. Nobody could tell it from one that is made no more.

    :returns: no further pages.
    """
    place = getattr(app.builder, "get_output_path", None)
    if place is not None:
        for module in getattr(app.env, "_viewcode_modules", ()):
            with suppress(OSError):
                place(f"_modules/{module.replace('.', '/')}").unlink()
    return []
