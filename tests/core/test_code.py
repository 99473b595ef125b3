"""What is kept from one build to the next is made again by another version of what made it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sphinx_workshop.core import code


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    code.code_digest.cache_clear()
    yield
    code.code_digest.cache_clear()


@pytest.mark.parametrize("name", ["tzdata", "icalendar", "docutils", "markdown-it-py", "pyuca"])
def test_another_version_is_other_code(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, known = code.code_digest(), code.version_of
    code.code_digest.cache_clear()
    monkeypatch.setattr(code, "version_of", lambda asked: "0" if asked == name else known(asked))
    assert code.code_digest() != before
