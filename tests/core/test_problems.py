"""Messages: one line each, short, with the word that was meant."""

from __future__ import annotations

from typing import get_args

import pytest

from sphinx_workshop.core.problems import MAX_HINTS, SUBTYPES, Location, Problems, Subtype, quote
from sphinx_workshop.core.suggest import did_you_mean, nearest
from tests.timing import least_timed


def test_a_problem_is_one_line() -> None:
    problems = Problems()
    problems.error(Location("_data/a.yaml", 12, 9), "unknown speaker 'bob'", "reference")
    (only,) = problems.errors
    assert str(only) == "_data/a.yaml:12:9: error: unknown speaker 'bob' [workshop.reference]"


def test_problems_come_once_and_in_the_order_of_the_files() -> None:
    problems = Problems()
    for file, line in (("b", 1), ("a", 10), ("a", 9), ("a", 9)):
        problems.error(Location(file, line), "x")
        problems.warning(Location(file, line), "y", "gap")
    places = [str(problem.location) for problem in problems.errors]
    assert places == ["a:9:1", "a:10:1", "b:1:1"]
    assert len(problems.warnings) == 3


def test_every_subtype_has_its_line() -> None:
    assert set(SUBTYPES) == set(get_args(Subtype))


def test_quoted_values_are_short_and_printable() -> None:
    assert quote("a b") == "'a b'"
    assert quote("a\nb\x1b") == "'a\\u000ab\\u001b'"
    assert len(quote("x" * 10_000)) < 64
    assert quote("start" + "x" * 99 + "end").startswith("'start")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("TITLE", "title"),
        ("autors", "authors"),
        ("abstrct", "abstract"),
        ("diplay_timezone", "display_timezones"),
        ("zebra", ""),
        ("", ""),
        ("x" * 200, ""),
    ],
)
def test_the_word_that_was_meant(word: str, meant: str) -> None:
    known = ["title", "authors", "abstract", "display_timezones", "id"]
    assert nearest(word, known) == meant
    assert did_you_mean(word, known) == (f" (did you mean '{meant}'?)" if meant else "")


def test_hints_among_very_many_words_are_quick() -> None:
    known = [f"paper-{number:05d}-on-something" for number in range(20_000)]
    taken, found = least_timed(lambda: nearest("papr-01234-on-something", known), 0.5)
    assert found.startswith("paper-")
    assert taken < 0.5, f"{taken:.2f} s"


def test_after_many_hints_there_are_no_more() -> None:
    problems = Problems()
    hints = [problems.hint("titel", ["title"]) for _ in range(MAX_HINTS + 5)]
    assert sum(map(bool, hints)) == MAX_HINTS


def test_of_two_words_that_are_equally_near_one_is_meant() -> None:
    known = [f"p1{number}" for number in range(9)]
    assert {nearest("p1", order) for order in (known, known[::-1], known[4:] + known[:4])} == {
        "p10"
    }
