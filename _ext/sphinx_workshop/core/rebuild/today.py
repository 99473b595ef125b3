"""Pages that say which day it is: ``|today|`` is another word when the day is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import format_date

from sphinx_workshop.core.domain import workshop_domain

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["NoteToday", "find_other_day", "today"]


class NoteToday(SphinxTransform):
    """Note what a page says instead of ``|today|``."""

    # Before Sphinx replaces it.
    default_priority = 200

    def apply(self, **kwargs: object) -> None:
        """Note it on the domain."""
        found = self.document.findall(nodes.substitution_reference)
        if any(node["refname"] == "today" for node in found):
            domain = workshop_domain(self.env)
            domain.data["today"][self.env.current_document.docname] = today(self.config)


def today(config: Config) -> str:
    """Word the day of this build as Sphinx does."""
    if config.today:
        return str(config.today)
    return format_date(config.today_fmt or _("%b %d, %Y"), language=config.language)


def find_other_day(env: BuildEnvironment) -> set[str]:
    """Name the pages that were read when it was another day."""
    said = workshop_domain(env).data["today"]
    return {page for page, day in said.items() if day != today(env.config)}
