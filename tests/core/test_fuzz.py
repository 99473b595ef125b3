"""Whatever happens to the data, we answer with our own problems: no exception, and never late.

``WORKSHOP_FUZZ=50000 pytest tests/core/test_fuzz.py`` tries more than the default.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from sphinx_workshop.core.loader import check
from sphinx_workshop.core.markup import parse_prose, parse_title
from sphinx_workshop.core.problems import SUBTYPES
from sphinx_workshop.core.program import Program
from sphinx_workshop.registry import SECTIONS
from tests.support import PROJECT
from tests.timing import least_timed

MUTATIONS: Final = int(os.environ.get("WORKSHOP_FUZZ", "2000"))
CHUNKS: Final = 20
TOO_LATE: Final = 2.0  # seconds of processor time; most take a hundredth

TOKENS: Final[tuple[str, ...]] = (
    *":#-[]{},&*!|>'\"%@`?\\\t\n\r$<>()_~^",
    *(": ", " #", "- ", "<<: ", "*x", "&x ", "!!python/none ", "---\n", "...\n", "%YAML 9\n"),
    *('"\\alpha"', "\\ud83d", "\\ud83d\\ude00", '"\\x00"', "[" * 40, "{a: " * 20, "? ", "  "),
    *("\0", "\x1b[2J", "\u202e", "\u2028", "\ufeff", "\ufffd", "\U0010fe00", "é", "😀", " " * 9),
    *("24:00", "25:61", "2:00", "12 am", "9999-12-31", "0001-01-01", "2021-02-30", "-1", "٣"),
    *("2021-12-14 24:00", "01:30 +99:99", "01:30 -14:00", "999:59", "0 min", "AoE", "EST", "no"),
    *("javascript:x", "https://[", "https://a:b@c/", "http://[::1]:99999999/", "mailto:", "1e9"),
    *("[x](", "](y)", "$" * 30, "*" * 30, "`" * 30, "[" * 30, "../../x.png", "/dev/zero", "null"),
    *("\n  title: x", "\n    - {}", "\n- []", "\npapers: []", "\nschedule: x", "\nworkshop: []"),
    *("{}", "x" * 5000, "id: opening", "\U000e0041"),
)


def _cut(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text))
    length: int = rng.choice((1, 1, 2, 5, 40, 400))
    return text[:start] + text[start + length :]


def _insert(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(TOKENS) + text[at:]


def _replace_value(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    row = rng.randrange(len(lines))
    key, colon, _value = lines[row].partition(": ")
    if colon:
        lines[row] = key + colon + rng.choice(TOKENS) * rng.choice((1, 1, 3))
    return "\n".join(lines)


def _move_lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    start, to = rng.randrange(len(lines)), rng.randrange(len(lines))
    moved = lines[start : start + rng.choice((1, 2, 8))]
    if rng.random() < 0.5:
        del lines[start : start + len(moved)]
    return "\n".join(lines[:to] + moved + lines[to:])


def _indent(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    row = rng.randrange(len(lines))
    lines[row] = rng.choice((" ", "  ", "\t", "")) + lines[row].lstrip(rng.choice(("", " ")))
    return "\n".join(lines)


def _swap_words(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    first, second = rng.randrange(len(words)), rng.randrange(len(words))
    words[first], words[second] = words[second], words[first]
    return " ".join(words)


OPERATIONS: Final[tuple[Callable[[str, random.Random], str], ...]] = (
    _cut,
    _insert,
    _insert,
    _replace_value,
    _replace_value,
    _move_lines,
    _indent,
    _swap_words,
)


def _mutate(data: bytes, rng: random.Random) -> bytes:
    text = data.decode()
    for _ in range(rng.choice((1, 1, 2, 4, 12))):
        text = rng.choice(OPERATIONS)(text, rng) or "x"
    mutated = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.05:
        at = rng.randrange(len(mutated))
        mutated = mutated[:at] + bytes([rng.randrange(256)]) + mutated[at + 1 :]
    return mutated


def _judge(source: Path) -> None:
    """Check the data; where they pass, do what the outputs do with them."""
    taken, draft = least_timed(lambda: check(source, SECTIONS), TOO_LATE)
    assert taken < TOO_LATE, f"{taken:.1f} s"
    for problem in draft.problems.found:
        assert problem.subtype in SUBTYPES
        assert str(problem).isprintable(), repr(str(problem))
        assert problem.location.line >= 1
        assert problem.location.column >= 1
        assert len(str(problem)) < 1000
    if not draft.problems.errors:
        program = Program(draft.entities)
        assert program.digest
        for section in SECTIONS:
            for entity in program.section(section.name):
                parse_title(entity.display_name)
                parse_prose(getattr(entity, "abstract", None) or "")


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_mutated_data_give_problems_and_nothing_else(chunk: int, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "_data", tmp_path / "_data")
    files = sorted((tmp_path / "_data").rglob("*.yaml"))
    for number in range(MUTATIONS * chunk // CHUNKS, MUTATIONS * (chunk + 1) // CHUNKS):
        rng = random.Random(number)  # noqa: S311 — the same every time
        path = rng.choice(files)
        whole = path.read_bytes()
        path.write_bytes(_mutate(whole, rng))
        try:
            _judge(tmp_path)
        except BaseException as error:
            error.add_note(f"mutation {number} of {path.name}")
            raise
        finally:
            path.write_bytes(whole)
