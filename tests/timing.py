"""How long things take, for tests of what must not explode; benchmarks are in ``benchmarks``."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final, TypeVar

Made = TypeVar("Made")

TRIES: Final = 3


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return the seconds of processor time that ``work`` takes, and what it returns.

    The time of this process, as others on the machine are not the work's fault. The collector of
    cycles is off, as it is while data are loaded: it would look at what earlier tests left.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        before = time.process_time()
        made = work()
        return time.process_time() - before, made
    finally:
        if was_enabled:
            gc.enable()


def least_timed(work: Callable[[], Made], enough: float) -> tuple[float, Made]:
    """Return the least time of three of ``work``, or the first below ``enough``, with its result.

    What explodes is as slow each time; what the machine held up is not.
    """
    best = timed(work)
    for _ in range(TRIES - 1):
        if best[0] < enough:
            break
        best = min(best, timed(work), key=lambda one: one[0])
    return best
