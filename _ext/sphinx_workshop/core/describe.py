"""What a record type says of its fields: the docstrings under them, read when they are needed."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from sphinx_workshop.core.entity import Record

_EXAMPLE: Final = re.compile(r"\s*Example: ``(.+)``\s*$")


@dataclass(frozen=True, slots=True)
class FieldText:
    """What a field is for, and an example of its value as written in YAML ("" for a record)."""

    text: str
    example: str


@cache
def field_texts(model: type[Record]) -> dict[str, FieldText]:
    """Give the documented fields of a record type, those of its bases included.

    Python keeps no docstring of an attribute, so they are read from the source, where they stand
    as a string below the field (PEP 257).
    """
    found: dict[str, FieldText] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Record) and base is not Record and base.__module__ != Record.__module__:
            found |= _own_texts(base)
    return {name: found[name] for name in model.model_fields if name in found}


def _own_texts(model: type[Record]) -> dict[str, FieldText]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(model)))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef))
    found = {}
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = _string(below)
            if text is not None:
                found[field.target.id] = _split(text)
    return found


def _string(node: ast.stmt) -> str | None:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        value = node.value.value
        return inspect.cleandoc(value) if isinstance(value, str) else None
    return None


def _split(text: str) -> FieldText:
    found = _EXAMPLE.search(text)
    if found is None:
        return FieldText(" ".join(text.split()), "")
    return FieldText(" ".join(text[: found.start()].split()), found.group(1))
