"""Small parts of formulas as Typst code."""

from __future__ import annotations

from collections.abc import Callable

from .literals import Code, call, content, string
from .mathtokens import DOLLAR

__all__ = ["joined", "prose", "sign"]


def sign(character: str) -> Code:
    """Return one sign, which Typst sets as a variable, an operator or a fence."""
    # Wrapped as content: bare symbols side by side would join into a string, which is set upright.
    return Code(f"[#symbol({string(character)})]")


def joined(parts: list[Code], separator: Code) -> Code:
    """Return *parts* with a separator between them."""
    found: list[Code] = []
    for position, part in enumerate(parts):
        found.extend([separator, part] if position else [part])
    return content(found)


def prose(text: str, formula: Callable[[str], Code]) -> Code:
    """Return words inside a formula; what stands between dollar signs in them is a formula."""
    parts = text.split(DOLLAR)
    if len(parts) % 2 == 0:
        return call("math.upright", text.replace(DOLLAR, "$"))
    return content(
        formula(part) if place % 2 else call("math.upright", part)
        for place, part in enumerate(parts)
        if part
    )
