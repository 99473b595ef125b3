"""Parts of pages and exports that are kept from one build to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.kept import kept_pieces
from sphinx_workshop.core.pieces import Pieces
from sphinx_workshop.core.rebuild.run import SETTINGS
from sphinx_workshop.core.rebuild.settings import content_digest
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.program import Program


# What of the workshop is derived once for all who ask: zones, the site's address.
_DERIVED: Final = ("timezone", "display_timezones", "language", "url")


def pieces_of_pages(app: Sphinx) -> Pieces:
    """Give the parts of pages: those of one build.

    They ask the program for what they show of the workshop, so that another title of it leaves
    most of them as they are.
    """
    domain = workshop_domain(app.env)
    if domain.pieces is None:
        every = domain.program.every(Workshop)
        held = [getattr(workshop, name) for workshop in every for name in _DERIVED]
        domain.pieces = _pieces(app, domain.program, repr(held))
    return domain.pieces


def pieces_of(app: Sphinx, program: Program) -> Pieces:
    """Give the parts of exports, which follow from the workshop as a whole."""
    return _pieces(app, program, " ".join(map(program.stamp, program.every(Workshop))))


def _pieces(app: Sphinx, program: Program, workshop: str) -> Pieces:
    """Give the parts that builds with this folder of doctrees have made.

    All follow from the settings and the code.

    :param workshop: what else all of them follow from.
    """
    settings = content_digest(Path(app.doctreedir, SETTINGS))
    base = f"{app.builder.name} {settings} {workshop}"
    # An address follows from the place and the settings: it need not be written to be compared.
    place = workshop_domain(app.env).find_target
    further = {"target": place, "address": place}
    # A part of which there is a warning is made again in each build, so that it is given again.
    return Pieces(program, kept_pieces(), base, further, lambda: app._warncount)
