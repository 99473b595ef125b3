"""The process that builds: Sphinx and all that it has loaded are kept from one edit to the next.

::

    worker.py ADDRESS [KNOWN]    build whenever a command line of sphinx-build comes there

The key that callers need stands in the first line of standard input. At its end the worker ends,
and so whenever the process that has started it does.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from pkgutil import walk_packages
from typing import Final, NoReturn

import sphinx_workshop
from sphinx_workshop.core.code import INSTALLED
from sphinx_workshop.core.preview import preview, take_later
from sphinx_workshop.live.build import build
from sphinx_workshop.live.forget import forget_files
from sphinx_workshop.live.interrupt import end_at_once, hold_ctrl_c
from sphinx_workshop.live.place import Place

__all__ = ["serve"]

# How the key comes to the process that takes this one's place.
_KEY: Final = "SPHINX_WORKSHOP_LIVE_KEY"
# How long what nobody waits for may take to end, in seconds.
_PATIENCE: Final = 2.0

Stamps = Mapping[str, tuple[int, int]]


class _Answer:
    """What a caller is told, once."""

    def __init__(self, connection: Connection | None) -> None:
        self.connection = connection
        self.is_given = connection is None

    def give(self, status: int) -> None:
        """Tell the status; a caller that is gone needs none."""
        if not self.is_given:
            self.is_given = True
            assert self.connection is not None
            with suppress(OSError):
                self.connection.send_bytes(str(status).encode())


class _Later:
    """What nobody waits for, in a process of its own: the next edit ends it."""

    def __init__(self) -> None:
        self.process = 0

    def begin(self, steps: Sequence[Callable[[], None]]) -> None:
        """Take the steps that a build has left, which is still in memory."""
        if steps and not hasattr(os, "fork"):
            _take(steps)
        elif steps:
            self.process = os.fork()
            if not self.process:
                signal.signal(signal.SIGTERM, _stop)
                try:
                    os._exit(_take(steps))
                except SystemExit:
                    os._exit(1)

    def end(self) -> None:
        """End it where it is at work: it would make what is old by now."""
        if self.process:
            with suppress(OSError):
                # It takes away what it has half written.
                os.kill(self.process, signal.SIGTERM)
                until = time.monotonic() + _PATIENCE
                while os.waitpid(self.process, os.WNOHANG) == (0, 0):
                    time.sleep(0.005)
                    if time.monotonic() > until:
                        os.kill(self.process, signal.SIGKILL)
            self.process = 0


def _stop(number: int, frame: object) -> NoReturn:
    sys.exit(1)


def _take(steps: Iterable[Callable[[], None]]) -> int:
    try:
        for step in steps:
            step()
    except Exception as error:  # noqa: BLE001 - whatever it is, the preview goes on
        print(f"error: {error}", file=sys.stderr, flush=True)
        return 1
    return 0


def serve(place: Place, known: Sequence[str] | None = None) -> Sequence[str]:
    """Build at each call, one after the other.

    The first build is one of a process of its own, with all that there is to make: pages that name
    a card or state a booklet's size need not be written again at the first edit.

    :param known: a command line to get ready for; None where the first caller has it.
    :returns: the last command line, when code that is loaded has been edited, so that the process
        is to start anew.
    """
    later = _Later()
    with Listener(place.address, authkey=place.key) as listener:
        loaded = _get_ready(known, later, place.show_again)
        while True:
            try:
                with listener.accept() as connection:
                    answer = _Answer(connection)
                    arguments = json.loads(connection.recv_bytes())
                    later.end()
                    if not loaded:
                        status = _build_apart(arguments)
                        answer.give(status)
                        loaded = _get_ready(arguments, later, place.show_again, status)
                        continue
                    if any(_stamp(name) != stamp for name, stamp in loaded.items()):
                        answer.give(_build_apart(arguments))
                        return list(arguments)
                    _build(arguments, answer, later, place.show_again)
            except (OSError, EOFError, ValueError):
                continue  # a caller that had no key, or did not wait
            # The first stamp counts: that of when it was loaded, or soon after.
            loaded = {**_edited_modules(), **loaded}


def _get_ready(
    arguments: Sequence[str] | None, later: _Later, again: Callable[[bool], None], before: int = 0
) -> Stamps:
    """Load all that a build needs, some of it by one that finds nothing to do; give what is loaded.

    Builds load our own modules one by one. A fork would do so again each time, and what is not
    loaded could be edited without anybody's noticing. What is wrong has been said by the build
    before it, unless that found nothing: then it has been edited meanwhile.

    :param before: the status of that build.
    """
    if arguments is None:
        return {}
    from sphinx.application import builtin_extensions  # noqa: PLC0415 - as for the build

    for module in walk_packages(sphinx_workshop.__path__, f"{sphinx_workshop.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in builtin_extensions:
        # Before a language is chosen, so that what they say follows another.
        importlib.import_module(name)
    loaded = _edited_modules()
    status = _build([*arguments, "-Q"], _Answer(None), later, again)
    if status and not before:
        _build(arguments, _Answer(None), later, again)
    return {**_edited_modules(), **loaded}


def _build(
    arguments: Sequence[str], answer: _Answer, later: _Later, again: Callable[[bool], None]
) -> int:
    """Build in this process, begin what follows in another, and give the status.

    :param again: is called, perhaps in a fork, for pages that were written behind the answer.
    """
    status = _status(arguments, answer, again)
    answer.give(status)
    steps = take_later()
    later.begin([] if status else steps)
    return status


def _status(arguments: Sequence[str], answer: _Answer, again: Callable[[bool], None]) -> int:
    """Build, and give Sphinx's status."""
    forget_files()
    preview(lambda: answer.give(0), again)
    try:
        return build(arguments)
    except SystemExit as end:  # of ours, where the data has errors
        return end.code if isinstance(end.code, int) else 1
    finally:
        preview(None)
        gc.collect()


def _build_apart(arguments: Sequence[str]) -> int:
    command = [sys.executable, "-m", "sphinx_workshop.live.build", *arguments]
    with hold_ctrl_c():
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    return process.wait()


def _edited_modules() -> Stamps:
    """Give the stamps of the modules that somebody may edit: all that are not installed."""
    modules = list(sys.modules.values())
    names: Iterable[str | None] = (getattr(module, "__file__", None) for module in modules)
    return {name: _stamp(name) for name in names if name and not name.startswith(INSTALLED)}


def _stamp(name: str) -> tuple[int, int]:
    try:
        status = Path(name).stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _end_with_input() -> None:
    """End when the other side of standard input does (in a thread)."""
    while os.read(0, 1024):
        pass
    os._exit(0)


def main(arguments: Sequence[str]) -> None:
    """Serve, and start anew where the code has changed."""
    end_at_once()
    key = os.environ.get(_KEY) or sys.stdin.buffer.readline().decode("ascii").strip()
    threading.Thread(target=_end_with_input, daemon=True).start()
    address, *known = arguments
    place = Place(address, bytes.fromhex(key))
    last = serve(place, json.loads(known[0]) if known else None)
    os.environ[_KEY] = key
    command = [sys.executable, "-m", __spec__.name, address, json.dumps(last)]
    with hold_ctrl_c():
        os.execv(sys.executable, command)  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
