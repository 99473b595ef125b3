"""Which papers' pages stand in an output folder, and what each was made from."""

from __future__ import annotations

import json
import os
from collections.abc import Set
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sphinx_workshop.core.whole import read_notes, write_whole

NAME: Final = "workshop-papers.json"


class PageLedger:
    """Writes pages whole, only where they differ, and removes those that are no longer made.

    What is going to be written is noted before it is, so that a build that was cut short leaves
    nothing behind that the next one does not know of.

    :param folder: the folder of the doctrees, which may serve several output folders.
    :param outdir: the output folder.
    """

    def __init__(self, folder: Path, outdir: Path) -> None:
        self.path = folder / NAME
        self.outdir = outdir
        self._key = os.path.relpath(outdir, folder)
        self._all = read_notes(self.path)
        # Path below the output folder → digest of what it was made from, size and time, or nothing.
        self._pages: dict[str, list[Any]] = self._all.get(self._key, {})

    @property
    def paths(self) -> set[str]:
        """What we have written there, below the output folder."""
        return set(self._pages)

    def is_fresh(self, path: str, made_from: str) -> bool:
        """Tell whether a page was made from the same, and is there."""
        held = self._pages.get(path)
        if not held or held[0] != made_from:
            return False
        try:
            return _stamp(f"{self.outdir}/{path}") == held[1:]
        except OSError:
            return False

    def knows(self, path: str, record: str) -> bool:
        """Tell whether a page was made from a paper of this digest, whatever else it follows from.

        :param record: what ``made_from`` begins with, before a blank.
        """
        held = self._pages.get(path) or [""]
        return str(held[0]).startswith(f"{record} ")

    def announce(self, paths: list[str], taken: Set[str] = frozenset()) -> None:
        """Note which pages there are going to be, and remove all others of ours.

        :param taken: pages of others, who may have written one over ours by now.
        """
        now = set(paths)
        new: dict[str, list[Any]] = {path: [] for path in paths if path not in self._pages}
        old = [path for path in self._pages if path not in now]
        if new:
            self._pages |= new
            self._save()
        for path in old:
            if path not in taken:
                (self.outdir / path).unlink(missing_ok=True)
            with suppress(OSError):  # it holds something else
                (self.outdir / path).parent.rmdir()
            del self._pages[path]

    def write(self, path: str, data: bytes, made_from: str) -> None:
        """Write a page.

        :param made_from: a digest of the paper's record, a blank, and one of all else.
        :raises OSError: it cannot be; an older one is then whole.
        """
        self._pages[path] = []
        write_whole(self.outdir / path, data)
        self._pages[path] = [made_from, *_stamp(f"{self.outdir}/{path}")]

    def close(self) -> None:
        """Keep what is known for the next build."""
        self._save()

    def _save(self) -> None:
        self._all[self._key] = self._pages
        if not self._pages:
            del self._all[self._key]
        if self._all or self.path.exists():
            write_whole(self.path, json.dumps(self._all, indent=0, sort_keys=True).encode())


def _stamp(path: str) -> list[int]:
    """Give a file's size and time: of one that somebody has edited, another."""
    status = os.stat(path)  # noqa: PTH116 - of thousands in each build
    return [status.st_size, status.st_mtime_ns]
