"""Worker processes: those that are ended before their work is done, and those that stay behind."""

from __future__ import annotations

import os
import threading
import time
from functools import cache
from multiprocessing import active_children
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.rebuild.faults import WORKER_LOST, give_up
from sphinx_workshop.core.rebuild.outputs import Stamp, stamp

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["WORKER_LOST", "Workers"]

# How often a forked process looks whether anybody waits for it, in seconds.
_PAUSE: Final = 0.3


class Workers:
    """What was given to them to do."""

    def __init__(self) -> None:
        # Page → its file before it was written.
        self._written: dict[str, Stamp | None] = {}

    def connect(self, app: Sphinx) -> None:
        """Register the steps."""
        _end_with_parent()
        app.connect("env-updated", self.check_read, priority=1)
        app.connect("doctree-resolved", self.note_written, priority=1)

    def check_read(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Stop where a worker has not given back what it was to read (``env-updated``).

        Sphinx goes on without its pages if it notices the loss while it starts another worker.
        """
        if env.found_docs - env.all_docs.keys():
            give_up(app, WORKER_LOST)

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note a page that is going to be written (``doctree-resolved``)."""
        if app.builder.name in ("html", "dirhtml"):
            self._written[docname] = stamp(app.builder.get_output_path(docname))  # type: ignore[attr-defined]

    def are_lost(self, app: Sphinx, began: int) -> bool:
        """Tell whether a page that was to be written is not there, or as it was before.

        Without workers something else has kept it from being written, and that has been said.

        :param began: when the build began, in nanoseconds, by the clock of the file system.
        """
        for page, before in self._written.items() if app.parallel > 1 else ():
            now = stamp(app.builder.get_output_path(page))  # type: ignore[attr-defined]
            if now is None or (now == before and now[1] < began):
                return True
        return False


@cache
def _end_with_parent() -> None:
    """Let processes that this one forks end when it is gone, whatever ends it.

    A worker that hands over what it has read waits for ever where nobody takes it, and has the
    folders of the build all the while.
    """
    parent = os.getpid()

    def note() -> None:
        nonlocal parent
        parent = os.getpid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PAUSE)
        os._exit(1)

    def begin() -> None:
        threading.Thread(target=watch, daemon=True).start()

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=note, after_in_child=begin)
        # Before Python waits for them, as it would for ever where this process was interrupted.
        Finalize(None, _end_workers, exitpriority=1)


def _end_workers() -> None:
    """End the processes that are still at work for this one."""
    for worker in active_children():
        worker.terminate()
