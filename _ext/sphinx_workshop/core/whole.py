"""Files that are written whole or not at all, and notes for the next build among them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final

__all__ = ["TEMPORARY", "read_note", "read_notes", "whole_file", "write_whole"]

# How the name of a file begins that is not whole yet.
TEMPORARY: Final = ".workshop-half-"
_OURS: Final = os.urandom(4).hex()
_NUMBERS: Final = count()


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all, and only when its bytes differ.

    :returns: whether it was written.
    :raises OSError: it cannot be; an older file is then untouched.
    """
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    with whole_file(path) as stream:
        stream.write(data)
    return True


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a stream; what is written to it is the file, when all of it is written.

    :raises OSError: it cannot be; an older file is then untouched.
    """
    folder, _ = os.path.split(path)
    # No other process, forked or not, nor another write of this one has a file of this name.
    temporary = os.path.join(folder, f"{TEMPORARY}{_OURS}-{os.getpid()}-{next(_NUMBERS)}")  # noqa: PTH118
    try:
        file = _open(temporary)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _open(temporary)
    try:
        with os.fdopen(file, "wb") as stream:
            yield stream
        os.replace(temporary, path)  # noqa: PTH105 - thousands of files a build
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def read_note(path: Path) -> dict[str, Any]:
    """Read what a build has noted as a JSON object; nothing where there is none, or no such."""
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def read_notes(path: Path) -> dict[str, dict[str, Any]]:
    """Read what builds have noted of several folders, by folder."""
    return {key: held for key, held in read_note(path).items() if isinstance(held, dict)}


def _open(name: str) -> int:
    """Make a file that was not there."""
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
