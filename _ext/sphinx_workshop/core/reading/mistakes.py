"""What is wrong where YAML itself breaks off, and what to write instead.

The parser's own words speak of tokens; these speak of what an organizer wrote. Where the mistake is
one character, naming it lets the rest of the file be read as if the value were not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml

from sphinx_workshop.core.problems import quote


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake at an index of the text; without the characters at ``patch`` all can be read."""

    index: int
    message: str
    patch: tuple[int, ...] = ()


ESCAPE: Final = "{} in double quotes is an escape: put the text in single quotes"
MERGE: Final = "merge key '<<': write the fields out"
_MERGED: Final = re.compile(r"<<[ \t]*:[ \t]*$")
_TAB: Final = "a tab: indent with blanks"
_START: Final = "text cannot start with {}: put it in quotes"
_INDENT: Final = "this belongs to no list or record: check the indentation here and above"
_NO_KEY: Final = (
    "a ':' where none can be: write 'key: value' on the line above, "
    "or indent this line like its neighbours"
)
_SECOND_COLON: Final = "a second ': ' on the line: put the text in quotes"
_AFTER: Final = {
    '"': "text goes on behind the closing quote: write \\\" inside it, or '…' around the whole",
    "'": "text goes on behind the closing quote: write '' inside it, or \"…\" around the whole",
    "]": "text that starts with '[' must be put in quotes",
    "}": "text that starts with '{' must be put in quotes",
}
_HASH: Final = re.compile(r"[ \t](#)")


def explain(text: str, error: yaml.MarkedYAMLError) -> Mistake:
    """Say what an organizer did to make the parser stop."""
    problem, context = error.problem or "", error.context or ""
    outer, inner = error.context_mark, error.problem_mark or error.context_mark
    start = outer.index if outer else 0
    at = min(inner.index if inner else start, len(text))
    if "escape" in problem or "hexdecimal" in problem:
        return _escape(text, at, half="Unicode" in problem)
    if "tab character" in problem or text[at : at + 1] == "\t":
        return Mistake(at, _TAB)
    if "end of stream" in problem or "document indicator" in problem:
        return Mistake(start, "the quote that opens here is never closed")
    if "mapping values" in problem:
        return _colon(text, at)
    if "cannot start any token" in problem:
        return _start(text, at)
    if context.endswith((" anchor", " alias", " block scalar")):
        return _start(text, start)
    return _structure(text, problem, start, at)


def alias(text: str, at: int) -> Mistake:
    """Explain an alias: text that begins with a star, or the value of a merge key."""
    merged = _MERGED.search(text, max(at - 20, 0), at)
    if merged is not None:
        return Mistake(merged.start(), MERGE, (merged.start(), at))
    return Mistake(at, _START.format("'*'"), (at,))


def _structure(text: str, problem: str, start: int, at: int) -> Mistake:
    """Explain what stands where no key, item or value can."""
    if "expected ',' or" in problem:
        sign = text[start : start + 1]
        if text.count("\n", start, at):
            closing = "]" if sign == "[" else "}"
            return Mistake(start, f"the '{sign}' that opens here is not closed: write '{closing}'")
        return Mistake(at, f"a ',' is missing; put text with '{text[at : at + 1]}' in quotes")
    if "expected key" in problem or "block end" in problem:
        return _stray(text, at)
    if "'-' indicator" in problem:
        return Mistake(at, "expected the next '- ' of the list: check the indentation")
    if "node content" in problem:
        return _start(text, at)
    if "block sequence entries" in problem:
        message = "begin a list on the line below its key; put text that starts with '-' in quotes"
        return Mistake(at, message, (at,))
    if "mapping keys" in problem:
        return _start(text, at)
    if "expected ':'" in problem:
        return Mistake(start, "a ':' is missing behind this key")
    if "<document start>" in problem:
        return Mistake(at, "the file goes on behind its end: keep one document in a file")
    return Mistake(at, f"not readable as YAML: {problem}")


def _escape(text: str, at: int, *, half: bool) -> Mistake:
    at = text.rfind("\\", 0, at + 1)
    found = re.compile(r"\\u[0-9A-Fa-f]{4}|\\[A-Za-z]+|\\.?").match(text, at)
    shown = found.group() if found else "\\"
    if half:
        message = f"'{shown}' is half of a character: write the character itself"
    else:
        message = ESCAPE.format(quote(shown))
    return Mistake(at, message, (at,))


def _start(text: str, at: int) -> Mistake:
    character = text[at : at + 1]
    if not character or character.isspace():
        return Mistake(at, "a value is missing here, or its text must be put in quotes")
    return Mistake(at, _START.format(quote(character)), (at,))


def _colon(text: str, at: int) -> Mistake:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if re.search(r":[ \t]", line):
        return Mistake(at, _SECOND_COLON, (at,))
    return Mistake(at, _NO_KEY)


def _stray(text: str, at: int) -> Mistake:
    """Explain text that belongs to nothing: often the rest of a value that ended too early."""
    start = text.rfind("\n", 0, at) + 1
    before = text[start:at].rstrip()
    if before:
        return Mistake(at, _AFTER.get(before[-1], _INDENT))
    above = text.rfind("\n", 0, max(start - 1, 0)) + 1
    comment = _HASH.search(text, above, start)
    if comment is None:
        return Mistake(at, _INDENT)
    message = "' #' begins a comment and cuts the text off: put the text in quotes"
    return Mistake(comment.start(1), message, (comment.start(1),))
