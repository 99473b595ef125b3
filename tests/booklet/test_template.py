"""The template has, and its documentation names, all that the writer calls."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from sphinx_workshop import booklet
from sphinx_workshop.booklet.compiler import MAIN, TEMPLATE, Manuscript, compile_pdf
from sphinx_workshop.booklet.literals import value
from sphinx_workshop.booklet.matter import BookletMatter
from tests.conftest import PROJECT

FOLDER = Path(booklet.__file__).parent
MATTER = BookletMatter(title="Nowhere", url="https://nowhere.example/", contact="a@b.example")


def called() -> set[str]:
    """Return every name after ``ws.`` in the writer's code."""
    texts = [path.read_text("utf-8") for path in FOLDER.rglob("*.py")]
    found = {name for text in texts for name in re.findall(r'"ws\.([a-z-]+)[("]', text)}
    # Wrapped in a table of names in render/inlines.py.
    return found | set(re.findall(r'": "([a-z-]+)",', (FOLDER / "render/inlines.py").read_text()))


def test_the_template_has_all_functions() -> None:
    defined = set(
        re.findall(r"^#let ([a-z-]+)", (FOLDER / "template.typ").read_text(), re.MULTILINE)
    )
    assert len(called()) > 60
    assert called() - defined == set()


def test_the_documentation_names_all_functions() -> None:
    named = set(re.findall(r"`([a-z-]+)`", (PROJECT / "docs" / "booklet.md").read_text("utf-8")))
    assert called() - named == set()


def pages_with(body: str) -> list[str]:
    """Return the pages' text of a booklet with *body* as its Typst code."""
    facts = value({**MATTER.facts(), "volume": 1, "volumes": ["program.pdf"]})
    shown = '(title: [Nowhere], tagline: "")'
    show = f"ws.booklet.with(facts: {facts}, shown: {shown}, date: auto)"
    main = f'#import "{TEMPLATE}" as ws\n#show: {show}\n{body}\n#ws.closing()\n'
    template = (FOLDER / "template.typ").read_bytes()
    files = {MAIN: main.encode(), TEMPLATE: template, **MATTER.pictures()}
    made = compile_pdf(Manuscript(files, dt.datetime(2030, 1, 1, tzinfo=dt.UTC)))
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


@pytest.mark.parametrize(("filled", "alone"), [(50, False), (180, True)])
def test_the_last_words_alone_have_neither_head_nor_number(filled: int, alone: bool) -> None:
    body = f"#ws.section(1, none, [Chapter])\n#block(height: {filled}mm)[Words.]"
    *_, last = pages_with(body)
    assert "a@b.example" in last
    assert ("Words" not in last) == alone
    assert ("Chapter" not in last) == alone
    assert not last.rstrip().endswith("Typst.") or alone
