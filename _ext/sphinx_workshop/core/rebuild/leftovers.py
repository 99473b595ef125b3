"""What builders leave of which nobody here knows what they write: LaTeX, e-books, help, catalogs.

They write everything in each build. So all that the last one has put there goes before it begins:
some, as e-books do, pack whatever lies in the folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from sphinx_workshop.core.rebuild.outputs import OLD_SETTINGS, Stamp, stamp
from sphinx_workshop.core.whole import read_note, write_whole

__all__ = ["Leftovers"]

NAME: Final = "workshop-leftovers.json"


class Leftovers:
    """What each builder has put into an output folder.

    :param folder: the folder of the doctrees, which may serve several output folders.
    :param outdir: the output folder, before this build has written anything.
    """

    def __init__(self, folder: Path, outdir: Path) -> None:
        self.path, self.outdir, self.doctrees = folder / NAME, outdir, folder
        self._all = read_note(self.path)
        self._key = os.path.relpath(outdir, folder)
        noted = (path for key, held in self._all.items() if self._is_here(key) for path in held)
        self._stood = {path: stamp(outdir / path) for path in noted}
        self._others: dict[str, Stamp | None] = {}

    def _is_here(self, key: str) -> bool:
        return key.partition(" ")[2] == self._key

    def clear(self, builder: str) -> None:
        """Remove what the last build has put there, unless this one has done so already."""
        for path in self._all.get(f"{builder} {self._key}", ()):
            with suppress(OSError):
                if self._stood[path] == stamp(self.outdir / path):
                    (self.outdir / path).unlink()
            for folder in Path(path).parents[:-1]:
                with suppress(OSError):  # it holds something
                    (self.outdir / folder).rmdir()
        with suppress(OSError):
            (self.outdir / OLD_SETTINGS).unlink(missing_ok=True)
        self._others = dict(self._find())

    def note(self, builder: str) -> None:
        """Note what this build has put there."""
        own = [path for path, known in self._find() if self._others.get(path) != known]
        self._all[f"{builder} {self._key}"] = sorted({*own, *self._early(builder)})
        write_whole(self.path, json.dumps(self._all, indent=0, sort_keys=True).encode())

    def _early(self, builder: str) -> Iterator[str]:
        """Give what this build had put there before it cleared the folder."""
        for path in self._all.get(f"{builder} {self._key}", ()):
            if stamp(self.outdir / path) not in (None, self._stood[path]):
                yield path

    def _find(self) -> Iterator[tuple[str, Stamp | None]]:
        for top, folders, names in os.walk(self.outdir):
            folders[:] = [name for name in folders if Path(top, name) != self.doctrees]
            for name in names:
                path = Path(top, name)
                yield path.relative_to(self.outdir).as_posix(), stamp(path)
