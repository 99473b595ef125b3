"""What the package's own code is, for output that is kept while nothing has changed."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sysconfig import get_paths
from typing import Final

PACKAGE: Final = Path(__file__).parents[1]
# Where modules stand that nobody edits.
INSTALLED: Final = tuple({get_paths()[name] for name in ("stdlib", "purelib", "platlib")})
# What else says how output looks that is kept: zones, formulas, calendars, Markdown, sorted names.
_MAKERS: Final = ("docutils", "icalendar", "markdown-it-py", "mdit-py-plugins", "pyuca", "tzdata")
_CODE: Final = (".py", ".json", ".html", ".css", ".js")


@cache
def code_digest() -> str:
    """Digest what the package's own files hold, so that a new version writes anew."""
    state = blake2b(repr([(name, version_of(name)) for name in _MAKERS]).encode(), digest_size=8)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in _CODE:
            state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


def version_of(name: str) -> str:
    """Give the version of a distribution; ``""`` where it is there without its metadata."""
    try:
        return version(name)
    except PackageNotFoundError:  # as in a frozen program
        return ""
