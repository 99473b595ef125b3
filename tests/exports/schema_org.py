"""A judge of JSON-LD by schema.org's published vocabulary, and nothing of the code judged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from tests.support import TESTS

_VOCABULARY: Final = json.loads((TESTS / "data" / "schema-org" / "vocabulary.json").read_text())
_CLASSES: Final = _VOCABULARY["classes"]
_PROPERTIES: Final = _VOCABULARY["properties"]
_ADDRESS: Final = re.compile(r"https?://[!-~]+")


def complaints(data: Any, where: str = "") -> Iterator[str]:
    """Say what is wrong with a description, and where."""
    if isinstance(data, list):
        for number, thing in enumerate(data):
            yield from complaints(thing, f"{where}[{number}]")
        return
    kind = data.get("@type")
    if kind not in _CLASSES:
        yield f"{where}: no class {kind!r}"
        return
    for name, value in data.items():
        place = f"{where}.{name}"
        if name == "@context":
            if value != "https://schema.org" or where.count("."):
                yield f"{place}: {value!r}"
        elif name == "@id":
            if not _ADDRESS.fullmatch(value):
                yield f"{place}: not absolute: {value!r}"
        elif name != "@type":
            yield from _complaints_of_property(kind, name, value, place)


def _complaints_of_property(kind: str, name: str, value: Any, where: str) -> Iterator[str]:
    known = _PROPERTIES.get(name)
    if known is None or not {kind, *_ancestors(kind)} & set(known["of"]):
        yield f"{where}: no property of {kind}"
        return
    for one in value if isinstance(value, list) else [value]:
        yield from _complaints_of_value(one, set(known["is"]), where)


def _ancestors(kind: str) -> Iterator[str]:
    for parent in _CLASSES[kind]:
        yield parent
        yield from _ancestors(parent)


def _complaints_of_value(value: Any, allowed: set[str], where: str) -> Iterator[str]:
    if isinstance(value, dict):
        kind = value.get("@type", "")
        if kind in _CLASSES and not allowed & {kind, *_ancestors(kind)}:
            yield f"{where}: no {kind} here"
        yield from complaints(value, where)
    elif value in (None, "", [], {}):
        yield f"{where}: nothing"
    elif isinstance(value, int):
        if not allowed & {"Integer", "Number"}:
            yield f"{where}: no number here"
    elif not _is_allowed(value, allowed):
        yield f"{where}: {value!r} is no {sorted(allowed)}"


def _is_allowed(value: str, allowed: set[str]) -> bool:
    if "Text" in allowed:
        return True
    if allowed & {"Date", "DateTime"}:
        if len(value) == 10:
            return bool(date.fromisoformat(value))
        return "T" in value and datetime.fromisoformat(value).utcoffset() is not None
    if _ADDRESS.fullmatch(value) is None:
        return False
    name = value.removeprefix("https://schema.org/")
    if name != value:
        return _VOCABULARY["members"].get(name) in allowed
    # An address stands for the thing that it is the address of.
    return not any(kind.endswith(("Type", "Enumeration")) for kind in allowed)


def things(data: Any) -> list[dict[str, Any]]:
    """Give what one element of a page describes."""
    return data if isinstance(data, list) else [data]


def sessions(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the parts of an event, and their parts."""
    for part in event.get("subEvent", []):
        yield part
        yield from sessions(part)
