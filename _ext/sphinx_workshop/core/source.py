"""YAML text as a tree of nodes that know their place (YAML 1.1 as read by PyYAML/libyaml).

Only the parser's events are used, with a stack of our own: no tag is resolved and no object is
constructed, every scalar stays text, and nothing can expand. Whatever YAML offers beyond mappings,
sequences and scalars (anchors, aliases, tags, merge keys, a second document) is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from sphinx_workshop.core.problems import Location, Problems
from sphinx_workshop.core.text_checks import find_forbidden, find_lost_escape

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 16
MAX_NODES: Final = 200_000
MAX_VALUE: Final = 64_000

_Loader: Any = getattr(yaml, "CParser", None)
_AFTER_VALUE = re.compile(r"[ \t]+#")


@dataclass(slots=True)
class Scalar:
    """A value: always text. ``style`` is YAML's: ``None`` for plain, else the quote or block sign.

    ``comment`` tells that a comment follows on the same line: perhaps text cut off by accident.
    """

    file: str
    line: int
    column: int
    value: str
    style: str | None = None
    comment: bool = False

    @property
    def location(self) -> Location:
        """Where it stands."""
        return Location(self.file, self.line, self.column)


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    file: str
    line: int
    column: int
    items: list[Node] = field(default_factory=list)

    @property
    def location(self) -> Location:
        """Where it stands."""
        return Location(self.file, self.line, self.column)


@dataclass(slots=True)
class Mapping:
    """Keys (unique, in the order of the file) with their nodes."""

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

# What the parser says about the mistakes that people make, and what to write instead.
_ADVICE: Final = (
    ("mapping values are not allowed", "a second ': ' on the line: put the text in quotes"),
    ("found character '\\t'", "a tab: indent with spaces"),
    ("found a tab character", "a tab: indent with spaces"),
    ("cannot start any token", "text cannot start with this character: put it in quotes"),
    ("found unknown escape character", "unknown escape: write the text in single quotes"),
    ("escape", "unknown escape: write the text in single quotes"),
    ("while scanning an alias", "text that starts with '*' must be put in quotes"),
    ("while scanning an anchor", "text that starts with '&' must be put in quotes"),
    ("while scanning a directive", "text that starts with '%' must be put in quotes"),
    ("while scanning a tag", "text that starts with '!' must be put in quotes"),
    ("while scanning a block scalar", "text that starts with '|' or '>' must be put in quotes"),
    ("unexpected end of stream", "the quote that opens here is never closed"),
    ("could not find expected ':'", "a ':' is missing after the key on this or the line above"),
    ("expected ',' or ']'", "a ',' or ']' is missing in a list; put text with commas in quotes"),
    ("expected ',' or '}'", "a ',' or '}' is missing; put text with braces in quotes"),
    ("did not find expected '-' indicator", "indent the items of a list alike, each with '- '"),
    (
        "did not find expected key",
        "check the indentation, and put text with quotes inside in quotes",
    ),
    ("expected <block end>", "check the indentation, and put text with quotes inside in quotes"),
    ("expected the node content", "a value is missing, or its text must be put in quotes"),
    ("did not find expected node content", "a value is missing, or its text must be put in quotes"),
    ("expected <document start>", "only one document a file: check the indentation"),
    ("block sequence entries are not allowed", "put the list on lines of its own below the key"),
)


def parse(text: str, file: str, problems: Problems) -> Node | None:
    """Read one file's text.

    :param text: the whole file.
    :param file: its name for messages, relative to the source folder.
    :param problems: where mistakes go; a mistake in the YAML itself ends the reading of this file.
    :returns: the root node, or None where the file is empty or cannot be read on.
    """
    forbidden = find_forbidden(text)
    if forbidden is not None:
        index, message = forbidden
        problems.error(_place(text, file, index), message)
        return None
    try:
        return _Reader(text, file, problems).read()
    except yaml.MarkedYAMLError as error:
        problems.error(_error_place(error, file), _explain(error))
    except yaml.YAMLError as error:
        problems.error(Location(file), f"not readable as YAML: {error}")
    except _Abandoned:
        pass
    return None


def _place(text: str, file: str, index: int) -> Location:
    start = text.rfind("\n", 0, index) + 1
    return Location(file, text.count("\n", 0, index) + 1, index - start + 1)


def _error_place(error: yaml.MarkedYAMLError, file: str) -> Location:
    unclosed = error.problem is not None and "unexpected end of stream" in error.problem
    mark = error.context_mark if unclosed and error.context_mark else error.problem_mark
    mark = mark or error.context_mark
    return Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)


def _explain(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}".strip()
    for phrase, advice in _ADVICE:
        if phrase in said:
            return advice
    return f"not readable as YAML: {said}"


class _Abandoned(Exception):
    """A limit is passed: reading on would only cost time."""


class _Reader:
    """Builds the tree from the parser's events."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self.text = text
        self.file = file
        self.problems = problems
        self.lines = text.splitlines() if "#" in text else None
        self.count = 0
        self.root: Node | None = None
        # The open collections, innermost last, each with the key that waits for its value.
        self.stack: list[tuple[Mapping | Sequence, Scalar | None]] = []

    def read(self) -> Node | None:
        documents = 0
        event: Any  # the stubs know only the events' common base
        for event in yaml.parse(self.text, Loader=_Loader or yaml.SafeLoader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                mark = event.start_mark
                self._open(event, Mapping(self.file, mark.line + 1, mark.column + 1))
            elif kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                self._open(event, Sequence(self.file, mark.line + 1, mark.column + 1))
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                self.stack.pop()
            elif kind is yaml.AliasEvent:
                self._error(
                    event, f"alias '*{event.anchor}': put text that starts with '*' in quotes"
                )
                self._place(Scalar(self.file, event.start_mark.line + 1, 1, ""))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._error(event, "a second document: keep one document in a file")
                    raise _Abandoned
        return self.root

    def _error(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self.problems.error(Location(self.file, mark.line + 1, mark.column + 1), message)

    def _plain_only(self, event: Any) -> None:
        if event.anchor is not None:
            self._error(event, f"anchor '&{event.anchor}': put text that starts with '&' in quotes")
        if event.tag is not None:
            self._error(event, f"tag '{event.tag}': put text that starts with '!' in quotes")
        self.count += 1
        if self.count > MAX_NODES:
            self._error(event, f"more than {MAX_NODES:,} values in one file: split the file")
            raise _Abandoned

    def _scalar(self, event: Any) -> None:
        self._plain_only(event)
        mark, value, style = event.start_mark, event.value, event.style
        scalar = Scalar(self.file, mark.line + 1, mark.column + 1, value, style)
        if len(value) > MAX_VALUE:
            self._error(event, f"a value of {len(value):,} characters: at most {MAX_VALUE:,}")
            scalar.value = ""
        elif style == '"':
            self._check_escapes(event, scalar)
        elif style is None:
            scalar.style = None
            scalar.comment = self._has_comment(event.end_mark)
        self._place(scalar)

    def _check_escapes(self, event: Any, scalar: Scalar) -> None:
        """In double quotes an escape can make what the file's text may not hold."""
        start, end = event.start_mark.index, event.end_mark.index
        lost = find_lost_escape(self.text[start:end])
        found = find_forbidden(scalar.value)
        if lost is not None:
            self._error(event, f"'{lost}' is an escape in double quotes: use single quotes")
        elif found is not None:
            self._error(event, found[1])

    def _has_comment(self, end_mark: Any) -> bool:
        if self.lines is None or end_mark.line >= len(self.lines):
            return False
        return _AFTER_VALUE.match(self.lines[end_mark.line], end_mark.column) is not None

    def _open(self, event: Any, node: Mapping | Sequence) -> None:
        self._plain_only(event)
        if len(self.stack) >= MAX_DEPTH:
            self._error(event, f"nested deeper than {MAX_DEPTH} levels")
            raise _Abandoned
        self._place(node)
        self.stack.append((node, None))

    def _place(self, node: Node) -> None:
        """Put a finished scalar or a just opened collection where it belongs."""
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            self.stack[-1] = (parent, self._as_key(node))
        else:
            self.stack[-1] = (parent, None)
            self._add(parent, key, node)

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.problems.error(node.location, "a key must be a single word, not a list or mapping")
        return Scalar(node.file, node.line, node.column, "")

    def _add(self, parent: Mapping, key: Scalar, node: Node) -> None:
        name = key.value
        if name == "<<":
            self.problems.error(key.location, "merge key '<<': write the fields out")
        elif name in parent.keys:
            first = parent.keys[name].location
            message = f"key '{name}' stands twice, first at {first}: keep one"
            self.problems.error(key.location, message, "duplicate")
        else:
            parent.keys[name] = key
            parent.values[name] = node
