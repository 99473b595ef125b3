"""The rules of the package's own code: who may import whom, and how long things may be."""

from __future__ import annotations

import ast
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import PROJECT

PACKAGE = PROJECT / "_ext" / "sphinx_workshop"
NAME = PACKAGE.name
MODULES = sorted(PACKAGE.rglob("*.py"))

# Part → the parts it may import; the way of the data is core, sections, exports, outputs.
MAY_IMPORT = {
    "core": {"core"},
    "sections": {"core", "sections"},
    "exports": {"core", "sections", "exports"},
    "html": {"core", "sections", "exports", "html"},
    "booklet": {"core", "sections", "exports", "booklet"},
    "latex": {"core", "sections", "latex"},
    "live": {"core", "live"},
    "registry": {"core", "sections", "exports"},
    "cli": {"core", "registry"},
    "__init__": {"core", "registry", "html", "booklet", "latex"},
}
# The reading side of core: programs without Sphinx use it.
DATA_SIDE = """
    reading.source reading.text_checks reading.files reading.reader problems suggest loader
    validate prune section entity fields markup picture names times zones wording urls program
    export code collector kept pieces tracing preview whole
""".split()


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def dotted(path: Path) -> list[str]:
    parts = [NAME, *path.relative_to(PACKAGE).with_suffix("").parts]
    return parts[:-1] if parts[-1] == "__init__" else parts


def imported(path: Path) -> Iterator[str]:
    """Give the full names that a module imports, those in functions and for types included."""
    here = dotted(path)
    package = here if path.name == "__init__.py" else here[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from (name.replace(":", ".") for name in named_later(node))


def named_later(node: ast.Call) -> Iterator[str]:
    """Give the name that is passed to ``later``, as it is written."""
    if isinstance(node.func, ast.Name) and node.func.id == "later":
        (name,) = node.args
        assert isinstance(name, ast.Constant), "write the name out, so that it can be found"
        yield str(name.value)


LATER = [
    name
    for path in MODULES
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Call)
    for name in named_later(node)
]


@pytest.mark.parametrize("name", LATER)
def test_what_is_loaded_later_is_there(name: str) -> None:
    module, _, function = name.partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_the_rules_name_every_part() -> None:
    assert {part_of(path) for path in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    own = {name.split(".")[1] for name in imported(path) if name.startswith(f"{NAME}.")}
    parts = own & set(MAY_IMPORT)
    assert parts <= MAY_IMPORT[part_of(path)]


def test_only_setup_sees_the_outputs() -> None:
    seen = {
        part_of(path)
        for path in MODULES
        for name in imported(path)
        if name.startswith((f"{NAME}.html", f"{NAME}.booklet"))
    }
    assert seen == {"__init__", "html", "booklet"}


@pytest.mark.parametrize("word", ["furo", "typst", "yaml"])
def test_one_part_knows(word: str) -> None:
    where = {"furo": set(), "typst": {"booklet"}, "yaml": {"core"}}[word]
    users = {
        part_of(path) for path in MODULES for name in imported(path) if name.split(".")[0] == word
    }
    assert users == where


def loaded(statement: str) -> set[str]:
    """Return the top-level packages that are loaded after a statement, in a fresh interpreter."""
    code = f"import sys; sys.path.insert(0, {str(PROJECT / '_ext')!r})\n{statement}\n"
    code += "import json; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT.parent,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    names = json.loads(done.stdout)
    return set(names)


def test_data_is_read_without_sphinx() -> None:
    statement = "import " + ", ".join(f"{NAME}.core.{module}" for module in DATA_SIDE)
    packages = loaded(statement)
    assert "pydantic" in packages
    assert packages & {"sphinx", "docutils", "typst", "jinja2", "myst_parser"} == set()


def test_the_check_command_needs_no_sphinx() -> None:
    statement = f"from {NAME}.cli import main; main(['check', {str(PROJECT)!r}])"
    assert loaded(statement) & {"sphinx", "docutils", "typst"} == set()


def test_importing_the_package_loads_nothing_else() -> None:
    assert loaded(f"import {NAME}") & {"sphinx", "docutils", "typst", "pydantic", "yaml"} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) < 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno + 1 < 40, node.name
