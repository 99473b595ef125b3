"""Formulas as MathML: every one that workshops write, or its source with a warning."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_workshop.booklet.mathematics import UnreadableFormulaError, formula
from sphinx_workshop.html.tex import UnreadableTexError, to_mathml
from tests.conftest import TESTS, Build, MakeProject
from tests.formulas import letters, letters_written
from tests.support import soup

FORMULAS = (TESTS / "data" / "formulas.txt").read_text(encoding="utf-8").splitlines()
ASTRAY = ("\\limits", "\\def\\x{y}", "\\input{/etc/passwd}", "\\href{javascript:x}{y}", "x}^")


def text_of(mathml: str) -> str:
    return "".join(ET.fromstring(mathml).itertext())


@pytest.mark.parametrize("source", FORMULAS)
@pytest.mark.parametrize("block", [False, True])
def test_nothing_of_a_formula_vanishes(source: str, block: bool) -> None:
    said = text_of(to_mathml(source, block=block))
    assert not letters_written(source) - letters(said)
    assert "\\" not in said or "backslash" in source


@pytest.mark.parametrize("source", ASTRAY)
def test_what_is_no_formula_is_refused(source: str) -> None:
    with pytest.raises(UnreadableTexError):
        to_mathml(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\\operatorname*{arg\\,max}_x f", "arg max"),
        ("\\left\\{ x \\,\\middle|\\, y \\right\\}", "{x|y}"),
        ("{n \\choose k}", "(nk)"),
        ("a ≤ b′", "a≤b"),
        ("\\ket{\\psi}", "|ψ⟩"),
        ("\\nicefrac{1}{2}", "1/2"),
    ],
)
def test_commands_that_docutils_lacks(source: str, expected: str) -> None:
    said = re.sub(r"[\s\u2061]", "", text_of(to_mathml(source)))
    assert expected.replace(" ", "") in said


def test_limits_stand_below_where_the_formula_is_displayed() -> None:
    assert "<munder>" in to_mathml("\\operatorname*{argmax}_x", block=True)
    assert "<msub>" in to_mathml("\\operatorname*{argmax}_x")


PIECES = st.lists(
    st.sampled_from(
        "x 1 { } [ ] _ ^ & $ # % ~ ' ≤ 日 \\ \\\\ \\frac \\sqrt \\left \\right \\middle \\big|"
        " \\text \\begin{cases} \\end{cases} \\begin{matrix} \\choose \\tag \\ket \\operatorname*"
        " \\mathop \\substack \\not \\limits \\hspace \\overset \\mathbf \\foo".split()
    ),
    max_size=12,
)


@settings(max_examples=400, deadline=None)
@given(PIECES)
def test_any_text_is_read_or_refused(pieces: list[str]) -> None:
    source = " ".join(pieces)
    for convert, refusal in ((to_mathml, UnreadableTexError), (formula, UnreadableFormulaError)):
        try:
            made = convert(source)
        except refusal:
            continue
        assert made


DATA = """\
papers:
  - id: one
    title: |-
      Odd $\\foo{x}$ things
    authors: [A B]
"""


def test_a_formula_that_cannot_be_read_is_shown_as_its_source_and_said_where_it_stands(
    make_project: MakeProject, build: Build
) -> None:
    page = "# T\n\nText, then\n$\\baz y$ here.\n\n```{papers}\n```\n"
    conf = 'html_math_renderer = "mathml"\nmyst_enable_extensions = ["dollarmath"]\n'
    files = {"index.md": page, "_data/papers.yaml": DATA}
    source = make_project({**files}, conf=f"{conf}workshop_booklet = True\n")
    done = build(source, strict=False)
    assert done.returncode == 0
    lines = [line for line in done.stderr.splitlines() if "source" in line]
    assert {line.partition(": WARNING")[0].removeprefix(f"{source}/") for line in lines} == {
        "_data/papers.yaml:4:11",
        "index.md:3",
    }
    shown = [code.get_text() for code in soup(done.outdir / "index.html").select("code.math")]
    assert shown == ["\\baz y", "\\foo{x}"]
    assert (done.outdir / "program.pdf").exists()
