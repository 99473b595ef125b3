"""Fixtures that show a built site to a real browser.

``visit(directory, "program/index.html")`` serves a folder on this machine and opens a page of it;
when the test ends it fails if any page it opened asked another host for something, failed to load
something, wrote an error to the console or threw one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route

from tests.browser.script_sites import conference, made_up_site, own_site
from tests.browser.sites import Sites
from tests.conftest import Build
from tools import chromium

__all__ = ["conference", "made_up_site", "own_site"]  # fixtures for every module here

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder ``browser``, so that ``-m "not browser"`` leaves them out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Watch:
    """Notes what a page does that a finished site must not do."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        """One line each, in the order seen; a test that provokes one clears the list."""

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of ``context``, and keep it away from other hosts."""
        context.route(lambda url: not _is_local(url), self._refuse)
        context.on("response", self._on_response)
        context.on("requestfailed", lambda request: self._note(f"failed: {request.url}"))
        context.on("console", lambda message: self._on_console(message.type, message.text))
        context.on("weberror", lambda error: self._note(f"uncaught: {error.error}"))

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _refuse(self, route: Route) -> None:
        self._note(f"another host: {route.request.url}")
        route.abort()

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status}: {response.url}")

    def _on_console(self, kind: str, text: str) -> None:
        if kind == "error":
            self._note(f"console: {text}")


class Visit(Protocol):
    """The type of the ``visit`` fixture."""

    def __call__(self, directory: Path, path: str = "index.html", **context: Any) -> Page:
        """Open ``path`` of a served ``directory``."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium for the whole run.

    Without one the tests are skipped; under CI they fail, for there it has to be.
    """
    with ExitStack() as stack:
        try:
            running = stack.enter_context(chromium.browser())
        except LookupError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(error))
        yield running


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve folders on 127.0.0.1: ``serve(directory)`` returns an address that ends in a slash."""
    with ExitStack() as stack:
        addresses: dict[Path, str] = {}

        def start(directory: Path) -> str:
            if directory not in addresses:
                addresses[directory] = _serve(directory, stack)
            return addresses[directory]

        yield start


@pytest.fixture(scope="session")
def sites(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The sites to look at: ``sites["own"]``, ``sites["conference alabaster"]``."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the one of the whole run
    return Sites(build, folder / "sites")


@pytest.fixture
def watch() -> Watch:
    """What is noted about the pages that ``visit`` opens."""
    return Watch()


@pytest.fixture
def visit(browser: Browser, serve: Callable[[Path], str], watch: Watch) -> Iterator[Visit]:
    """Open pages: ``page = visit(directory, "program/index.html", color_scheme="dark")``.

    Further keywords are those of Playwright's ``browser.new_context`` (``viewport``, ``locale``,
    ``timezone_id``, ``java_script_enabled``, …); each visit has a fresh context. The test fails at
    its end if ``watch`` has noted anything.
    """
    with ExitStack() as stack:

        def open_page(directory: Path, path: str = "index.html", **options: Any) -> Page:
            context = browser.new_context(service_workers="block", **options)
            stack.callback(context.close)
            watch.follow(context)
            page = context.new_page()
            page.goto(serve(directory.resolve()) + path)
            return page

        yield open_page
    assert not watch.problems, "\n".join(watch.problems)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: what matters is in the browser."""

    def end_headers(self) -> None:
        """Forbid caching: a test may build the same folder twice."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def _serve(directory: Path, stack: ExitStack) -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=directory))
    stack.callback(server.server_close)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
    stack.callback(server.shutdown)
    return f"http://127.0.0.1:{server.server_port}/"


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"about", "blob", "data"} or parts.hostname == "127.0.0.1"
