"""Where the booklet's frame comes from: the project's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .matter import BookletMatter

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["matter_of"]


def matter_of(app: Sphinx) -> BookletMatter:
    """Return the booklet's frame for a project."""
    config = app.config
    author = config.author if config.author != "Author name not set" else ""
    return BookletMatter(
        title=config.project if config.project != "Project name not set" else "Program",
        authors=(author,) if author else (),
        language=config.language or "en",
        url=config.html_baseurl or "",
    )
