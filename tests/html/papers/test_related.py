"""Which papers are called related: alike in their words, the same every time, and quickly found."""

from __future__ import annotations

import random
from functools import partial

from sphinx_workshop.html.papers.related import related
from sphinx_workshop.sections.papers import Author, Paper
from tests.timing import least_timed, timed


def paper(key: str, title: str, abstract: str = "", *keywords: str) -> Paper:
    author = Author(name="Ada Example")
    return Paper(
        id=key, title=title, authors=(author,), abstract=abstract or None, keywords=keywords
    )


MADE = [
    paper("a", "Counting kettles with copper spoons"),
    paper("b", "On copper kettles"),
    paper("c", "A theory of marbles", "", "spindle"),
    paper("d", "Spindles and how to turn them"),
    paper("e", "The best of all possible papers"),
    paper("f", "On the best use of papers"),
    paper("g", "不存在的事物的理论"),
    paper("h", "事物的名称"),
    paper("i", "Θεωρία των μαρμάρων"),
    paper("j", "Μια νέα θεωρία"),
]


def test_papers_with_like_words_are_related() -> None:
    found = related(MADE)
    assert found["a"] == ["b"]
    assert found["b"] == ["a"]
    assert found["c"] == ["d"]  # a keyword in the singular, a title in the plural
    assert found["g"] == ["h"]
    assert found["i"] == ["j"]


def test_small_words_relate_nothing() -> None:
    found = related(MADE)
    assert found["e"] == found["f"] == []


def test_nothing_is_related_to_itself_or_where_there_is_nothing() -> None:
    assert related([]) == {}
    assert related(MADE[:1]) == {"a": []}
    assert not any(key in others for key, others in related(MADE).items())


def test_order_of_the_data_does_not_matter() -> None:
    twins = [paper(f"p-{number}", "Folding gondolas quietly") for number in range(9)]
    shuffled = random.Random(1).sample([*MADE, *twins], 19)  # noqa: S311
    assert related(shuffled) == related([*MADE, *twins])
    assert related(twins + MADE)["p-8"] == ["p-0", "p-1", "p-2", "p-3"]


def test_many_papers_take_little_longer_each() -> None:
    words = [f"word{number:x}" for number in range(20_000)]
    chosen = random.Random(2)  # noqa: S311 - the same data every time

    def made(number: int) -> list[Paper]:
        return [
            paper(
                f"p-{key}",
                " ".join(words[int(chosen.paretovariate(0.6)) % 20_000] for _ in range(8)),
                " ".join(words[int(chosen.paretovariate(0.6)) % 20_000] for _ in range(80)),
            )
            for key in range(number)
        ]

    few, _ = timed(partial(related, made(300)))
    many, _ = least_timed(partial(related, made(2400)), 40 * few)
    assert many < 40 * few
