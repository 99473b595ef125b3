"""What is wrong with the data, and where.

A problem is one line for the organizer::

    _data/papers.yaml:12:9: error: unknown speaker 'bob' (did you mean 'rob'?) [workshop.reference]

Errors stop the build and cannot be silenced. Warnings can, one kind at a time, by the subtype at
the end of the line: ``suppress_warnings = ["workshop.gap"]``. :data:`SUBTYPES` lists all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from sphinx_workshop.core.suggest import nearest

Subtype = Literal[
    "schema",
    "reference",
    "duplicate",
    "schedule",
    "unplaced",
    "room",
    "person",
    "gap",
    "day",
    "alt",
    "name",
    "case",
    "title",
    "zone",
    "config",
    "export",
]
Severity = Literal["error", "warning"]

SUBTYPES: Final[dict[Subtype, str]] = {
    "schema": "error: a file, key or value is not as it must be",
    "reference": "error: an id that no record has; on a page, a warning",
    "duplicate": "error: a key, an id or a section stands twice",
    "schedule": "error: times that cannot be, or a withdrawn paper in the program",
    "unplaced": "warning: a speaker or a paper that should be presented is in no session",
    "room": "warning: a room is used twice at once",
    "person": "warning: a person is in two places at once",
    "gap": "warning: a hole in a day's program",
    "day": "warning: a session is not on a day of the workshop",
    "alt": "warning: a portrait without words for those who cannot see it",
    "name": "warning: one person's name in two spellings",
    "case": "warning: a family name in capitals",
    "title": "warning: two titles that differ in nothing, or only in blanks or capitals",
    "zone": "warning: a zone's abbreviation that can be read in two ways",
    "config": "a setting in conf.py",
    "export": "warning: no booklet could be made; error: a file for other programs was not written",
}
"""What there is to report, by the subtype under which it is reported."""

# Beyond this many mistakes a file was never meant as data; listing more helps nobody.
MAX_MISTAKES: Final = 1000
# Finding what a word was meant to be costs time; after so many, mistakes are only named.
MAX_HINTS: Final = 200


def quote(text: str, most: int = 60) -> str:
    """Put a value into a message: in quotes, on one line, the middle left out where it is long."""
    if len(text) > most:
        text = f"{text[: most // 2]}…{text[-(most // 3) :]}"
    shown = (char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return "'" + "".join(shown) + "'"


class Location(NamedTuple):
    """A place in a file; ``line`` and ``column`` count from 1, ``column`` in characters.

    ``file`` is relative to the source folder, with forward slashes.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One mistake (``error``: nothing can be built) or doubt (``warning``) in the data."""

    location: Location
    severity: Severity
    message: str
    subtype: Subtype

    def __str__(self) -> str:
        return f"{self.location}: {self.severity}: {self.message} [workshop.{self.subtype}]"


class Problems:
    """Collects problems in whatever order they are found; gives them in the order of the files."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.hints = MAX_HINTS
        self._errors: Counter[str] = Counter()
        self._warnings: Counter[str] = Counter()

    def error(self, location: Location, message: str, subtype: Subtype = "schema") -> None:
        """Note a mistake that stops the build; of very many in one file, only the first."""
        self._note(Problem(location, "error", message, subtype), self._errors, "mistakes")

    def is_full(self, file: str) -> bool:
        """Tell whether nothing more is reported of a file."""
        return self._errors[file] > MAX_MISTAKES

    def hint(self, word: str, known: Iterable[str]) -> str:
        """Give `` (did you mean 'x'?)``, or nothing where no word is near, or after very many."""
        near = self.nearest(word, known)
        return f" (did you mean '{near}'?)" if near else ""

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """Give the known word that was meant, or ``""``; after very many, nothing more."""
        self.hints -= 1
        return nearest(word, known) if self.hints >= 0 else ""

    def warning(self, location: Location, message: str, subtype: Subtype) -> None:
        """Note a doubt that the organizer may suppress by its subtype; of very many, the first."""
        self._note(Problem(location, "warning", message, subtype), self._warnings, "doubts")

    def _note(self, problem: Problem, counter: Counter[str], what: str) -> None:
        file = problem.location.file
        counter[file] += 1
        if counter[file] == MAX_MISTAKES + 1:
            message = f"more than {MAX_MISTAKES:,} {what} in this file: mend these first"
            problem = problem._replace(message=message)
        if counter[file] <= MAX_MISTAKES + 1:
            self.found.append(problem)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The mistakes, sorted by file, line and column."""
        return self._sorted("error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The doubts, sorted by file, line and column."""
        return self._sorted("warning")

    def _sorted(self, severity: Severity) -> tuple[Problem, ...]:
        chosen = {problem for problem in self.found if problem.severity == severity}
        return tuple(sorted(chosen, key=lambda problem: (problem.location, problem.message)))


class DataErrors(Exception):
    """The data has mistakes; ``problems`` holds every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
