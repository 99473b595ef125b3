"""The nearest thing that exists, for messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give `` (did you mean 'x'?)`` for the known word nearest to ``word``, else nothing."""
    spelled = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), spelled, n=1, cutoff=0.6)
    return f" (did you mean '{spelled[near[0]]}'?)" if near else ""
