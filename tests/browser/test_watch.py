"""The browser fixtures notice what they are there to notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Visit, Watch


def _page(folder: Path, body: str) -> Path:
    html = f'<!doctype html><link rel="icon" href="data:,"><title>Test</title>{body}'
    (folder / "index.html").write_text(html, "utf-8")
    return folder


def test_a_good_page_passes(tmp_path: Path, visit: Visit, watch: Watch) -> None:
    page = visit(_page(tmp_path, "<p>Hello<script>document.title = 'ran'</script>"))
    assert page.title() == "ran"
    assert watch.problems == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            '<img src="https://example.org/pixel.png">',
            "another host: https://example.org/pixel.png",
        ),
        ('<script src="missing.js"></script>', "404: "),
        ("<script>console.error('no good')</script>", "console: no good"),
        ("<script>throw new Error('no good')</script>", "uncaught: "),
        ("<script>fetch('http://localhost/')</script>", "another host: http://localhost/"),
        ("<script>new WebSocket('ws://example.org/')</script>", "console: WebSocket"),
    ],
)
def test_a_bad_page_is_noticed(
    tmp_path: Path, visit: Visit, watch: Watch, body: str, problem: str
) -> None:
    page = visit(_page(tmp_path, body))
    page.wait_for_load_state("networkidle")
    assert any(seen.startswith(problem) for seen in watch.problems), watch.problems
    watch.problems.clear()
