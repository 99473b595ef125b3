"""A JSON Schema (draft 07) of the data files, for editors: it completes and explains the fields.

It is looser than the loader, which also checks what no schema can say: references, times, pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from sphinx_workshop.core.describe import field_texts
from sphinx_workshop.core.entity import Record
from sphinx_workshop.core.section import Section

_TEMPLATE: Final = "#/definitions/{model}"


def data_schema(sections: Sequence[Section]) -> dict[str, Any]:
    """Describe a file that may hold any of the sections."""
    made = models_json_schema(
        [(section.written, "validation") for section in sections], ref_template=_TEMPLATE
    )[1]
    definitions = made["$defs"]
    records = {model.__name__: model for model in record_types(sections)}
    kept = {
        name: _described(_without_null(definitions[name]), model)
        for name, model in sorted(records.items())
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The facts of a workshop",
        "type": "object",
        "additionalProperties": False,
        "properties": {section.name: _section(section) for section in sections},
        "definitions": kept,
    }


def record_types(sections: Iterable[Section]) -> list[type[Record]]:
    """Give the record types of all sections and those inside them, each once, outer ones first."""
    found: dict[type[Record], None] = {}
    for section in sections:
        for model in _with_inner(section.written):
            found.setdefault(model)
    return list(found)


def _with_inner(model: type[Record]) -> Iterator[type[Record]]:
    yield model
    for info in model.model_fields.values():
        for inner in _records_in(info.annotation):
            yield from _with_inner(inner)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _records_in(inner)


def _section(section: Section) -> dict[str, Any]:
    record = {"$ref": _TEMPLATE.format(model=section.written.__name__)}
    summary = (section.written.__doc__ or "").strip().splitlines()[0]
    if section.single:
        # Beside a reference, draft 07 reads nothing else.
        return {"description": summary, "allOf": [record]}
    return {"description": summary, "type": "array", "items": record}


def _without_null(schema: Any) -> Any:
    """Take out what pydantic writes for fields that may be left out: in the files they just are."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_null(value) for key, value in schema.items()}
    choices = kept.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        del kept["anyOf"]
        kept |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    for dropped in ("default", "title") if "properties" not in schema else ():
        if not isinstance(kept.get(dropped), dict):
            kept.pop(dropped, None)
    return kept


def _described(schema: dict[str, Any], model: type[Record]) -> dict[str, Any]:
    texts = field_texts(model)
    properties = {}
    for name, held in schema["properties"].items():
        text = texts.get(name)
        if text is None:
            properties[name] = held
            continue
        said = f"{text.text} Example: {text.example}" if text.example else text.text
        properties[name] = (
            {"description": said, "allOf": [held]}
            if "$ref" in held
            else {"description": said, **held}
        )
    return {**schema, "properties": properties}
