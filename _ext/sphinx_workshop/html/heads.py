"""Heads of pages that say what stands elsewhere: written again when that is another."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from sphinx_workshop.core.rebuild.outputs import output_note
from sphinx_workshop.core.whole import read_note, write_whole
from sphinx_workshop.html.addresses import SITES, site_address
from sphinx_workshop.html.feed import has_feed
from sphinx_workshop.html.social import site_card, site_name
from sphinx_workshop.html.trails import ancestors, page_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def find_stale_heads(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages to write again: what their heads say of others or of the site has changed.

    Connected to ``env-get-updated``.
    """
    before = read_note(output_note(app, "heads"))
    now = _heads(app)
    return [page for page, said in now.items() if before.get(page, said) != said]


def note_heads(app: Sphinx, exception: Exception | None) -> None:
    """Note what the heads say now (``build-finished``)."""
    if exception is None and app.builder.name in SITES:
        write_whole(output_note(app, "heads"), json.dumps(_heads(app), sort_keys=True).encode())


def _heads(app: Sphinx) -> dict[str, str]:
    """Digest for each page what its head says of other pages and of the site."""
    if app.builder.name not in SITES:
        return {}
    relations, site = (
        app.env.collect_relations(),
        (site_name(app), site_address(app), *site_card(app), has_feed(app)),
    )
    said = {
        page: repr((site, [page_name(app, one) for one in ancestors(app, page, relations)]))
        for page in sorted(app.env.all_docs)
    }
    return {page: blake2b(text.encode(), digest_size=8).hexdigest() for page, text in said.items()}
