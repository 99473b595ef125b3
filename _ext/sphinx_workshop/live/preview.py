"""sphinx-autobuild, with one change: a process that is kept builds."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from sphinx_workshop.live.place import Place

__all__ = ["main"]

_NEEDED: Final = "the live preview needs sphinx-autobuild: pip install 'sphinx-workshop[live]'"
_STAYS: Final = "The last good site stays until the next edit."


def main(arguments: Sequence[str]) -> int:
    """Serve a site and build it at each edit.

    :param arguments: those of sphinx-autobuild, which are those of sphinx-build and some more.
    :returns: the exit status.
    """
    try:
        import sphinx_autobuild.__main__ as autobuild  # noqa: PLC0415 - an extra
    except ImportError:
        print(f"error: {_NEEDED}", file=sys.stderr)
        return 2
    with _kept_worker() as place:
        # It asks for a builder by this name; all else is its own.
        autobuild.Builder = partial(_Builder, place)
        watched = ["--watch", str(place.shown)] if place.shown else []
        autobuild.main([*arguments, *watched])
    return 0


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
        self.uri = f"http://{url_host}"
        self.before, self.after = list(pre_build_commands), list(post_build_commands)

    def __call__(self, *, changed_paths: Sequence[Path]) -> None:
        """Build, and say what has changed, and whether it went well."""
        shown = self.place.shown and self.place.shown.resolve()
        edited = [path for path in changed_paths if path.parent != shown]
        if changed_paths and not edited:
            # Pages have been written that were left for later: there is nothing to build.
            return
        named = [os.path.relpath(path) for path in edited[:5] if path.exists()]
        if named:
            print(f"changed: {', '.join(named)}", flush=True)
        began = time.perf_counter()
        status = self._build()
        if status:
            print(f"sphinx-build ended with status {status}. {_STAYS}", flush=True)
        else:
            print(f"{self.uri}  {time.perf_counter() - began:.1f} s", flush=True)

    def _build(self) -> int:
        if any(subprocess.run(command, check=False).returncode for command in self.before):
            return 1
        try:
            status = self.place.build(self.arguments)
        except (OSError, EOFError) as error:
            print(f"error: the process that builds has ended: {error}", file=sys.stderr)
            return 1
        if not status:
            for command in self.after:
                subprocess.run(command, check=False)
        return status


@contextmanager
def _kept_worker() -> Iterator[Place]:
    """Start the process that builds, and end it."""
    with tempfile.TemporaryDirectory(prefix="workshop-live-") as folder:
        address = rf"\\.\pipe\{Path(folder).name}" if sys.platform == "win32" else f"{folder}/live"
        place = Place(address, secrets.token_bytes(32))
        if place.shown:
            place.shown.mkdir()
        command = [sys.executable, "-m", "sphinx_workshop.live.worker", address]
        worker: subprocess.Popen[Any] = subprocess.Popen(command, stdin=subprocess.PIPE)
        assert worker.stdin is not None
        try:
            worker.stdin.write(f"{place.key.hex()}\n".encode())
            worker.stdin.flush()
            yield place
        finally:
            worker.stdin.close()
            worker.wait()
