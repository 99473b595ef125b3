"""From the application's pages to manuscripts that Typst can set."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_workshop.core.collector import without_collector
from sphinx_workshop.core.setting import setting_place, warn_setting

from .assemble import assemble, docnames_in
from .compiler import MAIN, TEMPLATE, BookletError, Fault, Manuscript
from .facts import matter_of
from .images import ImageShelf
from .indexes import find_pages, length_of
from .literals import Code, Value, call, stack, value
from .names import PDF, POSTER, PRINT, volume_name
from .options import FOLDED, chosen_pages, paper_of, widest_grid
from .overview import add_overview
from .poster import schedule_alone, widest_column_count
from .render import RENDERERS
from .surroundings import Surroundings
from .typefaces import choose_typefaces
from .volumes import divide
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
    matter: BookletMatter
    template: tuple[str, bytes]
    said: set[str] = field(default_factory=set)

    def around(self, tree: nodes.document) -> Surroundings:
        """Return what the writer must know of the rest of the project."""
        matter = self.matter
        shown = "".join(node.astext() for node in dict(matter.shown).get("title", ()))
        title = shown or matter.title
        return Surroundings(self.builder, tree, title, matter.url, matter.language)


class _Frame(NamedTuple):
    """What stands around pages: the template's function, and which volume it is of how many.

    A poster has ``columns``: those of its widest grid.
    """

    name: str
    paper: str
    number: int = 1
    of: int = 1
    columns: int = 0


class _Written(NamedTuple):
    """A manuscript and the labels that it sets."""

    manuscript: Manuscript
    labels: Set[str]


@without_collector()
def write_manuscripts(app: Sphinx, builder: BookletBuilder) -> dict[str, Manuscript | BookletError]:
    """Return each PDF's manuscript by its file name, or why it cannot be made.

    *builder* must be the application's own.

    :raises BookletError: if none can be made, as the template cannot be read or no font has a
        character.
    """
    config = app.config
    source = _Source(app, builder, matter_of(app), _template(app))
    trees = _volumes(app, assemble(builder, chosen_pages(app)), source.matter)
    around = [source.around(tree) for tree in trees]
    for one in around:
        one.others = {n: other for n, other in enumerate(around, 1) if other is not one}
    # A volume is given up as soon as it is written: its nodes take much more memory than its text.
    count, paper = len(trees), paper_of(config)
    further: list[_Written] = []
    for number in range(count, 1, -1):
        frame = _Frame("booklet", paper, number, count)
        further.insert(0, _manuscript(source, trees.pop(), around[number - 1], frame))
    if further:
        gc.collect()  # nodes know their parents, so that nothing else frees them
    sheets, poster = config.workshop_booklet_imposition, config.workshop_booklet_poster.lower()
    made: dict[str, Manuscript | BookletError] = {}
    tree = trees[0].deepcopy() if sheets or poster else trees[0]
    made[PDF] = _booklet(source, tree, around[0], further, paper)
    if sheets:
        half, sheet = FOLDED[paper]
        tree = trees[0].deepcopy() if poster else trees[0]
        made[PRINT] = _sheets(
            _booklet(source, tree, around[0], further, half), sheet, source.matter
        )
    if poster:
        made[POSTER] = _poster(source, trees[0], poster)
    return made


def _volumes(app: Sphinx, tree: nodes.document, matter: BookletMatter) -> list[nodes.document]:
    name = "workshop_booklet_volumes"
    wanted = app.config[name]
    volumes = divide(tree, wanted, indexed=length_of(matter.indexes))
    if len(volumes) < wanted:
        there = f"there is matter for {len(volumes)}" if len(volumes) > 1 else "there is no paper"
        warn_setting(app, name, f"{wanted} volumes cannot be filled: {there}")
    return volumes


def _booklet(
    source: _Source,
    tree: nodes.document,
    known: Surroundings,
    further: Sequence[_Written],
    paper: str,
) -> Manuscript:
    """Return the first volume, or the only one, with the others; *tree* is changed."""
    add_overview(tree, widest_grid(paper))
    around = source.around(tree)
    around.others = known.others
    frame = _Frame("booklet", paper, 1, len(further) + 1)
    first = _manuscript(source, tree, around, frame).manuscript
    others = [
        replace(
            volume.manuscript,
            inputs={**volume.manuscript.inputs, "paper": paper},
            asked=tuple(sorted(around.sought[number] & volume.labels)),
        )
        for number, volume in enumerate(further, 2)
    ]
    return replace(first, further=tuple(others))


def _poster(source: _Source, tree: nodes.document, paper: str) -> Manuscript | BookletError:
    alone = schedule_alone(tree)
    if alone is None:
        return BookletError([Fault("no page of the booklet shows the schedule")])
    frame = _Frame("poster", paper, columns=widest_column_count(alone))
    return _manuscript(source, alone, source.around(alone), frame).manuscript


def _sheets(inner: Manuscript, sheet: str, matter: BookletMatter) -> Manuscript:
    return Manuscript(
        files={MAIN: _own("imposition.typ")},
        date=inner.date,
        inputs={"sheet": sheet, "title": matter.title},
        archival=False,
        sheets_of=inner,
    )


def _manuscript(
    source: _Source, tree: nodes.document, around: Surroundings, frame: _Frame
) -> _Written:
    matter = source.matter
    shelf = ImageShelf(Path(source.builder.srcdir))
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
    if frame.name == "booklet":
        indexes = find_pages(matter.indexes, writer, over_all=frame.number == 1)
        parts += [call("ws.indexes", indexes), Code("ws.closing()")]
    name, template = source.template
    program = _program(matter, shown, frame, stack(parts))
    faces = choose_typefaces(source.app, matter.language, program.decode(), docnames_in(tree))
    files = {MAIN: program, TEMPLATE: template}
    if name != TEMPLATE:
        files["default.typ"] = _own(TEMPLATE)
    made = Manuscript(
        files={**files, **matter.pictures(), **shelf.files},
        date=_date(matter),
        font_paths=faces.folders,
        font_digest=faces.digest,
        inputs={"paper": frame.paper, **faces.inputs()},
        template=name,
    )
    return _Written(made, writer.anchored)


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
        place = setting_place(app.confdir, "workshop_booklet_template")
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
        with suppress(OverflowError, OSError, ValueError):
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.combine(matter.issued, dt.time(), dt.UTC)


def _program(matter: BookletMatter, shown: dict[str, Value], frame: _Frame, body: Code) -> bytes:
    date = _date(matter)
    files = [volume_name(PDF, number) for number in range(1, frame.of + 1)]
    facts = {**matter.facts(), "volume": frame.number, "volumes": files, "columns": frame.columns}
    named = [
        f"facts: {value(facts)}",
        f"shown: {value(shown)}",
        f"date: datetime(year: {date.year}, month: {date.month}, day: {date.day})",
    ]
    show = f"#show: ws.{frame.name}.with({', '.join(named)})"
    return f'#import "{TEMPLATE}" as ws\n{show}\n#{body}\n'.encode()
