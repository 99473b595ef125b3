"""sphinx-autobuild, with a process that is kept to build, and pages that follow everywhere."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from sphinx_workshop.core.short_folder import NoShortFolderError, short_folder
from sphinx_workshop.core.streams import show_all, show_at_once
from sphinx_workshop.live.browser import address, follow_everywhere
from sphinx_workshop.live.interrupt import hold_ctrl_c, start_in_order
from sphinx_workshop.live.place import BUILD, Place
from sphinx_workshop.live.port import port_fault

__all__ = ["main"]

_NEEDED: Final = "the live preview needs sphinx-autobuild: pip install 'sphinx-workshop[live]'"
_STAYS: Final = "The last good site stays until the next edit."
_LOST: Final = "error: the process that builds was lost (status {status})"
_AGAIN: Final = "it is started again: save once more what is not shown"
_FOR_GOOD: Final = "end the preview with Ctrl-C and start it anew"
_HANG_UP: Final = getattr(signal, "SIGHUP", signal.SIGTERM)
# How many files are named that have changed.
_NAMED: Final = 5
# How the process that builds ends at Ctrl-C, at its parent's end, or when it is told to.
_ENDED: Final = (0, 130, -signal.SIGINT, -signal.SIGTERM, -_HANG_UP)
# One that was lost sooner, in seconds, would be lost again.
_MOMENT: Final = 3.0


def main(arguments: Sequence[str]) -> int:
    """Serve a site and build it at each edit.

    :param arguments: those of sphinx-autobuild, which are those of sphinx-build and some more.
    :returns: the exit status.
    """
    show_all()
    show_at_once()
    try:
        import sphinx_autobuild.__main__ as autobuild  # noqa: PLC0415 - an extra
    except ImportError:
        print(f"error: {_NEEDED}", file=sys.stderr)
        return 2
    if fault := port_fault(arguments):
        print(f"error: {fault}", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, _HANG_UP):
        # So that nothing is left in the folder for temporary files.
        signal.signal(number, _end_as_at_ctrl_c)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt), _kept_worker() as place:
            # It asks for a builder by this name; all else is its own.
            autobuild.Builder = partial(_Builder, place)
            follow_everywhere(autobuild)
            start_in_order(autobuild)
            watched = ["--watch", str(place.shown)] if place.shown else []
            autobuild.main([*arguments, *watched])
    except NoShortFolderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:  # such as a folder that is not there
        named = f"{error.filename}: " if error.filename else ""
        print(f"error: {named}{error.strerror or error}", file=sys.stderr)
        return 2
    return 0


def _end_as_at_ctrl_c(number: int, frame: object) -> None:
    """End in order: the server knows how to, where an exception would leave it waiting."""
    signal.raise_signal(signal.SIGINT)


class _Builder:
    """Builds when a file has changed; sphinx-autobuild calls it in a process of its own."""

    def __init__(
        self,
        place: Place,
        arguments: Sequence[str],
        *,
        url_host: str,
        pre_build_commands: Sequence[Sequence[str]],
        post_build_commands: Sequence[Sequence[str]],
    ) -> None:
        self.place = place
        self.arguments = list(arguments)
        self.uri = address(url_host)
        self.before, self.after = list(pre_build_commands), list(post_build_commands)

    def __call__(self, *, changed_paths: Sequence[Path]) -> None:
        """Build, and say what has changed, and whether it went well."""
        show_all()
        shown = self.place.shown and self.place.shown.resolve()
        edited = [path for path in changed_paths if path.parent != shown]
        if changed_paths and not edited and all(path.name != BUILD for path in changed_paths):
            # Pages have been written that were left for later: there is nothing to build.
            return
        # A save may be several changes, of files too that are gone by now.
        named = sorted({os.path.relpath(path) for path in edited if path.exists()})
        if named:
            more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
            print(f"changed: {', '.join(named[:_NAMED])}{more}", flush=True)
        began = time.perf_counter()
        status = self._build()
        if status is None:
            return
        if status:
            print(f"sphinx-build ended with status {status}. {_STAYS}", flush=True)
        else:
            print(f"{self.uri}  {time.perf_counter() - began:.1f} s", flush=True)

    def _build(self) -> int | None:
        """Build; give the status, or nothing where the process that builds is gone.

        Whoever has started that says so, unless the preview is at its end.
        """
        if any(subprocess.run(command, check=False).returncode for command in self.before):
            return 1
        try:
            status = self.place.build(self.arguments)
        except (OSError, EOFError):
            return None
        if not status:
            for command in self.after:
                subprocess.run(command, check=False)
        return status


class _Worker:
    """The process that builds, started again when it is lost."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._process = self._start()
        threading.Thread(target=self._watch, daemon=True).start()

    def _start(self) -> subprocess.Popen[bytes]:
        # One that was killed has left it.
        with suppress(OSError):
            Path(self.place.address).unlink()
        command = [sys.executable, "-m", "sphinx_workshop.live.worker", self.place.address]
        with self.place.lend() as lent, hold_ctrl_c():
            process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=lent)
        assert process.stdin is not None
        process.stdin.write(f"{self.place.key.hex()}\n".encode())
        process.stdin.flush()
        return process

    def _watch(self) -> None:
        """Start it again, but not one that cannot even live for a moment (in a thread)."""
        while True:
            began = time.monotonic()
            status = self._process.wait()
            if status in _ENDED:
                return
            lived = time.monotonic() - began > _MOMENT
            then = _AGAIN if lived else _FOR_GOOD
            print(f"{_LOST.format(status=status)}: {then}", file=sys.stderr, flush=True)
            if not lived:
                return
            self._process = self._start()

    def end(self) -> None:
        """End it; a build that is at work is left unfinished, and made good by the next."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()


@contextmanager
def _kept_worker() -> Iterator[Place]:
    """Start the process that builds, and end it."""
    with short_folder("workshop-live-") as folder:
        address = rf"\\.\pipe\{folder.name}" if sys.platform == "win32" else f"{folder}/live"
        place = Place(address, secrets.token_bytes(32))
        if place.shown:
            place.shown.mkdir()
        worker = _Worker(place)
        try:
            yield place
        finally:
            worker.end()
