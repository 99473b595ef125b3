"""Python's collector of cycles: where much is made it finds next to nothing, and looks at all."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["all_stays", "collect_seldom", "without_collector"]

# Doctrees are all that has cycles, and one of a page has tens of thousands of objects. Python's own
# first number, 700, is meant for programs that hold little.
SELDOM: Final = (100_000, 5, 10)


@contextmanager
def without_collector() -> Iterator[None]:
    """Let the collector rest while hundreds of thousands of objects are made that all stay.

    Half of the time that a booklet of a thousand papers takes would go into it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def all_stays() -> Iterator[None]:
    """Let the collector never look at what is made here: it lives as long as the build."""
    with without_collector():
        yield
        # Before it wakes: it would begin with all of this.
        gc.freeze()


def collect_seldom(app: Sphinx) -> None:
    """Let the collector look less often until the build ends, and at nothing when the process does.

    After one edit among 5,000 papers a sixth of the time would go into it. Python, ending, lets it
    look at all modules and all that was made, to free what the system takes back anyway: a quarter
    of a build that finds nothing to do, with Sphinx alone as with us.
    """
    before = gc.get_threshold()
    # Once, however many builds there are in this process.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)

    def end(app: Sphinx, exception: Exception | None) -> None:
        gc.set_threshold(*before)
        gc.unfreeze()

    gc.set_threshold(*SELDOM)
    app.connect("build-finished", end, priority=990)
