"""Papers on like matters, from their own texts: no network, no model, the same on every machine.

Each paper is the set of its most telling words, weighted by how often it says them and how few
others do (tf-idf, lengths evened out as in BM25); two papers are as near as their weights' cosine.
Only the few most telling words of each paper count, so that the work grows with the number of
papers and not with its square.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from math import log, sqrt
from typing import Final

from sphinx_workshop.core.kept import keep
from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.sections.papers import Paper

MOST: Final = 4
# Of each paper so many words count; a word that more papers share than this says nothing.
_TELLING: Final = 24
_COMMON: Final = 150
_FREQUENT: Final = 0.5
# Less likeness than this is chance.
_LEAST: Final = 0.1
# What a word in the title or a keyword counts, a word in the abstract being one.
_TITLE, _KEYWORD = 3, 4
_SATURATION: Final = 1.5

_WORDS: Final = re.compile(r"[^\W\d_]{2,}")
# Scripts that put no blanks between words are compared by pairs of characters.
_DENSE: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+"
)
# Known by their frequency where there are abstracts, but not from a few dozen titles.
_SMALL: Final = frozenset(
    "able about across after all also among and any approach are based be been before best better "
    "between both but by can could do does each even few for from further get give given good has "
    "have high how if in into is it its just large less like low made make many may method more "
    "most much need new no non not of on one only or other our out over paper part per propose "
    "result same see set show several should since small some still study such than that the "
    "their them then there these they this those through to toward towards two under up upon use "
    "used useful using various very via was way we well were what when where which while who why "
    "will with within without would you your".split()
)
_FORMULA: Final = re.compile(r"\$[^$]*\$")


def related(papers: Sequence[Paper], most: int = MOST) -> dict[str, list[str]]:
    """Find for each paper those most like it.

    :param papers: in any order.
    :returns: id → ids, the most alike first, where equal in the order of the ids.
    """
    weights = _weights({paper.id: _counts(paper) for paper in papers})
    holders: dict[str, list[tuple[str, float]]] = {}
    for key, held in sorted(weights.items()):
        for word, weight in held.items():
            holders.setdefault(word, []).append((key, weight))
    return {key: _nearest(key, held, holders, most) for key, held in weights.items()}


def _nearest(
    key: str,
    held: Mapping[str, float],
    holders: Mapping[str, list[tuple[str, float]]],
    most: int,
) -> list[str]:
    found: dict[str, float] = {}
    for word, weight in held.items():
        for other, theirs in holders[word]:
            found[other] = found.get(other, 0.0) + weight * theirs
    found.pop(key, None)
    # Rounded, so that no difference of the last bit decides.
    near = [(-round(value, 6), other) for other, value in found.items() if value >= _LEAST]
    return [other for _, other in nsmallest(most, near)]


def _weights(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, float]]:
    """Weigh the words of each paper; the squares of a paper's weights add up to one."""
    spread = Counter(word for held in counts.values() for word in held)
    total = len(counts)
    rarity = {
        word: log(1 + (total - number + 0.5) / (number + 0.5))
        for word, number in spread.items()
        if 1 < number <= _COMMON and number <= max(total * _FREQUENT, 2)
    }
    made = {}
    for key, held in counts.items():
        weighed = [
            (-(number / (number + _SATURATION)) * rarity[word], word)
            for word, number in held.items()
            if word in rarity
        ]
        telling = nsmallest(_TELLING, weighed)
        length = sqrt(sum(weight * weight for weight, _ in telling)) or 1.0
        made[key] = {word: -weight / length for weight, word in telling}
    return made


def _counts(paper: Paper) -> dict[str, int]:
    """Count the words of a paper, those of title and keywords several times."""
    counts = dict(_prose_counts(paper.abstract or ""))
    lines = [(paper.title, _TITLE), *((keyword, _KEYWORD) for keyword in paper.keywords)]
    for line, times in lines:
        for word in _line_words(line):
            counts[word] = counts.get(word, 0) + times
    return counts


@keep
def _line_words(line: str) -> list[str]:
    return list(_words(plain_title(line)))


@keep
def _prose_counts(prose: str) -> dict[str, int]:
    return dict(Counter(_words(plain_prose(prose))))


def _words(text: str) -> Iterator[str]:
    """Give the words of a text in any script, without case, accents' spelling and plural."""
    plain = unicodedata.normalize("NFKC", _FORMULA.sub(" ", text)).casefold()
    for word in _WORDS.findall(plain):
        if word.isascii():
            stem = _stem(word)
            if word not in _SMALL and stem not in _SMALL:
                yield stem
        elif _DENSE.search(word):
            yield from _pairs(word)
        else:
            yield word


def _pairs(word: str) -> Iterable[str]:
    for run in _DENSE.findall(word):
        yield from (run[place : place + 2] for place in range(len(run) - 1))


def _stem(word: str) -> str:
    """Take the plural off an English word."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word
