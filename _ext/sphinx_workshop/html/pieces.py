"""Parts of pages and exports that are kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_workshop.core.kept import kept_pieces
from sphinx_workshop.core.pieces import Pieces
from sphinx_workshop.core.rebuild.run import SETTINGS
from sphinx_workshop.core.rebuild.settings import content_digest
from sphinx_workshop.sections.speakers import Speaker
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.program import Program


def pieces_of(
    app: Sphinx, program: Program, further: Mapping[str, Callable[[str, str], object]] | None = None
) -> Pieces:
    """Give the parts that builds with this folder of doctrees have made.

    All follow from the settings and the code, and from the workshop and its speakers: what is
    derived from these is remembered by the program as a whole, and asked for once.
    """
    common = (*program.every(Workshop), *program.every(Speaker))
    settings = content_digest(Path(app.doctreedir, SETTINGS))
    base = " ".join([app.builder.name, settings, *map(program.stamp, common)])
    # A part of which there is a warning is made again in each build, so that it is given again.
    return Pieces(program, kept_pieces(), base, further, lambda: app._warncount)
