"""The Sphinx builder ``booklet``: all pages as one PDF, ``program.pdf``."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders import Builder

from sphinx_workshop.core.later import later

from .names import PDF

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["PAGE", "BookletBuilder"]

#: Marks addresses of pages between resolving references and writing.
PAGE = "%"


class BookletBuilder(Builder):
    """Writes the booklet and nothing else.

    Sphinx wants to know of the class in every build; what it works with is imported where it works.
    """

    name = "booklet"
    format = "typst"
    epilog = f"The booklet is %(outdir)s/{PDF}."
    # In order of preference.
    supported_image_types: ClassVar[list[str]] = [
        *("image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"),
    ]

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        #: The application, for what a manuscript needs beyond the environment.
        self.application = app
        #: The builder of the pages beside which the booklet is made, if there is one.
        self.beside: Builder | None = None

    def get_outdated_docs(self) -> str:
        """Return a description: the booklet is always assembled from all pages."""
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the mark that the writer turns into a link inside the PDF."""
        return f"{PAGE}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same as :meth:`get_target_uri`: there is only one output file."""
        return self.get_target_uri(to, typ)

    def page_uri(self, docname: str) -> str:
        """Return where a page of the site stands, below the site's address."""
        if docname == self.config.root_doc:
            return ""
        return self.beside.get_target_uri(docname) if self.beside else f"{docname}.html"

    def write_documents(self, _docnames: Set[str]) -> None:
        """Assemble, compile and put the PDF in place, whole or not at all."""
        later("sphinx_workshop.booklet.making:write_booklet")(self.application, self)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: pages are not written one by one."""
