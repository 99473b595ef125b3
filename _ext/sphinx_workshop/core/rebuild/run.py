"""What a build makes anew, so that its output is what a build from nothing gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_workshop.core.rebuild.alone import have_alone
from sphinx_workshop.core.rebuild.entries import note_entries, set_options_aside, settle_entries
from sphinx_workshop.core.rebuild.faults import Faults, give_up, remove_halves
from sphinx_workshop.core.rebuild.freshness import (
    common_digest,
    edited_since,
    find_changed,
    forget_numbers,
    note_sources,
    read_from,
)
from sphinx_workshop.core.rebuild.handlers import Handlers
from sphinx_workshop.core.rebuild.leftovers import Leftovers
from sphinx_workshop.core.rebuild.names import note_names
from sphinx_workshop.core.rebuild.obstacles import make_way
from sphinx_workshop.core.rebuild.outputs import Output, Stamp, stamps
from sphinx_workshop.core.rebuild.pages import FurtherPages
from sphinx_workshop.core.rebuild.part import call_before_part
from sphinx_workshop.core.rebuild.settings import settings_digest
from sphinx_workshop.core.rebuild.today import NoteToday
from sphinx_workshop.core.rebuild.warned import Warned
from sphinx_workshop.core.rebuild.workers import WORKER_LOST, Workers
from sphinx_workshop.core.whole import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# Stands in the doctree folder while a build runs; found by the next one, that one was cut short.
UNFINISHED: Final = "workshop-unfinished"
# What all pages were read with.
SETTINGS: Final = "workshop-settings"
# Begins the names under which is noted what single pages were read from.
_PAGE: Final = "page "
# What Sphinx keeps of the pages it has read.
_ENVIRONMENT: Final = "environment.pickle"


class Folder(NamedTuple):
    """What somebody who knows a builder says of its output folder.

    :param frame: digests what surrounds all pages beside settings and sources.
    :param static: digests what is copied to folders of static files.
    :param files: names the files, below the folder, of the pages of a build, with pictures, and,
        with a slash behind, folders that it makes though nothing may be in them.
    :param others: names the files there that somebody else notes and removes.
    """

    frame: Callable[[Sphinx], str]
    static: Callable[[Sphinx], str]
    files: Callable[[Sphinx], set[str]]
    others: Callable[[Sphinx], set[str]]


class Rebuild:
    """One run of Sphinx.

    :param code: digests this package's own code.
    :param folder: knows the builder; None where nobody does.
    """

    def __init__(self, code: Callable[[], str], folder: Callable[[Builder], Folder | None]) -> None:
        self.code = code
        self.folder = folder
        self._settings = ""
        self._output: Output | None = None
        self._made_from: dict[str, str] = {}
        self._all = False
        self._in_part = False
        self._pages = FurtherPages()
        self._workers = Workers()
        self._faults = Faults()
        self._began = 0
        # Static files before this build.
        self._static: dict[Path, Stamp] = {}
        self._leftovers: Leftovers | None = None
        self._handlers = Handlers()

    def connect(self, app: Sphinx) -> None:
        """Register the steps: the first before Sphinx loads what it has kept."""
        app.connect("config-inited", self.look, priority=1)
        app.connect("config-inited", self.begin, priority=950)
        app.connect("env-get-outdated", self.note_begin, priority=100)
        app.connect("builder-inited", self.notice_part)
        app.add_transform(NoteToday)
        app.connect("doctree-read", note_names)
        app.connect("env-get-outdated", find_changed)
        app.connect("source-read", set_options_aside)
        app.connect("doctree-read", note_entries, priority=999)
        app.connect("env-updated", settle_entries)
        app.connect("env-updated", lambda _, env: note_sources(env, self._began), priority=900)
        app.connect("env-get-updated", forget_numbers, priority=100)
        app.connect("env-get-updated", self.find_stale, priority=950)
        app.connect("write-started", self.announce)
        self._pages.connect(app)
        self._workers.connect(app)
        self._handlers.connect(app)
        Warned().connect(app)
        app.connect("build-finished", self.check_written, priority=1)
        app.connect("build-finished", self.end, priority=900)

    def look(self, app: Sphinx, config: Config) -> None:
        """Have the folders alone, and look what is there before anybody writes."""
        have_alone(app)
        self._static = stamps(Path(app.outdir, "_static"))
        self._leftovers = Leftovers(Path(app.doctreedir), Path(app.outdir))

    def begin(self, app: Sphinx, config: Config) -> None:
        """Read all pages again after other settings, or a build that was cut short."""
        folder = Path(app.doctreedir)
        self._faults.watch()
        self._settings = settings_digest(app, config, self.code())
        try:
            known = (folder / SETTINGS).read_text("ascii")
        except (OSError, ValueError):
            known = ""
        if known != self._settings or (folder / UNFINISHED).exists():
            with suppress(OSError):
                (folder / _ENVIRONMENT).unlink(missing_ok=True)

    def notice_part(self, app: Sphinx) -> None:
        """Notice where only pages that the command line names are written (``builder-inited``)."""

        def note() -> None:
            self._in_part = True

        call_before_part(app, note)

    def note_begin(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], gone: set[str]
    ) -> list[str]:
        """Note that a build begins; no further pages to read."""
        folder = Path(app.doctreedir)
        (folder / UNFINISHED).touch()
        self._began = (folder / UNFINISHED).stat().st_mtime_ns
        write_whole(folder / SETTINGS, self._settings.encode("ascii"))
        self._output = Output(folder, Path(app.outdir))
        if self.folder(app.builder):
            # Cards and the booklet are put there before anything is announced.
            self._output.set_aside()
            self._handlers.begin(app, self._output, self._settings)
        return []

    def find_stale(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """Name the pages to write again: all, or those that were read from something else.

        They may have been read for another output, which shares the doctrees.
        """
        assert self._output is not None
        known = self.folder(app.builder)
        self._made_from = {
            "builder": app.builder.name,
            "settings": self._settings,
            "common": common_digest(env),
            "frame": known.frame(app) if known else "",
            "static": known.static(app) if known else "",
        }
        made_from = self._output.was_made_from
        self._all = not (known and all(made_from(*part) for part in self._made_from.items()))
        self._all = self._all or not self._output.is_whole()
        pages = {f"{_PAGE}{page}": made for page, made in read_from(env).items()}
        self._made_from |= pages
        if self._all:
            return sorted(env.found_docs)
        stale = (name for name, made in pages.items() if not made_from(name, made))
        return [name.removeprefix(_PAGE) for name in stale]

    def announce(self, app: Sphinx, builder: Builder) -> None:
        """Note what is going to be written, before it is (``write-started``)."""
        assert self._output is not None
        known = self.folder(builder)
        if self._is_unknown(app):
            assert self._leftovers is not None
            self._leftovers.clear(builder.name)
        else:
            self._output.begin(known.files(app) if known else set(), builder.name)
        if known:
            self._make_way(app, known, self._output)

    def _make_way(self, app: Sphinx, known: Folder, output: Output) -> None:
        """Remove what stands in the way, or stop; empty the folder of static files if need be."""
        static = {"_static/"} if self._made_from["static"] else set()
        obstacle = make_way(output.outdir, output.expected() | known.others(app) | static)
        if obstacle:
            give_up(app, obstacle)
        # Settings, as extensions that they name may put files there.
        parts = {part: self._made_from[part] for part in ("static", "settings", "builder")}
        if not all(output.was_made_from(*part) for part in parts.items()):
            output.clear("_static", self._static)

    def _is_unknown(self, app: Sphinx) -> bool:
        """Tell whether all that this build writes is written anew, and nobody knows what it is.

        The booklet stands beside the pages of the site, and is looked after by its builder.
        """
        name = app.builder.name
        return self.folder(app.builder) is None and name != "booklet" and not self._in_part

    def check_written(self, app: Sphinx, exception: Exception | None) -> None:
        """Stop before anything is noted where files could not be written (``build-finished``)."""
        folders = Path(app.outdir), Path(app.doctreedir)
        reason = self._faults.explain(exception, *folders)
        if not reason and exception is None and self._workers.are_lost(app, self._began):
            reason = WORKER_LOST
        if reason:
            with suppress(OSError):
                remove_halves(*folders, self._began)
            with suppress(OSError):
                Path(app.doctreedir, _ENVIRONMENT).unlink(missing_ok=True)
            give_up(app, reason)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Remove what nobody makes any more; note that the build came to its end."""
        if exception is not None or self._output is None:
            return
        known = self.folder(app.builder)
        if known:
            files = known.files(app) | self._pages.files(app)
            if not self._all:
                files |= {path for path in self._output.files if path.startswith("_images/")}
            self._handlers.note()
            self._output.end(files, known.others(app), self._made_from)
            if self._in_part or self._is_edited(app, known):
                self._output.set_aside()
        elif self._leftovers and self._is_unknown(app):
            self._leftovers.note(app.builder.name)
        Path(app.doctreedir, UNFINISHED).unlink(missing_ok=True)

    def _is_edited(self, app: Sphinx, known: Folder) -> bool:
        """Tell whether what pages are made from is another by now: nobody knows which they show."""
        now = {"frame": known.frame(app), "static": known.static(app)}
        return not now.items() <= self._made_from.items() or edited_since(app.env, self._began)
