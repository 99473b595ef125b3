"""How a build begins and ends: data first, and pages that are never stale."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.export import Export, write_whole
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.problems import DataErrors
from sphinx_workshop.core.section import Section
from sphinx_workshop.core.wording import count

logger = logging.getLogger(__name__)

# Stands in the doctree folder while a build runs; found by the next one, that one was cut short.
UNFINISHED = "workshop-unfinished"


class BadData(SystemExit):
    """The data has errors, and they have been said: the build stops before anything is written.

    It ends the process, with status 2, because Sphinx prints a traceback for every other exception.
    """

    def __init__(self, error: DataErrors) -> None:
        super().__init__(2)
        self.problems = error.problems


def read_data(app: Sphinx, sections: Sequence[Section]) -> None:
    """Read the data and put the program on the domain; say what is doubtful in it.

    :raises BadData: after every error was printed on a line of its own.
    """
    try:
        program = load(Path(app.srcdir), sections)
    except DataErrors as error:
        # Not through the logger, which has another form for places and severities.
        stream = getattr(app, "_warning", sys.stderr)
        print(error, file=stream)
        print(f"nothing was built: {count(len(error.problems), 'error')} in _data", file=stream)
        raise BadData(error) from None
    workshop_domain(app.env).program = program
    for problem in program.warnings:
        place = str(problem.location)
        logger.warning(problem.message, location=place, type="workshop", subtype=problem.subtype)


def find_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Name the pages to read again: made from other data, or by a build that was cut short."""
    marker = Path(app.doctreedir, UNFINISHED)
    if marker.exists():
        return env.found_docs
    marker.touch()
    domain = workshop_domain(env)
    return [
        page for page, made_from in domain.digests.items() if made_from != domain.program.digest
    ]


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Note that the build came to its end."""
    if exception is None:
        Path(app.doctreedir, UNFINISHED).unlink(missing_ok=True)


def write_exports(app: Sphinx, exports: Sequence[Export]) -> None:
    """Write the exports beside the HTML pages; one that cannot be written is a warning."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    program = workshop_domain(app.env).program
    names = [export.name for export in exports]
    for name, export in zip(
        status_iterator(names, "writing exports... ", "brown", len(names), app.verbosity),
        exports,
        strict=True,
    ):
        try:
            for path, data in export.render(program).items():
                write_whole(Path(app.outdir, path), data)
        except OSError as error:
            message = f"export '{name}' not written: {error}"
            logger.warning(message, type="workshop", subtype="export")
