"""From the application's pages to a manuscript that Typst can set."""

from __future__ import annotations

import datetime as dt
import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from .assemble import assemble
from .compiler import MAIN, BookletError, Fault, Manuscript
from .facts import matter_of
from .images import ImageShelf
from .indexes import find_pages
from .literals import Code, Value, call, stack, value
from .options import paper_of, widest_grid
from .render import RENDERERS
from .surroundings import Surroundings
from .writer import Writer

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from .matter import BookletMatter

__all__ = ["write_manuscript"]

TEMPLATE = "template.typ"


def write_manuscript(app: Sphinx, builder: Builder) -> Manuscript:
    """Return the manuscript of all pages; *builder* must be the application's own.

    :raises BookletError: if the template cannot be read.
    """
    matter = matter_of(app)
    paper = paper_of(app.config)
    tree = assemble(builder, widest_grid(paper))
    title = "".join(node.astext() for node in dict(matter.shown).get("title", ())) or matter.title
    around = Surroundings(builder, tree, title, matter.url)
    shelf = ImageShelf(Path(builder.srcdir))
    writer, body = _write(tree, shelf, around)
    if missing := frozenset(writer.wanted - writer.anchored):
        # Something linked to was not printed after all: once more, with those links as plain text.
        writer, body = _write(tree, shelf, around, missing)
    shown: dict[str, Value] = {"title": matter.title, "tagline": matter.tagline}
    shown |= {name: writer.inline(text) for name, text in matter.shown}
    source = _program(matter, shown, body, find_pages(matter.indexes, writer))
    return Manuscript(
        files={MAIN: source.encode(), TEMPLATE: _template(), **shelf.files},
        date=_date(matter),
        inputs={"paper": paper},
    )


def _write(
    tree: nodes.document,
    shelf: ImageShelf,
    around: Surroundings,
    absent: frozenset[str] = frozenset(),
) -> tuple[Writer, Code]:
    writer = Writer(RENDERERS, shelf, around, absent)
    return writer, writer.blocks(tree)


def _template() -> bytes:
    try:
        return files(__package__).joinpath(TEMPLATE).read_bytes()
    except OSError as problem:
        raise BookletError([Fault(f"cannot read {TEMPLATE}: {problem.strerror}")]) from None


def _date(matter: BookletMatter) -> dt.datetime:
    """Return when the booklet counts as made: ``SOURCE_DATE_EPOCH`` or a date from the data."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (OverflowError, OSError, ValueError):
            pass
    return dt.datetime.combine(matter.issued, dt.time(), dt.UTC)


def _program(
    matter: BookletMatter, shown: dict[str, Value], body: Code, indexes: list[Value]
) -> str:
    date = _date(matter)
    parts = [
        Code(f'#import "{TEMPLATE}" as ws'),
        Code(
            "#show: ws.booklet.with("
            + ", ".join(
                [
                    f"facts: {value(matter.facts())}",
                    f"shown: {value(shown)}",
                    f"date: datetime(year: {date.year}, month: {date.month}, day: {date.day})",
                ]
            )
            + ")"
        ),
        Code("#" + str(stack([body, call("ws.indexes", indexes), Code("ws.closing()")]))),
    ]
    return "\n".join(parts) + "\n"
