"""Which PDFs lie in an output folder: the booklet's part makes them, the pages' part lists them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

__all__ = ["made_before"]

_OURS: Final = re.compile(r"program(-print)?(-[1-9]\d*)?\.pdf|program-poster\.pdf")


def made_before(outdir: Path) -> list[Path]:
    """Return all that may lie in a folder from an earlier build, volumes too."""
    return sorted(path for path in outdir.glob("program*.pdf") if _OURS.fullmatch(path.name))
