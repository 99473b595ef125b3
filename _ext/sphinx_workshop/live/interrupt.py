"""Ctrl-C while processes start: Python would say where in its imports it has come."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

__all__ = ["end_at_once", "end_in_silence", "hold_ctrl_c"]


@contextmanager
def hold_ctrl_c() -> Iterator[None]:
    """Start processes that Ctrl-C reaches when they are ready for it, and not before."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - no such machine at hand
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_in_silence() -> None:
    """Let Ctrl-C end this process without a word, as long as there is nothing to put in order."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _hear_ctrl_c()


def end_at_once() -> None:
    """Let Ctrl-C end this process: an exception could be lost in what is just imported.

    The next build makes good what is left unfinished.
    """

    def end(number: int, frame: object) -> NoReturn:
        os._exit(130)

    signal.signal(signal.SIGINT, end)
    _hear_ctrl_c()


def _hear_ctrl_c() -> None:
    """Let Ctrl-C come through that has been held since this process was started."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
