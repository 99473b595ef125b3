"""The way from the landing page to a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sphinx_workshop.core.people import PeopleIndex
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
    while (found := relations.get(above[0])) and found[0] and found[0] not in above:
        above.insert(0, found[0])
    root = app.config.root_doc
    return above if above[0] == root else [root, *above]


def page_name(app: Sphinx, pagename: str) -> str:
    """Give a page's name in plain text; nothing of a page that has none."""
    if pagename in app.env.titles:
        return app.env.titles[pagename].astext()
    return str(PeopleIndex.localname) if pagename == PEOPLE_PAGE else ""
