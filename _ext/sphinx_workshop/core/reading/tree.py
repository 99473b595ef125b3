"""From the parser's events to a tree of nodes.

No tag is resolved and no object is constructed, every scalar stays text, and nothing can expand.
Whatever YAML offers beyond mappings, sequences and scalars (anchors, aliases, tags, merge keys,
directives, more documents) is refused.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final, NamedTuple

import yaml

from sphinx_workshop.core.problems import MAX_MISTAKES, Location, Subtype, quote
from sphinx_workshop.core.reading.mistakes import ESCAPE, MERGE, Mistake, alias, explain
from sphinx_workshop.core.reading.source import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_VALUE,
    Mapping,
    Node,
    Scalar,
    Sequence,
    place_in,
)
from sphinx_workshop.core.reading.text_checks import (
    REFUSED,
    find_forbidden,
    find_lost_escapes,
    show_surrogate_pairs,
)

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_AFTER_VALUE: Final = re.compile(r"[ \t]+#")
_TOP_KEY: Final = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:", re.MULTILINE)


class Parsed(NamedTuple):
    """What a file holds: its root node, if any; the sections not read whole; the count of nodes."""

    root: Node | None
    whole: bool = True
    unread: frozenset[str] = frozenset()
    total: int = 0


class _Refused(Exception):
    """Reading cannot go on past this."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


