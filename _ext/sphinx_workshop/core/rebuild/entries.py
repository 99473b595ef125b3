"""What Sphinx's domains hold of pages: the same in whatever order, and by whom, these were read.

A name that is given on two pages means the place on the one that was read last. That is another one
after an edit, or with several processes; and where it goes, nothing is left of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.rebuild.lists import settle_lists

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["given_again", "note_entries", "set_options_aside", "settle_entries"]

# The page that was read first has these; the last one has all others.
_FIRST: Final = "std progoptions"
_ASIDE: Final = "workshop options"


def set_options_aside(app: Sphinx, page: str, content: list[str]) -> None:
    """Forget for a while which options other pages describe (``source-read``).

    Sphinx would not note one that this page describes too.
    """
    held = app.env.domains.standard_domain.progoptions
    app.env.current_document[_ASIDE] = dict(held)
    held.clear()


def note_entries(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a page that has just been read has put into the domains (``doctree-read``)."""
    env = app.env
    page = env.current_document.docname
    own = {name: _entries_of(page, held) for name, held in _held(env)}
    workshop_domain(env).data["entries"][page] = {name: held for name, held in own.items() if held}
    env.domains.standard_domain.progoptions.update(env.current_document.get(_ASIDE) or {})


def settle_entries(app: Sphinx, env: BuildEnvironment) -> None:
    """Give the domains what pages have put there, in the order of their names (``env-updated``).

    Names of Sphinx's own pages, such as the indices, are put back: it forgets with a page all that
    lead to it, and ``genindex.md``, edited or deleted, leaves nothing that ``{ref}`genindex```
    could mean.
    """
    noted = workshop_domain(env).data["entries"]
    first = _first_labels(env)
    for name, held in _held(env):
        pages = [noted[page][name] for page in sorted(noted) if name in noted[page]]
        known = {key for own in pages for key in own}
        settled = first.get(name, {}) | {key: held[key] for key in held if key not in known}
        for own in reversed(pages) if name == _FIRST else pages:
            settled |= own
        held.clear()
        held.update(settled)
    settle_lists(env)


def given_again(env: BuildEnvironment) -> set[str]:
    """Name the pages that give something under a name that one before them gives too."""
    noted = workshop_domain(env).data["entries"]
    known, again = set[tuple[str, Any]](), set[str]()
    for page in sorted(noted):
        own = {(name, key) for name, held in noted[page].items() for key in held}
        if own & known:
            again.add(page)
        known |= own
    return again


def _held(env: BuildEnvironment) -> Iterator[tuple[str, dict[Any, Any]]]:
    """Give what the domains hold under names, but for ours, which looks after its own."""
    for domain in env.domains.sorted():
        for name, held in domain.data.items():
            if isinstance(held, dict) and domain.name != "workshop":
                yield f"{domain.name} {name}", held


def _entries_of(page: str, held: dict[Any, Any]) -> dict[Any, Any]:
    """Give the entries of a page: those that begin with its name, or stand under it.

    Each page looks through all there are, as a name that is given twice keeps its place among them:
    0.1 s in all for a thousand pages with a label each.
    """
    own = {
        key: value
        for key, value in held.items()
        if isinstance(value, tuple) and value and value[0] == page
    }
    # A label may have the name of a page, and lead to another.
    if page in held and not isinstance(held[page], tuple):
        own[page] = held[page]
    return own


def _first_labels(env: BuildEnvironment) -> dict[str, dict[Any, Any]]:
    """Give the names that there are before any page has been read."""
    initial = env.domains.standard_domain.initial_data
    labels, anonymous = {**initial["labels"]}, {**initial["anonlabels"]}
    for domain in env.domains.sorted():
        for index in domain.indices:
            page = f"{domain.name}-{index.name}"
            labels[page], anonymous[page] = (page, "", index.localname), (page, "")
    return {"std labels": labels, "std anonlabels": anonymous}
