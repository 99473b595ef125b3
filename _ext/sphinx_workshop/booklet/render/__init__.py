"""How each kind of node is printed: class name -> function."""

from __future__ import annotations

from ..writer import Renderer
from . import (
    blocks,
    descriptions,
    design,
    figures,
    glance,
    inlines,
    languages,
    lists,
    tables,
    volumes,
)

__all__ = ["RENDERERS"]

RENDERERS: dict[str, Renderer] = {
    **inlines.RENDERERS,
    **blocks.RENDERERS,
    **languages.RENDERERS,
    **lists.RENDERERS,
    **tables.RENDERERS,
    **figures.RENDERERS,
    **descriptions.RENDERERS,
    **design.RENDERERS,
    **glance.RENDERERS,
    **volumes.RENDERERS,
}
