"""A folder for sockets: their addresses are paths, of which an operating system takes short ones.

Linux takes 107 bytes, macOS 103. The folder for temporary files may have a longer path, as
continuous integration and clusters have it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["NoShortFolderError", "short_folder"]

# Bytes of a folder's path, which leave room for a file's name.
_LONGEST: Final = 80
# What the standard library puts behind the beginning of a name.
_BEHIND: Final = 9
_OTHERS: Final = ("/tmp", "/var/tmp")  # noqa: S108 - what is made there is of its owner alone


class NoShortFolderError(Exception):
    """No folder is short enough; the message is one line."""


@contextmanager
def short_folder(prefix: str) -> Iterator[Path]:
    """Make a folder of this user alone with a path of at most 80 bytes, and remove it at the end.

    It stands where temporary files do, or in ``/tmp`` or ``/var/tmp`` where that path is too long.
    Windows has other addresses, and no such limit.

    :param prefix: how its name begins.
    :raises NoShortFolderError: there is no such place.
    """
    most = _LONGEST - len(prefix) - _BEHIND
    place = tempfile.gettempdir()
    if sys.platform != "win32" and not _is_short(place, most):
        others = (other for other in _OTHERS if os.access(other, os.W_OK | os.X_OK))
        place = next(others, "")
    if not place:
        raise NoShortFolderError(
            f"the path of the folder for temporary files is too long for sockets, and "
            f"{' and '.join(_OTHERS)} cannot be written to: set TMPDIR to one of at most "
            f"{most} bytes"
        )
    with tempfile.TemporaryDirectory(prefix=prefix, dir=place) as folder:
        yield Path(folder)


def _is_short(place: str, most: int) -> bool:
    return len(os.fsencode(place)) <= most
