"""Folders for what a build needs on its way, such as what Typst works on.

They stand beside the doctrees: what a build that was killed has left there is cleared by the next.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sphinx_workshop.core.rebuild.lock import FolderTakenError, leave, take

__all__ = ["begin_scratch", "scratch_folder"]

_PREFIX: Final = "workshop-scratch-"
# The folder of the doctrees, of the whole process, as Sphinx makes its applications itself.
_doctrees: list[Path] = []


def begin_scratch(doctrees: Path) -> None:
    """Have folders made in that of the doctrees from now on, and clear what nobody has any more.

    A preview makes booklets behind its builds, when the doctrees may be another build's.
    """
    _doctrees[:] = [doctrees]
    for folder in doctrees.glob(f"{_PREFIX}*"):
        try:
            leave(_hold(folder))
        except (FolderTakenError, OSError):
            continue
        # Some of it may just be written, by a process that the one killed had begun.
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder of this user alone, and remove it at the end.

    It stands where temporary files do as long as no build has begun.
    """
    place = next((folder for folder in _doctrees if folder.is_dir()), None)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=place) as name:
        folder = Path(name)
        held = _hold(folder)
        try:
            yield folder
        except OSError as error:
            # What is written to an open file fails without a name.
            error.filename = error.filename or name
            raise
        finally:
            leave(held)


def _hold(folder: Path) -> list[Path]:
    """Show others that somebody has a folder; elsewhere than on POSIX that leaves files behind.

    :raises FolderTakenError: another process has it.
    """
    return take([folder], str, patience=-1) if os.name == "posix" else []
