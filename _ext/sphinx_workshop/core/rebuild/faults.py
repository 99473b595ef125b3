"""What breaks a build from outside: a full disk, a worker that was killed. One line says it."""

from __future__ import annotations

import errno
import logging as std_logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from sphinx.errors import ExtensionError, SphinxParallelError
from sphinx.util.logging import NAMESPACE, MemoryHandler, WarningStreamHandler

from sphinx_workshop.core.rebuild.obstacles import explain_obstacle

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# What writing fails with: no room, a quota, a broken or write-protected disk.
_REASONS: Final = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG)
# How Sphinx words such an error in its warnings, after which it goes on.
_SAID: Final = re.compile(
    rf"(?:\[Errno |OSError\()({'|'.join(map(str, _REASONS))})\b|{os.strerror(errno.ENOSPC)}"
)
# How Python words which file it was, and which it was to be copied to.
_NAMED: Final = re.compile(
    r"\[Errno \d+\] [^'\n]*: '(?P<file>[^'\n]+)'(?: -> '(?P<copy>[^'\n]+)')?"
)
# Less room than this, in bytes, is none.
_LITTLE: Final = 2**24
WORKER_LOST: Final = (
    "a worker process was ended before its work was done: build again, with fewer processes (-j) "
    "where memory is short"
)


class BrokenBuild(SystemExit):
    """The build cannot go on, and why has been said. Other exceptions get a traceback."""

    def __init__(self) -> None:
        super().__init__(2)


def warning_handlers() -> list[std_logging.Handler]:
    """Give what writes Sphinx's warnings; who filters first in line there sees all of them."""
    handlers = std_logging.getLogger(NAMESPACE).handlers
    return [one for one in handlers if isinstance(one, WarningStreamHandler)]


def drop_pending(is_said_again: Callable[[std_logging.LogRecord], bool]) -> None:
    """Drop warnings that wait to be written until all pages are read."""
    for handler in std_logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, MemoryHandler):
            handler.buffer[:] = [one for one in handler.buffer if not is_said_again(one)]


class Faults:
    """Notices what Sphinx only warns of: files that it could not write."""

    def __init__(self) -> None:
        self._kept_back = ""

    def watch(self) -> None:
        """Keep such warnings back, as one line will say it for all."""
        for handler in warning_handlers():
            handler.filters.insert(0, self._keep)  # those behind it count warnings

    def _keep(self, record: std_logging.LogRecord) -> bool:
        message = record.getMessage()
        if record.levelno < std_logging.WARNING or not _SAID.search(message):
            return True
        self._kept_back = self._kept_back or message
        return False

    def explain(self, exception: Exception | None, *folders: Path) -> str:
        """Say in one line why a build has failed; ``""`` where it has not, or for another reason.

        :param exception: what ended the build.
        :param folders: those into which it writes, beside that for temporary files.
        """
        if isinstance(exception, ExtensionError) and exception.orig_exc:
            exception = exception.orig_exc
        if isinstance(exception, EOFError):
            return WORKER_LOST
        if isinstance(exception, OSError | SphinxParallelError) and _SAID.search(str(exception)):
            return _wording(str(exception), folders)
        obstacle = explain_obstacle(exception, *folders) if isinstance(exception, OSError) else ""
        return obstacle or (_wording(self._kept_back, folders) if self._kept_back else "")


def _wording(message: str, folders: Iterable[Path]) -> str:
    said, named = _SAID.search(message), _NAMED.search(message)
    number = int(said[1]) if said and said[1] else errno.ENOSPC
    if named:
        where = f": {named['copy'] or named['file']}"
    else:
        full = _fullest(folders) if number == errno.ENOSPC else None
        where = f" in {full}" if full else ""
    reason = f"{os.strerror(number)}{where}"
    return f"the build could not write its files: {reason}; make room and build again"


def _fullest(folders: Iterable[Path]) -> Path | None:
    """Give the folder with least room: what is written to an open file fails without a name.

    None where there is room by now, as what could not be written has been removed.
    """
    room = {}
    for folder in (*folders, Path(tempfile.gettempdir())):
        with suppress(OSError):
            room[folder] = shutil.disk_usage(folder).free
    full = min(room, key=room.__getitem__, default=None)
    return full if full and room[full] < _LITTLE else None


def tell(app: Sphinx, line: str) -> None:
    """Print an error, or a note, on a line of its own; it is no warning that could be hidden."""
    print(line, file=getattr(app, "_warning", sys.stderr), flush=True)


def give_up(app: Sphinx, reason: str) -> NoReturn:
    """End the build.

    :raises BrokenBuild: always, behind a line that says why.
    """
    tell(app, f"error: {reason}")
    raise BrokenBuild


def remove_halves(outdir: Path, doctrees: Path, since: int) -> None:
    """Remove what may be half written: what is no whole page and was touched by this build.

    :param since: when the build began, in nanoseconds, by the clock of the file system.
    """
    for path in [path for path in outdir.rglob("*") if not path.is_relative_to(doctrees)]:
        with suppress(OSError):
            if path.is_file() and path.lstat().st_ctime_ns >= since and not _is_page(path):
                path.unlink()


def _is_page(path: Path) -> bool:
    return path.suffix == ".html" and path.read_bytes().rstrip().endswith(b"</html>")
