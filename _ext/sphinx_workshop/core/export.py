"""What an export is: a pure function from the program to the bytes of files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx_workshop.core.program import Program


@dataclass(frozen=True, slots=True)
class Export:
    """One format.

    :param name: one word for messages and settings, such as ``calendar``.
    :param render: gives every file's path below the HTML root, with forward slashes, and its bytes;
        the same program gives the same bytes, on any machine and at any time.
    """

    name: str
    render: Callable[[Program], Mapping[str, bytes]]


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all, and only when its bytes differ.

    :returns: whether it was written.
    :raises OSError: it cannot be; an older file is then untouched.
    """
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
