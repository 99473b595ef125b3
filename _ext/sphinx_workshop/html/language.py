"""The language that pages are marked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.setting import setting_place
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def check_language(app: Sphinx) -> None:
    """Warn where the data and ``conf.py`` name two languages (``builder-inited``).

    ``<html lang>`` stays that of ``conf.py``, in which Sphinx and the theme write their words.
    """
    own = app.config.language or "en"
    for workshop in workshop_domain(app.env).program.every(Workshop):
        written = "language" in workshop.model_fields_set
        if app.builder.format == "html" and written and _main(workshop.language) != _main(own):
            message = (
                f"the workshop's language is '{workshop.language}', but conf.py has "
                f"language = '{own}', which pages are marked with: write the same in both"
            )
            place = setting_place(app.confdir, "language")
            logger.warning(message, location=place, type="workshop", subtype="config")


def _main(tag: str) -> str:
    """Give the language alone: "pt-BR" and "pt_BR" are "pt"."""
    return tag.replace("_", "-").partition("-")[0].lower()
