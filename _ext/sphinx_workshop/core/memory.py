"""What a process that builds at each edit remembers of the data: files and records as they were."""

from __future__ import annotations

from typing import TypeVar, cast

from sphinx_workshop.core.entity import Record
from sphinx_workshop.core.problems import Problems
from sphinx_workshop.core.reading.again import Again
from sphinx_workshop.core.reading.source import Node
from sphinx_workshop.core.reading.tree import Parsed
from sphinx_workshop.core.validate import validate

R = TypeVar("R", bound=Record)


class Memory:
    """Reads data as if it were new, in less time where it has read nearly the same before."""

    def __init__(self) -> None:
        self._files: dict[str, Again] = {}
        # By what they were made from; a node that is held keeps its number to itself.
        self._before: dict[int, tuple[Node, Record]] = {}
        self._records: dict[int, tuple[Node, Record]] = {}

    def begin(self) -> None:
        """Begin to read all data again; what is not asked for until the next time is forgotten."""
        self._before, self._records = self._records, {}

    def parse(self, text: str, file: str, problems: Problems) -> Parsed:
        """Read a file's text: :func:`sphinx_workshop.core.reading.reader.parse`."""
        return self._files.setdefault(file, Again(file)).parse(text, problems)

    def validate(self, model: type[R], node: Node, problems: Problems) -> R | None:
        """Read one record: :func:`sphinx_workshop.core.validate.validate`."""
        known = self._before.get(id(node))
        if known is not None:
            self._records[id(node)] = known
            return cast("R", known[1])
        before = len(problems.found)
        record = validate(model, node, problems)
        if record is None or len(problems.found) > before:
            # It is to be said again, and what is wrong has been left out of the file's nodes.
            self._files.pop(node.file, None)
        else:
            self._records[id(node)] = (node, record)
        return record
