"""From a card's words to a picture: PNG, 1200 by 630 pixels."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from ..compiler import BookletError, Fault, read_faults
from ..literals import call
from .content import Card

__all__ = ["NoTypstError", "manuscript", "print_card"]

_MAIN: Final = "main.typ"
# Two pixels a point.
_PPI: Final = 144.0


class NoTypstError(BookletError):
    """Nothing can be set: Typst is not installed."""


def manuscript(card: Card) -> dict[str, bytes]:
    """Give the files that Typst makes a card from."""
    show = call("sheet.with", language=card.language)
    source = f'#import "card.typ": *\n#show: {show}\n#{card.source()}\n'
    package = files(__package__)
    return {
        _MAIN: source.encode(),
        "card.typ": package.joinpath("card.typ").read_bytes(),
        "template.typ": files(__package__.rpartition(".")[0]).joinpath("template.typ").read_bytes(),
    }


def print_card(sources: dict[str, bytes], font_paths: Sequence[str] = ()) -> bytes:
    """Make the picture. Typst sees these files and its own fonts, and nothing else.

    :raises NoTypstError: Typst is not installed.
    :raises BookletError: a character has no glyph in any font.
    """
    try:
        import typst  # noqa: PLC0415 - the site can be built where it is missing
    except ImportError as problem:
        raise NoTypstError([Fault(f"Typst is not installed ({problem})")]) from None
    with tempfile.TemporaryDirectory(prefix="card-") as folder:
        root = Path(folder)
        for name, data in sources.items():
            (root / name).write_bytes(data)
        compiler = typst.Compiler(
            str(root / _MAIN),
            root=folder,
            font_paths=list(font_paths),
            ignore_system_fonts=True,
            package_path=str(root / "no-packages"),
            package_cache_path=str(root / "no-packages"),
        )
        try:
            # A picture would have boxes where a glyph is missing; PDF/A refuses them.
            compiler.compile(format="pdf", pdf_standards=["a-2b"])
            made = compiler.compile(format="png", ppi=_PPI)
        except typst.TypstError as problem:
            raise BookletError(read_faults(problem.diagnostic, sources[_MAIN].decode())) from None
    assert isinstance(made, bytes)  # of one page
    return made
