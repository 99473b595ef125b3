"""From the application's pages to manuscripts that Typst can set."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from .assemble import assemble, docnames_in
from .compiler import MAIN, TEMPLATE, BookletError, Fault, Manuscript
from .facts import matter_of
from .images import ImageShelf
from .indexes import find_pages
from .literals import Code, Value, call, stack, value
from .options import FOLDED, chosen_pages, paper_of, setting_place, widest_grid
from .overview import add_overview
from .poster import schedule_alone
from .products import PDF, POSTER, PRINT
from .render import RENDERERS
from .surroundings import Surroundings
from .typefaces import choose_typefaces
from .writer import Writer

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from .builder import BookletBuilder
    from .matter import BookletMatter

__all__ = ["write_manuscripts"]


@dataclass(frozen=True)
class _Source:
    """What all PDFs are made from."""

    app: Sphinx
    builder: BookletBuilder
    tree: nodes.document
    matter: BookletMatter
    template: tuple[str, bytes]
    said: set[str] = field(default_factory=set)


def write_manuscripts(app: Sphinx, builder: BookletBuilder) -> dict[str, Manuscript | BookletError]:
    """Return each PDF's manuscript by its file name, or why it cannot be made.

    *builder* must be the application's own.

    :raises BookletError: if none can be made, as the template cannot be read or no font has a
        character.
    """
    config = app.config
    template = _template(app)
    tree = assemble(builder, chosen_pages(app))
    source = _Source(app, builder, tree, matter_of(app), template)
    paper = paper_of(config)
    made: dict[str, Manuscript | BookletError] = {PDF: _booklet(source, paper)}
    if config.workshop_booklet_imposition:
        half, sheet = FOLDED[paper]
        made[PRINT] = _sheets(_booklet(source, half), sheet, source.matter)
    if config.workshop_booklet_poster:
        made[POSTER] = _poster(source, config.workshop_booklet_poster.lower())
    return made


def _booklet(source: _Source, paper: str) -> Manuscript:
    tree = source.tree.deepcopy()
    add_overview(tree, widest_grid(paper))
    return _manuscript(source, tree, paper, "booklet")


def _poster(source: _Source, paper: str) -> Manuscript | BookletError:
    tree = schedule_alone(source.tree)
    if tree is None:
        return BookletError([Fault("no page of the booklet shows the schedule")])
    return _manuscript(source, tree, paper, "poster")


def _sheets(inner: Manuscript, sheet: str, matter: BookletMatter) -> Manuscript:
    return Manuscript(
        files={MAIN: _own("imposition.typ")},
        date=inner.date,
        inputs={"sheet": sheet, "title": matter.title},
        archival=False,
        sheets_of=inner,
    )


def _manuscript(source: _Source, tree: nodes.document, paper: str, frame: str) -> Manuscript:
    matter, builder = source.matter, source.builder
    title = "".join(node.astext() for node in dict(matter.shown).get("title", ())) or matter.title
    around = Surroundings(builder, tree, title, matter.url, matter.language)
    shelf = ImageShelf(Path(builder.srcdir))
    absent: frozenset[str] = frozenset()
    while True:
        writer = Writer(RENDERERS, shelf, around, absent, source.said)
        body = writer.blocks(tree)
        missing = writer.wanted - writer.anchored
        if not missing:
            break
        # Something linked to was not printed after all: once more, with those links as plain text.
        absent |= missing
    shown: dict[str, Value] = {"title": matter.title, "tagline": matter.tagline}
    shown |= {name: writer.inline(text) for name, text in matter.shown}
    parts = [body]
    if frame == "booklet":
        indexes = find_pages(matter.indexes, writer)
        parts += [call("ws.indexes", indexes), Code("ws.closing()")]
    name, template = source.template
    program = _program(matter, shown, frame, stack(parts))
    faces = choose_typefaces(source.app, matter.language, program.decode(), docnames_in(tree))
    files = {MAIN: program, TEMPLATE: template}
    if name != TEMPLATE:
        files["default.typ"] = _own(TEMPLATE)
    return Manuscript(
        files={**files, **shelf.files},
        date=_date(matter),
        font_paths=faces.folders,
        font_digest=faces.digest,
        inputs={"paper": paper, **faces.inputs()},
        template=name,
    )


def _template(app: Sphinx) -> tuple[str, bytes]:
    """Return the template that is to be used, and where it stands."""
    name = app.config.workshop_booklet_template
    if not name:
        return TEMPLATE, _own(TEMPLATE)
    path = Path(app.confdir) / name
    try:
        return str(path), path.read_bytes()
    except OSError as problem:
        what = f"workshop_booklet_template: cannot read '{name}': {problem.strerror}"
        place = setting_place(app, "workshop_booklet_template")
        raise BookletError([Fault(what, place or "")]) from None


def _own(name: str) -> bytes:
    try:
        return files(__package__).joinpath(name).read_bytes()
    except OSError as problem:
        raise BookletError([Fault(f"cannot read {name}: {problem.strerror}")]) from None


def _date(matter: BookletMatter) -> dt.datetime:
    """Return when the booklet counts as made: ``SOURCE_DATE_EPOCH`` or a date from the data."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (OverflowError, OSError, ValueError):
            pass
    return dt.datetime.combine(matter.issued, dt.time(), dt.UTC)


def _program(matter: BookletMatter, shown: dict[str, Value], frame: str, body: Code) -> bytes:
    date = _date(matter)
    named = [
        f"facts: {value(matter.facts())}",
        f"shown: {value(shown)}",
        f"date: datetime(year: {date.year}, month: {date.month}, day: {date.day})",
    ]
    show = f"#show: ws.{frame}.with({', '.join(named)})"
    return f'#import "{TEMPLATE}" as ws\n{show}\n#{body}\n'.encode()
