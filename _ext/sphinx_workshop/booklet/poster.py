"""The schedule on one sheet, for the door."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from .overview import add_overview, glance

__all__ = ["schedule_alone", "widest_column_count"]

# A sheet for the door is read standing: no papers one by one, no abstracts, nothing to click.
_TOO_LONG = frozenset({"ws-papers", "ws-abstract", "ws-links", "ws-actions"})
# More rooms stand in two grids, one below the other, large enough to be read.
_WIDEST = 8


def schedule_alone(tree: nodes.document) -> nodes.document | None:
    """Return a document that holds nothing but the schedule, or None where no page shows it.

    Several days or rooms are a grid; a single day is its timetable.

    :param tree: all pages, with references resolved; it is not changed.
    """
    pages = [page for page in tree.children if isinstance(page, addnodes.start_of_file)]
    for page in (page.deepcopy() for page in pages):
        add_overview(page, _WIDEST)
        shown: list[nodes.Element] = [*page.findall(glance)]
        if not shown:
            shown = [t for t in page.findall(nodes.table) if "ws-timetable" in t["classes"]]
        if shown:
            for node in shown:
                _shorten(node)
            page["bare"] = True  # no chapter of a book
            page.children = []
            page.extend(shown)
            made = tree.copy()
            made += page
            return made
    return None


def widest_column_count(tree: nodes.document) -> int:
    """Return how many columns the widest grid has, 0 where there is none."""
    grids = (grid for node in tree.findall(glance) for grid in node["grids"])
    return max((len(grid.columns) for grid in grids), default=0)


def _shorten(table: nodes.Element) -> None:
    for node in list(table.findall(nodes.Element)):
        if not _TOO_LONG.isdisjoint(node.get("classes", ())) and node.parent is not None:
            node.parent.remove(node)
