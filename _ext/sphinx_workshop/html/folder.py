"""What Sphinx puts into the output folder of HTML pages, and what surrounds all pages there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.matching import Matcher

from sphinx_workshop.core.cards import LEDGER as CARDS
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.export import Ledger
from sphinx_workshop.core.freshness import folder_digest
from sphinx_workshop.core.rebuild import Folder
from sphinx_workshop.html.exports import LEDGER
from sphinx_workshop.html.papers.ledger import PageLedger

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def output_folder(builder: Builder) -> Folder | None:
    """Say what stands in the folder of a builder's pages; None for one that has none."""
    if isinstance(builder, StandaloneHTMLBuilder):
        return Folder(_frame, _static, lambda app: set(_files(app, builder)), _others)
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


def _frame(app: Sphinx) -> str:
    """Digest the templates."""
    return folder_digest(Path(app.confdir, path) for path in app.config.templates_path)


def _static(app: Sphinx) -> str:
    """Digest the theme and the static files; pages name these with a sum of what they hold."""
    config, builder = app.config, app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    paths = [Path(app.confdir, path) for path in config.html_static_path]
    paths += [Path(app.confdir, one) for one in (config.html_logo, config.html_favicon) if one]
    paths += [Path(path) for path in builder.theme.get_theme_dirs()]
    return folder_digest(paths)


def _others(app: Sphinx) -> set[str]:
    """Name papers' pages, exports and cards."""
    outdir, notes = Path(app.outdir), Path(app.doctreedir)
    noted = {path for name in (LEDGER, CARDS) for path in Ledger(notes / name, outdir).files}
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
    yield from _extra(app)


def _extra(app: Sphinx) -> Iterator[str]:
    """Name the files of ``html_extra_path``, below the root."""
    excluded = Matcher(app.config.exclude_patterns)
    for top in (Path(app.confdir, path) for path in app.config.html_extra_path):
        for path in top.rglob("*") if top.is_dir() else [top]:
            below = path.relative_to(top if top.is_dir() else top.parent).as_posix()
            if path.is_file() and not excluded(below):
                yield below
