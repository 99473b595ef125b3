"""sphinx-build, which says a mistake in ``conf.py`` or a template in one line, at its place.

::

    build.py ARGUMENTS    those of sphinx-build

Sphinx prints a report for its developers, which somebody who is just writing meets at each save.
"""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sphinx_workshop.core.code import INSTALLED, PACKAGE
from sphinx_workshop.core.setting import setting_place
from sphinx_workshop.live.interrupt import end_in_silence

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
    """Say where and what, or nothing where neither ``conf.py`` nor a template has a part in it."""
    from sphinx import errors  # noqa: PLC0415 - as above

    place, said = "", _one_line(str(exception))
    rendered = getattr(exception, "orig_exc", None) or exception.__cause__
    if rendered and (place := _templates_place(rendered)):
        said = _words(rendered)
    elif isinstance(exception, errors.ThemeError):
        if rendered:
            return ""
        place = _settings_place(arguments, "html_theme")
    elif isinstance(exception, errors.ExtensionError):
        # One that Sphinx could not import; those that went wrong at work have a module.
        if not isinstance(exception.orig_exc, ImportError) or exception.modname:
            return ""
        place = _settings_place(arguments, "extensions")
    elif isinstance(exception, errors.ConfigError) and exception.__cause__:
        place, said = _place(exception.__cause__), _words(exception.__cause__)
        if not place:
            return ""
    elif isinstance(exception, errors.SphinxError):
        # Such as a first page that is not there; what Sphinx says of it is enough.
        place = _place(exception) if isinstance(exception, errors.ConfigError) else ""
    else:
        # Such as one of its function `setup`.
        place, said = _place(exception), _words(exception)
        if isinstance(exception, KeyboardInterrupt) or _file_of(place).name != "conf.py":
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


def _templates_place(exception: BaseException) -> str:
    """Give ``file:line`` of the project's own template in which something has gone wrong."""
    place = _place(exception)
    return "" if _file_of(place).suffix == ".py" else place


def _file_of(place: str) -> Path:
    return Path(place.rpartition(":")[0])


def _settings_place(arguments: Sequence[str], name: str) -> str:
    from sphinx.cmd.build import get_parser  # noqa: PLC0415 - as above

    named, _ = get_parser().parse_known_args(arguments)
    return setting_place(Path(named.confdir or named.sourcedir).resolve(), name) or ""


def _words(exception: BaseException) -> str:
    """Give the exception's name and what it says, without the lines of code that Python shows."""
    lines = [*traceback.TracebackException.from_exception(exception).format_exception_only()]
    return _one_line(lines[-1 if isinstance(exception, SyntaxError) else 0])


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    end_in_silence()
    import sphinx.cmd.build  # noqa: F401 - what takes long

    # Sphinx puts in order what it has begun.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(build(sys.argv[1:]))
