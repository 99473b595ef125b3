"""sphinx-build, which says a mistake in ``conf.py`` in one line, at its place.

::

    build.py ARGUMENTS    those of sphinx-build

Sphinx prints a report for its developers, which somebody who is just writing meets at each save.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sphinx_workshop.core.code import INSTALLED, PACKAGE
from sphinx_workshop.core.setting import setting_place

__all__ = ["build"]


def build(arguments: Sequence[str]) -> int:
    """Build, and give Sphinx's status.

    :param arguments: those of sphinx-build; ``-Q`` silences mistakes in ``conf.py`` too.
    """
    # The process that calls need not load it. What it says of exceptions it looks up here.
    from sphinx._cli.util import errors  # noqa: PLC0415
    from sphinx.cmd.build import main  # noqa: PLC0415

    told = errors.handle_exception
    errors.handle_exception = partial(_tell, told, arguments)
    try:
        return main(arguments)
    finally:
        errors.handle_exception = told


def _tell(told: Any, arguments: Sequence[str], exception: BaseException, **options: Any) -> None:
    """Say what has ended a build: a mistake in one line, all else as Sphinx does."""
    line = _mistake(exception, arguments)
    if not line:
        told(exception, **options)
    elif "-Q" not in arguments:
        print(line, file=options.get("stderr", sys.stderr), flush=True)


def _mistake(exception: BaseException, arguments: Sequence[str]) -> str:
    """Say where and what, or nothing where ``conf.py`` has no part in it."""
    from sphinx.errors import ConfigError, ExtensionError, SphinxError  # noqa: PLC0415 - as above

    place, said = "", _one_line(str(exception))
    if isinstance(exception, ExtensionError):
        # One that Sphinx could not import; those that went wrong at work have a module.
        if not isinstance(exception.orig_exc, ImportError) or exception.modname:
            return ""
        place = _extensions_place(arguments)
    elif isinstance(exception, ConfigError) and exception.__cause__:
        place, said = _place(exception.__cause__), _words(exception.__cause__)
        if not place:
            return ""
    elif isinstance(exception, ConfigError):
        place = _place(exception)
    elif isinstance(exception, Exception) and not isinstance(exception, SphinxError):
        # Such as one of its function `setup`.
        place, said = _place(exception), _words(exception)
        if Path(place.rpartition(":")[0]).name != "conf.py":
            return ""
    else:
        return ""
    return f"{place}: error: {said}" if place else f"error: {said}"


def _place(exception: BaseException) -> str:
    """Give ``file:line`` of the innermost code of the project's own, or nothing."""
    if isinstance(exception, SyntaxError) and exception.filename:
        return f"{exception.filename}:{exception.lineno or 1}"
    others = (*INSTALLED, str(PACKAGE), "<")
    frames = traceback.extract_tb(exception.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith(others)]
    return f"{own[-1].filename}:{own[-1].lineno}" if own else ""


def _extensions_place(arguments: Sequence[str]) -> str:
    from sphinx.cmd.build import get_parser  # noqa: PLC0415 - as above

    named, _ = get_parser().parse_known_args(arguments)
    return setting_place(Path(named.confdir or named.sourcedir).resolve(), "extensions") or ""


def _words(exception: BaseException) -> str:
    """Give the exception's name and what it says, without the lines of code that Python shows."""
    lines = [*traceback.TracebackException.from_exception(exception).format_exception_only()]
    return _one_line(lines[-1 if isinstance(exception, SyntaxError) else 0])


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(build(sys.argv[1:]))
