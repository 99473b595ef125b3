"""What the PDFs are called, and which there are."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_workshop.core.wording import NBSP

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "HTML_BUILDERS",
    "PDF",
    "POSTER",
    "PRINT",
    "booklet_sizes",
    "size_in_words",
    "volume_name",
]

#: Builders whose output folder gets the booklet.
HTML_BUILDERS = frozenset({"html", "dirhtml", "singlehtml"})

#: Name of the booklet in the output folder.
PDF = "program.pdf"
#: Name of the sheets to fold.
PRINT = "program-print.pdf"
#: Name of the sheet for the door.
POSTER = "program-poster.pdf"


def volume_name(name: str, number: int) -> str:
    """Return the file name of a volume: ``program.pdf``, ``program-2.pdf`` and so on."""
    return name if number == 1 else f"{name.removesuffix('.pdf')}-{number}.pdf"


def booklet_sizes(app: Sphinx) -> dict[str, int]:
    """Return the size in bytes of each volume of the booklet in the output folder, by its name."""
    sizes: dict[str, int] = {}
    for number in count(1):
        name = volume_name(PDF, number)
        try:
            sizes[name] = (Path(app.outdir) / name).stat().st_size
        except OSError:
            break
    return sizes


def size_in_words(size: int) -> str:
    """Say a size in bytes as pages state it: ``387 kB``, ``1.2 MB``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NBSP}kB"
    return f"{size / 1_000_000:.1f}{NBSP}MB"
