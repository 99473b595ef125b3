"""Python's collector of cycles: where much is made it finds next to nothing, and looks at all."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["without_collector"]


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
