"""``program.json``: everything, as its published schema says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest

from sphinx_workshop.core.entity import Record
from sphinx_workshop.core.schema import record_types
from sphinx_workshop.exports import tables
from sphinx_workshop.registry import SECTIONS

from .reading import read_table

Exported = Callable[[str], dict[str, bytes]]


def read(files: dict[str, bytes]) -> tuple[dict[str, Any], dict[str, Any]]:
    return json.loads(files["program.json"]), json.loads(files["program.schema.json"])


def unknown(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> Iterator[str]:
    """Give the fields that the schema does not speak of."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (name for name in value if name not in known)
        for name in value.keys() & known.keys():
            yield from unknown(value[name], known[name], whole)
    elif isinstance(value, list):
        for item in value:
            yield from unknown(item, schema["items"], whole)


@pytest.mark.parametrize("project", ["real", "synthetic"])
def test_it_follows_its_schema(project: str, exported: Exported) -> None:
    found, schema = read(exported(project))
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [f"{error.json_path}: {error.message}" for error in judge.iter_errors(found)] == []
    assert list(unknown(found, schema, schema)) == []
    assert found["version"] == 1
    assert found["$schema"] == "program.schema.json"


# Record → the definition that describes it; what is written otherwise, or not at all.
DEFINITIONS = {
    "Workshop": "workshop",
    "Speaker": "speaker",
    "Paper": "paper",
    "Author": "author",
    "SessionRecord": "session",
    "TalkRecord": "session",
    "Sponsor": "sponsor",
    "Member": "member",
    "DateRecord": "date",
    "Photo": "photo",
}
OTHERWISE = {"SessionRecord": {"talks", "duration"}, "TalkRecord": {"duration"}}


def test_no_field_of_the_data_is_forgotten(exported: Exported) -> None:
    """A new field must be described, or it says here why not."""
    _, schema = read(exported("synthetic"))
    types: dict[str, type[Record]] = {model.__name__: model for model in record_types(SECTIONS)}
    for name, definition in DEFINITIONS.items():
        described = set(schema["$defs"][definition]["properties"])
        forgotten = set(types[name].model_fields) - described - OTHERWISE.get(name, set())
        assert forgotten == set(), name


def test_records_are_sorted_and_know_their_place(exported: Exported) -> None:
    found, _ = read(exported("synthetic"))
    for section in ("papers", "speakers", "sponsors", "committee", "dates"):
        ids = [record["id"] for record in found[section]]
        assert ids == sorted(ids)
        assert sorted(record["position"] for record in found[section]) == list(
            range(1, len(ids) + 1)
        )
    starts = [session["start"] for session in found["sessions"]]
    assert starts == sorted(starts)
    assert "gone" not in [paper["id"] for paper in found["papers"]]


def test_sessions_say_who_presents_and_who_leads(exported: Exported) -> None:
    found, _ = read(exported("synthetic"))
    sessions = {session["id"]: session for session in found["sessions"]}
    assert sessions["oral-a"]["chairs"] == [
        {"name": "Ольга Петрова", "speaker": "olga-petrova"},
        {"name": "Prof. Guest Chair"},
    ]
    assert sessions["talk-alpha"]["people"] == [
        {"affiliation": "Nowhere", "name": "Zoë Ångström"},
        {"name": "Ada Example", "speaker": "ada-example"},
    ]
    assert sessions["talk-alpha"]["parent"] == "oral-a"
    assert sessions["posters"]["papers"][0] == {"board": "A1", "paper": "poster-one"}


def test_tables_have_their_columns_without_rows(exported: Exported) -> None:
    rows = read_table(exported("synthetic")["papers.csv"])
    assert rows[0]["awards"] == "Best paper award"
    assert rows[0]["sessions"] == "talk-alpha"
    assert rows[0]["doi"] == "https://doi.org/10.1000/alpha.1"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(text: str | None, cell: str) -> None:
    assert tables._cell(text) == cell
