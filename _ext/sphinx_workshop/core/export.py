"""What an export is, and how its files come into the output folder and leave it again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sphinx_workshop.core.whole import read_notes, write_whole

if TYPE_CHECKING:
    from sphinx_workshop.core.program import Program


class Export(NamedTuple):
    """One format.

    :param name: one word for messages and settings, such as ``calendar``.
    :param render: gives every file's path below the HTML root, with forward slashes, and its bytes;
        the same program gives the same bytes, on any machine and at any time.
    """

    name: str
    render: Callable[[Program], Mapping[str, bytes]]


class File(NamedTuple):
    """A file of an export: its path below the HTML root, the export's name, its bytes."""

    path: str
    export: str
    data: bytes


class ExportError(Exception):
    """An export that cannot be: its message is one line."""


def render_all(program: Program, exports: Iterable[Export]) -> list[File]:
    """Give the files of all exports.

    :raises ExportError: two exports claim one path (capitals do not part them, as some file systems
        do not), or a path leads out of the folder.
    """
    owners: dict[str, str] = {}
    files = []
    for export in exports:
        for path, data in export.render(program).items():
            pure = PurePosixPath(path)
            if pure.is_absolute() or ".." in pure.parts or str(pure) != path or "\\" in path:
                raise ExportError(f"export '{export.name}': '{path}' is no file below the root")
            if path.casefold() in owners:
                both = f"'{owners[path.casefold()]}' and '{export.name}'"
                raise ExportError(f"exports {both} both write '{path}'")
            owners[path.casefold()] = export.name
            files.append(File(path, export.name, data))
    return files


class Ledger:
    """Which files we have written into an output folder, and what was in them.

    It stands in the folder of the doctrees, for each output folder that these serve. Nothing else
    tells our files from those of the theme, of extensions and of the organizers.

    :param path: the file that holds it.
    :param outdir: the output folder.
    """

    def __init__(self, path: Path, outdir: Path) -> None:
        self.path = path
        self.outdir = outdir
        self.key = os.path.relpath(outdir, path.parent)
        self._all: dict[str, dict[str, str]] = read_notes(path)
        self.made_from = self._all.get(self.key, {}).get("", "")
        self.files = {path: held for path, held in self._all.get(self.key, {}).items() if path}

    def is_fresh(self, made_from: str) -> bool:
        """Tell whether the folder holds what was last made, from the same."""
        return bool(self.files) and self.made_from == made_from and all(map(self.holds, self.files))

    def update(self, files: Sequence[File], made_from: str) -> None:
        """Write the files whose bytes differ, and remove those that we wrote and no longer make.

        :raises ExportError: a file cannot be written; its older form is then whole.
        """
        self.made_from = ""
        try:
            for file in files:
                self._write(file)
            for path in self.files.keys() - {file.path for file in files}:
                self._remove(path)
            self.made_from = made_from
        finally:
            self._all[self.key] = {"": self.made_from, **self.files}
            write_whole(self.path, json.dumps(self._all, indent=1, sort_keys=True).encode())

    def holds(self, path: str) -> bool:
        """Tell whether a file is there as we wrote it."""
        try:
            return _digest((self.outdir / path).read_bytes()) == self.files[path]
        except (OSError, KeyError):
            return False

    def _write(self, file: File) -> None:
        try:
            write_whole(self.outdir / file.path, file.data)
        except OSError as error:
            reason = f"'{file.path}': {error.strerror or error}"
            raise ExportError(f"export '{file.export}' not written: {reason}") from error
        self.files[file.path] = _digest(file.data)

    def _remove(self, path: str) -> None:
        """Remove a file of ours, unless somebody else has put another in its place."""
        if self.holds(path):
            (self.outdir / path).unlink()
            for folder in PurePosixPath(path).parents[:-1]:
                with suppress(OSError):  # it holds something else
                    (self.outdir / folder).rmdir()
        del self.files[path]


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
