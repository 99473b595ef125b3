"""What no value may hold: control characters, bidirectional overrides, lost LaTeX.

Bidirectional embeddings, overrides and isolates can make a text read otherwise than it is stored
(Unicode TR 36; CVE-2021-42574); the marks U+200E, U+200F and U+061C and the joiners are part of
ordinary Arabic, Hebrew, Persian and Indic text and stay allowed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

# What stands in for a character that was refused; never part of a value that is passed on.
REFUSED: Final = "\N{REPLACEMENT CHARACTER}"

# Controls, line separators of other systems, bidirectional controls, byte order marks, annotation
# and tag characters, lone surrogates, noncharacters, and the private planes: no font shows those.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff"
    "\ufff9-\uffff\ud800-\udfff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
# A carriage return ends a line only before a line feed; alone it hides text in a terminal.
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
_PAIR: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)(\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})"
)
# A hidden pair keeps its twelve characters, each moved to a plane that no value may use, so that
# all places in the file stay as they are.
_PLANE: Final = 0x100000
_HIDDEN: Final = re.compile("[\U00100000-\U001000ff]{12}")
_HIDE: Final = {code: _PLANE + code for code in range(128)}
_UNHIDE: Final = {_PLANE + code: code for code in range(128)}
# One of YAML's escapes whose letter begins a LaTeX command. Line feeds and tabs are often meant, so
# there only the names of commands count, and the shortest of them only where there is a formula.
_LATEX: Final = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:[abefrvLNP][A-Za-z]+|_"
    r"|(?:nabla|neq|newcommand|notin|nonumber|norm"
    r"|tan|tanh|tau|text|textbf|textit|textrm|textsc|texttt|tfrac|theta|tilde|times|triangle)"
    r"(?![A-Za-z])|(?<=\\)(?:ne|neg|ni|not|nu|to|top)(?![A-Za-z])(?=.*\$)))",
    re.DOTALL,
)


def refuse_forbidden(text: str, most: int) -> tuple[str, list[tuple[int, str]]]:
    """Find the characters that no value may hold.

    :param most: after so many, no more are described.
    :returns: the text with each of them replaced, at the same length; each one's index and message.
    """
    found: list[tuple[int, str]] = []
    for pattern in (_FORBIDDEN, _LONE_RETURN) if "\r" in text else (_FORBIDDEN,):
        if pattern.search(text) is not None:
            matches = islice(pattern.finditer(text), most)
            found += [(match.start(), describe_forbidden(match.group())) for match in matches]
            text = pattern.sub(REFUSED, text)
    return text, sorted(found)


def find_forbidden(text: str) -> str | None:
    """Describe the first character that no value may hold, or give None."""
    found = _FORBIDDEN.search(text) or _LONE_RETURN.search(text)
    return describe_forbidden(found.group()) if found else None


def describe_forbidden(character: str) -> str:
    """Name a character for a message."""
    name = unicodedata.name(character, "a control character").lower()
    return f"forbidden character U+{ord(character):04X} ({name}): remove it"


def hide_surrogate_pairs(text: str) -> str:
    r"""Hide escapes such as ``\ud83d\ude00``, which YAML does not know but JSON's writers use."""
    if "\\u" not in text:
        return text
    return _PAIR.sub(lambda found: found[1] + _hide(found[2]), text)


@lru_cache(maxsize=4096)
def _hide(pair: str) -> str:
    return pair.translate(_HIDE)


def show_surrogate_pairs(value: str, *, escapes: bool) -> str:
    """Bring hidden pairs back.

    :param escapes: as the character they mean, as in double quotes; else as they were written.
    """
    if value.isascii():
        return value
    if not escapes:
        return value.translate(_UNHIDE)
    return _HIDDEN.sub(lambda found: _character(found.group()), value)


@lru_cache(maxsize=4096)
def _character(hidden: str) -> str:
    pair = hidden.translate(_UNHIDE)
    high, low = int(pair[2:6], 16), int(pair[8:12], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def find_lost_escapes(raw: str) -> Iterator[tuple[int, str]]:
    r"""Find LaTeX commands that YAML's double quotes would turn into control characters.

    :param raw: the value as it stands in the file, quotes included.
    :returns: the index and the command, such as ``\alpha``, of each.
    """
    if "\\" in raw:
        for found in _LATEX.finditer(raw):
            yield found.start(1), found.group(1)
