"""What no value may hold: control characters, bidirectional overrides, lost LaTeX.

Bidirectional embeddings, overrides and isolates can make a text read otherwise than it is stored
(Unicode TR 36; CVE-2021-42574); the marks U+200E, U+200F and U+061C and the joiners are part of
ordinary Arabic, Hebrew, Persian and Indic text and stay allowed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# A carriage return ends a line only together with a line feed; alone it hides text in a terminal.
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
# Commands whose first letter is one of YAML's escapes: "\alpha" is a bell and "lpha".
_LATEX: Final = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:alpha|approx|ast|begin|beta|bar|bf|bm|boldsymbol|bullet|big|binom|emph|"
    r"epsilon|eps|equiv|eta|ell|exp|exists|frac|forall|nabla|ne|neq|neg|ni|not|nu|notin|natural|"
    r"rho|right|rm|rangle|rightarrow|rVert|tau|text|textbf|textit|texttt|theta|tilde|times|to|top|"
    r"tfrac|varepsilon|varphi|vec|vert|vee|bigl?|bigr|backslash|land|lambda|left|leq|log))"
    r"(?![a-z])"
)


def find_forbidden(text: str) -> tuple[int, str] | None:
    """Find the first character that no value may hold.

    :returns: its index and a message naming it, or None.
    """
    found = _FORBIDDEN.search(text) or _LONE_RETURN.search(text)
    if found is None:
        return None
    character = found.group()
    name = unicodedata.name(character, "a control character")
    return found.start(), f"forbidden character U+{ord(character):04X} ({name.lower()}): remove it"


def find_lost_escape(raw: str) -> str | None:
    r"""Find a LaTeX command that YAML's double quotes would turn into a control character.

    :param raw: the value as it stands in the file, quotes included.
    :returns: the command, such as ``\alpha``, or None.
    """
    if "\\" not in raw:
        return None
    found = _LATEX.search(raw)
    return found.group(1) if found else None
