"""The command ``sphinx-workshop``: checks without a build."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx_workshop.core.loader import check
from sphinx_workshop.registry import SECTIONS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: the words after the command's name; the process's own by default.
    :returns: the exit status: 0 clean, 1 problems; argparse exits with 2 for wrong usage.
    """
    parser = argparse.ArgumentParser(prog="sphinx-workshop", description=__doc__)
    commands = parser.add_subparsers(required=True)
    checking = commands.add_parser("check", help="report every problem in the data")
    checking.add_argument("srcdir", nargs="?", default=".", type=Path, metavar="SRCDIR")
    checking.set_defaults(run=_check)
    chosen = parser.parse_args(arguments)
    status: int = chosen.run(chosen)
    return status


def _check(chosen: argparse.Namespace) -> int:
    problems = check(chosen.srcdir, SECTIONS).problems
    for problem in (*problems.errors, *problems.warnings):
        print(problem, file=sys.stderr)
    return 1 if problems.found else 0


if __name__ == "__main__":
    sys.exit(main())
