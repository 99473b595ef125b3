"""The reference page of the data: every section and field, from the record types themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sphinx_workshop.core.describe import field_texts
from sphinx_workshop.core.entity import Record
from sphinx_workshop.core.schema import data_schema, record_types
from sphinx_workshop.core.section import Section

_HEAD = """\
# Data reference

<!-- Made by `make docs` from the record types; edit those. -->

Every `*.yaml` file below `_data/` is a mapping from section names to records. Files are merged, so
one file may hold everything, or each section may have a file of its own. Every value is read as
text: `14:00` is a time, `no` the word no. Text that holds `: ` or ` #`, or begins with one of
``@ & * ! % | ` ``, is put in quotes. `sphinx-workshop check` reports every mistake at its line and
column.
"""


def reference_page(sections: Sequence[Section]) -> str:
    """Write the page in Markdown."""
    schema = data_schema(sections)
    parts = [_HEAD]
    shown: set[type[Record]] = set()
    for section in sections:
        form = "one mapping" if section.single else "a list of records"
        parts.append(
            f"## `{section.name}`\n\n{_summary(section.written)} This section is {form}.\n"
        )
        for model in record_types([section]):
            if model in shown:
                continue
            shown.add(model)
            if model is not section.written:
                parts.append(f"### {model.__name__}\n\n{_summary(model)}\n")
            parts.append("\n".join(_table(model, schema)) + "\n")
    return "\n".join(parts)


def _summary(model: type[Record]) -> str:
    paragraph = (model.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split()).replace("``", "`")


def _table(model: type[Record], schema: dict[str, Any]) -> Iterator[str]:
    definition = schema["definitions"][model.__name__]
    required = definition.get("required", ())
    yield "| field | type | default | what it is | example |"
    yield "|---|---|---|---|---|"
    for name, text in field_texts(model).items():
        shown = f"**`{name}`**" if name in required else f"`{name}`"
        default = "required" if name in required else _default(model, name)
        kind = _kind(definition["properties"][name])
        example = f"`{text.example}`" if text.example else ""
        cells = (shown, kind, default, text.text, example)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(model: type[Record], name: str) -> str:
    value = model.model_fields[name].default
    if value is False:
        return "no"
    return f"`{value}`" if isinstance(value, str) and value else ""


def _kind(schema: dict[str, Any]) -> str:
    """Name a field's type in words."""
    if "x-type" in schema:
        return str(schema["x-type"])
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "allOf" in schema:
        return _kind(schema["allOf"][0])
    if "anyOf" in schema:
        return " or ".join(_kind(choice) for choice in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return "text"
