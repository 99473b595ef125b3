"""TeX to MathML: docutils' converter, and what it lacks, refuses or takes for something else."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Final

from docutils.utils.math import latex2mathml

from sphinx_workshop.core.tex import COMMON, Rules, argument, rewrite

__all__ = ["UnreadableTexError", "for_docutils", "to_mathml"]

_NAMED: Final = re.compile("&(?!(?:lt|gt|amp|quot);)[a-zA-Z]+;")
# Text, or an element that is drawn without any.
_SHOWN: Final = re.compile(r">\s*[^\s<]|<(?:mspace|mphantom|menclose)")

_SIZES: Final = {
    f"{size}{side}": (1, rf"\{size}l #1\{size}r.")
    for size in ("big", "Big", "bigg", "Bigg")
    for side in ("", "m")
}
_RULES: Final[Rules] = {
    **COMMON,
    **_SIZES,
    "stackrel": (2, r"\overset{#1}{#2}"),
    "iff": (0, r"\;\Longleftrightarrow\;"),
    "dots": (0, r"\ldots "),
    "hphantom": (1, r"\phantom{#1}"),
    "vphantom": (1, ""),
    "argmax": (0, r"\operatorname*{arg\,max}"),
    "argmin": (0, r"\operatorname*{arg\,min}"),
    "mathop": (1, r"\operatorname*{#1}"),
    **dict.fromkeys("textbf textit texttt textsf textnormal hbox".split(), (1, r"\text{#1}")),
}
_ALIGNED: Final = "align alignat split gather gathered multline eqnarray equation".split()
_ENVIRONMENT: Final = re.compile(rf"\\(begin|end)\{{({'|'.join(_ALIGNED)})\*?\}}")
_ARRAY: Final = re.compile(r"\\begin\{(?:array|alignat)\*?\}\s*\{[^{}]*\}")
_ANGLE: Final = {"<": r"\langle ", ">": r"\rangle "}
_NOTHING_BEFORE: Final = re.compile(r"(^|[{&]|\\\\)(\s*)(?=[_^])")
_OPERATOR: Final = re.compile(r"\\operatorname(\*?)\s*(?=\{)")


class UnreadableTexError(Exception):
    """A formula that cannot be MathML; the message says why, in one line."""


@cache
def to_mathml(source: str, *, block: bool = False) -> str:
    """Return a formula as MathML Core.

    :param block: it is displayed by itself.
    :raises UnreadableTexError: it cannot be read, or nothing of it would be seen.
    """
    try:
        made = str(latex2mathml.tex2mathml(for_docutils(source, block=block), as_block=block))
    except Exception as error:  # noqa: BLE001 - docutils stumbles over formulas in every way
        said = str(error).splitlines()[0] if str(error) else "unknown notation"
        raise UnreadableTexError(said) from None
    if not _SHOWN.search(made):
        raise UnreadableTexError("it shows nothing")
    # XHTML (EPUB) has no names for invisible signs.
    return _NAMED.sub(lambda match: html.unescape(match[0]), made)


def for_docutils(source: str, *, block: bool) -> str:
    """Return a formula that says the same in commands that docutils knows.

    :param block: it is displayed, so that limits stand below their operator.
    """
    text = rewrite(source, _RULES)
    text = _ARRAY.sub(r"\\begin{matrix}", text).replace(r"\end{array}", r"\end{matrix}")
    text = _ENVIRONMENT.sub(r"\\\1{aligned}", text)
    text = re.sub(r"\\(left|right)\s*([<>])", lambda match: rf"\{match[1]}{_ANGLE[match[2]]}", text)
    text = re.sub(r"\\middle\s*(\\\||\\?[a-zA-Z]+|.)", _middle, text)
    text = _NOTHING_BEFORE.sub(r"\1\2{}", _operators(text, block=block))
    return "".join(_sign(char) for char in text)


def _middle(match: re.Match[str]) -> str:
    delimiter = {"|": r"\vert", r"\|": r"\Vert", ".": ""}.get(match[1], match[1])
    return f"{delimiter} "


def _operators(text: str, *, block: bool) -> str:
    r"""Set the names of operators: docutils takes the star of ``\operatorname*`` for the name."""
    made: list[str] = []
    at = 0
    while match := _OPERATOR.search(text, at):
        name, end = argument(text, match.end())
        made.append(text[at : match.start()])
        under = bool(match[1]) and re.match(r"\s*[_^]|\s*\\limits", text[end:]) is not None
        plain = re.sub(r"\\[,;: ]|~", " ", name).strip()
        if not under and re.fullmatch(r"[\w .-]+", plain):
            made.append(rf"\operatorname{{{plain}}}")
        else:
            limits = r"\limits" if under and block else ""
            made.append(rf"\,{{\mathrm{{{name}}}}}{limits}")
        at = end
    return "".join(made) + text[at:]


@cache
def _commands() -> dict[str, str]:
    """Give a command for each sign that docutils knows by one."""
    tables = (latex2mathml.operators, latex2mathml.ordinary, latex2mathml.letters)
    return {sign: name for table in tables for name, sign in table.items() if len(sign) == 1}


def _sign(char: str) -> str:
    """Write a sign that docutils does not take as itself by its command, else as text."""
    if char.isascii() or char.isalpha() or char.isdigit():
        return char
    if char == "\u2032":
        return "'"
    name = _commands().get(char)
    return rf"\{name} " if name else rf"\text{{{char}}}"
