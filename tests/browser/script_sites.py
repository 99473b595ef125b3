"""The two sites on which the script is tried, and ways to open them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests import support

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.conftest import Visit
    from tests.conftest import Build

PHONE: Final = {"width": 360, "height": 740}
TABLET: Final = {"width": 768, "height": 1024}
DESK: Final = {"width": 1440, "height": 900}

# The search box at the side is the one thing of the theme that has a script inside the page.
ALABASTER: Final = """
html_theme = "alabaster"
html_sidebars = {"**": ["navigation.html"]}
"""

# What has moved on the page since it was opened, as Chromium counts it.
SHIFTS: Final = """() => new Promise(done => {
  const seen = [];
  new PerformanceObserver(list => seen.push(...list.getEntries()))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(seen.map(entry => [
    entry.value,
    ...entry.sources.map(source => source.node?.outerHTML?.slice(0, 80)),
  ])), 300);
})"""


@pytest.fixture(scope="session")
def own_site(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, in furo: one day, 43 papers."""
    result = build(support.copy_site(tmp_path_factory.mktemp("own")), strict=False)
    assert result.returncode == 0, result.stderr
    return result.outdir


@pytest.fixture(scope="session")
def made_up_site(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up workshop in alabaster: three days, parallel rooms, a change of the clocks."""
    return build_made_up(build, tmp_path_factory.mktemp("made-up"))


def build_made_up(build: Build, folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Build the made-up workshop, with other files in place of its own; return the pages."""
    source = support.copy_synthetic(folder, files)
    conf = source / "conf.py"
    if ALABASTER not in conf.read_text("utf-8"):
        conf.write_text(conf.read_text("utf-8") + ALABASTER, "utf-8")
    result = build(source, strict=False)
    assert result.returncode == 0, result.stderr
    return result.outdir


def visit_at(
    visit: Visit, site: Path, moment: str, path: str = "program/index.html", **options: Any
) -> Page:
    """Open a page while the browser's clock shows a moment (ISO 8601)."""
    page = visit(site, "_static/workshop.css", **options)
    page.clock.install(time=moment)
    page.goto(page.url.replace("_static/workshop.css", path))
    return page


def delay(page: Page, pattern: str, seconds: float) -> None:
    """Let files arrive late."""

    def wait(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    page.route(pattern, wait)
