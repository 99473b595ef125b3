"""YAML text becomes a tree in which every node knows its place."""

from __future__ import annotations

import json
import tracemalloc

import pytest
import yaml

from sphinx_workshop.core.problems import MAX_MISTAKES, Problems
from sphinx_workshop.core.reading.reader import parse
from sphinx_workshop.core.reading.source import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_VALUE,
    Mapping,
    Node,
    Scalar,
    Sequence,
)
from tests.timing import least_timed


def read(text: str) -> tuple[Node | None, list[str]]:
    """Read a text; return the root and what was said as ``line:column message``."""
    problems = Problems()
    root = parse(text, "x", problems).root
    return root, [f"{p.location.line}:{p.location.column} {p.message}" for p in problems.errors]


def value(text: str) -> str:
    """Return the value of the only key of a text that is right."""
    root, said = read(text)
    assert said == []
    assert isinstance(root, Mapping)
    (node,) = root.values.values()
    assert isinstance(node, Scalar)
    return node.value


def test_all_values_are_text() -> None:
    for word in ("no", "007", "14:00", "2021-12-14", "1e9", "null", "~", "0x1f", "1_000"):
        assert value(f"a: {word}\n") == word


def test_nodes_know_their_place() -> None:
    root, said = read("# first\na:\n  - b: c\n    d: 'ü 😀'\n  - [e, \"f\"]\n")
    assert said == []
    assert isinstance(root, Mapping)
    items = root.values["a"]
    assert isinstance(items, Sequence)
    first, second = items.items
    assert isinstance(first, Mapping)
    assert isinstance(second, Sequence)
    assert (items.line, items.column) == (3, 3)
    assert (first.keys["d"].line, first.keys["d"].column) == (4, 5)
    assert (first.values["d"].line, first.values["d"].column) == (4, 8)
    assert [(node.line, node.column) for node in second.items] == [(5, 6), (5, 9)]


def test_columns_count_characters() -> None:
    root, said = read("a: [😀, é, @x]\n")
    assert said == ["1:11 text cannot start with '@': put it in quotes"]
    root, said = read("é😀: {b: c: d}\n")
    assert said[0].startswith("1:10 ")
    assert root is not None


def test_lines_may_end_as_on_windows() -> None:
    root, said = read("a: b\r\nc: 'd\r\n  e'\r\nf: @g\r\n")
    assert said == ["4:4 text cannot start with '@': put it in quotes"]
    assert isinstance(root, Mapping)
    node = root.values["c"]
    assert isinstance(node, Scalar)
    assert node.value == "d e"


def test_surrogate_pairs_become_the_character_and_places_stay() -> None:
    text = json.dumps({"a": "x😀y𝒳", "b": "\u00e9"})
    assert "\\ud83d\\ude00" in text
    root, said = read(text)
    assert said == []
    assert isinstance(root, Mapping)
    node = root.values["a"]
    assert isinstance(node, Scalar)
    assert node.value == "x😀y𝒳"
    assert root.keys["b"].column == text.index('"b"') + 1


@pytest.mark.parametrize("quote", ["'", ""])
def test_a_pair_outside_double_quotes_is_the_text_it_is(quote: str) -> None:
    assert value(f"a: {quote}\\ud83d\\uDe00 x{quote}\n") == "\\ud83d\\uDe00 x"


def test_a_pair_in_a_block_is_the_text_it_is() -> None:
    assert value('a: |\n  "\\ud83d\\ude00"\n') == '"\\ud83d\\ude00"\n'


def test_an_escaped_backslash_before_a_pair() -> None:
    assert value('a: "\\\\ud83d\\\\ude00"\n') == "\\ud83d\\ude00"
    assert value('a: "\\\\\\ud83d\\ude00"\n') == "\\😀"


def test_a_pair_in_a_key() -> None:
    root, said = read('"\\ud83d\\ude00": x\n')
    assert said == []
    assert isinstance(root, Mapping)
    assert list(root.keys) == ["😀"]


def test_harmless_escapes_stay() -> None:
    assert value(r'a: "one\ntwo\tthree \"four\" \\alpha \u00e9 \x41 \/"') == (
        'one\ntwo\tthree "four" \\alpha é A /'
    )
    assert value('a: "line\\nnot this, \\nto and \\ne"\n').count("\n") == 3


