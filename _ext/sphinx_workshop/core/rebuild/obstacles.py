"""What stands in the way of a build: folders where it writes a file, and files for its folders."""

from __future__ import annotations

import os
from collections.abc import Set
from errno import EEXIST, EISDIR, ENOTDIR
from pathlib import Path
from typing import Final

__all__ = ["explain_obstacle", "make_way"]

# What writing fails with where a folder, or a file, stands in the way.
_REASONS: Final = (EISDIR, ENOTDIR, EEXIST)


def make_way(outdir: Path, files: Set[str]) -> str:
    """Remove empty folders where files are to stand.

    :param files: paths below the folder; those of folders end in a slash.
    :returns: what else stands in the way, as one line; ``""``: nothing.
    """
    # There are thousands of files, and few folders.
    folders = {path.rpartition("/")[0] for path in files}
    for folder in sorted(folders - {""}):
        found = _file_above(outdir / folder, outdir)
        if found:
            return _wording(_in_output(found, outdir), found)
    for path in sorted(files):
        if not path.endswith("/") and os.path.isdir(f"{outdir}/{path}"):  # noqa: PTH112
            found = outdir / path
            try:
                found.rmdir()
            except OSError:  # it holds something
                return _wording(_in_output(found, outdir), found)
    return ""


def explain_obstacle(error: OSError, *folders: Path) -> str:
    """Say in one line what stood in the way of writing; ``""`` where it has failed otherwise.

    :param folders: those of the build; what is elsewhere is somebody else's matter.
    """
    name = error.filename2 or error.filename
    if error.errno not in _REASONS or not isinstance(name, str):
        return ""
    for folder in folders:
        place = Path(name)
        if place.is_relative_to(folder):
            found = place if error.errno == EISDIR else _file_above(place, folder)
            return _wording(f"'{found}'", found) if found else ""
    return ""


def _file_above(folder: Path, top: Path) -> Path | None:
    """Give what is no folder where one, or one of those above it, is to stand."""
    needed = [path for path in (folder, *folder.parents) if path.is_relative_to(top)]
    return next((path for path in reversed(needed) if path.exists() and not path.is_dir()), None)


def _in_output(found: Path, outdir: Path) -> str:
    return f"'{found.relative_to(outdir).as_posix()}' in the output folder"


def _wording(name: str, found: Path) -> str:
    there, needed = ("folder", "file") if found.is_dir() else ("file", "folder")
    return (
        f"{name} is a {there}, and a {needed} is to stand there: "
        "remove or rename it, and build again"
    )
