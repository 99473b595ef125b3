"""What networks show beside a link to a page, by the Open Graph protocol."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from sphinx_workshop.core import cards
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.wording import days_in_words
from sphinx_workshop.html.addresses import SITES, page_address, site_address
from sphinx_workshop.html.head import add_meta
from sphinx_workshop.html.papers.pages import paper_of
from sphinx_workshop.html.trails import page_name
from sphinx_workshop.sections.papers import Paper
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

# Others that write the same tags.
_OTHERS: Final = ("sphinxext.opengraph",)
# What is shown of a description.
_SHOWN: Final = 200


def add_social(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Say a page's name, address and picture in its head (``html-page-context``)."""
    if app.builder.name not in SITES or set(_OTHERS) & app.extensions.keys():
        return
    pairs = [*_page(app, pagename)]
    if pairs:
        pairs += _picture(app, paper_of(app, pagename))
        written = str(context.get("metatags") or "")
        # What the page's own front matter says counts.
        add_meta(context, [one for one in pairs if f'="{one[0]}"' not in written])


def _page(app: Sphinx, pagename: str) -> Iterator[tuple[str, str]]:
    name = page_name(app, pagename)
    if not name:
        return
    yield "og:type", "website"
    yield "og:title", name
    yield "og:url", page_address(app, pagename) or ""
    yield "og:site_name", site_name(app)
    if pagename == app.config.root_doc:
        workshop = workshop_domain(app.env).program.one(Workshop)
        said = plain_prose(workshop.summary or "") or plain_title(workshop.tagline or "")
        yield "og:description", _beginning(said)
        yield "description", _beginning(said)


def site_name(app: Sphinx) -> str:
    """Give what all pages call the site."""
    return plain_title(workshop_domain(app.env).program.one(Workshop).title)


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _SHOWN:
        return words
    cut = words[:_SHOWN]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"


def _picture(app: Sphinx, paper: Paper | None) -> Iterator[tuple[str, str]]:
    address, alt = card(app, paper)
    if not address:
        yield "twitter:card", "summary"
        return
    yield "og:image", address
    yield "og:image:type", "image/png"
    yield "og:image:width", str(cards.WIDTH)
    yield "og:image:height", str(cards.HEIGHT)
    yield "og:image:alt", alt
    yield "twitter:card", "summary_large_image"


def site_card(app: Sphinx) -> tuple[str, str]:
    """Give the address of the workshop's card and what it shows in words, ``""`` for no card."""
    address = _address(app, cards.SITE_CARD)
    if not address:
        return "", ""
    workshop = workshop_domain(app.env).program.one(Workshop)
    host = [plain_title(workshop.host.name)] if workshop.host else []
    words = [plain_title(workshop.title), days_in_words(*workshop.days), *host]
    return address, ", ".join(words)


def card(app: Sphinx, paper: Paper | None) -> tuple[str, str]:
    """Give the same of a paper's card, or of the workshop's where it has none."""
    return (own_card(app, paper) if paper else None) or site_card(app)


def own_card(app: Sphinx, paper: Paper) -> tuple[str, str] | None:
    """Give the same of a paper's card; None where it has none."""
    address = _address(app, cards.paper_card(paper.id))
    if not address:
        return None
    authors = ", ".join(author.name for author in paper.authors)
    return address, f"{plain_title(paper.title)}, {authors}"


def _address(app: Sphinx, path: str) -> str:
    """Give the address of a picture, ``""`` where it is not there."""
    # Asked for each paper: a path of strings, as pathlib takes ten times as long.
    is_there = os.path.isfile(os.path.join(app.outdir, path))  # noqa: PTH113, PTH118
    site = site_address(app) if is_there else None
    return f"{site}{path}" if site else ""
