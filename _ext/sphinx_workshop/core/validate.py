"""From a node to a typed record; what does not fit is said at its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sphinx_workshop.core.entity import Path, Record, is_free_text
from sphinx_workshop.core.problems import Problems
from sphinx_workshop.core.prune import leave_out
from sphinx_workshop.core.section import locate
from sphinx_workshop.core.source import Mapping, Node, Scalar
from sphinx_workshop.core.source import Sequence as NodeSequence
from sphinx_workshop.core.suggest import did_you_mean

R = TypeVar("R", bound=Record)
_ROUNDS = 5


def validate(model: type[R], node: Node, problems: Problems) -> R | None:
    """Read one record.

    Where values are wrong they are reported and left out, so that checks of meaning still see the
    rest; the errors stop the build in any case.

    :returns: the record, or None where too little of it is right.
    """
    data = _plain(node)
    if not isinstance(data, dict):
        problems.error(node.location, "expected a record: 'key: value' lines")
        return None
    for attempt in range(_ROUNDS):
        try:
            record = model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            if attempt == 0:
                for detail in details:
                    _report(model, node, detail, problems)
            if not leave_out(data, node, [detail["loc"] for detail in details]):
                return None
        else:
            _check_cut_text(record, node, problems)
            return record
    return None


def _plain(node: Node) -> Any:
    """Give mappings, lists and text; a key without a value is as if it were not there."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, NodeSequence):
        return [_plain(item) for item in node.items]
    return {
        key: _plain(value)
        for key, value in node.values.items()
        if not (isinstance(value, Scalar) and value.style is None and not value.value)
    }


def _report(model: type[Record], node: Node, detail: ErrorDetails, problems: Problems) -> None:
    kind, path = detail["type"], detail["loc"]
    name = str(path[-1]) if path else ""
    at_key = kind == "extra_forbidden"
    place = locate(node, path, key=at_key or kind == "missing")
    problems.error(place, _message(model, kind, path, name, detail))


def _message(model: type[Record], kind: str, path: Path, name: str, detail: ErrorDetails) -> str:
    if kind == "missing":
        return f"'{name}' is missing"
    if kind == "extra_forbidden":
        keys = _keys_at(model, path[:-1])
        return f"unknown key '{name}'{did_you_mean(name, keys) or ': use ' + ', '.join(keys)}"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in ("tuple_type", "list_type"):
        return f"expected a list: write [{_shown(detail['input'])}]"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "expected 'key: value' lines, found " + _describe(detail["input"])
    if kind == "too_short":
        return f"'{name}' is empty"
    return detail["msg"][:1].lower() + detail["msg"][1:]


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and len(value) < 40 else "…"


def _describe(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return f"'{_shown(value)}'" if isinstance(value, str) else "other data"


def _keys_at(model: type[Record], path: Path) -> list[str]:
    """Give the keys that the record at ``path`` may have."""
    current: Any = model
    for step in path:
        if isinstance(step, str) and step in getattr(current, "model_fields", {}):
            current = _record_in(current.model_fields[step].annotation)
    return list(getattr(current, "model_fields", {}))


def _record_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _record_in(inner)
        if found is not None:
            return found
    return None


def _check_cut_text(record: Record, node: Node, problems: Problems, path: Path = ()) -> None:
    """Refuse a comment behind running text: ``title: Talk #1`` loses its end without a sign."""
    if not isinstance(node, Mapping):
        return
    for name, value in node.values.items():
        if isinstance(value, Scalar):
            if value.comment and is_free_text(type(record), name):
                message = f"' #' begins a comment and cuts '{name}' off: put the text in quotes"
                problems.error(value.location, message)
            continue
        held = getattr(record, name, None)
        if isinstance(held, Record):
            _check_cut_text(held, value, problems)
        elif isinstance(held, tuple) and isinstance(value, NodeSequence):
            for item, inner in zip(held, value.items, strict=False):
                if isinstance(item, Record):
                    _check_cut_text(item, inner, problems)
