"""The command ``sphinx-workshop``: everything about the data that needs no build."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx_workshop.core.loader import check
from sphinx_workshop.core.problems import Problem
from sphinx_workshop.core.streams import show_all, write_utf_8
from sphinx_workshop.core.wording import count
from sphinx_workshop.registry import SECTIONS

CLEAN, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: the words after the command's name; the process's own by default.
    :returns: the exit status: 0 clean, 1 problems, 2 wrong usage.
    """
    show_all()
    chosen = _parser().parse_args(arguments)
    status: int = chosen.run(chosen)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sphinx-workshop", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="report every problem in the data")
    checking.add_argument(
        "srcdir",
        nargs="?",
        default=".",
        type=Path,
        metavar="SRCDIR",
        help="holds conf.py and _data",
    )
    checking.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (default), a JSON list, or annotations for GitHub's pull requests",
    )
    checking.add_argument("--strict", action="store_true", help="warnings count as problems")
    checking.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="print the JSON Schema of the data, for editors")
    schema.set_defaults(run=_schema)
    reference = commands.add_parser("reference", help="print the reference of the data's fields")
    reference.set_defaults(run=_reference)
    return parser


def _check(chosen: argparse.Namespace) -> int:
    if not chosen.srcdir.is_dir():
        print(f"sphinx-workshop: no folder '{chosen.srcdir}'", file=sys.stderr)
        return USAGE
    problems = check(chosen.srcdir, SECTIONS).problems
    found = (*problems.errors, *problems.warnings)
    if chosen.format == "json":
        print(json.dumps([_as_object(problem) for problem in found], indent=2))
    else:
        for problem in found:
            print(_annotation(problem) if chosen.format == "github" else problem)
    if chosen.format == "text":
        errors, warnings = len(problems.errors), len(problems.warnings)
        print(f"{count(errors, 'error')}, {count(warnings, 'warning')}", file=sys.stderr)
    return PROBLEMS if problems.errors or (chosen.strict and problems.warnings) else CLEAN


def _as_object(problem: Problem) -> dict[str, str | int]:
    place = problem.location
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": problem.severity,
        "type": f"workshop.{problem.subtype}",
        "message": problem.message,
    }


def _annotation(problem: Problem) -> str:
    """Write one line of GitHub's workflow commands, escaped as GitHub's toolkit does."""
    place = problem.location
    values = {"file": place.file, "line": place.line, "col": place.column}
    where = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in values.items())
    title = _escaped(f"workshop.{problem.subtype}", ":,")
    return f"::{problem.severity} {where},title={title}::{_escaped(problem.message)}"


def _escaped(text: str, more: str = "") -> str:
    for character in ("%", "\r", "\n", *more):
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _schema(chosen: argparse.Namespace) -> int:
    # Imported here: only this command needs what pydantic loads for it.
    from sphinx_workshop.core.schema import data_schema

    write_utf_8()
    print(json.dumps(data_schema(SECTIONS), indent=2, ensure_ascii=False))
    return CLEAN


def _reference(chosen: argparse.Namespace) -> int:
    from sphinx_workshop.core.reference import reference_page

    write_utf_8()
    print(reference_page(SECTIONS), end="")
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
