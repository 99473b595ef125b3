"""A build in this process, where starting one for each would take longest of all."""

from __future__ import annotations

import filecmp
import io
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils


def build_here(source: Path, outdir: Path, builder: str, jobs: int, **overrides: object) -> str:
    """Build in this process, with the doctrees beside the output; return the warnings."""
    warnings = io.StringIO()
    filecmp.clear_cache()  # Sphinx compares with it, and a build has a process of its own
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            srcdir=source,
            confdir=source,
            outdir=outdir,
            doctreedir=outdir / ".doctrees",
            buildername=builder,
            confoverrides=overrides,
            status=None,
            warning=warnings,
            parallel=jobs,
        )
        app.build()
    assert app.statuscode == 0, warnings.getvalue()
    return warnings.getvalue()
