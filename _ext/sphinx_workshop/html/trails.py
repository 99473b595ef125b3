"""The way from the landing page to a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.people import PeopleIndex
from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.html.papers.pages import TRIAL, is_paper_page, paper_of
from sphinx_workshop.html.people import PAGE as PEOPLE_PAGE

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def ancestors(
    app: Sphinx, pagename: str, relations: Mapping[str, Sequence[str | None]]
) -> list[str]:
    """Give the pages that lead to one, and itself last.

    :param relations: page → its parent, and more; those of Sphinx's toctrees.
    """
    above = [pagename]
    listing = workshop_domain(app.env).find_listing("papers")
    if listing and is_paper_page(app, pagename):
        above.insert(0, listing[0])
    while (found := relations.get(above[0])) and found[0] and found[0] not in above:
        above.insert(0, found[0])
    root = app.config.root_doc
    return above if above[0] == root else [root, *above]


def page_name(app: Sphinx, pagename: str) -> str:
    """Give a page's name in plain text; nothing of a page that has none."""
    if pagename in app.env.titles:
        return app.env.titles[pagename].astext()
    paper = paper_of(app, pagename)
    if paper is not None:
        return plain_title(paper.title)
    if pagename == TRIAL:
        # It stands for all papers' pages: with a name, what leads to them is tried out too.
        return TRIAL
    return str(PeopleIndex.localname) if pagename == PEOPLE_PAGE else ""
