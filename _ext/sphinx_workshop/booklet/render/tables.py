"""Tables: any that docutils can express, and the schedule's timetable."""

from __future__ import annotations

from typing import TypeGuard

from docutils import nodes

from sphinx_workshop.core.wording import NBSP

from ..literals import Code, call, content, stack
from ..writer import Renderer, Writer
from .blocks import role_of

__all__ = ["RENDERERS"]

# A row that holds more than this may break across pages: kept whole, it might not fit on one.
_LONG_ROW = 1500

_SIDES = ("text-left", "text-center", "text-right")


def table(writer: Writer, node: nodes.Element) -> Code:
    """Render a table with its caption, spans, stub columns and a head repeated on each page."""
    group = next((c for c in node.children if isinstance(c, nodes.tgroup)), None)
    if group is None:
        return writer.blocks(node)
    if "ws-timetable" in node["classes"]:
        return timetable(writer, node, group)
    specs = [c for c in group.children if isinstance(c, nodes.colspec)]
    stubs = frozenset(i for i, spec in enumerate(specs) if spec.get("stub"))
    outer, writer.held = writer.held, []
    head = [cell for row in _rows(group, nodes.thead) for cell in _cells(writer, row, stubs)]
    before, writer.held = writer.held, outer
    body = [cell for row in _rows(group, nodes.tbody) for cell in _cells(writer, row, stubs)]
    grid = call(
        "ws.grid-table",
        call("table.header", *head) if head else Code("none"),
        *body,
        columns=_widths(node, specs),
    )
    caption = _caption(writer, node)
    anchored = content([writer.anchor(node), *before])
    named = {} if anchored == "[]" else {"anchors": anchored}
    return call("ws.tabular", grid, caption=caption, **named)


def _rows(group: nodes.Element, kind: type[nodes.Element]) -> list[nodes.Element]:
    return [
        row
        for part in group.children
        if isinstance(part, kind)
        for row in part.children
        if isinstance(row, nodes.row)
    ]


def _cells(writer: Writer, row: nodes.Element, stubs: frozenset[int]) -> list[Code]:
    # Which columns a row's cells fall into matters only for stubs, which stand at the left.
    cells: list[Code] = []
    column = 0
    short = len(row.astext()) < _LONG_ROW
    for cell in row.children:
        assert isinstance(cell, nodes.Element)
        body = stack([writer.anchor(cell), _cell_body(writer, cell)])
        named: dict[str, int | Code] = {}
        if side := next((n[5:] for n in cell["classes"] if n in _SIDES), None):
            named["align"] = Code(side)
        if more := cell.get("morecols", 0):
            named["colspan"] = more + 1
        if more_rows := cell.get("morerows", 0):
            named["rowspan"] = more_rows + 1
        if column in stubs and len(row.children) > len(stubs) - 1:
            body = call("ws.strong", body)
        cells.append(call("ws.cell", body, breakable=not short, **named))
        column += 1 + more
    return cells


def _cell_body(writer: Writer, cell: nodes.Element) -> Code:
    """Return a cell's content; one lone paragraph needs no paragraph around it."""
    parts = cell.children
    if len(parts) == 1 and isinstance(parts[0], nodes.paragraph) and not role_of(parts[0]):
        return content([writer.anchor(parts[0]), writer.inline(parts[0])])
    return writer.blocks(cell)


def _widths(node: nodes.Element, specs: list[nodes.colspec]) -> Code:
    if "colwidths-given" in node["classes"]:
        return Code("(" + "".join(f"{int(s.get('colwidth', 1)) or 1}fr, " for s in specs) + ")")
    return Code(str(len(specs)))


def _caption(writer: Writer, node: nodes.Element) -> Code | None:
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    if title is None:
        return None
    number = writer.around.caption_number(writer.docname, "table", node)
    return call("ws.caption", number, writer.inline(title))


