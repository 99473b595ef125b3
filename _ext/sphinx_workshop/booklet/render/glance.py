"""The program at a glance, as grids."""

from __future__ import annotations

from docutils import nodes

from sphinx_workshop.core.wording import EN_DASH

from ..literals import Code, call, content, stack
from ..overview import Glance, Shown
from ..writer import Renderer, Writer

__all__ = ["RENDERERS"]


def glance(writer: Writer, node: nodes.Element) -> Code:
    """Render the grids one below the other, and first the zone that their times are in."""
    writer.roles.append("ws-glance")  # links name no page here
    try:
        grids = [_grid(writer, grid) for grid in node["grids"]]
    finally:
        writer.roles.pop()
    return stack([call("ws.glance-zone", *node["zone"]), *grids])


def _grid(writer: Writer, it: Glance) -> Code:
    rows = []
    for start, blocks in zip(it.grid.starts, it.grid.rows(), strict=True):
        slots = []
        for block in blocks:
            shown = [it.shown[meeting.number] for meeting in block.meetings]
            slots.append(
                call(
                    "ws.slot",
                    content(
                        _entry(writer, one, meeting.start == start)
                        for one, meeting in zip(shown, block.meetings, strict=True)
                    ),
                    rows=block.bottom - block.top,
                    columns=block.right - block.left,
                    calm=bool(shown) and all(one.calm for one in shown),
                    empty=not shown,
                )
            )
        rows.append(slots)
    times = [f"{start:%H:%M}" for start in it.grid.starts]
    return call("ws.glance", *rows, head=[it.corner, *it.columns], times=times)


def _entry(writer: Writer, one: Shown, begins: bool) -> Code:
    _, dash, end = one.time.partition(EN_DASH)
    said = {"after": dash + end} if begins else {"before": one.time}
    return call("ws.glance-entry", writer.inline(one.title), **said)


RENDERERS: dict[str, Renderer] = {"glance": glance}
