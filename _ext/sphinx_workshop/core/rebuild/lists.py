"""Lists that Sphinx's domains hold of pages: in the order of the pages, whenever these were read.

Such as the list of changes for each version. What is read again comes behind all the rest.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

__all__ = ["settle_lists"]


def settle_lists(env: BuildEnvironment) -> None:
    """Sort lists whose entries all say which page they are of, and the names of such lists.

    A list that holds nothing any more would not be there if all had been read anew.
    """
    pages = env.all_docs.keys()
    for domain in env.domains.sorted():
        for held in domain.data.values():
            if isinstance(held, list):
                _sort(held, pages)
            # Those under the names of pages are in order already.
            elif isinstance(held, dict) and held and not held.keys() <= pages:
                _settle(held, pages)


def _settle(held: dict[Any, Any], pages: Collection[str]) -> None:
    """Sort lists under names, and these by the first page of each, then by themselves."""
    if not all(isinstance(one, list) for one in held.values()):
        return
    first = {name: _sort(one, pages) for name, one in held.items() if one}
    if None in first.values():
        return
    settled = {
        name: held[name] for name in sorted(first, key=lambda name: (first[name], repr(name)))
    }
    held.clear()
    held.update(settled)


def _sort(entries: list[Any], pages: Collection[str]) -> str | None:
    """Sort entries by page, those of one page as they are; give the first page.

    None: some do not say of which page they are, and all stay where they are.
    """
    found = _pages_of(entries, pages)
    if not found:
        return None
    order = sorted(range(len(entries)), key=found.__getitem__)
    entries[:] = [entries[number] for number in order]
    return found[order[0]]


def _pages_of(entries: list[Any], pages: Collection[str]) -> list[str]:
    """Give the page of each entry; nothing where there are none, or some have none.

    It stands under ``docname``, or at the same place in each.
    """
    ways = [[_docname(entry) for entry in entries]]
    if all(isinstance(entry, tuple) for entry in entries):
        ways += map(list, zip(*entries, strict=False))
    for way in ways:
        if way and all(isinstance(one, str) and one in pages for one in way):
            return way
    return []


def _docname(entry: Any) -> Any:
    if isinstance(entry, dict | nodes.Element):
        return entry.get("docname")
    return getattr(entry, "docname", None)
