"""Runs builds, each in a process of its own that has Sphinx and the package imported already.

Half of a small build is the start of Python and Sphinx. Here that is done once; each build is a
fork of it, which has seen no build before. Requests come in as lines of JSON, exit statuses go out.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import signal
import sys
import time
import traceback
from pkgutil import walk_packages
from typing import Any, Final, NoReturn

import sphinx_workshop

# What a build imports; nothing here has an effect before an application is made.
MODULES: Final = (
    *("sphinx.cmd.build", "sphinx.application", "sphinx.builders.html", "sphinx.builders.dirhtml"),
    *("sphinx.builders.latex", "sphinx.builders.singlehtml", "sphinx.builders.text"),
    *("sphinx.environment.collectors.asset", "sphinx.ext.mathjax", "sphinx.search.en"),
    *("sphinx.transforms.post_transforms.images", "sphinx.writers.html5", "sphinx.util.parallel"),
    *("myst_parser.sphinx_ext.main", "myst_parser.parsers.sphinx_", "sphinx_design", "alabaster"),
    *("furo", "docutils.parsers.rst.directives.images", "docutils.parsers.rst.directives.tables"),
    *("docutils.writers.html5_polyglot", "pygments.lexers.python", "pygments.formatters.html"),
    *("icalendar", "pyuca"),
)
SECONDS: Final = 300


def serve() -> None:
    """Run what is asked for until there is nothing more."""
    for module in MODULES:
        importlib.import_module(module)
    for info in walk_packages(sphinx_workshop.__path__, "sphinx_workshop."):
        if not info.name.endswith("__main__"):
            importlib.import_module(info.name)
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _build(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer


def _build(request: dict[str, Any]) -> NoReturn:
    """Build in this process, and end it."""
    signal.alarm(SECONDS)
    os.environ.clear()
    os.environ.update(request["environ"])
    time.tzset()
    os.chdir(request["cwd"])
    for number, (name, flags) in enumerate(
        ((os.devnull, os.O_RDONLY), (request["out"], os.O_WRONLY), (request["err"], os.O_WRONLY))
    ):
        os.dup2(os.open(name, flags), number)
    status = 1
    try:
        status = _run(request["arguments"])
    except BaseException:  # noqa: BLE001 - the end of this process
        traceback.print_exc()
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _run(arguments: list[str]) -> int:
    from sphinx.cmd.build import main

    sys.argv = ["sphinx-build", *arguments]
    try:
        return main(arguments)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)  # noqa: T201 - as Python does
        return 1


if __name__ == "__main__":
    serve()
