"""What long lists of records say, for Sphinx's search, which cannot read HTML made at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from docutils import nodes

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.entries import LateDraw, draw_entry
from sphinx_workshop.core.nodes import entries
from sphinx_workshop.html.pieces import pieces_of_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.program import Program


def add_words(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the words of a list into it, as one item (``doctree-resolved``).

    Records with pages of their own are left out: the search finds those.
    """
    domain = workshop_domain(app.env)
    if not domain.writes_entries:
        return
    for node in doctree.findall(entries):
        kind, own = node["kind"], domain.own_pages
        found = (domain.program.get(kind, key) for key in node["keys"] if (kind, key) not in own)
        records = [*filter(None, found)]
        if records:
            words = _words(app, WordsDraw(domain, doctree, node), records, node)
            node.append(nodes.list_item("", nodes.paragraph("", words)))


class WordsDraw(LateDraw):
    """Makes items that nobody sees."""

    def is_new(self, entity: Entity) -> bool:
        """Tell whether a record has no page of its own."""
        self.program.note("target", entity.kind, entity.key)
        return (entity.kind, entity.key) not in self.domain.own_pages

    def part_link(self, entity: Entity, anchor: str, words: str) -> nodes.Node:
        """Leave the link out: there is no page that has such a part."""
        return nodes.Text("")

    def entries(
        self, name: str, records: Sequence[Entity], *, marks: bool, **form: object
    ) -> nodes.Node:
        """Make a list inside an item."""
        make = draw_entry(self.domain, self.section)
        new = filter(self.is_new, records)
        return nodes.bullet_list("", *(make(self, one, form) for one in new))


def _words(app: Sphinx, draw: WordsDraw, records: Sequence[Entity], node: entries) -> str:
    """Give the words of records, or take those that a build before has found."""
    make, form = draw_entry(draw.domain, draw.section), node["form"]

    def write(program: Program, entity: Entity) -> str:
        draw.program = program
        # The search takes what stands in one text for one passage, whatever is marked up in it.
        return "\n".join(make(draw, entity, form).findall(nodes.Text))

    area = f"words {draw.section} {crc32(repr(form).encode()):08x}"
    return "\n".join(pieces_of_pages(app).make_all(area, records, write, form))