class Tree:
    """Builds the tree from the parser's events."""

    def __init__(self, text: str, file: str, *, has_hidden: bool) -> None:
        self.text = text
        self.file = file
        self.has_comments = "#" in text
        self.has_hidden = has_hidden
        self.found: list[tuple[Location, str, Subtype]] = []
        self.count = 0
        self.root: Node | None = None
        # The open collections, innermost last, each with the key that waits for its value.
        self.stack: list[tuple[Mapping | Sequence, Scalar | None]] = []
        # Collections that cannot be what was meant: left out when they end.
        self.wrong: set[int] = set()

    def read(self) -> Mistake | None:
        """Read as far as possible; give the mistake at which reading stopped."""
        try:
            self._read()
        except yaml.MarkedYAMLError as error:
            return explain(self.text, error)
        except yaml.YAMLError as error:
            return Mistake(0, f"not readable as YAML: {error}")
        except _Refused as refused:
            return refused.mistake
        return None

    def finish(self, rest: str | None) -> Parsed:
        """Give what was read; of what was open when reading stopped, the records that were whole.

        :param rest: what could not be read.
        """
        if rest is None:
            return Parsed(self.root, total=self.count)
        unread = set(_TOP_KEY.findall(rest))
        root = self.stack[0][0] if self.stack else None
        if isinstance(root, Mapping) and (root.keys or self.stack[0][1]):
            waiting = self.stack[0][1]
            name = waiting.value if waiting else next(reversed(root.keys))
            unread.add(name)
            section = root.values.get(name)
            if len(self.stack) > 1 and isinstance(section, Mapping):
                del root.values[name]
            elif len(self.stack) > 1 and isinstance(section, Sequence) and section.items:
                section.items.pop()
        return Parsed(self.root, False, frozenset(unread))

    def _read(self) -> None:
        documents = 0
        event: Any  # the stubs know only the events' common base
        for event in yaml.parse(self.text, Loader=_Loader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                mark = event.start_mark
                self._open(event, Mapping(self.file, mark.line + 1, mark.column + 1))
            elif kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                self._open(event, Sequence(self.file, mark.line + 1, mark.column + 1))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close()
            elif kind is yaml.AliasEvent:
                raise _Refused(alias(self.text, event.start_mark.index))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                self._start_document(event, documents)

    def _start_document(self, event: Any, number: int) -> None:
        if event.version or event.tags:
            self._error(event, "a '%' directive of YAML: remove the line")
        if number > 1:
            self._stop(event, "a second document: keep one document in a file")

    def _stop(self, event: Any, message: str) -> None:
        raise _Refused(Mistake(event.start_mark.index, message))

    def _error(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self._note(Location(self.file, mark.line + 1, mark.column + 1), message)

    def _note(self, place: Location, message: str, subtype: Subtype = "schema") -> None:
        self.found.append((place, message, subtype))

    def _begin(self, event: Any) -> None:
        """Count a value and refuse what it must not have."""
        if event.anchor is not None:
            self._error(event, "text cannot start with '&': put it in quotes")
        if event.tag is not None:
            self._error(event, "text cannot start with '!': put it in quotes")
        self.count += 1
        if self.count > MAX_NODES:
            self._stop(event, f"more than {MAX_NODES:,} values in one file: split the file")
        if len(self.found) > MAX_MISTAKES:
            self._stop(event, "too many mistakes")

    def _scalar(self, event: Any) -> None:
        self._begin(event)
        mark, value, style = event.start_mark, event.value, event.style
        if len(value) > MAX_VALUE:
            self._error(event, f"a value of {len(value):,} characters: at most {MAX_VALUE:,}")
            value = REFUSED
        elif self.has_hidden:
            value = show_surrogate_pairs(value, escapes=style == '"')
        scalar = Scalar(self.file, mark.line + 1, mark.column + 1, value, style or None)
        if style == '"' and value is not REFUSED:
            self._check_escapes(event, scalar)
        elif self.has_comments and not style:
            end = event.end_mark
            found = _AFTER_VALUE.match(self.text, end.index)
            if found is not None:
                scalar.comment = end.column + found.end() - end.index
                scalar.end_line = end.line + 1
        self._place(scalar)

    def _check_escapes(self, event: Any, scalar: Scalar) -> None:
        """In double quotes an escape can make what the file's text may not hold."""
        start = event.start_mark.index
        raw = self.text[start : event.end_mark.index]
        if "\\" not in raw:
            return
        lost = list(islice(find_lost_escapes(raw), MAX_MISTAKES))
        for at, command in lost:
            self._note(place_in(self.text, self.file, start + at), ESCAPE.format(quote(command)))
        forbidden = None if lost else find_forbidden(scalar.value.replace(REFUSED, ""))
        if forbidden is not None:
            self._error(event, forbidden)
        if lost or forbidden is not None:
            scalar.value = REFUSED

    def _open(self, event: Any, node: Mapping | Sequence) -> None:
        self._begin(event)
        if len(self.stack) >= MAX_DEPTH:
            self._stop(event, f"nested deeper than {MAX_DEPTH} levels")
        self._place(node)
        self.stack.append((node, None))

    def _close(self) -> None:
        node, _key = self.stack.pop()
        if id(node) not in self.wrong:
            return
        self.wrong.remove(id(node))
        parent = self.stack[-1][0] if self.stack else None
        if isinstance(parent, Sequence):
            parent.items.pop()
            parent.refused = True
        if isinstance(parent, Mapping):
            name = next(reversed(parent.values), "")
            if parent.values.get(name) is node:
                del parent.values[name]

    def _place(self, node: Node) -> None:
        """Put a finished scalar or a just opened collection where it belongs."""
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        refused = isinstance(node, Scalar) and REFUSED in node.value
        if isinstance(parent, Sequence):
            if refused:
                parent.refused = True
            else:
                parent.items.append(node)
        elif key is None:
            self.stack[-1] = (parent, self._as_key(parent, node))
        else:
            self.stack[-1] = (parent, None)
            self._add(parent, key, None if refused else node)

    def _as_key(self, parent: Mapping, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        sign = "[" if isinstance(node, Sequence) else "{"
        self._note(node.location, f"text that starts with '{sign}' must be put in quotes")
        self.wrong.add(id(parent))
        return Scalar(node.file, node.line, node.column, REFUSED)

    def _add(self, parent: Mapping, key: Scalar, node: Node | None) -> None:
        name = key.value
        first = parent.keys.get(name)
        if REFUSED in name:
            return
        if name == "<<" and key.style is None:
            self._note(key.location, MERGE)
        elif first is not None:
            message = f"key {quote(name)} stands twice, first at {first.location}: keep one"
            self._note(key.location, message, "duplicate")
        else:
            parent.keys[name] = key
            if node is not None:
                parent.values[name] = node
