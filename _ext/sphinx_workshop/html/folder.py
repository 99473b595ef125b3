"""What Sphinx puts into the output folder of HTML pages, and what surrounds all pages there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.locale import _
from sphinx.util.i18n import format_date
from sphinx.util.matching import Matcher

from sphinx_workshop.core.cards import LEDGER as CARDS
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.export import Ledger
from sphinx_workshop.core.pdfs import made_before
from sphinx_workshop.core.rebuild.freshness import folder_digest
from sphinx_workshop.core.rebuild.run import Folder
from sphinx_workshop.html.addresses import SITES
from sphinx_workshop.html.exports import LEDGER
from sphinx_workshop.html.papers.ledger import PageLedger
from sphinx_workshop.html.serialized import data_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def output_folder(builder: Builder) -> Folder | None:
    """Say what stands in the folder of a builder's pages; None for one that has none."""
    if isinstance(builder, StandaloneHTMLBuilder):
        if builder.embedded:  # a book or a package of help
            return None
        return Folder(frame_digest, _static, lambda app: set(_files(app, builder)), _others)
    suffix = getattr(builder, "out_suffix", None)
    if isinstance(suffix, str) and builder.name != "booklet":
        return Folder(
            _nothing,
            _nothing,
            lambda app: {f"{page}{suffix}" for page in app.env.found_docs},
            lambda app: set(),
        )
    return None


def _nothing(app: Sphinx) -> str:
    return ""


def frame_digest(app: Sphinx) -> str:
    """Digest the templates, and the day that pages state."""
    return f"{folder_digest(own_templates(app.builder))} {_last_updated(app.config)}"


def own_templates(builder: Builder) -> Iterator[Path]:
    """Give the templates, or folders of them, of the project itself and of themes beside it."""
    config, confdir = builder.config, Path(builder.confdir)
    yield from (confdir / path for path in config.templates_path)
    beside = [(confdir / path).resolve() for path in config.html_theme_path]
    for theme in _theme_folders(builder):
        if any(map(theme.resolve().is_relative_to, beside)):
            yield from sorted(path for path in theme.iterdir() if path.name != "static")


def _theme_folders(builder: Builder) -> list[Path]:
    """Give the folders of the theme and of those that it is made from; pages as data have none."""
    theme = getattr(builder, "theme", None)
    return [*map(Path, theme.get_theme_dirs())] if theme else []


def _last_updated(config: Config) -> str:
    """Word the day of this build as Sphinx states it on every page; ``""`` where it does not."""
    if config.html_last_updated_fmt is None:
        return ""
    return format_date(
        config.html_last_updated_fmt or _("%b %d, %Y"),
        language=config.language,
        local_time=not config.html_last_updated_use_utc,
    )


def _static(app: Sphinx) -> str:
    """Digest the theme and the static files; pages name these with a sum of what they hold."""
    config, builder = app.config, app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    paths = [Path(app.confdir, path) for path in config.html_static_path]
    paths += [Path(app.confdir, one) for one in (config.html_logo, config.html_favicon) if one]
    paths += [Path(one) for one in _files_of(config.html_theme_options, app.confdir)]
    return folder_digest([*paths, *_theme_folders(builder)])


def _files_of(option: object, confdir: Path) -> Iterator[str]:
    """Give the files that a theme's options name, such as logos, which the theme copies."""
    if isinstance(option, dict | list | tuple):
        for one in option.values() if isinstance(option, dict) else option:
            yield from _files_of(one, confdir)
    # Any text may be there: Path.is_file fails for a long one.
    elif isinstance(option, str) and os.path.isfile(path := f"{confdir}/{option}"):  # noqa: PTH113
        yield path


def _others(app: Sphinx) -> set[str]:
    """Name papers' pages, exports, cards and the booklet."""
    if app.builder.name not in SITES:  # it makes none, and those of another are no more
        return set()
    outdir, notes = Path(app.outdir), Path(app.doctreedir)
    noted = {path for name in (LEDGER, CARDS) for path in Ledger(notes / name, outdir).files}
    noted |= {path.name for path in made_before(outdir) if path.is_file()}
    return noted | (
        PageLedger(notes, outdir).paths if workshop_domain(app.env).own_pages else set()
    )


def find_overwritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages in whose place other files are copied first (``env-get-updated``).

    From nothing, the pages are written over them.
    """
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not app.config.html_extra_path:
        return []
    others = {builder.outdir / path for path in _extra(app)}
    return [page for page in sorted(env.found_docs) if builder.get_output_path(page) in others]


def _files(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    env, config = app.env, app.config
    if builder.search and builder.name != "singlehtml":
        yield builder.searchindex_filename
    for page in [config.root_doc] if builder.name == "singlehtml" else sorted(env.found_docs):
        yield builder.get_output_path(page).relative_to(builder.outdir).as_posix()
        source = Path(env.doc2path(page))
        added = config.html_sourcelink_suffix
        if builder.copysource and config.html_copy_source:
            yield f"_sources/{page}{source.suffix}{'' if source.suffix == added else added}"
    yield from (f"_images/{name}" for name in builder.images.values())
    yield from (f"_downloads/{name.as_posix()}" for _pages, name in env.dlfiles.values())
    if builder.copysource:  # also where no sources are copied
        yield "_sources/"
    yield from (".buildinfo", INVENTORY_FILENAME)
    yield from data_files(builder)
    yield from _extra(app)


def _extra(app: Sphinx) -> Iterator[str]:
    """Name the files and folders of ``html_extra_path``, below the root."""
    excluded = Matcher(app.config.exclude_patterns)
    for top in (Path(app.confdir, path) for path in app.config.html_extra_path):
        if top.is_dir():
            yield from _copied(top, excluded)
        elif top.is_file():
            yield top.name


def _copied(top: Path, excluded: Callable[[str], bool]) -> Iterator[str]:
    """Name what Sphinx copies from a folder; a name that ends in a slash is that of a folder."""
    for folder, folders, names in os.walk(top, followlinks=True):
        # At the top Sphinx asks for "./name", which fewer patterns match.
        asked = Path(folder).relative_to(top).as_posix()
        folders[:] = [name for name in folders if not excluded(f"{asked}/{name}")]
        below = "" if asked == "." else f"{asked}/"
        yield from (f"{below}{name}/" for name in folders)
        yield from (f"{below}{name}" for name in names if not excluded(f"{asked}/{name}"))
