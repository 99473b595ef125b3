"""How cards are made: before the pages are written, so that their heads name them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinx_workshop.core.code import version_of
from sphinx_workshop.core.export import ExportError, File, Ledger
from sphinx_workshop.core.tracing import Question, Tracing
from sphinx_workshop.core.wording import count
from sphinx_workshop.sections.papers import accepted
from sphinx_workshop.sections.workshop import Workshop

from ..compiler import BookletError
from ..fresh import note_made
from .content import Card, paper_card, site_card
from .fonts import CardFonts
from .press import MAIN, NoTypstError, manuscript, print_card

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.program import Program

    from ..typefaces import Typefaces

__all__ = ["make_cards"]

logger = logging.getLogger(__name__)


def make_cards(app: Sphinx, ledger: Ledger) -> None:
    """Make the cards that are not what they would be now.

    :param ledger: knows which cards there are.
    """
    asked: dict[Question, None] = {}
    cards = {card.path: card for card in _wanted(app, asked)}
    fonts = False
    warned = app._warncount
    if cards or ledger.files:
        fonts = _update(app, ledger, cards)
    if app._warncount == warned and ledger.files.keys() == cards.keys():
        note_made(app, "cards", cards, fonts=fonts, asked=asked)


def _wanted(app: Sphinx, asked: dict[Question, None]) -> Iterator[Card]:
    """Give the cards to make; who does not know the site's address cannot lead anybody to one.

    :param asked: where it is noted what they follow from.
    """
    domains = {domain.name: domain for domain in app.env.domains.sorted()}
    program: Program | None = getattr(domains.get("workshop"), "program", None)
    chosen = app.config.workshop_cards
    if program is None or chosen not in ("site", "papers"):
        return
    program = Tracing(program, asked)
    if program.one(Workshop).site_or(str(app.config.html_baseurl or "")) is None:
        return
    yield site_card(program)
    if chosen == "papers":
        yield from (paper_card(program, paper) for paper in accepted(program))


def _update(app: Sphinx, ledger: Ledger, cards: dict[str, Card]) -> bool:
    """Make cards; tell whether other fonts than Typst's own were used."""
    before, now, files = _fingerprints(ledger), {}, []
    faults: dict[str, str] = {}
    stale: dict[str, Typefaces] = {}
    more_fonts = False
    sources = {path: manuscript(card) for path, card in cards.items()}
    fonts = CardFonts(app, (held[MAIN].decode() for held in sources.values()))
    for path, held in sources.items():
        try:
            faces = fonts.of(held[MAIN].decode())
            more_fonts |= bool(faces.folders)
        except BookletError as problem:
            faults[path] = str(problem)
            continue
        now[path] = _fingerprint(held, faces)
        if before.get(path) == now[path] and ledger.holds(path):
            files.append(File(path, "cards", (ledger.outdir / path).read_bytes()))
        else:
            stale[path] = faces
    files += _print(app, sources, stale, faults)
    _tell(faults)
    try:
        ledger.update(files, json.dumps(now, sort_keys=True))
    except (ExportError, OSError) as error:
        # Without a type of warning, which could be suppressed.
        logger.error("%s [workshop.export]", error)
        app.statuscode = 1
    return more_fonts


def _print(
    app: Sphinx,
    sources: Mapping[str, dict[str, bytes]],
    stale: Mapping[str, Typefaces],
    faults: dict[str, str],
) -> Iterator[File]:
    """Make the cards that are stale; note why one cannot be."""
    shown = status_iterator(
        stale, "setting cards... ", "darkgreen", len(stale), app.config.verbosity
    )
    for path in shown if stale else ():
        faces = stale[path]
        try:
            yield File(path, "cards", print_card(sources[path], faces.folders, faces.inputs()))
        except NoTypstError as problem:
            if not app.config.workshop_booklet:  # the booklet says it too
                faults[path] = str(problem)
            break
        except BookletError as problem:
            faults[path] = str(problem)


def _tell(faults: dict[str, str]) -> None:
    """Say once what is missing, with the first reason."""
    if faults:
        path, reason = next(iter(faults.items()))
        more = f"; so {count(len(faults) - 1, 'more card')}" if len(faults) > 1 else ""
        message = f"the card '{path}' is missing: {reason}{more}"
        logger.warning(message, type="workshop", subtype="export")


def _fingerprint(sources: dict[str, bytes], faces: Typefaces) -> str:
    asked = f"{version_of('typst')} {sorted(faces.inputs().items())} {faces.digest}"
    state = blake2b(asked.encode(), digest_size=16)
    for name, data in sorted(sources.items()):
        state.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return state.hexdigest()


def _fingerprints(ledger: Ledger) -> dict[str, str]:
    """Read what each card was made from."""
    try:
        held = json.loads(ledger.made_from)
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}
