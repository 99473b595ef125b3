"""The files for other programs beside the HTML pages."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinx_workshop.core.code import code_digest
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.export import Export, ExportError, Ledger, render_all
from sphinx_workshop.html import feed, sitemap
from sphinx_workshop.html.addresses import SITES, RecordAddresses
from sphinx_workshop.html.exports import LEDGER
from sphinx_workshop.html.pieces import pieces_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def write_exports(app: Sphinx, exports: Sequence[Export]) -> None:
    """Bring the output folder's exports to what the data says now.

    What keeps a file from being written is one line, and the build fails. Nothing is made again
    from the same program by the same code: the calendars' library alone takes half a second.
    """
    if app.builder.name not in SITES:
        return
    chosen, addresses = app.config.workshop_exports, RecordAddresses(app).all()
    program = workshop_domain(app.env).program.at(addresses)
    ledger = Ledger(Path(app.doctreedir, LEDGER), Path(app.outdir))
    pages = sitemap.sitemap_files(app, ledger) if sitemap.NAME in chosen else []
    pages += feed.feed_files(app, program)
    names = " ".join(export.name for export in exports if export.name in chosen)
    made_from = f"{program.digest} {code_digest()} {names} {_digest([addresses, pages])}"
    if ledger.is_fresh(made_from):
        return
    program.pieces = pieces_of(app, program)
    wanted = [export for export in exports if export.name in chosen]
    shown = status_iterator(
        wanted, "making exports... ", "darkgreen", len(wanted), app.config.verbosity, _name
    )
    try:
        made = render_all(program, shown if wanted else ())
        ledger.update([*made, *pages], made_from)
    except (ExportError, OSError) as error:
        # Without a type of warning, which could be suppressed.
        logger.error("%s [workshop.export]", error)
        app.statuscode = 1


def _name(export: Export) -> str:
    return export.name


def _digest(held: object) -> str:
    return blake2b(repr(held).encode(), digest_size=8).hexdigest()
