"""A live preview: somebody waits for the pages, and for nothing else that a build makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["do_later", "is_previewed", "preview", "take_later", "tell_again", "tell_pages"]

# Of the whole process, as Sphinx makes its applications itself.
_waiting: list[Callable[[], None]] = []
_again: list[Callable[[bool], None]] = []
_later: list[Callable[[], None]] = []


def preview(tell: Callable[[], None] | None, again: Callable[[bool], None] | None = None) -> None:
    """Have somebody told, in this process's next build, when pages are written; None: nobody.

    :param again: is called when pages have been written later that are to be shown too (False),
        or when pages state what is no longer true, so that they are to be built again (True).
    """
    _waiting[:] = [tell] if tell else []
    if tell:
        _again[:] = [again] if again else []


def tell_again(*, stale: bool = False) -> None:
    """Have pages shown that were left for later; or built again, as they are stale by now."""
    for tell in _again:
        tell(stale)


def do_later(step: Callable[[], None], *, first: bool = False) -> None:
    """Leave a step to the preview: what it makes nobody waits for, and the next edit overtakes.

    :param first: the step goes before those that have been left already.
    """
    _later.insert(0 if first else len(_later), step)


def take_later() -> list[Callable[[], None]]:
    """Give the steps that the last build has left."""
    steps, _later[:] = [*_later], []
    return steps


def is_previewed() -> bool:
    """Tell whether somebody waits for the pages: what they do not show can come after them."""
    return bool(_waiting)


def tell_pages(app: Sphinx, exception: Exception | None) -> None:
    """Tell who waits (``build-finished``, behind what pages are made of)."""
    if exception is None:
        while _waiting:
            _waiting.pop()()
