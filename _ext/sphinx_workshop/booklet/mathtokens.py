"""A TeX formula as a row of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["DOLLAR", "Tokens", "UnreadableFormulaError"]

#: Stands in a raw group for a dollar sign that begins or ends a formula.
DOLLAR = "\0"

_TOKEN = re.compile(
    r"\\(operatorname\*|[a-zA-Z]+)\s*|\\(.)|(\d+(?:\.\d+)?)|(\s+)|(%[^\n]*)|(.)", re.DOTALL
)
_ESCAPES = frozenset("\\" + sign for sign in "{}%$#&_ ")


class UnreadableFormulaError(Exception):
    """A formula that this package cannot set; the message names what it stumbled on."""


def _tokens(source: str) -> Iterator[str]:
    """Yield commands with their backslash, numbers, blanks (as one) and single characters."""
    for match in _TOKEN.finditer(source):
        word, sign, number, blank, comment, other = match.groups()
        if word is not None:
            yield "\\" + word
        elif sign is not None:
            yield "\\" + sign
        elif number is not None or other is not None:
            yield number or other
        elif blank is not None and comment is None:
            yield " "


class Tokens:
    """The tokens of one formula, taken one by one."""

    def __init__(self, source: str) -> None:
        self._tokens = list(_tokens(source))
        self._at = 0

    def peek(self, *, blanks: bool = False) -> str | None:
        """Return the token that comes next, or None at the end; blanks count only if asked for."""
        while not blanks and self._at < len(self._tokens) and self._tokens[self._at] == " ":
            self._at += 1
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def next(self, *, blanks: bool = False) -> str:
        """Take the next token.

        :raises UnreadableFormulaError: at the end.
        """
        token = self.peek(blanks=blanks)
        if token is None:
            raise UnreadableFormulaError("it ends too early")
        self._at += 1
        return token

    def digit(self) -> str | None:
        r"""Take one digit of a longer number, as ``\frac12`` does, or nothing."""
        token = self.peek()
        if token is None or not token.isdigit() or len(token) == 1:
            return None
        self._tokens[self._at] = token[1:]
        return token[0]

    def raw_group(self) -> str:
        """Take the text between braces, as it is written."""
        if self.next() != "{":
            raise UnreadableFormulaError("a brace is missing")
        parts: list[str] = []
        depth = 1
        while True:
            token = self.next(blanks=True)
            depth += {"{": 1, "}": -1}.get(token, 0)
            if depth == 0:
                return "".join(parts)
            mark = DOLLAR if token == "$" else token
            parts.append(token[1:] if token in _ESCAPES else mark)
