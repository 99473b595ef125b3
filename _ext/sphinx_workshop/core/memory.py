"""What is remembered of the data, from one build to the next: files and records as they were.

A process that builds at each edit remembers it by itself; for others it is kept in a file, beside
Sphinx's own pickled state, and like that only read where we wrote it.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

import yaml

from sphinx_workshop.core.code import code_digest, version_of
from sphinx_workshop.core.entity import Entity, Record
from sphinx_workshop.core.problems import Problems
from sphinx_workshop.core.program import Program, Stamped
from sphinx_workshop.core.reading.again import Again
from sphinx_workshop.core.reading.folded import fold
from sphinx_workshop.core.reading.source import Mapping, Node, Sequence
from sphinx_workshop.core.reading.tree import Parsed
from sphinx_workshop.core.validate import validate
from sphinx_workshop.core.whole import whole_file

R = TypeVar("R", bound=Record)

# So many records are sooner read anew in each build than all of them are kept once more.
_FEW: Final = 32


class Memory:
    """Reads data as if it were new, in less time where it has read nearly the same before."""

    def __init__(self) -> None:
        self._files_before: dict[str, Again] = {}
        self._files: dict[str, Again] = {}
        # By what they were made from; a node that is held keeps its number to itself.
        self._before: dict[int, tuple[Node, Record]] = {}
        self._records: dict[int, tuple[Node, Record]] = {}
        self._new = 0
        # Records and digests of what they hold, by where the records lie; held for the same reason.
        self.stamps: dict[int, Stamped] = {}

    def begin(self) -> None:
        """Begin to read all data again; what is not asked for until the next time is forgotten."""
        self._files_before, self._files = self._files, {}
        self._before, self._records = self._records, {}
        self._new = 0

    def parse(self, text: str, file: str, problems: Problems) -> Parsed:
        """Read a file's text: :func:`sphinx_workshop.core.reading.reader.parse`."""
        self._files[file] = known = self._files_before.get(file) or Again(file)
        return known.parse(text, problems)

    def find(self, node: Node) -> Record | None:
        """Give the record that was made from a node before; nothing was wrong with it."""
        known = self._before.get(id(node))
        if known is None:
            return None
        self._records[id(node)] = known
        return known[1]

    def validate(self, model: type[R], node: Node, problems: Problems) -> R | None:
        """Read one record: :func:`sphinx_workshop.core.validate.validate`."""
        self._new += 1
        before = len(problems.found)
        record = validate(model, node, problems)
        if record is None or len(problems.found) > before:
            # It is to be said again, and what is wrong has been left out of the file's nodes.
            self._files.pop(node.file, None)
        else:
            self._records[id(node)] = (node, record)
        return record

    def note_stamps(self, program: Program) -> None:
        """Take over the digests of records from the program that they are in."""
        held = (record for _, record in self._records.values())
        self.stamps = {
            id(one): (one, program.stamp(one)) for one in held if isinstance(one, Entity)
        }

    # From one process to the next

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered."""
        return not self._files

    def recall(self, path: Path) -> None:
        """Take over what :meth:`keep` has put into a file; nothing where it cannot be used.

        That is where it is another version's, damaged or cut short: all can be read again.
        """
        with suppress(Exception), path.open("rb") as stream:
            if pickle.load(stream) == _makers():  # noqa: S301 - see above
                for text, parsed, records in pickle.load(stream):  # noqa: S301
                    self._files[parsed.root.file] = Again(parsed.root.file, text, parsed)
                    nodes = _record_nodes(parsed.root)
                    for node, (record, stamp) in zip(nodes, records, strict=True):
                        if record is not None:
                            self._records[id(node)] = (node, record)
                        if stamp:
                            self.stamps[id(record)] = (record, stamp)

    def keep(self, path: Path) -> None:
        """Put what is remembered into a file, unless there is little that it does not hold."""
        if self._new < _FEW:
            return
        with suppress(Exception), whole_file(path) as stream:  # the next build takes longer
            pickle.dump(_makers(), stream, 5)
            pickle.dump([*self._kept()], stream, 5)

    def _kept(self) -> Iterator[tuple[str, Parsed, list[tuple[Record | None, str]]]]:
        """Give of each file its text, what was read, and its records with their digests."""
        for file in self._files.values():
            if file.parsed is not None and isinstance(file.parsed.root, Mapping):
                root = fold(file.parsed.root, file.text)
                nodes = _record_nodes(file.parsed.root)
                # A section may be there without a record.
                records = [self._records.get(id(node), (node, None))[1] for node in nodes]
                stamps = [self.stamps.get(id(record), (record, ""))[1] for record in records]
                yield (
                    file.text,
                    file.parsed._replace(root=root),
                    [*zip(records, stamps, strict=True)],
                )


def _record_nodes(root: Mapping) -> Iterator[Node]:
    """Give what records are made from."""
    for node in root.values.values():
        yield from node.items if isinstance(node, Sequence) else (node,)


def _makers() -> list[str]:
    """Name what says how a text is read."""
    made_by = [sys.version, code_digest(), str(hasattr(yaml, "CBaseLoader"))]
    return [*made_by, *map(version_of, ("PyYAML", "pydantic", "pydantic-core"))]
