"""TeX formulas rewritten before a converter reads them: commands it lacks by commands it knows.

A rule is a number of arguments and what stands in their place, with ``#1`` and ``#2``. Formulas are
text all the way: nothing is run, and what no rule names stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["COMMON", "Rules", "argument", "rewrite"]

Rules = Mapping[str, tuple[int, str]]

#: What neither MathML's nor Typst's converter knows.
COMMON: Final[Rules] = {
    "bra": (1, r"{\langle #1|}"),
    "ket": (1, r"{|#1\rangle}"),
    "braket": (1, r"{\langle #1\rangle}"),
    "bm": (1, r"\boldsymbol{#1}"),
    "pmb": (1, r"\boldsymbol{#1}"),
    "nicefrac": (2, "{#1}/{#2}"),
    "sfrac": (2, "{#1}/{#2}"),
    "ensuremath": (1, "{#1}"),
    "color": (1, ""),
    "textcolor": (2, "{#2}"),
    "substack": (1, r"\begin{matrix}#1\end{matrix}"),
    "tag": (1, r"\qquad(\text{#1})"),
    "tag*": (1, r"\qquad\text{#1}"),
    "dotsi": (0, r"\cdots "),
    "dotso": (0, r"\ldots "),
}
_INFIX: Final = {"choose": "binom", "over": "frac"}
_COMMAND: Final = re.compile(r"\\(?:operatorname\*|tag\*|[a-zA-Z]+|.)", re.DOTALL)
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_DEEPEST: Final = 60


def rewrite(source: str, rules: Rules, depth: int = 0) -> str:
    """Return *source* with the commands that *rules* name replaced, in arguments too."""
    if depth > _DEEPEST:
        return source
    made: list[str] = []
    at = 0
    while at < len(source):
        command = _COMMAND.match(source, at)
        if source[at] == "{":
            end = _end_of_group(source, at)
            if end is None:  # for the converter to complain about
                return "".join(made) + source[at:]
            made.append("{" + rewrite(source[at + 1 : end - 1], rules, depth + 1) + "}")
            at = end
        elif command is None:
            made.append(source[at])
            at += 1
        elif (name := command[0][1:]) in _INFIX:
            left = "".join(made)
            right = rewrite(source[command.end() :], rules, depth + 1)
            return rf"\{_INFIX[name]}{{{left}}}{{{right}}}"
        elif name in rules:
            text, at = _apply(source, command.end(), rules, name, depth)
            made.append(text)
        elif name in ("text", "textrm", "mbox", "begin", "end", "operatorname", "operatorname*"):
            inner, at = argument(source, command.end())
            made.append(f"{command[0]}{{{inner}}}")
        else:
            made.append(command[0])
            at = command.end()
    return "".join(made)


def _apply(source: str, at: int, rules: Rules, name: str, depth: int) -> tuple[str, int]:
    number, text = rules[name]
    # All at once, as an argument may hold a number sign itself.
    held = {}
    for place in range(1, number + 1):
        inner, at = argument(source, at)
        held[f"#{place}"] = rewrite(inner, rules, depth + 1)
    return re.sub("#[12]", lambda match: held.get(match[0], match[0]), text), at


def argument(source: str, at: int) -> tuple[str, int]:
    """Take an argument: what stands in braces, or one command or character.

    :returns: the argument without its braces, and where the rest begins.
    """
    while at < len(source) and source[at].isspace():
        at += 1
    if at >= len(source):
        return "", at
    if source[at] != "{":
        command = _COMMAND.match(source, at)
        end = command.end() if command else at + 1
        return source[at:end], end
    closed = _end_of_group(source, at)
    return (
        (source[at + 1 :], len(source)) if closed is None else (source[at + 1 : closed - 1], closed)
    )


def _end_of_group(source: str, at: int) -> int | None:
    """Find where a group that begins at *at* ends; None where it does not."""
    level = 0
    for match in _BRACE.finditer(source, at):
        level += {"{": 1, "}": -1}.get(match[0], 0)
        if level == 0:
            return match.end()
    return None
