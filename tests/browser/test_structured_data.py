"""What a page says to search engines is data: a strict policy for scripts lets it stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Visit, Watch
    from tests.conftest import Build, MakeProject

pytestmark = pytest.mark.browser

POLICY = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'self'; img-src data:\">"
PAGES = {"index.md": "# Test\n\n```{papers}\n```\n"}


def test_a_strict_policy_does_not_complain(
    make_project: MakeProject, build: Build, visit: Visit, watch: Watch
) -> None:
    """It complains of the theme's own inline scripts, and of nothing else."""
    out = build(make_project(PAGES)).outdir
    page = out / "index.html"
    html = page.read_text("utf-8").replace("<head>", f"<head>{POLICY}", 1)
    page.write_text(html.replace("</head>", '<link rel="icon" href="data:,"></head>', 1), "utf-8")
    shown = visit(out)
    shown.wait_for_load_state("networkidle")
    inline = shown.locator("script:not([src])")
    data = shown.locator("script[type='application/ld+json']")
    assert shown.evaluate("text => JSON.parse(text)['@type']", data.text_content()) == "Event"
    complaints = [one for one in watch.problems if "inline script" in one]
    assert len(complaints) == inline.count() - 1 > 0
    watch.problems.clear()
