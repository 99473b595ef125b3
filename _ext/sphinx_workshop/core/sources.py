"""Pages that are no UTF-8: Sphinx would end with a report for its developers that names none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.build import stop
from sphinx_workshop.core.problems import DataErrors, Problems
from sphinx_workshop.core.reading.files import decode

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["check_encodings"]

_OURS: Final = ("utf-8", "utf-8-sig", "utf8")


def check_encodings(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Stop where pages are no UTF-8, before anything is written (``env-get-outdated``).

    :returns: no further pages to read.
    :raises BadData: after each of them was named.
    """
    if app.config.source_encoding.lower() not in _OURS:
        return []
    problems = Problems()
    for page in sorted(added | changed):
        path = Path(env.doc2path(page))
        with suppress(OSError):  # of these Sphinx warns
            decode(path.read_bytes(), path.relative_to(app.srcdir).as_posix(), problems)
    if problems.found:
        stop(app, DataErrors(tuple(problems.found)))
    return []
