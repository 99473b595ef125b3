"""The template has, and its documentation names, all that the writer calls."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx_workshop import booklet
from tests.conftest import PROJECT

FOLDER = Path(booklet.__file__).parent


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
