"""What a host may demand of the pages: a strict policy, and little to load."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.browser.script_sites import PHONE, visit_at

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import Visit, Watch
    from tests.browser.sites import Sites

PROGRAM: Final = "program/index.html"
PAGES: Final = (
    "index.html",
    "papers/index.html",
    "papers/alpha-bounds.html",
    "program/speakers.html",
    "cfp/dates.html",
    PROGRAM,
)
POLICY: Final = {"Content-Security-Policy": "default-src 'self'"}
PACKED: Final = (".html", ".css", ".js", ".svg")  # what hosts send packed
MAX_BYTES: Final = 100_000
START: Final = "_static/workshop.css"


def strictly(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, headers={**response.headers, **POLICY})


def test_a_strict_policy_forbids_nothing_we_need(
    visit: Visit, watch: Watch, made_up_site: Path
) -> None:
    """In alabaster, which needs nothing forbidden itself; the schedule on a day of the event."""
    page = visit_at(visit, made_up_site, "2030-03-29T17:10:00Z", START, viewport=PHONE)
    root = page.url.removesuffix(START)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script("""window.refused = [];
        addEventListener('securitypolicyviolation', one => refused.push(one.violatedDirective))""")
    page.route("**/*", strictly)
    for path in PAGES:
        page.goto(root + path, wait_until="networkidle")
        assert page.evaluate("refused") == [], path
        assert said == [], path
    assert page.locator(".ws-tools select").count()
    assert page.locator("[aria-current=time]").count()
    # The policy is at work.
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'data:,'}))")
    page.wait_for_function("refused.length")
    assert watch.problems
    watch.problems.clear()


def test_the_program_is_light_to_load(visit: Visit, sites: Sites) -> None:
    """Theme included, packed as hosts pack it."""
    page = visit(sites["own"], START)
    sizes: dict[str, int] = {}

    def weigh(route: Route) -> None:
        response = route.fetch()
        body = response.body()
        path = route.request.url.partition("?")[0]
        sizes[path] = len(gzip.compress(body, 6) if path.endswith(PACKED) else body)
        route.fulfill(response=response)

    page.route("**/*", weigh)
    page.goto(page.url.replace(START, PROGRAM), wait_until="networkidle")
    assert len(sizes) > 8
    assert sum(sizes.values()) <= MAX_BYTES, sizes
