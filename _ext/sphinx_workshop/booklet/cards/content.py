"""What a card says: of the workshop, of a paper."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from sphinx_workshop.core import cards
from sphinx_workshop.core.markup import Inline, Math, parse_title, plain_text
from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.wording import days_in_words
from sphinx_workshop.sections.papers import DECISIONS, Paper
from sphinx_workshop.sections.workshop import Workshop

from ..literals import Code, Value, call, content, string
from ..mathematics import UnreadableFormulaError, formula

__all__ = ["Card", "paper_card", "site_card"]

_RIGHT_TO_LEFT: Final = ("R", "AL")
# Scripts whose lines may break between any two letters, or where a dictionary says so.
_LOOSE: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_LONG: Final = re.compile(rf"[^\s{_LOOSE}]{{31,}}")
_WORD: Final = re.compile(rf"[^\s\u00ad{_LOOSE}]+")
_LINE: Final = 54


@dataclass(frozen=True, slots=True)
class Card:
    """One picture's words; ``title`` may hold formulas, everything else is plain text.

    :param path: where the picture stands below the HTML root.
    :param over: what stands above the title.
    """

    path: str
    title: str
    over: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    strong: str = ""
    quiet: str = ""
    language: str = "en"

    def source(self) -> Code:
        """Give the card as a call of the template's function."""
        words = plain_title(self.title)
        fields: dict[str, Value] = {
            "over": self.over,
            "title": _title(self.title),
            "word": max(_WORD.findall(_breakable(words)), key=len, default=""),
            "names": self.names,
            "strong": self.strong,
            "quiet": self.quiet,
            "dir": Code("rtl" if _runs_left(words) else "ltr"),
        }
        return call("card", **fields)


def _title(text: str) -> Code:
    """Write a title; a formula that cannot be set stands as its source."""
    return content(_part(part) for part in parse_title(text))


def _part(part: Inline) -> Code:
    if isinstance(part, Math):
        try:
            return call("math.equation", formula(part.value))
        except UnreadableFormulaError:
            return string(f"${part.value}$")
    return string(_breakable(plain_text([part])))


def _breakable(text: str) -> str:
    """Let words that no line can hold break somewhere with a hyphen (U+00AD)."""
    return _LONG.sub(lambda found: "\u00ad".join(re.findall(".{1,20}", found[0])), text)


def _short(text: str) -> str:
    """Cut a text that would take more than a line."""
    return text if len(text) <= _LINE else f"{text[: _LINE - 1].rpartition(' ')[0]}…"


def _runs_left(text: str) -> bool:
    """Tell whether a text's first letter runs from right to left (UAX #9, rule P2)."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    first = next((kind for kind in kinds if kind in ("L", *_RIGHT_TO_LEFT)), "L")
    return first in _RIGHT_TO_LEFT


def site_card(program: Program) -> Card:
    """Say what the workshop is, when and where."""
    workshop = program.one(Workshop)
    venue, host = workshop.venue, workshop.host
    acronym, edition = plain_title(workshop.acronym), plain_title(workshop.edition or "")
    over = dict.fromkeys(part for part in (acronym, edition) if part)
    named = [plain_title(one.name) for one in (host, venue) if one]
    return Card(
        cards.SITE_CARD,
        workshop.title,
        over=tuple(over),
        strong=days_in_words(*workshop.days),
        quiet=_short(" \N{MIDDLE DOT} ".join(dict.fromkeys(named))),
        language=_language(workshop.language),
    )


def paper_card(program: Program, paper: Paper) -> Card:
    """Say what a paper is called, by whom it is, and at which workshop."""
    workshop = program.one(Workshop)
    decision = DECISIONS[paper.decision][0] if paper.decision else ""
    over = (plain_title(workshop.acronym), decision, *map(plain_title, paper.awards))
    return Card(
        cards.paper_card(paper.id),
        paper.title,
        over=tuple(dict.fromkeys(part for part in over if part)),
        names=tuple(author.name for author in paper.authors),
        strong=_short(plain_title(workshop.title)),
        quiet=days_in_words(*workshop.days),
        language=_language(paper.language or workshop.language),
    )


def _language(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()
