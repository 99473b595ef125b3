"""The nearest thing that exists, for messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Final

# Nobody means a known word by a longer one.
_MAX_LENGTH: Final = 80
_CANDIDATES: Final = 20
_NEAR: Final = 0.599


class UnknownWord(ValueError):
    """A word that is none of the known ones: ``before`` it and ``after`` it stands the message.

    What was meant is looked for when somebody reads the message, not while values are being read.
    """

    def __init__(self, before: str, word: str, known: Iterable[str], after: str = "") -> None:
        super().__init__(before + after)
        self.before = before
        self.word = word
        self.known = known
        self.after = after

    def explain(self, hint: Callable[[str, Iterable[str]], str]) -> str:
        """Give the message with the word that was meant."""
        return self.before + hint(self.word, self.known) + self.after


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give `` (did you mean 'x'?)`` for the known word nearest to ``word``, else nothing."""
    near = nearest(word, known)
    return f" (did you mean '{near}'?)" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that ``word`` is most like, or ``""`` where it is like none.

    With the number of known words only the time for a cheap comparison of letters grows.
    """
    if not 0 < len(word) <= _MAX_LENGTH:
        return ""
    wanted = word.lower()
    letters = set(wanted)
    near = (name for name in known if abs(len(name) - len(wanted)) <= len(wanted))
    # In one order: of two that are equally near the first is meant, and sets have none.
    spelled = {name.lower(): name for name in sorted(near)}
    shortlist = nlargest(
        _CANDIDATES,
        spelled,
        key=lambda name: 2 * len(letters.intersection(name)) - abs(len(name) - len(wanted)),
    )
    matcher = SequenceMatcher(b=wanted)
    best, ratio = "", _NEAR
    for name in shortlist:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() > ratio and matcher.ratio() > ratio:
            best, ratio = name, matcher.ratio()
    return spelled[best] if best else ""
