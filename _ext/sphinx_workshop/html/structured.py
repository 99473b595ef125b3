"""What search engines read in the head of a page: the workshop, its papers, the way to the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.exports import jsonld
from sphinx_workshop.html.addresses import SITES, RecordAddresses, page_address, site_address
from sphinx_workshop.html.head import add_markup
from sphinx_workshop.html.papers.pages import paper_of
from sphinx_workshop.html.pieces import pieces_of
from sphinx_workshop.html.social import card, site_card
from sphinx_workshop.html.trails import ancestors, page_name
from sphinx_workshop.sections.papers import accepted
from sphinx_workshop.sections.schedule.model import Session

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

NAME: Final = "jsonld"


def add_structured_data(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put JSON-LD into a page's head (``html-page-context``): data, which no browser runs."""
    if app.builder.name not in SITES or NAME not in app.config.workshop_exports:
        return
    things = [*_things(app, pagename)]
    trail = [*_trail(app, pagename)]
    if len(trail) > 1:
        things.append(jsonld.breadcrumbs(trail))
    if things:
        data = jsonld.embed(things)
        add_markup(context, f'\n<script type="application/ld+json">{data}</script>')


def _things(app: Sphinx, pagename: str) -> Iterator[jsonld.Thing | str]:
    domain = workshop_domain(app.env)
    program = domain.program.at(RecordAddresses(app))
    addresses = jsonld.Addresses(site_address(app), site_card(app)[0])
    single = app.builder.name == "singlehtml"
    if pagename == app.config.root_doc:
        program.pieces = pieces_of(app, program)
        yield jsonld.event(program, addresses, _moved(app))
    listing = domain.find_listing("papers")
    if listing and (pagename == listing[0] or (single and pagename == app.config.root_doc)):
        for paper in accepted(program):
            if (paper.kind, paper.id) not in domain.own_pages:
                yield jsonld.article(program, paper, addresses)
    own = paper_of(app, pagename)
    if own is not None:
        yield jsonld.article(program, own, replace(addresses, image=card(app, own)[0]))


def _moved(app: Sphinx) -> dict[str, datetime]:
    """Give when sessions were to begin in the earlier program that is known, if they are moved."""
    # Imported here: few workshops name an earlier state.
    from sphinx_workshop.sections.changes.between import changes_between  # noqa: PLC0415

    domain = workshop_domain(app.env)
    changes = changes_between(domain.earlier, domain.program) if domain.earlier else ()
    return {
        now.key: before.start.astimezone(now.start.tzinfo)
        for before, now in ((change.before, change.now) for change in changes)
        if before and now and now.kind == Session.kind
        if before.start and now.start and before.start != now.start
    }


def _trail(app: Sphinx, pagename: str) -> Iterator[tuple[str, str]]:
    """Give name and address of the pages from the landing page to this one.

    Nothing where the site's address is not known, or the page is one of Sphinx's own.
    """
    for page in ancestors(app, pagename, getattr(app.builder, "relations", {})):
        address, name = page_address(app, page), page_name(app, page)
        if address and name:
            yield name, address
