"""One build at a time in a folder: the second waits for the first, and says so.

The operating system holds the locks and frees them with the process, however that ends. On POSIX
the folder itself is locked, elsewhere a file in the folder for temporary files.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

# How long a build waits for another, in seconds.
PATIENCE: Final = 60.0
_PAUSE: Final = 0.1

# Folder → descriptor, of this process.
_held: dict[Path, int] = {}


class FolderTakenError(Exception):
    """Another build has not left a folder in time; its message is one line."""


def take(
    folders: Iterable[Path], say: Callable[[str], object], patience: float = PATIENCE
) -> list[Path]:
    """Take folders for this process alone.

    :param folders: existing folders; always taken in one order, so that no two builds wait for each
        other.
    :param say: is told once when a build has to wait.
    :param patience: how many seconds it may.
    :returns: those that this process did not have before, for :func:`leave`.
    :raises FolderTakenError: another process has one for longer.
    """
    taken: list[Path] = []
    until = time.monotonic() + patience
    told = False
    try:
        for folder in sorted({path.resolve() for path in folders}):
            while folder not in _held:
                descriptor = _try(folder)
                if descriptor is not None:
                    _held[folder] = descriptor
                    taken.append(folder)
                    break
                if time.monotonic() > until:
                    raise FolderTakenError(
                        f"another build is still at work in {folder}: nothing was built"
                    )
                if not told:
                    say(f"another build is at work in {folder}: waiting for its end")
                    told = True
                time.sleep(_PAUSE)
    except BaseException:
        leave(taken)
        raise
    return taken


def leave(folders: Iterable[Path]) -> None:
    """Let others have the folders."""
    for folder in folders:
        descriptor = _held.pop(folder, None)
        if descriptor is not None:
            os.close(descriptor)


def _try(folder: Path) -> int | None:
    """Lock a folder; None where another process has it."""
    if sys.platform == "win32":  # pragma: no cover - no such machine at hand
        return _try_file(folder)
    import fcntl  # noqa: PLC0415 - not there on Windows

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        pass  # a file system without locks: nothing can be told, and nobody is kept waiting
    return descriptor


if sys.platform == "win32":  # pragma: no cover - no such machine at hand
    import msvcrt

    def _try_file(folder: Path) -> int | None:
        name = blake2b(os.fsencode(folder), digest_size=16).hexdigest()
        path = Path(tempfile.gettempdir(), f"sphinx-workshop-{name}.lock")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return descriptor
        os.close(descriptor)
        return None
