"""The last line of a build: what was built, and how long it took."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util import logging

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.export import Ledger
from sphinx_workshop.core.wording import NBSP, count

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

# Kind of record → the word for one.
_COUNTED: Final = {"paper": "paper", "session": "session", "speaker": "speaker"}


def say_summary(ledger: str, began: float) -> Callable[[Sphinx, Exception | None], None]:
    """Make the step that says what was built (``build-finished``); ``-q`` silences it.

    :param ledger: the name of the file, beside the doctrees, that knows the exports.
    :param began: when the extension was set up, by ``time.perf_counter``.
    """

    def say(app: Sphinx, exception: Exception | None) -> None:
        if exception is None:
            line = " · ".join(_parts(app, ledger, began)).replace(NBSP, " ")
            logger.info("workshop: %s", line)

    return say


def _parts(app: Sphinx, ledger: str, began: float) -> list[str]:
    domain = workshop_domain(app.env)
    numbers = {kind: len(domain.program.keys(kind)) for kind in _COUNTED}
    records = [count(number, _COUNTED[kind]) for kind, number in numbers.items() if number]
    pages = len(app.env.found_docs) + len(domain.own_pages)
    exports = len(Ledger(Path(app.doctreedir, ledger), Path(app.outdir)).files)
    parts = [", ".join(records)] if records else []
    parts.append(count(pages, "page"))
    if exports and app.builder.format == "html":
        parts.append(count(exports, "export"))
    parts.append(count(app._warncount, "warning"))
    return [*parts, f"{time.perf_counter() - began:.1f} s"]
