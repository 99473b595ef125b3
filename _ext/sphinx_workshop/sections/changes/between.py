"""The changes between two states, found once for every page and the feed."""

from __future__ import annotations

from functools import lru_cache

from sphinx_workshop.core.program import Earlier, Program
from sphinx_workshop.sections.changes.compare import Change, compare
from sphinx_workshop.sections.changes.facts import facts_of


@lru_cache(maxsize=1)
def changes_between(earlier: Earlier, program: Program) -> tuple[Change, ...]:
    """Tell what has changed.

    :raises ValueError: the earlier ``program.json`` does not hold what it must.
    """
    return compare(facts_of(earlier), facts_of(program))
