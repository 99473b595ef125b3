"""Lists of records whose items are made when a page is written, not when it is read.

A list of thousands is the heaviest thing on any page. What Sphinx does with a page between reading
and writing it (transforms, collectors, pickling) takes far longer than making the items.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_workshop.core.domain import WorkshopDomain, workshop_domain
from sphinx_workshop.core.draw import Draw
from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.nodes import entries
from sphinx_workshop.core.section import Entry


class LateDraw(Draw):
    """Makes the items of one list; the places that it marks were noted when the page was read."""

    def __init__(self, domain: WorkshopDomain, document: nodes.document, node: entries) -> None:
        super().__init__(
            domain,
            document,
            node["refdoc"],
            section=node["section"],
            in_section=False,
            whole=False,
        )
        self.domain = domain
        self.marked = frozenset(node["marked"])

    def anchor(self, entity: Entity) -> nodes.Node:
        """Mark the record's place where this is the first on the page."""
        if entity.key not in self.marked:
            return nodes.Text("")
        return nodes.target("", "", ids=[entity.anchor])


def draw_entry(domain: WorkshopDomain, name: str) -> Entry:
    """Give what makes the items of a section's lists."""
    section = next(one for one in domain.sections if one.name == name)
    assert section.directive is not None
    assert section.directive.entry is not None
    return section.directive.entry


def draw_entries(draw: LateDraw, node: entries) -> Iterator[nodes.Node]:
    """Make the items of a list, in order."""
    make = draw_entry(draw.domain, draw.section)
    for key in node["keys"]:
        yield make(draw, draw.program.get(node["kind"], key), node["form"])


def expand_entries(env: BuildEnvironment, document: nodes.document) -> None:
    """Replace each list that the writer does not make itself with one that has its items."""
    domain = workshop_domain(env)
    # Items may hold lists themselves.
    while not domain.writes_entries and (found := list(document.findall(entries))):
        for node in found:
            made = nodes.bullet_list("", bullet="*", classes=node["classes"], ids=node["ids"])
            made += draw_entries(LateDraw(domain, document, node), node)
            for part in made.findall(nodes.Element):
                part.source, part.line = node.source, node.line
            node.replace_self(made)
