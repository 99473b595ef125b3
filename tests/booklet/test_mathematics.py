from __future__ import annotations

import datetime as dt
import re

import pytest

from sphinx_workshop.booklet.compiler import MAIN, Manuscript, compile_pdf
from sphinx_workshop.booklet.literals import call
from sphinx_workshop.booklet.mathematics import UnreadableFormulaError, formula
from tests.conftest import TESTS
from tests.formulas import letters, letters_written

DATA = TESTS / "data"
FORMULAS = (DATA / "formulas.txt").read_text(encoding="utf-8").splitlines()


def test_signs_are_strings_and_never_bare_code() -> None:
    assert formula("x") == '[#symbol("x")]'
    assert formula('"') == '[#symbol("\\"")]'
    assert formula("\\text{#panic()}") == 'math.upright("#panic()")'


def test_scripts_fractions_and_roots() -> None:
    assert formula("x^2") == 'math.attach(t: "2", [#symbol("x")])'
    assert formula("\\frac12") == 'math.frac("1", "2")'
    assert formula("\\sqrt[3]{8}") == 'math.root("3", "8")'
    assert formula("f'") == 'math.attach(t: [#symbol("′")], [#symbol("f")])'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("\\foo x", "\\foo is not known"),
        ("{x", "} is missing"),
        ("x}", "} closes nothing"),
        ("\\left( x", "\\right is missing"),
        ("\\begin{tikzpicture}\\end{tikzpicture}", "the environment tikzpicture is not known"),
        ("x^", "it ends too early"),
        ("$x", "$ is out of place"),
        ("{" * 500 + "}" * 500, "it is nested too deeply"),
        ("\\limits", "it shows nothing"),
        ("\\input{/etc/passwd}", "\\input is not known"),
        ("\\def\\x{y}", "\\def is not known"),
    ],
)
def test_what_is_not_understood_is_refused_as_a_whole(source: str, reason: str) -> None:
    with pytest.raises(UnreadableFormulaError) as caught:
        formula(source)
    assert reason in str(caught.value)


def test_words_in_a_formula_may_hold_formulas() -> None:
    code = 'math.upright("-gram")'
    assert formula("\\text{$n$-gram}") == f'{{[#symbol("n")]; {code}}}'
    assert formula("\\text{5 \\$}") == 'math.upright("5 $")'


@pytest.mark.parametrize("source", FORMULAS)
def test_nothing_of_a_formula_vanishes(source: str) -> None:
    said = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', formula(source)))
    assert not letters_written(source) - letters(said)


def test_formulas_of_the_field_can_be_set() -> None:
    assert len(FORMULAS) >= 300
    lines = [call("math.equation", formula(source), block=True, alt=source) for source in FORMULAS]
    head = '#set document(title: "Formulas")\n#set text(lang: "en")\n#heading("Formulas")\n'
    text = head + "#{\n" + "\n".join(lines) + "\n}"
    pdf = compile_pdf(Manuscript({MAIN: text.encode()}, dt.datetime(2001, 1, 1, tzinfo=dt.UTC)))
    assert pdf.startswith(b"%PDF")
