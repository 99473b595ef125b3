"""Heads of pages, and links, that say what stands elsewhere: written again when that is another."""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.whole import read_note, write_whole
from sphinx_workshop.html.addresses import SITES, site_address
from sphinx_workshop.html.feed import has_feed
from sphinx_workshop.html.social import site_card
from sphinx_workshop.html.trails import ancestors, page_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def find_stale_heads(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages to write again: what their heads say of others or of the site has changed.

    Connected to ``env-get-updated``.
    """
    before = read_note(_note(app))
    now = _heads(app)
    return [page for page, said in now.items() if before.get(page, said) != said]


def note_heads(app: Sphinx, exception: Exception | None) -> None:
    """Note what the heads say now (``build-finished``)."""
    if exception is None and app.builder.name in SITES:
        write_whole(_note(app), json.dumps(_heads(app), sort_keys=True).encode())


def _heads(app: Sphinx) -> dict[str, str]:
    """Digest for each page what its head says of other pages and of the site."""
    if app.builder.name not in SITES:
        return {}
    relations, site = (
        app.env.collect_relations(),
        (site_address(app), *site_card(app), has_feed(app)),
    )
    stated = _booklet(app)
    linking = workshop_domain(app.env).booklet_links
    said = {
        page: repr(
            (
                site,
                [page_name(app, one) for one in ancestors(app, page, relations)],
                stated if page in linking else (),
            )
        )
        for page in sorted(app.env.all_docs)
    }
    return {page: blake2b(text.encode(), digest_size=8).hexdigest() for page, text in said.items()}


def _booklet(app: Sphinx) -> list[tuple[str, int]]:
    """Give the sizes that pages state; a live preview makes the booklet behind the pages."""
    found = Path(app.outdir).glob("program*.pdf")
    return sorted((path.name, path.stat().st_size) for path in found)


def _note(app: Sphinx) -> Path:
    folder = crc32(os.fsencode(app.outdir))
    return Path(app.doctreedir, f"workshop-heads-{app.builder.name}-{folder:08x}.json")
