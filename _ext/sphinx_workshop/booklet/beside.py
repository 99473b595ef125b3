"""The booklet beside the HTML pages, made in the same run of Sphinx."""

from __future__ import annotations

import json
import logging as std_logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.logging import NAMESPACE, WarningStreamHandler
from sphinx.util.tags import Tags

from sphinx_workshop.core.domain import WorkshopDomain
from sphinx_workshop.core.outputs import output_note
from sphinx_workshop.core.preview import do_later, is_previewed
from sphinx_workshop.core.whole import read_note, write_whole

from .builder import BookletBuilder, locate
from .compiler import BookletError, Manuscript
from .products import PDF, Failure, put_in_place, remove_all, volume_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["HTML_BUILDERS", "booklet_sizes", "leave_booklet", "note_sizes"]

logger = logging.getLogger(__name__)

#: Builders whose output folder gets the booklet.
HTML_BUILDERS = frozenset({"html", "dirhtml", "singlehtml"})

_STAMPS = "workshop-booklet.json"


def booklet_sizes(app: Sphinx) -> dict[str, int]:
    """Return the size in bytes of each volume of the booklet in the output folder, by its name."""
    sizes: dict[str, int] = {}
    for number in count(1):
        name = volume_name(PDF, number)
        try:
            sizes[name] = (Path(app.outdir) / name).stat().st_size
        except OSError:
            break
    return sizes


def leave_booklet(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the booklet when an HTML build has read all pages and has written none.

    Connected to ``env-get-updated`` behind Sphinx's handlers, which number sections and figures.
    What keeps the booklet from being made is a warning each (``workshop.export``); the HTML build
    goes on, and a booklet of an earlier build is removed. Returns the pages to write again, whose
    statement of the booklet's size is no longer true. In a live preview it is made when the pages
    have been shown, and they state its size in the next build.
    """
    if app.builder.name not in HTML_BUILDERS:
        return []
    if is_previewed():
        do_later(lambda: _make(app, env))
    else:
        _make(app, env)
    stated = read_note(output_note(app, "stated"))
    return [] if booklet_sizes(app) == stated else _pages_with_size(env)


def note_sizes(app: Sphinx, exception: Exception | None) -> None:
    """Note the sizes that the pages of this build state (``build-finished``)."""
    if exception is None and app.builder.name in HTML_BUILDERS:
        sizes = json.dumps(booklet_sizes(app), sort_keys=True)
        write_whole(output_note(app, "stated"), sizes.encode("ascii"))


def _make(app: Sphinx, env: BuildEnvironment) -> None:
    """Make the booklet, or say why it is missing."""
    outdir, stamps = Path(app.outdir), Path(app.doctreedir) / _STAMPS
    try:
        made = _manuscripts(app) if app.config.workshop_booklet else {}
        failures = put_in_place(outdir, made, stamps)
    except BookletError as problem:
        failures = [Failure(PDF, fault) for fault in problem.faults] + remove_all(outdir)
    for name, fault in failures:
        what = "the booklet" if name == PDF else name
        logger.warning(
            "%s is missing: %s",
            what,
            fault.message,
            location=locate(env, fault.place),
            type="workshop",
            subtype="export",
        )


def _pages_with_size(env: BuildEnvironment) -> list[str]:
    """Return the pages that state how large the booklet is."""
    return list(getattr(_domain(env), "booklet_links", ()))


def _domain(env: BuildEnvironment) -> WorkshopDomain | None:
    """Return the domain, which is not there where only the booklet is an extension."""
    found = (domain for domain in env.domains.sorted() if isinstance(domain, WorkshopDomain))
    return next(found, None)


def _manuscripts(app: Sphinx) -> dict[str, Manuscript | BookletError]:
    from .manuscript import write_manuscripts  # noqa: PLC0415 - heavy, and not for every build

    with _as_booklet(app) as builder:
        return write_manuscripts(app, builder)


@contextmanager
def _as_booklet(app: Sphinx) -> Iterator[BookletBuilder]:
    """Make the application build the booklet for a while, and everything as it was afterwards.

    Post-transforms ask the application for its builder and tags (``only``), so a second builder
    alone would get the first one's pages. Pages that only the site has are no targets in it.
    """
    env = app.env
    domain = _domain(env)
    pages = getattr(domain, "own_pages", {})
    html, tags, kind = app.builder, app.tags, env._builder_cls
    own = {html.name, html.format, f"builder_{html.name}", f"format_{html.format}"}
    app.tags = Tags([tag for tag in tags if tag not in own])
    try:
        builder = BookletBuilder(app, env)
        builder.beside = html
        app.builder, env._builder_cls = builder, BookletBuilder
        if domain:
            domain.own_pages = {}
        builder.init()
        with _only_own_warnings():
            yield builder
    finally:
        app.builder, app.tags, env._builder_cls = html, tags, kind
        if domain:
            domain.own_pages = pages


@contextmanager
def _only_own_warnings() -> Iterator[None]:
    """Drop warnings that the HTML pages will give again when they are written.

    What is wrong with the booklet or with its settings is said here alone.
    """

    def keep(record: std_logging.LogRecord) -> bool:
        kind = (getattr(record, "type", ""), getattr(record, "subtype", ""))
        own = (("workshop", "export"), ("workshop", "config"))
        return record.levelno < std_logging.WARNING or kind in own

    handlers = [
        handler
        for handler in std_logging.getLogger(NAMESPACE).handlers
        if isinstance(handler, WarningStreamHandler)
    ]
    for handler in handlers:  # first in line: the filters behind it count warnings
        handler.filters.insert(0, keep)
    try:
        yield
    finally:
        for handler in handlers:
            handler.filters.remove(keep)
