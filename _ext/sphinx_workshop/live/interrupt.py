"""Ctrl-C while processes or the server start: Python would say how far they have come."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["end_at_once", "end_in_silence", "hold_ctrl_c", "start_in_order"]


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


def start_in_order(autobuild: Any) -> None:
    """Have the server end in its own way at Ctrl-C, also where that comes before it is ready.

    :param autobuild: sphinx-autobuild's module ``__main__``.
    """
    autobuild.uvicorn = SimpleNamespace(run=partial(_serve, autobuild.uvicorn.run))


def _serve(run: Callable[..., None], app: Starlette, **options: Any) -> None:
    heard = []
    signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    lifespan = app.router.lifespan_context

    @asynccontextmanager
    async def begun(app: Starlette) -> AsyncIterator[Any]:
        async with lifespan(app) as state:
            if heard:  # by now the server hears it itself
                signal.raise_signal(signal.SIGINT)
            yield state

    app.router.lifespan_context = begun
    try:
        run(app, **options)
    except SystemExit:  # for the server that was a failure
        if not heard:
            raise


def _hear_ctrl_c() -> None:
    """Let Ctrl-C come through that has been held since this process was started."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
