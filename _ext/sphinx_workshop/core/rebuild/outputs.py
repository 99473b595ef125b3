"""What stands in each output folder: what it was made from, and which files Sphinx has put there.

It is noted in the folder of the doctrees before anything is written, so that a build that was cut
short leaves nothing of which the next one does not know. Folders that are made though nothing may
be in them are noted like files; their names end in a slash.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import TYPE_CHECKING, Final
from zlib import crc32

from sphinx_workshop.core.whole import TEMPORARY, read_notes, write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME: Final = "workshop-outputs.json"
# Lists in the output folder itself what we and Sphinx have put there: the notes in the folder of
# the doctrees may be lost, or be those of other builds in the same place.
CONTENTS: Final = ".workshop-files"
# A file, and when its content and what is known of it were last written.
Stamp = tuple[int, int, int]
# What Sphinx keeps of the settings of the build before.
OLD_SETTINGS: Final = ".buildinfo.bak"


class Output:
    """One output folder, as the builds with one folder of doctrees have left it.

    :param folder: the folder of the doctrees, which may serve several output folders.
    :param outdir: the output folder.
    """

    def __init__(self, folder: Path, outdir: Path) -> None:
        self.path = folder / NAME
        self.outdir = outdir
        self._key = os.path.relpath(outdir, folder)
        self._all = read_notes(self.path)
        held = self._all.get(self._key, {})
        noted = held.get("files", {})
        # Path → size and time, or nothing where that is not known: an older version noted none.
        self._noted = dict(noted) if isinstance(noted, dict) else {path: [] for path in noted}
        self.files: set[str] = set(self._noted)
        # Path → size and time of what handlers of extensions have put there.
        self.handlers: dict[str, list[int]] = dict(held.get("handlers", {}))
        self._has_all = all((outdir / path).is_file() for path in self.handlers)
        self._expected: set[str] = set()
        self._stood = {path: stamp(outdir / path) for path in self.files}
        # Whether no build with other doctrees was there since.
        self._is_ours = held.get("stamp") == self._stamp()
        self.finished = bool(held.get("finished")) and self._is_ours
        self._made_from: dict[str, str] = dict(held.get("made_from", {}))

    def is_whole(self) -> bool:
        """Tell whether every file is still there as it was written.

        Those of handlers may be edited: by now, some have written them anew.
        """
        noted = self._noted.items()
        return self._has_all and all(state_of(self.outdir / path) == now for path, now in noted)

    def was_made_from(self, part: str, digest: str) -> bool:
        """Tell whether the last build came to its end and was made from the same."""
        return self.finished and self._made_from.get(part) == digest

    def begin(self, files: set[str], builder: str) -> None:
        """Note that a build begins that is going to write these files, among others.

        What stands in their way is removed before: a file where a folder is needed, or a folder.
        """
        if not self.finished:
            self._remove_halves()
        if not self.was_made_from("builder", builder):
            further = self._contents()[0] - self.files
            self.files |= further
            self._stood |= {path: stamp(self.outdir / path) for path in further}
        self._expected = files | {CONTENTS}
        self._save(self.files | files, {}, finished=False)
        folders = {folder for path in files for folder in _folders(path)}
        for path in self.files - files:
            if path in folders or not files.isdisjoint(_folders(path)):
                self._remove(path)

    def expected(self) -> set[str]:
        """Name the files that are going to be written, or to stay; some may turn out to go."""
        return self._expected | self.files

    def clear(self, name: str, stood: Mapping[Path, Stamp]) -> None:
        """Remove from a folder what stood there before this build; all of it is written again.

        Some extensions have put files there by now: sphinxcontrib-jquery does so early.

        :param stood: the files when the build began.
        """
        top = self.outdir / name
        for path in (*sorted(top.rglob("*"), reverse=True), top):
            with suppress(OSError):  # a folder that holds something
                if path.is_dir() and not path.is_symlink():
                    path.rmdir()
                elif stood.get(path) == stamp(path):
                    path.unlink()

    def end(self, files: set[str], others: set[str], made_from: dict[str, str]) -> None:
        """Remove what an earlier build had written and this one has not, and note what is there.

        :param files: what Sphinx and we make of pages.
        :param others: what is there too, and looked after by somebody else.
        """
        for path in sorted((self.files | {OLD_SETTINGS}) - files - others):
            self._remove(path)
        # Some have only been tried out, or could not be copied.
        there = {path for path in files if (self.outdir / path).is_file()}
        there |= {path for path in files if path.endswith("/") and self._make(path)}
        self._noted = {path: state_of(self.outdir / path) for path in there}
        self.handlers = {
            path: noted
            for path, noted in self.handlers.items()
            if path not in there | others and (self.outdir / path).is_file()
        }
        listed = "\n".join([*sorted(there | others), "", *sorted(self.handlers), ""])
        write_whole(self.outdir / CONTENTS, listed.encode(errors="surrogateescape"))
        self._save(there, made_from, finished=True)

    def _remove(self, path: str) -> None:
        """Remove a file and the folders that it leaves empty.

        Whoever has written it now has another use for the name.
        """
        with suppress(OSError):
            if path == OLD_SETTINGS or self._stood.get(path) == stamp(self.outdir / path):
                (self.outdir / path).unlink()
        for folder in _folders(path):
            with suppress(OSError):  # it holds something
                (self.outdir / folder).rmdir()

    def _make(self, folder: str) -> bool:
        """Make a folder anew that went with the last file in it; tell whether it is there."""
        with suppress(OSError):
            (self.outdir / folder).mkdir(parents=True, exist_ok=True)
            return True
        return False

    def set_aside(self) -> None:
        """Note that not all that should be there is written, or not yet: the next build does."""
        self._save(self.files, {}, finished=False)

    def forget_handlers(self) -> None:
        """Remove what handlers had put there, unless somebody has edited it.

        Those that still make it do so again, as all pages are written again too. Where it is not
        noted, or by another build since, what the folder itself lists counts.
        """
        for path in self._contents()[1] - (self.handlers.keys() if self._is_ours else set()):
            self.handlers[path] = state_of(self.outdir / path)
        for path, noted in self.handlers.items():
            if state_of(self.outdir / path) == noted:
                self._stood[path] = stamp(self.outdir / path)
                self._remove(path)

    def _contents(self) -> tuple[set[str], set[str]]:
        """Give what the folder lists: files of pages and others; what handlers have put there."""
        try:
            listed = (self.outdir / CONTENTS).read_text("utf-8", "surrogateescape")
        except (OSError, ValueError):
            return set(), set()
        pages, _, handlers = listed.partition("\n\n")
        own = {path for path in pages.splitlines() if not _leads_out(path)}
        return own, {path for path in handlers.splitlines() if not _leads_out(path)}

    def _remove_halves(self) -> None:
        """Remove what a build that was cut short may have left half written."""
        for name in (".buildinfo", "searchindex.js.tmp"):
            with suppress(OSError):
                (self.outdir / name).unlink(missing_ok=True)
        for path in [*self.outdir.rglob(f"{TEMPORARY}*")]:
            with suppress(OSError):
                path.unlink()

    def _save(self, files: set[str], made_from: dict[str, str], *, finished: bool) -> None:
        self._all[self._key] = {
            "files": {path: self._noted.get(path, []) for path in sorted(files)},
            "finished": finished,
            "handlers": self.handlers,
            "made_from": made_from,
            "stamp": self._stamp(),
        }
        write_whole(self.path, json.dumps(self._all, indent=0, sort_keys=True).encode())

    def _stamp(self) -> list[int]:
        """Tell when anybody's build last noted there Sphinx's settings, or other files."""
        found = (stamp(self.outdir / name) for name in (".buildinfo", CONTENTS))
        return [part for known in found if known for part in known[:2]]


def output_note(app: Sphinx, name: str) -> Path:
    """Name the file that keeps what one builder noted of one output folder (a JSON object)."""
    folder = crc32(os.fsencode(app.outdir))
    return Path(app.doctreedir, f"workshop-{name}-{app.builder.name}-{folder:08x}.json")


def stamp(path: Path) -> Stamp | None:
    """Tell one state of a file from another: which it is, and when it was written; None: no file.

    No clock is asked: pictures bring the time of their source along, which may lie ahead.
    """
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def stamps(folder: Path) -> dict[Path, Stamp]:
    """Give the stamps of all that lies in a folder."""
    found = ((path, stamp(path)) for path in folder.rglob("*"))
    return {path: known for path, known in found if known}


def state_of(path: Path) -> list[int]:
    """Give a file's size and time; nothing where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns] if S_ISREG(status.st_mode) else []


def _folders(path: str) -> list[str]:
    """Give the folders above a file, or a folder and those above it, the innermost first."""
    own = [path.rstrip("/")] if path.endswith("/") else []
    return [*own, *map(str, PurePosixPath(path).parents[:-1])]


def _leads_out(path: str) -> bool:
    """Tell whether a line names no file below the folder: anybody may have written it."""
    pure = PurePosixPath(path)
    return pure.is_absolute() or ".." in pure.parts or not pure.name
