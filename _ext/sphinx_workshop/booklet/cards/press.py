"""From a card's words to a picture: PNG, 1200 by 630 pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Final

from sphinx_workshop.core.rebuild.scratch import scratch_folder

from ..compiler import BookletError, Fault, read_faults
from ..fonts import variant_of
from ..literals import call
from .content import Card

__all__ = ["MAIN", "NoTypstError", "manuscript", "print_card"]

#: The file that holds a card's words.
MAIN: Final = "main.typ"
# Two pixels a point.
_PPI: Final = 144.0


class NoTypstError(BookletError):
    """Nothing can be set: Typst is not installed."""


def manuscript(card: Card) -> dict[str, bytes]:
    """Give the files that Typst makes a card from."""
    forms = variant_of(card.language, card.title) or "base"
    show = call("sheet.with", language=card.language, forms=forms)
    source = f'#import "card.typ": *\n#show: {show}\n#{card.source()}\n'
    package = files(__package__)
    return {
        MAIN: source.encode(),
        "card.typ": package.joinpath("card.typ").read_bytes(),
        "template.typ": files(__package__.rpartition(".")[0]).joinpath("template.typ").read_bytes(),
    }


def print_card(
    sources: Mapping[str, bytes],
    font_paths: Sequence[str] = (),
    inputs: Mapping[str, str] | None = None,
) -> bytes:
    """Make the picture. Typst sees these files, its own fonts and those named, and nothing else.

    :param font_paths: folders with fonts.
    :param inputs: which of their families the template uses (``Typefaces.inputs``).
    :raises NoTypstError: Typst is not installed.
    :raises BookletError: a character has no glyph in any font.
    """
    try:
        import typst  # noqa: PLC0415 - the site can be built where it is missing
    except ImportError as problem:
        raise NoTypstError([Fault(f"Typst is not installed ({problem})")]) from None
    with scratch_folder() as root:
        for name, data in sources.items():
            (root / name).write_bytes(data)
        compiler = typst.Compiler(
            str(root / MAIN),
            root=str(root),
            font_paths=list(font_paths),
            sys_inputs=dict(inputs or {}),
            ignore_system_fonts=True,
            package_path=str(root / "no-packages"),
            package_cache_path=str(root / "no-packages"),
        )
        try:
            # A picture would have boxes where a glyph is missing; PDF/A refuses them.
            compiler.compile(format="pdf", pdf_standards=["a-2b"])
            made = compiler.compile(format="png", ppi=_PPI)
        except typst.TypstError as problem:
            raise BookletError(read_faults(problem.diagnostic, sources[MAIN].decode())) from None
    assert isinstance(made, bytes)  # of one page
    return made
