"""What a terminal cannot show: written in other characters or as escapes, so that nothing is lost.

Where an encoding lacks a character, Python's output fails and Sphinx's has a question mark.
"""

from __future__ import annotations

import codecs
import sys
from typing import Final

__all__ = ["show_all", "show_at_once", "write_utf_8"]

_NAME: Final = "sphinx-workshop"
# What our own messages are set with, and what else does for it.
_PLAIN: Final = {
    "·": "-",
    "–": "-",
    "−": "-",
    "×": "x",
    "…": "...",
    "\N{NO-BREAK SPACE}": " ",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}


def show_all() -> None:
    """Have standard output and standard error write what their encodings lack in another way."""
    codecs.register_error(_NAME, _stand_in)
    for stream in (sys.stdout, sys.stderr):
        # Whoever has put another object there knows what it takes.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors=_NAME)


def show_at_once() -> None:
    """Have standard output show each line when it is written, in a file or a pipe too."""
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(line_buffering=True)


def write_utf_8() -> None:
    """Have standard output take a document, which is UTF-8 whatever the terminal shows."""
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(encoding="utf-8")


def _stand_in(error: UnicodeError) -> tuple[str | bytes, int]:
    """Give what is written in place of characters (a handler of errors, see ``codecs``)."""
    if not isinstance(error, UnicodeEncodeError):
        # Somebody reads what was written to such a stream.
        return codecs.replace_errors(error)
    lacking = error.object[error.start : error.end]
    return "".join(_PLAIN.get(char) or _escaped(char) for char in lacking), error.end


def _escaped(char: str) -> str:
    return char.encode("ascii", "backslashreplace").decode("ascii")
