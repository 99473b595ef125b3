"""What Sphinx remembers for as long as a process lives, which is one build for others."""

from __future__ import annotations

import filecmp
import gettext

__all__ = ["forget_files"]


def forget_files() -> None:
    """Forget what files held: sums of static files, which are part of their addresses, and others.

    Comparisons of files and translations are remembered too.
    """
    from sphinx import locale  # noqa: PLC0415
    from sphinx.builders.html import _assets  # noqa: PLC0415

    filecmp.clear_cache()
    _assets._file_checksum_inner.cache_clear()
    gettext._translations.clear()  # type: ignore[attr-defined]
    locale.translators.clear()
