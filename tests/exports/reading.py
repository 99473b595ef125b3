"""Readers of the exports that share nothing with what wrote them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from tests.support import PROJECT

JUDGES: Final = PROJECT.parent / "shared" / "judges"


class Property(NamedTuple):
    """One content line of a calendar."""

    name: str
    parameters: dict[str, str]
    value: str


class Component(NamedTuple):
    """What stands between BEGIN and END, without what it holds itself."""

    name: str
    properties: list[Property]
    parts: list[Component]

    def all(self, name: str) -> list[str]:
        return [unescape(one.value) for one in self.properties if one.name == name]

    def one(self, name: str) -> str:
        (value,) = self.all(name)
        return value

    def get(self, name: str) -> str | None:
        return self.one(name) if self.all(name) else None

    def time(self, name: str) -> datetime | date | None:
        """Read a time in UTC or a date; nothing else is written."""
        for one in self.properties:
            if one.name == name:
                if one.parameters.get("VALUE") == "DATE":
                    return datetime.strptime(one.value, "%Y%m%d").date()  # noqa: DTZ007
                return datetime.strptime(one.value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return None


def unescape(value: str) -> str:
    """Undo RFC 5545, 3.3.11."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def categories(component: Component) -> list[str]:
    (raw,) = (one.value for one in component.properties if one.name == "CATEGORIES")
    return [unescape(part) for part in re.split(r"(?<!\\),", raw)]


def read_calendar(data: bytes) -> Component:
    """Read a calendar as RFC 5545 writes it: CRLF, lines of at most 75 octets, UTF-8."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode("utf-8")  # a fold inside a character is none that every reader undoes
    lines = data.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR"
    calendar = _component(iter(lines[1:]), "VCALENDAR")
    assert calendar.one("VERSION") == "2.0"
    assert calendar.one("PRODID")
    return calendar


def _component(lines: Iterator[str], name: str) -> Component:
    found = Component(name, [], [])
    for line in lines:
        if line == f"END:{name}":
            return found
        if line.startswith("BEGIN:"):
            found.parts.append(_component(lines, line[6:]))
            continue
        head, value = (
            re.split(r":(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", line, maxsplit=1)[:2]
            if ('"' in line.partition(":")[0])
            else line.split(":", 1)
        )
        key, *parameters = head.split(";")
        pairs = dict(one.split("=", 1) for one in parameters)
        found.properties.append(Property(key, pairs, value))
    raise AssertionError(f"{name} has no end")


def events(data: bytes) -> list[Component]:
    calendar = read_calendar(data)
    assert {part.name for part in calendar.parts} <= {"VEVENT"}
    return calendar.parts


def read_table(data: bytes) -> list[dict[str, str]]:
    """Read a table; the apostrophe that keeps spreadsheets from computing is taken off."""
    text = data.decode("utf-8")
    assert "\n" not in text.replace("\r\n", "")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    return [
        {name: re.sub(r"^'(?=\s*[=+@＝＋－＠-])", "", cell) for name, cell in row.items()}
        for row in rows
    ]


class Reference(NamedTuple):
    """One entry of a bibliography, as it reads once typeset."""

    title: str
    authors: list[str]
    fields: dict[str, str]


def _decoder() -> LatexNodes2Text:
    """LaTeX's own names of characters (source2e, ltoutenc), those that pylatexenc lacks too."""
    known = get_default_latex_context_db()
    named = {
        "textbraceleft": "{",
        "textbraceright": "}",
        "textless": "<",
        "textgreater": ">",
        "textbar": "|",
        "textasciicircum": "^",
        "textasciitilde": "~",
    }
    specs = [MacroTextSpec(name, text) for name, text in named.items()]
    known.add_context_category("characters", macros=specs, prepend=True)
    return LatexNodes2Text(
        known, math_mode="verbatim", keep_comments=True, strict_latex_spaces=True
    )


_LATEX: Final = _decoder()


def typeset(source: str) -> str:
    return str(_LATEX.latex_to_text(source))


def read_bibliography(data: bytes) -> dict[str, Reference]:
    """Read a BibTeX file by pybtex."""
    found = parse_string(data.decode("utf-8"), "bibtex")
    return {
        key: Reference(
            typeset(entry.fields["title"]),
            [_name(person) for person in entry.persons["author"]],
            {name: typeset(value) for name, value in entry.fields.items()},
        )
        for key, entry in found.entries.items()
    }


def _name(person: object) -> str:
    parts = ("first_names", "middle_names", "prelast_names", "last_names", "lineage_names")
    return " ".join(typeset(word) for part in parts for word in getattr(person, part))
