"""Builds of single pages, as the command line names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["call_before_part"]


def call_before_part(app: Sphinx, note: Callable[[], None]) -> None:
    """Have somebody called before only some pages are written.

    No event tells. What has changed on other pages is then read, but not written.
    """
    build_specific = app.builder.build_specific

    def note_and_build(filenames: Sequence[Path]) -> None:
        note()
        build_specific(filenames)

    app.builder.build_specific = note_and_build  # type: ignore[misc, method-assign]
