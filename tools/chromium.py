"""Find a Chromium that starts, and install one where there is none.

    python -m tools.chromium      say which one the tests will use; install one if need be

Tried in this order: the one Playwright has downloaded before, the one the system has; then, to
install it: Playwright's own download, the system's packages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, BrowserType, Error, sync_playwright

# On PATH under one of these names, or at the place the vendor's installer puts it.
SYSTEM_BROWSERS: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

# Nothing but the page under test may reach the network: no update checks, no look-ups.
ARGUMENTS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-first-run",
)

ADVICE: Final = (
    "error: no Chromium for the browser tests: install one (Debian, Ubuntu: apt install chromium; "
    "Fedora: dnf install chromium; elsewhere Google Chrome will do)"
)
DOWNLOAD_SECONDS: Final = 180
PACKAGES_SECONDS: Final = 900


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the first Chromium that does start, headless, and close it at the end.

    Raises LookupError, saying what to install, where none does.
    """
    with sync_playwright() as playwright:
        running = _start(playwright.chromium)
        if running is None:
            raise LookupError(ADVICE)
        try:
            yield running
        finally:
            running.close()


def _start(chromium: BrowserType) -> Browser | None:
    for path in (None, *filter(None, map(shutil.which, SYSTEM_BROWSERS))):
        try:
            # Playwright leaves Chromium's sandbox off, which is what containers and root need; the
            # pages are our own.
            return chromium.launch(executable_path=path, args=ARGUMENTS, timeout=60_000)
        except Error:
            continue  # not downloaded, a stub for a package, or libraries missing: try the next
    return None


def installers() -> Iterator[tuple[str, list[list[str]], int]]:
    """Yield ways to get a Chromium: what to call it, its commands, its time limit in seconds."""
    playwright = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    yield "Playwright's download", [playwright], DOWNLOAD_SECONDS
    become_root = _become_root()
    if become_root is None:
        return
    if shutil.which("apt-get"):
        apt = [*become_root, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
        # A bare container may have no font at all, and text without a font has no width.
        packages = ["chromium", "fonts-dejavu-core"]
        install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
        yield "apt", [[*apt, "update"], install], PACKAGES_SECONDS
    elif shutil.which("dnf"):
        dnf = [*become_root, "dnf", "--quiet", "--assumeyes", "install"]
        yield "dnf", [[*dnf, "chromium", "dejavu-sans-fonts"]], PACKAGES_SECONDS


def _become_root() -> list[str] | None:
    """Return the words to put before a command to run it as root; None where nobody may."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    allowed = shutil.which("sudo") and _run([*sudo, "true"], 10)
    return sudo if allowed else None


def _run(command: list[str], seconds: float) -> bool:
    environ = os.environ | {
        "DEBIAN_FRONTEND": "noninteractive",
        "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000",
    }
    try:
        done = subprocess.run(
            command,
            env=environ,
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _describe() -> str | None:
    """Return a few words about the Chromium that starts; None where none does."""
    try:
        with browser() as running:
            return f"Chromium {running.version}"
    except LookupError:
        return None


def main() -> int:
    """Run the command; return the exit status."""
    found = _describe()
    for name, commands, seconds in () if found else installers():
        print(f"browser: installing Chromium with {name}", flush=True)
        # A step that fails may still leave enough: package lists may be stale but good.
        for command in commands:
            _run(command, seconds)
        found = _describe()
        if found:
            break
    if found is None:
        print(ADVICE, file=sys.stderr)
        return 1
    print(f"browser: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
