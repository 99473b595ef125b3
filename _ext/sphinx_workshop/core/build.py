"""How a build begins and ends: data first, and pages that are never stale."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.earlier import EarlierError, read_earlier
from sphinx_workshop.core.export import write_whole
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.problems import DataErrors
from sphinx_workshop.core.program import Earlier
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


def read_earlier_data(
    app: Sphinx, sections: Sequence[Section], check: Callable[[Earlier], object]
) -> None:
    """Read what ``workshop_changes_since`` names; one line says why it cannot be.

    :param check: raises ValueError for a state with which nothing can be compared.
    """
    domain, name = workshop_domain(app.env), app.config.workshop_changes_since
    domain.earlier = None
    if name:
        try:
            earlier = read_earlier(Path(app.srcdir), name, sections)
            check(earlier)
            domain.earlier = earlier
        except (EarlierError, ValueError) as error:
            message = f"workshop_changes_since: {error}: nothing is said to have changed"
            logger.warning(message, type="workshop", subtype="config")


def find_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Name the pages to read again: made from other data, or by a build that was cut short."""
    marker = Path(app.doctreedir, UNFINISHED)
    if marker.exists():
        return env.found_docs
    marker.touch()
    domain = workshop_domain(env)
    now = domain.digest
    # Another builder may have read the new data; this one's output is then still the old.
    old_output = _noted(app)[0] not in ("", now)
    return [page for page, made_from in domain.digests.items() if old_output or made_from != now]


def note_any_links(app: Sphinx, doctree: nodes.document) -> None:
    """Note that a page with ``any`` roles may show names of records (``doctree-read``)."""
    if any(node.get("reftype") == "any" for node in doctree.findall(pending_xref)):
        workshop_domain(app.env).note_use(app.env.current_document.docname)


def find_moved(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Name the pages to write again when the places that links lead to are others now."""
    return [] if _noted(app)[1] in ("", _places(env)) else list(workshop_domain(env).digests)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Note that the build came to its end, and what its output was made from."""
    if exception is None:
        made_from = f"{workshop_domain(app.env).digest} {_places(app.env)}"
        write_whole(_note(app), made_from.encode("ascii"))
        Path(app.doctreedir, UNFINISHED).unlink(missing_ok=True)


def _note(app: Sphinx) -> Path:
    """Give the file that says what the output folder was last made from."""
    folder = crc32(os.fsencode(app.outdir))
    return Path(app.doctreedir, f"workshop-{app.builder.name}-{folder:08x}")


def _noted(app: Sphinx) -> tuple[str, str]:
    """Read the digests of data and places; empty where there was no build."""
    try:
        data, places = _note(app).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return "", ""
    return data, places


def _places(env: BuildEnvironment) -> str:
    """Make a digest of where all records and listings stand."""
    domain = workshop_domain(env)
    sections = sorted({section for held in domain.listings.values() for section in held})
    listings = [(section, domain.find_listing(section)) for section in sections]
    records = [(kind, key, *place) for key, _, kind, *place, _ in domain.get_objects()]
    return blake2b(repr((records, listings)).encode(), digest_size=16).hexdigest()
