"""The tree that a data file is read into: nodes that know their place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sphinx_workshop.core.problems import Location

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 16
MAX_NODES: Final = 200_000
MAX_VALUE: Final = 64_000


@dataclass(slots=True)
class Scalar:
    """A value: always text. ``style`` is YAML's: ``None`` for plain, else the quote or block sign.

    ``comment`` is the column of the comment that follows on the value's last line, or 0: perhaps it
    is text cut off by accident. ``end_line`` is that line.
    """

    file: str
    line: int
    column: int
    value: str
    style: str | None = None
    comment: int = 0
    end_line: int = 0

    @property
    def location(self) -> Location:
        """Where it stands."""
        return Location(self.file, self.line, self.column)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written there."""
        return not self.value and self.style is None


@dataclass(slots=True)
class Sequence:
    """A list of nodes; ``refused`` tells that an item was refused, reported and left out."""

    file: str
    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    refused: bool = False

    @property
    def location(self) -> Location:
        """Where it stands."""
        return Location(self.file, self.line, self.column)


@dataclass(slots=True)
class Mapping:
    """Keys (unique, in the order of the file) with their nodes.

    A key without a node had a value that was refused and reported: it is neither there nor missing.
    """

    file: str
    line: int
    column: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)

    @property
    def location(self) -> Location:
        """Where it stands."""
        return Location(self.file, self.line, self.column)


Node = Scalar | Sequence | Mapping


def place_in(text: str, file: str, index: int) -> Location:
    """Find line and column of an index in a file's text."""
    start = text.rfind("\n", 0, index) + 1
    return Location(file, text.count("\n", 0, index) + 1, index - start + 1)
