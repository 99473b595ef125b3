"""What handlers of extensions put into an output folder, such as ``.nojekyll``, and then no longer.

Nobody can tell from one build whether a file is still made: some handlers write it in each build,
some only where it would be another, some for pages that are written. So all that they have put
there goes when there are other settings, which name the extensions, or another builder. All pages
are written then, as from nothing, and handlers that still make it do so again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_workshop.core.rebuild.outputs import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.rebuild.outputs import Output

__all__ = ["Handlers"]


class Handlers:
    """The steps of one build that handlers take: after reading (``env-updated``) and at the end.

    What comes into the folder while they take it is theirs: what people and other programs put
    there comes before or after it.
    """

    def __init__(self) -> None:
        self._output: Output | None = None
        self._doctrees = Path()
        self._are_others = False
        self._there: set[str] = set()
        self._states: dict[str, list[int]] = {}

    def connect(self, app: Sphinx) -> None:
        """Register the steps around those that handlers take."""
        app.connect("env-updated", lambda _app, _env: self._look(), priority=0)
        app.connect("env-updated", lambda _app, _env: self.note(), priority=990)
        app.connect("build-finished", lambda _app, _exception: self._look(), priority=0)

    def begin(self, app: Sphinx, output: Output, settings: str) -> None:
        """Note the folder, as the build before has left it.

        :param settings: digests what says which handlers there are.
        """
        self._output, self._doctrees = output, Path(app.doctreedir)
        made_from = {"settings": settings, "builder": app.builder.name}
        self._are_others = not all(output.was_made_from(*part) for part in made_from.items())

    def note(self) -> None:
        """Note what they have put there, and what they have written anew of their own."""
        if self._output is None:
            return
        for path in set(self._find(self._output.outdir)) - self._there:
            self._output.handlers[path] = state_of(self._output.outdir / path)
        for path, before in self._states.items():
            now = state_of(self._output.outdir / path)
            if now != before:
                self._output.handlers[path] = now

    def _look(self) -> None:
        """Look what is there before they are called; what others had put there goes first."""
        if self._output is None:
            return
        if self._are_others:
            self._output.forget_handlers()
            self._are_others = False
        outdir = self._output.outdir
        self._there = set(self._find(outdir))
        self._states = {path: state_of(outdir / path) for path in self._output.handlers}

    def _find(self, top: Path) -> Iterator[str]:
        """Name the files there, but for static ones and those in hidden folders."""
        left_out = {top / "_static", self._doctrees}
        # Strings, as there may be tens of thousands, and they are looked through four times.
        for folder, folders, names in os.walk(top):
            folders[:] = [
                name
                for name in folders
                if not name.startswith(".") and Path(folder, name) not in left_out
            ]
            below = folder.removeprefix(str(top)).replace(os.sep, "/").removeprefix("/")
            yield from (f"{below}/{name}" if below else name for name in names)
