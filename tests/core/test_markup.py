"""The limited Markdown of record text: few things mean something, all the rest is kept."""

from __future__ import annotations

from contextlib import suppress

import pytest

from sphinx_workshop.core.markup import (
    Code,
    Emphasis,
    Inline,
    Link,
    ListBlock,
    Math,
    Paragraph,
    Text,
    check_links,
    parse_prose,
    parse_title,
    plain_text,
)
from tests.timing import least_timed


def inline(text: str) -> tuple[Inline, ...]:
    """Return what the only paragraph of a prose holds."""
    (block,) = parse_prose(text)
    assert isinstance(block, Paragraph)
    return block.children


def test_titles_hold_text_and_formulas() -> None:
    assert parse_title("Sampling in $O(n)$ *fast*") == (
        Text("Sampling in "),
        Math("O(n)"),
        Text(" *fast*"),
    )
    assert parse_title("Between $5 and $6") == (Text("Between $5 and $6"),)


def test_prose_holds_what_is_allowed() -> None:
    assert inline("a *b* **c** `d` $e$ [f](https://g.org)") == (
        Text("a "),
        Emphasis((Text("b"),)),
        Text(" "),
        Emphasis((Text("c"),), strong=True),
        Text(" "),
        Code("d"),
        Text(" "),
        Math("e"),
        Text(" "),
        Link((Text("f"),), "https://g.org"),
    )
    blocks = parse_prose("one\n\n- two\n- three\n\n1. four")
    assert [type(block) for block in blocks] == [Paragraph, ListBlock, ListBlock]


PAYLOADS = [
    "<script>alert(1)</script>",
    "<svg onload=x>",
    "<!-- c -->",
    "</script>",
    "&lt;b&gt; &#60;",
    "{{ config }} {% x %}",
    "{speaker}`x`"[:9],
    "# heading",
    "> quote",
    "---",
    "| a | b |",
    "![alt][x]",
    "[x]: https://a.org",
    "<https://a.org>",
    "https://a.org/",
    "|sub| _x_y :role:",
    ".. raw:: html",
    "\\textbf{x} \\input{/etc/passwd}",
    "#eval(1) @preview",
    "=cmd|' /C calc'!A0",
    "]]>",
    "BEGIN:VCALENDAR",
    "\"quoted\" -- and ... 'so'",
    "5 * 3 * 2",
    "a_b_c",
    "x^2~3",
    "    four blanks",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_all_other_text_is_kept_to_the_character(payload: str) -> None:
    assert plain_text(parse_title(payload)) == payload
    assert plain_text(inline(f"x {payload} y")) == f"x {payload} y"


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](<javascript:x>)",
        "[a](&#106;avascript:x)",
        "[a](java\\script:x)",
        "[a](page.html)",
        "[a]()",
        "[a](//x.org)",
        "[a](https://me:pw@x.org)",
        "[a](https://x.org) and [b](data:x)",
        "[a](https://x.org/(y)z{)",
        "- [a](ftp://x.org)",
        "*[a](mailto:x)*",
    ],
)
def test_links_to_other_addresses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"address|hold|allowed"):
        parse_prose(text)
    with pytest.raises(ValueError, match=r"address|hold|allowed"):
        check_links(text)


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://x.org/y?z=1#w).",
        "[a](https://x.org/a_(b)).",
        "[a](https://x.org 'title')",
        "`[a](javascript:x)`",
        "\\[a](b",
        "a](b",
        "$[a](b)$",
        "[a](mailto:me@x.org)",
    ],
)
def test_the_quick_check_of_links_agrees_with_reading_them(text: str) -> None:
    parse_prose(text)
    check_links(text)


@pytest.mark.parametrize(
    "sign", ["[", "$", "*", "**a ", "`", "[x](", "- a\n", "_a", "![", "](", "[[x]"]
)
def test_as_many_signs_as_are_allowed_do_not_take_long(sign: str) -> None:
    text = sign * (2000 // max(1, sum(sign.count(char) for char in "[*_`$\n")))

    def read() -> None:
        with suppress(ValueError):
            parse_prose(text)

    taken, _ = least_timed(read, 1)
    assert taken < 1, f"{taken:.2f} s"
