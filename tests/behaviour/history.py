"""The states that a site goes through, edit by edit, the same for the same seed."""

from __future__ import annotations

import copy
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Generic, Protocol, TypeVar

from tests.behaviour.edits import EDITS, Edit, Site, edit_record, first_site


class HasFiles(Protocol):
    """A site: its files, and what it is built with."""

    builder: str

    def files(self) -> dict[str, bytes]:
        """Give all files by their paths."""


S = TypeVar("S", bound=HasFiles)


class Walk(Generic[S]):
    """The states that a site went through, and the folder that holds the last.

    :param seed: chooses all edits.
    """

    def __init__(self, folder: Path, seed: int, site: S, edits: Sequence[Edit[S]]) -> None:
        self.folder = folder
        self._edits = edits
        self.random = Random(seed)  # noqa: S311 - the same edits every time are the point
        self.site = site
        self._states = [copy.deepcopy(self.site)]
        self._written: dict[str, bytes] = {}
        self._queue: list[Edit[S]] = []
        self._conf = ""
        self.write("new")

    def append_to_conf(self, text: str) -> None:
        """Write more into ``conf.py``, for good."""
        self._conf += text
        self.write("new")

    def step(self) -> str:
        """Make the next edit; every kind comes once before one comes again.

        :returns: what was done.
        """
        if not self._queue:
            self._queue = list(self._edits)
            self.random.shuffle(self._queue)
        if self.random.random() < 0.1:
            self.site = copy.deepcopy(self.random.choice(self._states))
            what = "restore"
        else:
            edit = self._queue.pop()
            edit(self.site, self.random)
            what = edit.__name__
        self._states.append(copy.deepcopy(self.site))
        age = self.random.choice(("new", "new", "same", "older"))
        self.write(age)
        return f"{what}, {age} times"

    def write(self, age: str) -> None:
        """Bring the folder to the site; files that differ get times that are new, or are not."""
        now = self.site.files()
        now["conf.py"] += self._conf.encode()
        for name in self._written.keys() - now.keys():
            (self.folder / name).unlink()
        for name, data in now.items():
            path = self.folder / name
            if self._written.get(name) != data:
                old = path.stat().st_mtime_ns if path.exists() else None
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                if age == "older" or (age == "same" and old is None):
                    os.utime(path, (1_000_000_000, 1_000_000_000))
                elif age == "same" and old is not None:
                    os.utime(path, ns=(old, old))
        self._written = now


class History(Walk[Site]):
    """The small site's.

    :param seed: chooses all edits.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed, first_site(), EDITS)

    def step_data(self) -> None:
        """Edit a record, and nothing else."""
        edit_record(self.site, self.random)
        self.write("new")
