"""How the booklet is made: by itself, and in the middle of an HTML build."""

from __future__ import annotations

import logging as std_logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.tags import Tags

from sphinx_workshop.core.pdfs import made_before
from sphinx_workshop.core.rebuild.faults import warning_handlers

from .builder import BookletBuilder
from .compiler import BookletError, Manuscript
from .fresh import note_made, workshop_of
from .manuscript import write_manuscripts
from .names import PDF
from .products import Failure, put_in_place, remove_all

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["make_booklet", "write_booklet"]

logger = logging.getLogger(__name__)

_STAMPS = "workshop-booklet.json"


def write_booklet(app: Sphinx, builder: BookletBuilder) -> None:
    """Make the booklet by itself; what keeps it from being made fails the build."""
    outdir = Path(builder.outdir)
    try:
        failures = put_in_place(outdir, write_manuscripts(app, builder))
    except BookletError as problem:
        failures = _nothing_made(outdir, problem)
    for name, fault in failures:
        place = _locate(app.env, fault.place)
        logger.error("%s is missing: %s", name, fault.message, location=place)
    if failures:
        app.statuscode = 1  # a raised error would print a traceback


def make_booklet(app: Sphinx) -> None:
    """Make the booklet, or say why it is missing."""
    warned = app._warncount
    made: dict[str, Manuscript | BookletError] = {}
    outdir, stamps = Path(app.outdir), Path(app.doctreedir) / _STAMPS
    try:
        if app.config.workshop_booklet:
            made = _manuscripts(app)
        failures = put_in_place(outdir, made, stamps)
    except BookletError as problem:
        failures = _nothing_made(outdir, problem)
    for name, fault in failures:
        what = "the booklet" if name == PDF else name
        logger.warning(
            "%s is missing: %s",
            what,
            fault.message,
            location=_locate(app.env, fault.place),
            type="workshop",
            subtype="export",
        )
    if not failures and app._warncount == warned:
        there = [path.name for path in made_before(outdir)]
        note_made(app, "booklet", there, fonts=any(map(_has_fonts, made.values())))


def _nothing_made(outdir: Path, problem: BookletError) -> list[Failure]:
    """Say what keeps all PDFs from being made, and leave none of an earlier build."""
    return [Failure(PDF, fault) for fault in problem.faults] + remove_all(outdir)


def _has_fonts(manuscript: Manuscript | BookletError | None) -> bool:
    """Tell whether other fonts than Typst's own are used."""
    if not isinstance(manuscript, Manuscript):
        return False
    parts = (manuscript.sheets_of, *manuscript.further)
    return bool(manuscript.font_paths) or any(map(_has_fonts, parts))


def _manuscripts(app: Sphinx) -> dict[str, Manuscript | BookletError]:
    with _as_booklet(app) as builder:
        return write_manuscripts(app, builder)


@contextmanager
def _as_booklet(app: Sphinx) -> Iterator[BookletBuilder]:
    """Make the application build the booklet for a while, and everything as it was afterwards.

    Post-transforms ask the application for its builder and tags (``only``), so a second builder
    alone would get the first one's pages. Pages that only the site has are no targets in it, and
    its lists have their items.
    """
    env = app.env
    domain = workshop_of(env)
    known = (domain.own_pages, domain.writes_entries) if domain else None
    html, tags, kind = app.builder, app.tags, env._builder_cls
    own = {html.name, html.format, f"builder_{html.name}", f"format_{html.format}"}
    app.tags = Tags([tag for tag in tags if tag not in own])
    try:
        builder = BookletBuilder(app, env)
        builder.beside = html
        app.builder, env._builder_cls = builder, BookletBuilder
        if domain:
            domain.own_pages, domain.writes_entries = {}, False
        builder.init()
        with _only_own_warnings():
            yield builder
    finally:
        app.builder, app.tags, env._builder_cls = html, tags, kind
        if domain and known:
            domain.own_pages, domain.writes_entries = known


@contextmanager
def _only_own_warnings() -> Iterator[None]:
    """Drop warnings that the HTML pages will give again when they are written.

    What is wrong with the booklet or with its settings is said here alone.
    """

    def keep(record: std_logging.LogRecord) -> bool:
        kind = (getattr(record, "type", ""), getattr(record, "subtype", ""))
        own = (("workshop", "export"), ("workshop", "config"))
        return record.levelno < std_logging.WARNING or kind in own

    handlers = warning_handlers()
    for handler in handlers:  # first in line: the filters behind it count warnings
        handler.filters.insert(0, keep)
    try:
        yield
    finally:
        for handler in handlers:
            handler.filters.remove(keep)


def _locate(env: BuildEnvironment, place: str) -> tuple[str, int] | str | None:
    """Return ``docname:line`` or a file's place in the form that Sphinx's warnings take."""
    docname, _, line = place.rpartition(":")
    return (docname, int(line)) if docname in env.all_docs and line.isdigit() else place or None
