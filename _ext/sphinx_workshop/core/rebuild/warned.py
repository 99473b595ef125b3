"""Pages of which there was something to say: each build says it again until it is mended.

Sphinx warns of a page when it reads or writes it, and where nothing has changed it does neither: a
second build with ``-W`` would end well.
"""

from __future__ import annotations

import json
import logging as std_logging
import os
import re
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.rebuild.entries import given_again, settle_entries
from sphinx_workshop.core.rebuild.faults import drop_pending, warning_handlers
from sphinx_workshop.core.rebuild.part import call_before_part
from sphinx_workshop.core.whole import read_note, write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["Warned"]

NAME: Final = "workshop-warned.json"
# Under this name stands what was said when pages were read, which all outputs have in common.
_READ: Final = ""
# What stands behind the file in the place of a warning.
_LINE: Final = re.compile(r":(\d+|docstring of .*)?$")


class Warned:
    """What was said of which pages: when they were read, and when they were written to an output.

    It is noted beside the doctrees.
    """

    def __init__(self) -> None:
        self._before: dict[str, list[str]] = {}
        self._now: dict[str, set[str]] = {}
        self._phase = _READ
        self._output = ""
        self._read: list[str] = []
        self._read_here = set[str]()

    def connect(self, app: Sphinx) -> None:
        """Register the steps."""
        app.connect("builder-inited", self.begin)
        app.connect("env-get-outdated", self.find_read)
        app.connect("env-before-read-docs", self.forget_entries)
        app.connect("source-read", lambda _app, page, _content: self._read_here.add(page))
        # Before what pages have given is settled.
        app.connect("env-updated", self.say_given_again, priority=400)
        app.connect("env-get-updated", self.find_written)
        app.connect("build-finished", self.note, priority=890)

    def begin(self, app: Sphinx) -> None:
        """Look what the last build has noted, and hear what this one says."""
        self._before = read_note(Path(app.doctreedir, NAME))
        self._output = f"{app.builder.name} {os.path.relpath(app.outdir, app.doctreedir)}"
        self._now = {_READ: set(), self._output: set()}
        # Pages that are not written have nothing said of them.
        call_before_part(app, lambda: self._now[self._output].update(self._of(self._output)))

        def hear(record: std_logging.LogRecord) -> bool:
            place = getattr(record, "location", None)
            if isinstance(place, str):
                self._now[self._phase].update(_pages(app.env, place))
            return True

        for handler in warning_handlers():
            # Behind those that leave some out, and that word their places.
            handler.addFilter(hear)

    def find_read(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], gone: set[str]
    ) -> set[str]:
        """Name the pages to read again (``env-get-outdated``)."""
        return self._of(_READ) & env.found_docs

    def forget_entries(self, app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
        """Leave to domains what other pages have put there (``env-before-read-docs``).

        Of a name that two pages give it is said on the second one, which has to find the first.
        """
        self._read = pages
        if self._of(_READ):
            _forget(app, env, pages)

    def say_given_again(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Read pages once more here that give a name again (``env-updated``).

        A worker does not know what others have read: it would say nothing, or name another page.
        """
        pages = given_again(env).intersection(self._read) - self._read_here
        if pages:
            drop_pending(lambda record: _is_of(env, record, pages))
            _forget(app, env, pages)
        for page in sorted(pages):
            app.builder.read_doc(page)

    def find_written(self, app: Sphinx, env: BuildEnvironment) -> set[str]:
        """Name the pages to write again (``env-get-updated``): what is read has been said."""
        self._phase = self._output
        return self._of(self._output) & env.found_docs

    def note(self, app: Sphinx, exception: Exception | None) -> None:
        """Note what was said (``build-finished``)."""
        if exception is None:
            held = self._before | {part: sorted(pages) for part, pages in self._now.items()}
            if held != self._before:
                write_whole(Path(app.doctreedir, NAME), json.dumps(held, indent=0).encode())

    def _of(self, part: str) -> set[str]:
        return set(self._before.get(part, ()))


def _is_of(env: BuildEnvironment, record: std_logging.LogRecord, pages: Set[str]) -> bool:
    """Tell whether something was said of these pages alone, by a worker that had read them."""
    place = getattr(record, "location", None)
    if isinstance(place, tuple):
        place = place[0]
    if not isinstance(place, str):
        return False
    found = {place} & env.found_docs or set(_pages(env, place))
    return bool(found) and found <= pages


def _forget(app: Sphinx, env: BuildEnvironment, pages: Iterable[str]) -> None:
    """Forget what domains hold of pages, and leave to each name the first that gives it."""
    for page in pages:
        env.clear_doc(page)
    settle_entries(app, env)


def _pages(env: BuildEnvironment, place: str) -> Iterator[str]:
    """Give the pages that a file's place belongs to: its own, or those that it is a part of."""
    path = Path(_LINE.sub("", place))
    page = env.path2doc(path)
    if page in env.found_docs:
        yield page
    for other, files in env.dependencies.items():
        if path in map(Path, files):
            yield other
