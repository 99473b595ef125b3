"""Which papers have a page of their own, and where: ``papers/<id>``, in html and dirhtml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx.util import logging

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.html.head import BUILDERS
from sphinx_workshop.sections.papers import Paper, accepted

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

FOLDER: Final = "papers"
# No paper's page, as no id looks like this: what the theme puts around one is tried out under it.
TRIAL: Final = f"{FOLDER}/-"


def page_name(paper: Paper) -> str:
    """Give the name of a paper's page, as Sphinx names pages."""
    return f"{FOLDER}/{paper.id}"


def set_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Note on the domain which papers have a page (``env-get-outdated``: all pages are known).

    Where somebody else's page stands already, that one stays, and it is said.

    :returns: no further pages to read.
    """
    domain = workshop_domain(env)
    domain.own_pages, domain.trial = {}, TRIAL
    if app.builder.name not in BUILDERS:
        return []
    taken = _taken(app, env)
    pages = {}
    for paper in accepted(domain.program):
        name = page_name(paper)
        other = taken.get(name)
        if other is None:
            pages[paper.kind, paper.id] = name
        else:
            message = (
                f"paper '{paper.id}' gets no page of its own, as there is a page '{other}': "
                "give one of them another name"
            )
            place = other if other in env.found_docs else None
            logger.warning(message, location=place, type="workshop", subtype="duplicate")
    domain.own_pages = pages
    return []


def _taken(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """Give the names that are not free: as file systems see them → as they are written.

    Some do not tell capitals apart; with dirhtml ``papers/a`` and ``papers/a/index`` are one file.
    """
    names = [*app.config.html_additional_pages, *sorted(env.found_docs)]
    taken = {name.casefold(): name for name in names}
    if app.builder.name == "dirhtml":
        taken |= {name.removesuffix("/index"): taken[name] for name in taken}
    return taken


def is_paper_page(app: Sphinx, pagename: str) -> bool:
    """Tell whether a page is one of ours, or what is tried out for them."""
    return pagename == TRIAL or paper_of(app, pagename) is not None


def paper_of(app: Sphinx, pagename: str) -> Paper | None:
    """Give the paper that a page is about."""
    domain = workshop_domain(app.env)
    key = pagename.removeprefix(f"{FOLDER}/")
    is_own = domain.own_pages.get((Paper.kind, key)) == pagename
    return domain.program.find(Paper, key) if is_own else None
