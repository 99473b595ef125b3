"""What people do to a project by hand, one edit each, as functions of its folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.support import write

Edit = Callable[[Path], object]


def put(name: str, content: str | bytes) -> Edit:
    """Write a file."""
    return lambda folder: write(folder, {name: content})


def empty(name: str) -> Edit:
    """Make a folder that holds nothing."""
    return lambda folder: (folder / name).mkdir(parents=True)


def put_unseen(name: str, content: str | bytes) -> Edit:
    """Write a file, and give it the time that it had."""

    def edit(folder: Path) -> None:
        seen = (folder / name).stat()
        write(folder, {name: content})
        os.utime(folder / name, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    return edit


def put_ahead(name: str, content: str | bytes) -> Edit:
    """Write a file whose time lies in the future."""

    def edit(folder: Path) -> None:
        write(folder, {name: content})
        os.utime(folder / name, (4_000_000_000, 4_000_000_000))

    return edit


def swap(name: str, old: str, new: str) -> Edit:
    """Replace a text in a file."""

    def edit(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text, (name, old)
        (folder / name).write_text(text.replace(old, new), "utf-8")

    return edit


def gone(name: str) -> Edit:
    """Remove a file or folder."""

    def edit(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return edit


def moved(old: str, new: str) -> Edit:
    """Rename a file or folder."""

    def edit(folder: Path) -> None:
        (folder / new).parent.mkdir(parents=True, exist_ok=True)
        (folder / old).rename(folder / new)

    return edit


def conf(line: str) -> Edit:
    """Write one more line into ``conf.py``."""

    def edit(folder: Path) -> None:
        with (folder / "conf.py").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    return edit


def both(*edits: Edit) -> Edit:
    """Make several edits before one build."""
    return lambda folder: [edit(folder) for edit in edits]
