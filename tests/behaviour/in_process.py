"""A build in this process, where starting one for each would take longest of all."""

from __future__ import annotations

import filecmp
import gettext
import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.support import folders, tree


def build_here(
    source: Path,
    outdir: Path,
    builder: str = "html",
    jobs: int = 1,
    *,
    doctrees: Path | None = None,
    files: Iterable[str] = (),
    every: bool = False,
    fresh: bool = False,
    tags: Sequence[str] = (),
    **overrides: Any,
) -> str:
    """Build in this process; return the warnings.

    :param doctrees: their folder, beside the output unless said otherwise.
    :param files: build these pages only, as named on the command line.
    :param every: write all pages (``-a``).
    :param fresh: read all pages (``-E``).
    :param overrides: settings (``-D``).
    """
    warnings = io.StringIO()
    # Some things are remembered for as long as a process lives, and a build has its own.
    filecmp.clear_cache()
    _assets._file_checksum_inner.cache_clear()
    gettext._translations.clear()  # type: ignore[attr-defined]
    locale.translators.clear()
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            srcdir=source,
            confdir=source,
            outdir=outdir,
            doctreedir=doctrees or outdir / ".doctrees",
            buildername=builder,
            confoverrides=overrides,
            status=None,
            warning=warnings,
            freshenv=fresh,
            tags=tags,
            parallel=jobs,
        )
        app.build(every, [source / name for name in files])
    assert app.statuscode == 0, warnings.getvalue()
    return warnings.getvalue()


def check_equal(
    source: Path, outdir: Path, said: object, builder: str = "html", **overrides: Any
) -> dict[str, bytes]:
    """Check that an output folder is what a build from nothing gives, and give its files.

    :param said: what was done before, for the message.
    """
    clean = outdir.with_name(f"{outdir.name}-clean")
    shutil.rmtree(clean, ignore_errors=True)
    build_here(source, clean, builder, **overrides)
    now, made = folders(outdir), folders(clean)
    assert sorted(now - made) == [], f"folders left over after {said}"
    assert sorted(made - now) == [], f"folders missing after {said}"
    left, right = (tree(folder, without=(".doctrees",)) for folder in (outdir, clean))
    assert sorted(left.keys() - right.keys()) == [], f"left over after {said}"
    assert sorted(right.keys() - left.keys()) == [], f"missing after {said}"
    differ = [name for name, data in right.items() if left[name] != data]
    assert differ == [], f"stale after {said}"
    return right
