"""From a node to a typed record; what does not fit is said at its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sphinx_workshop.core.entity import Path, Record, free_text
from sphinx_workshop.core.problems import Location, Problems, quote
from sphinx_workshop.core.prune import leave_out
from sphinx_workshop.core.reading.source import Mapping, Node, Scalar
from sphinx_workshop.core.reading.source import Sequence as NodeSequence
from sphinx_workshop.core.section import descend, locate
from sphinx_workshop.core.suggest import UnknownWord

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
        shown = f", found {_describe(data)}" if isinstance(data, str) and data else ""
        problems.error(node.location, f"expected a record: 'key: value' lines{shown}")
        return None
    for attempt in range(_ROUNDS):
        try:
            record = model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            if attempt == 0:
                _report(model, node, details, problems)
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
        if not (isinstance(value, Scalar) and value.is_blank)
    }


def _report(
    model: type[Record], node: Node, details: list[ErrorDetails], problems: Problems
) -> None:
    """Say what is wrong; what follows from a mistake that is said already is left out."""
    meant: set[Path] = set()
    missing = []
    wrong = {detail["loc"][:step] for detail in details for step in range(len(detail["loc"]))}
    for detail in details:
        kind, path = detail["type"], detail["loc"]
        if problems.is_full(node.file) or _is_refused(node, path, kind):
            continue
        if kind == "too_short" and path in wrong:
            continue
        if kind == "missing":
            missing.append(path)
            continue
        message = _message(kind, path, detail, problems)
        if kind == "extra_forbidden":
            keys = _keys_at(model, path[:-1])
            near = problems.nearest(str(path[-1]), keys)
            meant.add((*path[:-1], near))
            message += f" (did you mean '{near}'?)" if near else f": use {', '.join(keys)}"
        problems.error(locate(node, path, key=kind == "extra_forbidden"), message)
    for path in missing:
        if path not in meant:
            what = "has no value" if _is_written(node, path) else "is missing"
            problems.error(locate(node, path, key=True), f"'{path[-1]}' {what}")


def _is_refused(node: Node, path: Path, kind: str) -> bool:
    """Tell whether the value is missing only because the reader refused what was written."""
    if kind == "missing":
        parent = descend(node, path[:-1])
        name = str(path[-1])
        return isinstance(parent, Mapping) and name in parent.keys and name not in parent.values
    if kind == "too_short":
        held = descend(node, path)
        return isinstance(held, NodeSequence) and held.refused
    return False


def _is_written(node: Node, path: Path) -> bool:
    parent = descend(node, path[:-1])
    return isinstance(parent, Mapping) and path[-1] in parent.keys


def _message(kind: str, path: Path, detail: ErrorDetails, problems: Problems) -> str:
    name = quote(str(path[-1])) if path else "it"
    if kind == "extra_forbidden":
        return f"unknown key {name}"
    if kind == "value_error":
        error = detail["ctx"]["error"]
        return error.explain(problems.hint) if isinstance(error, UnknownWord) else str(error)
    if kind in ("tuple_type", "list_type"):
        return f"expected a list: write [{_shown(detail['input'])}]"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "expected 'key: value' lines, found " + _describe(detail["input"])
    if kind == "too_short":
        return f"{name} is empty"
    return detail["msg"][:1].lower() + detail["msg"][1:]


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and len(value) < 40 else "…"


def _describe(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return quote(value) if isinstance(value, str) else "other data"


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


def _check_cut_text(record: Record, node: Node, problems: Problems) -> None:
    """Refuse a comment behind running text: ``title: Talk #1`` loses its end without a sign."""
    if not isinstance(node, Mapping):
        return
    texts = free_text(type(record))
    for name, value in node.values.items():
        if isinstance(value, Scalar):
            if value.comment and name in texts:
                _note_cut(value, problems)
        elif isinstance(value, Mapping):
            held = getattr(record, name, None)
            if isinstance(held, Record):
                _check_cut_text(held, value, problems)
        else:
            _check_cut_items(getattr(record, name, None), value, problems, texts=name in texts)


def _check_cut_items(held: Any, node: NodeSequence, problems: Problems, *, texts: bool) -> None:
    if not isinstance(held, tuple):
        return
    for item, inner in zip(held, node.items, strict=False):
        if isinstance(inner, Scalar):
            # Text that stands for a whole record is its name or the like.
            if inner.comment and (texts or isinstance(item, Record)):
                _note_cut(inner, problems)
        elif isinstance(item, Record):
            _check_cut_text(item, inner, problems)


def _note_cut(value: Scalar, problems: Problems) -> None:
    message = "' #' begins a comment and cuts the text off: put the text in quotes"
    problems.error(Location(value.file, value.end_line, value.comment), message)
