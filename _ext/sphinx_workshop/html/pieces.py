"""Parts of pages and exports that are kept from one build to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.kept import kept_pieces
from sphinx_workshop.core.pieces import Pieces
from sphinx_workshop.core.rebuild.run import SETTINGS
from sphinx_workshop.core.rebuild.settings import content_digest
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.program import Program


def pieces_of_pages(app: Sphinx) -> Pieces:
    """Give the parts of pages: those of one build."""
    domain = workshop_domain(app.env)
    if domain.pieces is None:
        domain.pieces = pieces_of(app, domain.program)
    return domain.pieces


def pieces_of(app: Sphinx, program: Program) -> Pieces:
    """Give the parts that builds with this folder of doctrees have made.

    All follow from the settings and the code, and from the workshop: what is derived from it is
    remembered by the program as a whole, and asked for once.
    """
    settings = content_digest(Path(app.doctreedir, SETTINGS))
    base = " ".join([app.builder.name, settings, *map(program.stamp, program.every(Workshop))])
    # An address follows from the place and the settings: it need not be written to be compared.
    place = workshop_domain(app.env).find_target
    further = {"target": place, "address": place}
    # A part of which there is a warning is made again in each build, so that it is given again.
    return Pieces(program, kept_pieces(), base, further, lambda: app._warncount)