def test_a_refused_value_is_neither_there_nor_missing() -> None:
    root, said = read("a: @x\nb: [c, *d, e]\nf: g\n")
    assert len(said) == 2
    assert isinstance(root, Mapping)
    assert list(root.keys) == ["a", "b", "f"]
    assert list(root.values) == ["b", "f"]
    items = root.values["b"]
    assert isinstance(items, Sequence)
    assert [getattr(item, "value", None) for item in items.items] == ["c", "e"]
    assert items.refused


def test_mistakes_of_a_whole_file_come_in_one_run() -> None:
    lines = [f"k{number}: @x" for number in range(30)]
    _root, said = read("\n".join(lines))
    places = [f"{row}:{5 + (row > 10)}" for row in range(1, 31)]
    assert [line.split(" ")[0] for line in said] == places


def test_what_cannot_be_read_on_keeps_the_records_before_it() -> None:
    problems = Problems()
    text = "a:\n  - b: c\n  - d: e\n    f: g\n     h: i\nj:\n  - k\n"
    parsed = parse(text, "x", problems)
    assert len(problems.errors) == 1
    assert not parsed.whole
    assert parsed.unread == {"a", "j"}
    assert isinstance(parsed.root, Mapping)
    items = parsed.root.values["a"]
    assert isinstance(items, Sequence)
    assert len(items.items) == 1


def test_limits() -> None:
    _root, said = read("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))
    assert said == []
    _root, said = read("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert said == [f"1:{3 + MAX_DEPTH} nested deeper than 16 levels"]
    assert value(f"a: {'x' * MAX_VALUE}\n") == "x" * MAX_VALUE
    _root, said = read(f"a: {'x' * (MAX_VALUE + 1)}\n")
    assert said == ["1:4 a value of 64,001 characters: at most 64,000"]
    _root, said = read("- x\n" * (MAX_NODES - 1))
    assert said == []
    _root, said = read("- x\n" * MAX_NODES)
    assert said == ["200000:3 more than 200,000 values in one file: split the file"]


def test_very_many_mistakes_end_with_a_word() -> None:
    _root, said = read("a:\n" + "  b: c\n" * 5000)
    assert len(said) == MAX_MISTAKES + 1
    assert "more than 1,000 mistakes in this file" in said[-1]


HOSTILE = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "a huge key": "? " + "a" * 1_900_000 + "\n: b\n",
    "many keys": "".join(f"k{number}: x\n" for number in range(150_000)),
    "duplicate keys": "a: b\n" * 390_000,
    "many items": "[" + "1," * 900_000 + "1]",
    "dashes": "- " * 900_000,
    "merge keys": "<<: {a: b}\n" * 150_000,
    "anchors": "- &a b\n" * 280_000,
    "aliases": "- *a\n" * 390_000,
    "signs": "- @x\n" * 390_000,
    "quotes": '- "\\alpha"\n' * 160_000,
    "one long quote": '"' + "\\alpha" * 300_000 + '"',
    "bad escapes": '- "\\q"\n' * 270_000,
    "backslashes": '"' + "\\" * 1_900_000 + '"',
    "surrogates": '- "\\ud83d\\ude00"\n' * 110_000,
    "controls": "\x07" * 1_900_000,
    "returns": "\r" * 1_900_000,
    "line feeds": "\n" * 1_990_000,
    "comments": "a: b\n" + " #\n" * 600_000,
    "hashes": "a: " + " #" * 900_000,
    "colons": "a: " * 600_000,
    "documents": "---\n" * 490_000,
    "tags": "- !!str a\n" * 190_000,
    "blanks": "a: '" + " " * 1_900_000 + "'",
    "tabs": "\t" * 1_900_000,
    "questions": "? " * 900_000,
    "block": "a: |\n" + " x\n" * 600_000,
}


@pytest.mark.skipif(not hasattr(yaml, "CBaseLoader"), reason="PyYAML without libyaml is slow")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_little(name: str) -> None:
    text = HOSTILE[name]
    assert len(text.encode()) <= MAX_BYTES
    taken, _parsed = least_timed(lambda: parse(text, "x", Problems()), 2)
    # Some tenths on a slow machine; what explodes takes minutes.
    assert taken < 2, f"{taken:.2f} s"


@pytest.mark.parametrize("name", ["many keys", "many items", "surrogates", "duplicate keys"])
def test_hostile_files_take_little_memory(name: str) -> None:
    text = HOSTILE[name]
    tracemalloc.start()
    try:
        parsed = parse(text, "x", Problems())
        assert parsed is not None
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100e6, f"{peak / 1e6:.0f} MB"
