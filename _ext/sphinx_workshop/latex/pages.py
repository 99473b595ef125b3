"""Pages as LaTeX is to print them: chapters in their order, records in few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes

from sphinx_workshop.core.domain import WorkshopDomain

from .people import people_index

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["print_pages"]

_FRONT: Final = "About"
_STRONG: Final = frozenset({"ws-title", "ws-name"})


def print_pages(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Prepare the assembled book (``doctree-resolved``); other builders see nothing of it."""
    if app.builder.name != "latex":
        return
    _part_chapters(doctree)
    domain = next((it for it in app.env.domains.sorted() if isinstance(it, WorkshopDomain)), None)
    root = next(iter(doctree.findall(nodes.section)), None)
    if domain is not None and root is not None:
        root += people_index(domain, doctree, docname)
    for table in list(doctree.findall(nodes.table)):
        if "ws-timetable" in table["classes"]:
            _set_columns(table)
    for item in list(doctree.findall(nodes.list_item)):
        _tighten(item)


def _part_chapters(tree: nodes.document) -> None:
    """Make every page that the first one lists a chapter, and the first one's own text another.

    A list of pages at the end of a page is inside its last section; its pages are not part of that.
    """
    root = next((node for node in tree.children if isinstance(node, nodes.section)), None)
    pages = [page for page in tree.findall(addnodes.start_of_file) if _is_outer(page)]
    if root is None or not pages:
        return
    for page in pages:
        wrapper = page.parent
        wrapper.remove(page)
        if isinstance(wrapper, nodes.compound) and not wrapper.children:
            wrapper.parent.remove(wrapper)
    title = root.children[0] if isinstance(root.children[0], nodes.title) else None
    own = [node for node in root.children if node is not title]
    for node in own:
        root.remove(node)
    if any(node.astext().strip() for node in own):
        front = nodes.section("", nodes.title("", _FRONT), *own, ids=["workshop-front"])
        root.append(front)
    root.extend(pages)


def _is_outer(page: nodes.Node) -> bool:
    above = page.parent
    while above is not None and not isinstance(above, addnodes.start_of_file):
        above = above.parent
    return above is None


def _set_columns(table: nodes.table) -> None:
    """Set times as narrow as they are, and what happens ragged in the rest."""
    zones = sum(1 for _ in table.findall(nodes.colspec)) - 1
    time = r">{\raggedright\arraybackslash}p{2.3cm}"
    # Each column has some room on both sides.
    left = rf"\dimexpr\linewidth-{2.75 * zones + 0.5:g}cm\relax"
    what = rf">{{\raggedright\arraybackslash}}p{{{left}}}"
    spec = addnodes.tabular_col_spec(spec=time * zones + what)
    table.parent.insert(table.parent.index(table), spec)


def _tighten(item: nodes.list_item) -> None:
    """Set the lines of a record as lines, not as paragraphs, its title strong."""
    for run in list(_runs(item)):
        block = nodes.line_block()
        place = item.index(run[0])
        for paragraph in run:
            item.remove(paragraph)
            line = nodes.line("", "", *paragraph.children, classes=paragraph["classes"])
            if not _STRONG.isdisjoint(paragraph["classes"]):
                _embolden(line)
            block.append(line)
        item.insert(place, block)


def _runs(item: nodes.list_item) -> Iterator[list[nodes.paragraph]]:
    """Give the runs of two or more of a record's lines."""
    run: list[nodes.paragraph] = []
    for child in [*item.children, None]:
        if isinstance(child, nodes.paragraph) and any(
            n.startswith("ws-") for n in child["classes"]
        ):
            run.append(child)
            continue
        if len(run) > 1:
            yield run
        run = []


def _embolden(line: nodes.line) -> None:
    targets = [node for node in line.children if isinstance(node, nodes.target)]
    rest = [node for node in line.children if not isinstance(node, nodes.target)]
    line.clear()
    line.extend(targets)
    line += nodes.strong("", "", *rest)
