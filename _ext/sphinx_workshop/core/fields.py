"""The types of record fields: each reads a value's text, or says what to write instead.

Every function raises ``ValueError`` with a message for the organizer; the loader adds the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_before_validator_function

from sphinx_workshop.core.markup import check_links
from sphinx_workshop.core.problems import quote
from sphinx_workshop.core.suggest import UnknownWord
from sphinx_workshop.core.times import WallTime, parse_date, parse_duration, parse_wall_time
from sphinx_workshop.core.urls import check_doi, check_email, check_orcid, check_url
from sphinx_workshop.core.zones import AOE, zone_names

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# More than any title, name or abstract: the time that Markdown takes grows faster than its text.
MAX_LINE: Final = 2000
MAX_SIGNS: Final = 2000


class Reference:
    """Marks a field that holds the id of a record of ``kind``."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


class FreeText:
    """Marks a field of running text: a comment after the value cuts it off by accident."""


class ZoneName:
    """Marks a field that holds the name of a time zone."""


class PersonName:
    """Marks a field that holds a person's name: everybody is written in one way everywhere."""


def _from_text(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Let ``read`` see text only; a value that is parsed already passes."""

    def validate(value: Any) -> Any:
        if isinstance(value, dict):
            raise ValueError(f"expected text, found {_key_value(value)}: put it in quotes")
        if isinstance(value, list):
            raise ValueError("expected one value, found a list: put text with '[' in quotes")
        return read(value) if isinstance(value, str) else value

    return validate


def _key_value(value: dict[Any, Any]) -> str:
    """Show the text that YAML took for a key and its value."""
    key, inner = next(iter(value.items()), ("", ""))
    return quote(f"{key}: {inner if isinstance(inner, str) else '…'}")


def _line(text: str) -> str:
    line = text.strip()
    if not line:
        raise ValueError("empty: write the text, or leave the key out")
    if "\n" in line or "\t" in line:
        found = "several" if "\n" in line else "a tab: write a blank"
        raise ValueError(f"expected one line of text, found {found}")
    if len(line) > MAX_LINE:
        raise ValueError(f"a line of {len(line):,} characters: at most {MAX_LINE:,}")
    return line


def _prose(text: str) -> str:
    if not text.strip():
        raise ValueError("empty: write the text, or leave the key out")
    signs = sum(text.count(sign) for sign in "[*_`$\n")
    if signs > MAX_SIGNS:
        raise ValueError(f"{signs:,} signs of Markdown and line ends: at most {MAX_SIGNS:,}")
    check_links(text)
    return text.strip()


def _id(text: str) -> str:
    if not _ID.fullmatch(text) or len(text) > 80:
        wanted = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80] or "a-short-name"
        raise ValueError(
            f"{quote(text)} is not an id: lower-case letters, digits, '-', as {quote(wanted)}"
        )
    return text


def _zone(text: str) -> str:
    if text not in zone_names():
        before, after = f"unknown time zone {quote(text)}", ": use an IANA name as Europe/London"
        raise UnknownWord(before, text, zone_names(), after)
    return text


def _deadline_zone(text: str) -> str:
    return AOE if text.lower() in ("aoe", "anywhere on earth") else _zone(text)


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f"{quote(text)} is not a language tag (BCP 47): write it as en or pt-BR")
    return text


def _flag(text: str) -> bool:
    if text.lower() in ("yes", "true"):
        return True
    if text.lower() in ("no", "false"):
        return False
    raise ValueError(f"{quote(text)} is neither yes nor no")


class Read:
    """Lets a field hold what a function reads from text: ``Annotated[str, Read(_id, "id")]``.

    Pydantic's own ``BeforeValidator`` looks at the function's signature again for every field.
    """

    def __init__(self, read: Callable[[str], Any], words: str, **keys: Any) -> None:
        """Describe the type to editors by more ``keys``; ``words`` name it in the reference."""
        self.read = _from_text(read)
        self.described = {"type": "string", "x-type": words, **keys}

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Read the text before pydantic's own check."""
        return no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        """Tell editors what to write."""
        return dict(self.described)


class OneOf:
    """Lets a field hold one of some words: ``Annotated[str, OneOf("oral", "poster")]``."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def _read(self, text: str) -> str:
        if text not in self.words:
            before, after = f"unknown value {quote(text)}", f": use {', '.join(self.words)}"
            raise UnknownWord(before, text, self.words, after)
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Read the word before pydantic's own check."""
        return no_info_before_validator_function(_from_text(self._read), handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        """Tell editors the words."""
        return {"type": "string", "enum": list(self.words)}


class Shorthand:
    """Lets text stand for a whole record: for its field ``name``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _expand(self, value: Any, known: Callable[[], Iterable[str]]) -> Any:
        if isinstance(value, str):
            return {self.name: value}
        # "Smith: John" where "Smith" is no field: text with a colon, not a record.
        if isinstance(value, dict) and len(value) == 1 and not value.keys() & set(known()):
            raise ValueError(f"expected text, found {_key_value(value)}: put it in quotes")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Expand the text before pydantic's own check."""

        def expand(value: Any) -> Any:
            return self._expand(value, lambda: source.model_fields)

        return no_info_before_validator_function(expand, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        """Tell editors that text will do."""
        return {"anyOf": [{"type": "string"}, handler(schema)]}


# Editors read an unquoted 2021 as a number; we read every value as text.
_ANY_SCALAR: Final = ["string", "number", "boolean"]

Line = Annotated[str, Read(_line, "one line of text", type=_ANY_SCALAR), FreeText()]
"""One line of text; where it is a title it may hold ``$math$``."""
Prose = Annotated[str, Read(_prose, "limited Markdown", type=_ANY_SCALAR), FreeText()]
"""Limited Markdown: paragraphs, lists, emphasis, code, links, ``$math$``."""
Id = Annotated[str, Read(_id, "id", pattern=f"^{_ID.pattern}$")]
"""Lower-case kebab, unique within its kind."""
Url = Annotated[str, Read(check_url, "address", format="uri")]
"""An absolute http, https or mailto address."""
Doi = Annotated[str, Read(check_doi, "DOI")]
"""A DOI; kept as its https address."""
Email = Annotated[str, Read(check_email, "e-mail address", format="email")]
"""An e-mail address."""
Orcid = Annotated[str, Read(check_orcid, "ORCID iD")]
"""An ORCID iD with a right check digit."""
Zone = Annotated[str, Read(_zone, "IANA time zone"), ZoneName()]
"""An IANA time zone."""
DeadlineZone = Annotated[str, Read(_deadline_zone, "IANA time zone or AoE"), ZoneName()]
"""An IANA time zone or ``AoE``, Anywhere on Earth (UTC−12)."""
Language = Annotated[str, Read(_language, "language tag (BCP 47)")]
"""A language tag (BCP 47)."""
Flag = Annotated[
    bool,
    BeforeValidator(_from_text(_flag)),
    WithJsonSchema({"enum": ["yes", "no", True, False], "x-type": "yes or no"}),
]
"""yes or no."""
Date = Annotated[date, Read(parse_date, "date", format="date")]
"""A day, ``2021-12-14``."""
Clock = Annotated[
    WallTime,
    PlainValidator(_from_text(parse_wall_time)),
    WithJsonSchema({"type": "string", "x-type": "time of day, 24 hours"}),
]
"""A time of day, ``14:00``, with its date where that is not the day it stands under."""
Duration = Annotated[timedelta, Read(parse_duration, "hours and minutes")]
"""A length of time, ``1:30`` or ``90 min``."""
