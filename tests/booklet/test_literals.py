from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_workshop.booklet.literals import (
    EMPTY,
    Code,
    breakable,
    call,
    collapse,
    content,
    string,
    value,
)

ESCAPE = re.compile(r'\\(?:u\{([0-9a-f]+)\}|(.))|(")', re.DOTALL)
NAMED = {"n": "\n", "t": "\t", "\\": "\\", '"': '"'}


def read_literal(code: str) -> str:
    """Read a Typst string literal; fail if it ends before its end."""
    assert code[0] == code[-1] == '"'

    def one(match: re.Match[str]) -> str:
        assert match[3] is None, "the literal ends too early"
        return chr(int(match[1], 16)) if match[1] else NAMED[match[2]]

    return ESCAPE.sub(one, code[1:-1])


@given(st.text())
def test_text_survives_as_a_literal(text: str) -> None:
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", "\ufffd", text)
    assert read_literal(string(text)) == kept.replace("\r", "\n")


@given(st.text())
def test_a_literal_stays_on_one_line_and_can_be_encoded(text: str) -> None:
    code = string(text)
    assert len(code.splitlines()) <= 1
    code.encode()


def test_lone_surrogates_become_replacement_characters() -> None:
    assert string("a\ud800b") == '"a\ufffdb"'


@pytest.mark.parametrize("evil", ['"); panic(', "#panic()", "*/ x", "// x", "]", "$x$", "\\"])
def test_text_cannot_leave_its_literal(evil: str) -> None:
    assert read_literal(call("f", evil)[2:-1]) == evil


def test_values_become_typst_values() -> None:
    assert value([1, "a", None, True, 0.5]) == '(1, "a", none, true, 0.5, )'
    assert value([]) == "()"
    assert value({"a": 1, 'b"': Code("x")}) == '("a": 1, "b\\"": x)'
    assert value({}) == "(:)"
    assert call("f", Code("x"), a_b=1) == "f(a-b: 1, x)"


def test_content_joins_only_what_there_is() -> None:
    assert content([]) == content([Code("")]) == EMPTY
    assert content([string("a"), Code(""), string("b")]) == '{"a"; "b"}'


def test_blanks_collapse_but_no_break_spaces_stay() -> None:
    assert collapse("a\n  b\u00a0 c\t") == "a b\u00a0 c "


@given(st.text())
def test_places_to_break_change_nothing_else(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_only_words_that_no_line_has_room_for_may_break_anywhere() -> None:
    kept = "Disproportionately long, https://a.example/some/2031/path and 论不存在的事物" * 3
    assert breakable(kept) == kept
    assert breakable("x" * 35) == "\u200b".join(["x" * 10] * 3 + ["x" * 5])
    assert "\u200b\u0301" not in breakable("e\u0301" * 40)
