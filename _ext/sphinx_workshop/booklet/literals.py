"""Typst source made from Python values: text in, code out, nothing else.

Everything that people wrote reaches Typst as a string literal. A ``str`` is always text and is
always quoted here; only a :class:`Code`, which this package makes itself, is passed on as it
stands. That one distinction keeps ``#``, ``$``, ``]`` and ``*/`` in a title from being markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "EMPTY",
    "Code",
    "Value",
    "breakable",
    "call",
    "collapse",
    "content",
    "stack",
    "string",
    "value",
]


class Code(str):
    """A piece of Typst code (an expression), as opposed to text."""

    __slots__ = ()


Value = Code | str | bool | int | float | None | Sequence["Value"] | Mapping[str, "Value"]

#: Content that holds nothing.
EMPTY = Code("[]")

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_ESCAPED = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\n",
        "\t": "\\t",
        # Typst counts these as line ends; escaped, one literal stays on one line of the source.
        **{chr(c): f"\\u{{{c:x}}}" for c in (0x0B, 0x0C, 0x85, 0x2028, 0x2029)},
    }
)
# What a line cannot end in, where scripts part lines between words (it can behind "/" and "-"), and
# the pieces that it is taken apart into.
_ENDLESS = re.compile("[!-,.0-~\u00a1-\u058f]{30,}")
_ONE = "(?:.[\u0300-\u036f\u0483-\u0489]*)"  # a letter keeps its marks
_PIECE = re.compile(f"{_ONE}{{1,9}}[?&=.,:;_]+|{_ONE}{{1,10}}")
# Controls, lone surrogates and the two non-characters have no glyph and no meaning on paper.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def string(text: str) -> Code:
    """Return the Typst string literal for *text*; unprintable characters become U+FFFD."""
    return Code('"' + _UNPRINTABLE.sub("\ufffd", text).translate(_ESCAPED) + '"')


def collapse(text: str) -> str:
    """Return *text* with each run of blanks and line ends as one blank, as HTML shows it.

    No-break spaces stay: they are not blanks but letters that look like one.
    """
    return _SPACE.sub(" ", text)


def breakable(text: str) -> str:
    """Return *text* with places where a line may end inside words that fit on none.

    A word of a hundred letters would else run over the next column. Addresses are left alone as
    far as possible, as who copies one gets these places too.
    """
    return _ENDLESS.sub(lambda match: "\u200b".join(_PIECE.findall(match[0])), text)


def value(item: Value) -> Code:
    """Return the Typst expression for a Python value; a ``str`` that is not ``Code`` is quoted."""
    if isinstance(item, Code):
        return item
    if isinstance(item, str):
        return string(item)
    if item is None:
        return Code("none")
    if isinstance(item, bool):
        return Code("true" if item else "false")
    if isinstance(item, int | float):
        return Code(repr(item))
    if isinstance(item, Mapping):
        pairs = ", ".join(f"{string(key)}: {value(part)}" for key, part in item.items())
        return Code(f"({pairs or ':'})")
    return Code("(" + "".join(f"{value(part)}, " for part in item) + ")")


def call(function: str, *arguments: Value, **named: Value) -> Code:
    """Return a call of a Typst *function*; ``_`` in an argument's name stands for ``-``.

    Arguments that are ``None`` are passed as ``none``; leave out what should keep its default.
    """
    parts = [f"{key.rstrip('_').replace('_', '-')}: {value(item)}" for key, item in named.items()]
    parts.extend(value(item) for item in arguments)
    return Code(f"{function}({', '.join(parts)})")


def content(parts: Iterable[Code]) -> Code:
    """Return inline content: *parts* one after the other, with nothing between them."""
    kept = [part for part in parts if part]
    if not kept:
        return EMPTY
    return kept[0] if len(kept) == 1 else Code("{" + "; ".join(kept) + "}")


def stack(parts: Iterable[Code]) -> Code:
    """Return block content: each of *parts* on lines of its own."""
    kept = [part for part in parts if part]
    if len(kept) == 1 and not kept[0].startswith("//"):
        return kept[0]
    return Code("{\n" + "\n".join(kept) + "\n}") if kept else EMPTY
