"""What is wrong with the data, and where.

A problem is one line for the organizer::

    _data/papers.yaml:12:9: error: unknown speaker 'bob' (did you mean 'rob'?) [workshop.reference]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Subtype = Literal["schema", "reference", "duplicate", "schedule", "unplaced", "config", "export"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; ``line`` and ``column`` count from 1, ``column`` in characters.

    ``file`` is relative to the source folder, with forward slashes.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake (``error``: nothing can be built) or doubt (``warning``) in the data."""

    location: Location
    severity: Severity
    message: str
    subtype: Subtype

    def __str__(self) -> str:
        return f"{self.location}: {self.severity}: {self.message} [workshop.{self.subtype}]"


@dataclass(slots=True)
class Problems:
    """Collects problems in whatever order they are found; gives them in the order of the files."""

    found: list[Problem] = field(default_factory=list)

    def error(self, location: Location, message: str, subtype: Subtype = "schema") -> None:
        """Note a mistake that stops the build."""
        self.found.append(Problem(location, "error", message, subtype))

    def warning(self, location: Location, message: str, subtype: Subtype) -> None:
        """Note a doubt that the organizer may suppress by its subtype."""
        self.found.append(Problem(location, "warning", message, subtype))

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