def timetable(writer: Writer, node: nodes.Element, group: nodes.Element) -> Code:
    """Render a day of the schedule: a column for each zone, then what happens."""
    head = [writer.blocks(c) for row in _rows(group, nodes.thead) for c in _elements(row)]
    rows = [_session(writer, row) for row in _rows(group, nodes.tbody)]
    return content([writer.anchor(node), call("ws.timetable", *rows, head=head)])


# A session with more papers than these sets them side by side, below it.
_FEW_PAPERS = 6


def _session(writer: Writer, row: nodes.Element) -> Code:
    classes = [name for name in row["classes"] if name.startswith("ws-")]
    cells = _elements(row)
    times = [content([writer.anchor(cell), writer.within("ws-time", cell)]) for cell in cells[:-1]]
    what = cells[-1]
    labels = [part for part in what.children if _is_label(part)]
    talks = [part for part in what.children if _is_list(part, "ws-talks")]
    papers = [
        part
        for part in what.children
        if _is_list(part, "ws-papers") and len(part.children) > _FEW_PAPERS
    ]
    apart = {id(part) for part in (*labels, *talks, *papers)}
    rest = [part for part in what.children if id(part) not in apart]
    body = stack([writer.anchor(row), writer.anchor(what), writer.within("ws-timetable", rest)])
    return call(
        "ws.session",
        body,
        label=[writer.inline(part) for line in labels for part in _apart(line)],
        classes=classes,
        times=times,
        talks=[_talk(writer, talk, len(times)) for part in talks for talk in _elements(part)],
        papers=[_placed(writer, paper) for part in papers for paper in _elements(part)],
        breakable=len(row.astext()) > _LONG_ROW,
    )


def _talk(writer: Writer, talk: nodes.Element, zones: int) -> Code:
    """Render a talk in a row of its own: its time in each zone's column, then what it is."""
    lines = [part for part in talk.children if isinstance(part, nodes.Element)]
    own = [part for part in lines if "ws-time" in part["classes"]]
    other = [part for part in lines if "ws-when" in part["classes"]]
    times = [part.children for part in own]
    for part in other:
        times += _apart(part)
    if len(times) != zones:  # as the listing has it, then: under the title
        times, other = [part.children for part in own] + [[]] * (zones - 1), []
    taken = {id(part) for part in (*own, *other)}
    rest = [part for part in talk.children if id(part) not in taken]
    body = stack([writer.anchor(talk), writer.within("ws-timetable", rest)])
    return call("ws.talk", [writer.inline(time) for time in times], body)


def _placed(writer: Writer, paper: nodes.Element) -> Code:
    """Render a paper of a poster session, its board apart."""
    boards = [part for part in paper.findall(nodes.inline) if "board" in part]
    for part in boards:
        part.parent.remove(part)
    body = stack([writer.anchor(paper), writer.within("ws-timetable", paper)])
    for part in boards:
        part.parent.append(part)  # the same tree may be written twice
    return call("ws.placed", body, board=boards[0]["board"] if boards else None)


def _apart(line: nodes.Element) -> list[list[nodes.Node]]:
    """Part "10:00–10:20 CET · 18:00–18:20 JST" into times, without the zones' names."""
    times: list[list[nodes.Node]] = [[]]
    for child in line.children:
        if isinstance(child, nodes.Text) and child.strip(" ") == "\N{MIDDLE DOT}":
            times.append([])
        elif not (isinstance(child, nodes.Text) and child.startswith(NBSP)):
            times[-1].append(child)
    return times


def _is_list(node: nodes.Node, name: str) -> TypeGuard[nodes.bullet_list]:
    return isinstance(node, nodes.bullet_list) and name in node["classes"]


def _is_label(node: nodes.Node) -> TypeGuard[nodes.Element]:
    return isinstance(node, nodes.Element) and "ws-label" in node.get("classes", ())


def _elements(row: nodes.Element) -> list[nodes.Element]:
    return [cell for cell in row.children if isinstance(cell, nodes.Element)]


RENDERERS: dict[str, Renderer] = {"table": table}
