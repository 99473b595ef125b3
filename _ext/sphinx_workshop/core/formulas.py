"""Where a formula stands: on a page, or in the data that a directive shows there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_workshop.core.reading.texts import find_texts

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

__all__ = ["formula_place"]


def formula_place(env: BuildEnvironment, node: nodes.Element) -> str | nodes.Element | None:
    """Give the place for a message: ``file:line:column`` in the data, else a node with a line."""
    if _is_of_record(node) and (place := _in_data(env, f"${node.astext()}$")):
        return place
    where: nodes.Element | None = node
    while where is not None and not (where.source and where.line):
        where = where.parent
    return where


def _is_of_record(node: nodes.Element) -> bool:
    """Tell whether a directive has made a node: all of ours leave a class of their own."""
    above: nodes.Element | None = node
    while above is not None:
        classes: list[str] = above.get("classes", [])
        if any(name.startswith("ws-") for name in classes):
            return True
        above = above.parent
    return node.parent is None


def _in_data(env: BuildEnvironment, written: str) -> str | None:
    domains = {domain.name: domain for domain in env.domains.sorted()}
    sections = getattr(domains.get("workshop"), "sections", ())
    if not sections:
        return None
    kinds = {section.name: section.kind for section in sections}
    found = find_texts(Path(env.srcdir), kinds, lambda text: [written] if written in text else [])
    return next((str(location) for location, _record, _text in found), None)
