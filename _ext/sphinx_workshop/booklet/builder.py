"""The Sphinx builder ``booklet``: all pages as one PDF, ``program.pdf``."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message

from sphinx_workshop.core.export import write_whole

from . import images, surroundings
from .compiler import BookletError, compile_pdf
from .manuscript import write_manuscript

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["PDF", "BookletBuilder", "locate"]

logger = logging.getLogger(__name__)

#: Name of the booklet in the output folder.
PDF = "program.pdf"


class BookletBuilder(Builder):
    """Writes the booklet and nothing else."""

    name = "booklet"
    format = "typst"
    epilog = f"The booklet is %(outdir)s/{PDF}."
    supported_image_types = images.SUPPORTED

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        #: The application, for what a manuscript needs beyond the environment.
        self.application = app

    def get_outdated_docs(self) -> str:
        """Return a description: the booklet is always assembled from all pages."""
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the mark that the writer turns into a link inside the PDF."""
        return f"{surroundings.PAGE}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same as :meth:`get_target_uri`: there is only one output file."""
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: Set[str]) -> None:
        """Assemble, compile and put the PDF in place, whole or not at all."""
        target = Path(self.outdir) / PDF
        try:
            manuscript = write_manuscript(self.application, self)
            with progress_message("setting the booklet", nonl=False):
                pdf = compile_pdf(manuscript)
        except BookletError as problem:
            target.unlink(missing_ok=True)
            for fault in problem.faults:
                logger.error("%s", fault.message, location=locate(self.env, fault.place))
            self.application.statuscode = 1  # a raised error would print a traceback
            return
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        write_whole(target, pdf)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: pages are not written one by one."""


def locate(env: BuildEnvironment, place: str) -> tuple[str, int] | None:
    """Return ``docname:line`` in the form that Sphinx's warnings take, or None for no page."""
    docname, _, line = place.rpartition(":")
    return (docname, int(line)) if docname in env.all_docs and line.isdigit() else None
