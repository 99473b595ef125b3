"""The booklet and the cards beside the HTML pages, made in the same run of Sphinx."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_workshop.core.cards import LEDGER
from sphinx_workshop.core.export import Ledger
from sphinx_workshop.core.pdfs import made_before
from sphinx_workshop.core.preview import do_later, is_previewed, tell_again
from sphinx_workshop.core.rebuild.outputs import output_note
from sphinx_workshop.core.whole import read_note, write_whole

from .fresh import is_fresh, workshop_of
from .names import HTML_BUILDERS, booklet_sizes, size_in_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["leave_booklet", "leave_cards", "note_sizes"]


def leave_booklet(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the booklet when an HTML build has read all pages and has written none.

    Connected to ``env-get-updated`` behind Sphinx's handlers, which number sections and figures.
    What keeps the booklet from being made is a warning each (``workshop.export``); the HTML build
    goes on, and a booklet of an earlier build is removed. Returns the pages to write again, whose
    statement of the booklet's size is no longer true. In a live preview it is made when the pages
    have been shown, and where its size is another in words they are built once more.
    """
    if app.builder.name not in HTML_BUILDERS:
        return []
    _make(app, _make_booklet)
    stated = read_note(output_note(app, "stated"))
    return [] if booklet_sizes(app) == stated else _pages_with_size(env)


def note_sizes(app: Sphinx, exception: Exception | None) -> None:
    """Note the sizes that the pages of this build state (``build-finished``)."""
    if exception is None and app.builder.name in HTML_BUILDERS:
        sizes = json.dumps(booklet_sizes(app), sort_keys=True)
        write_whole(output_note(app, "stated"), sizes.encode("ascii"))


def _pages_with_size(env: BuildEnvironment) -> list[str]:
    """Return the pages that state how large the booklet is."""
    return list(getattr(workshop_of(env), "booklet_links", ()))


def _make_booklet(app: Sphinx) -> None:
    """Make the booklet where it may be another by now; remove one that is not wanted."""
    there = [path.name for path in made_before(Path(app.outdir))]
    if (app.config.workshop_booklet or there) and not is_fresh(app, "booklet", there):
        from .making import make_booklet  # noqa: PLC0415 - half of the package, and seldom used

        make_booklet(app)


def leave_cards(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Bring the output folder's cards to what the data says (``env-get-updated``).

    A card is made only when what it says has changed. One that cannot be made is missing, and a
    warning says why (``workshop.export``).

    :returns: no further pages.
    """
    if app.builder.name in HTML_BUILDERS:
        _make(app, _make_cards)
    return []


def _make(app: Sphinx, make: Callable[[Sphinx], None]) -> None:
    """Make something now, or, for a preview, behind its pages.

    That shows the pages first, and forks: Typst must not have run in its own process. What they
    state may not be true any more then.
    """
    if not is_previewed():
        make(app)
        return
    stated = _stated(app)

    def make_later() -> None:
        make(app)
        if _stated(app) != stated:
            tell_again(stale=True)

    do_later(make_later)


def _stated(app: Sphinx) -> tuple[list[str], list[str]]:
    """Give what pages state of booklet and cards: the sizes in words, and which cards there are."""
    sizes = [size_in_words(size) for size in booklet_sizes(app).values()]
    return sizes, sorted(Ledger(Path(app.doctreedir, LEDGER), Path(app.outdir)).files)


def _make_cards(app: Sphinx) -> None:
    """Make the cards where they may be others by now."""
    ledger = Ledger(Path(app.doctreedir, LEDGER), Path(app.outdir))
    if not is_fresh(app, "cards", [*ledger.files]):
        from .cards.making import make_cards  # noqa: PLC0415 - as above

        make_cards(app, ledger)
