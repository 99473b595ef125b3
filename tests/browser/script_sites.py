"""Ways to open the sites on which the script is tried."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.conftest import Visit
    from tests.browser.sites import Sites

PHONE: Final = {"width": 360, "height": 740}
TABLET: Final = {"width": 768, "height": 1024}
DESK: Final = {"width": 1440, "height": 900}

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
def own_site(sites: Sites) -> Path:
    """This repository's own site, in furo: one day, 43 papers."""
    return sites["own"]


@pytest.fixture(scope="session")
def made_up_site(sites: Sites) -> Path:
    """The made-up workshop in alabaster: three days, parallel rooms, a change of the clocks."""
    return sites["made-up alabaster"]


@pytest.fixture(scope="session")
def conference(sites: Sites) -> Path:
    """The large made-up conference, in furo: three days, six rooms, 200 papers, eight scripts."""
    return sites["conference"]


def facts_of(site: Path) -> dict[str, Any]:
    """Read the site's ``program.json``."""
    facts: dict[str, Any] = json.loads(site.joinpath("program.json").read_text("utf-8"))
    return facts


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
