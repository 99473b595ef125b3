"""How a build begins: data first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_workshop.core.collector import all_stays
from sphinx_workshop.core.directive import make_directive
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.earlier import EarlierError, read_earlier
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.memory import Memory
from sphinx_workshop.core.preview import is_previewed
from sphinx_workshop.core.problems import DataErrors
from sphinx_workshop.core.program import Earlier
from sphinx_workshop.core.section import Section
from sphinx_workshop.core.setting import warn_setting
from sphinx_workshop.core.wording import NBSP, count

logger = logging.getLogger(__name__)

# Of a process that builds at each edit.
_MEMORY: Final = Memory()
# What other processes keep of the data, beside the doctrees.
NAME: Final = "workshop-data.pickle"


class BadData(SystemExit):
    """Data or pages have errors, and they have been said: the build stops and writes nothing.

    It ends the process, with status 2, because Sphinx prints a traceback for every other exception.
    """

    def __init__(self, error: DataErrors) -> None:
        super().__init__(2)
        self.problems = error.problems


def register(app: Sphinx, sections: tuple[Section, ...], views: tuple[Section, ...]) -> None:
    """Let Sphinx know the kinds of records, their roles and directives.

    :param views: what has a directive beside the sections.
    """
    shown = (section for section in (*sections, *views) if section.directive is not None)
    directives = {section.name: make_directive(section) for section in shown}
    workshop_domain(app.env).take(sections, directives)


def read_data(app: Sphinx, sections: Sequence[Section]) -> None:
    """Read the data and put the program on the domain; say what is doubtful in it.

    :raises BadData: after every error was printed on a line of its own.
    """
    try:
        with all_stays():
            memory = _MEMORY if is_previewed() else Memory()
            kept = Path(app.doctreedir, NAME)
            if memory.is_empty:
                memory.recall(kept)
            program = load(Path(app.srcdir), sections, memory=memory)
            memory.keep(kept)
    except DataErrors as error:
        found = count(len(error.problems), "error").replace(NBSP, " ")
        stop(app, error, f"nothing was built: {found} in _data")
    workshop_domain(app.env).program = program
    for problem in program.warnings:
        place = str(problem.location)
        logger.warning(problem.message, location=place, type="workshop", subtype=problem.subtype)


def stop(app: Sphinx, error: DataErrors, *further: str) -> NoReturn:
    """End the build.

    :param further: lines behind those of the errors.
    :raises BadData: always, after every error was printed on a line of its own.
    """
    # Not through the logger, which has another form for places and severities.
    print(error, *further, sep="\n", file=getattr(app, "_warning", sys.stderr))
    raise BadData(error) from None


def read_earlier_data(
    app: Sphinx, sections: Sequence[Section], check: Callable[[Earlier], object]
) -> None:
    """Read what ``workshop_changes_since`` names; one line says why it cannot be.

    :param check: raises ValueError for a state with which nothing can be compared.
    """
    domain, name = workshop_domain(app.env), app.config.workshop_changes_since
    domain.earlier = None
    if not isinstance(name, str | Path):
        message = f"'{name}' is no text: name a program.json, or 'git:' and a revision"
        warn_setting(app, "workshop_changes_since", message)
    elif name:
        name = str(name)
        try:
            earlier = read_earlier(Path(app.srcdir), name, sections)
            check(earlier)
            domain.earlier = earlier
        except (EarlierError, ValueError) as error:
            message = f"{error}: nothing is said to have changed"
            warn_setting(app, "workshop_changes_since", message)


def note_any_links(app: Sphinx, doctree: nodes.document) -> None:
    """Note that a page may show names of records (``doctree-read``).

    That is one with ``any`` roles, or with Markdown's links to what is no file.
    """
    if any(map(_is_any, doctree.findall(pending_xref))):
        workshop_domain(app.env).note_question(app.env.current_document.docname, "all")


def _is_any(node: pending_xref) -> bool:
    kind, domain = node.get("reftype"), node.get("refdomain")
    return bool(kind == "any" or (kind == "myst" and domain != "doc"))
