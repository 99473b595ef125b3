"""The page of the index of people, in the theme's own frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.nodes import make_refnode

from sphinx_workshop.core.domain import WorkshopDomain, workshop_domain
from sphinx_workshop.core.nodes import isolate
from sphinx_workshop.core.people import PeopleIndex, people
from sphinx_workshop.core.text_nodes import name_nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.persons import Entry

PAGE = f"{WorkshopDomain.name}-{PeopleIndex.name}"


def set_people_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Show the index as lists under letters instead of Sphinx's table of module names.

    :returns: the template of an ordinary page, which every theme has.
    """
    if pagename != PAGE or not isinstance(app.builder, StandaloneHTMLBuilder):
        return None
    domain = workshop_domain(app.env)
    index = people(domain.program, domain.sections)
    letters = nodes.paragraph("", "", classes=["ws-letters"])
    groups = []
    for letter, entries in index:
        anchor = f"cap-{letter}"
        letters += [nodes.reference("", letter, refid=anchor), nodes.Text(" ")]
        terms = [_person(app.builder, domain, entry) for entry in entries]
        listing = nodes.definition_list("", *terms, classes=["ws-people-index"])
        groups.append(nodes.section("", nodes.title("", letter), listing, ids=[anchor]))
    page = nodes.section("", nodes.title("", PeopleIndex.localname), letters, *groups)
    page["ids"] = ["people"]
    if not hasattr(app.builder, "fignumbers"):
        # Sphinx sets them only when it has documents to write; a translator asks for them always.
        app.builder.secnumbers, app.builder.fignumbers = {}, {}
    context["body"] = app.builder.render_partial(page)["fragment"]
    context["title"] = PeopleIndex.localname
    return "page.html"


def _person(
    builder: StandaloneHTMLBuilder, domain: WorkshopDomain, entry: Entry[Entity]
) -> nodes.definition_list_item:
    lines = []
    for entity in entry.held:
        place = domain.find_target(entity.kind, entity.key)
        if place is not None:
            text = nodes.inline("", "", *_words(entity, entry.name))
            lines.append(nodes.paragraph("", "", make_refnode(builder, PAGE, *place, text)))
    term = nodes.term("", "", isolate("", entry.name, classes=["ws-person"]))
    if entry.note:
        term += [nodes.Text(" ("), isolate("", entry.note), nodes.Text(")")]
    return nodes.definition_list_item("", term, nodes.definition("", *lines))


def _words(entity: Entity, name: str) -> list[nodes.Node]:
    """Say what the link leads to; a person's own entry is called by its kind."""
    own = "".join(sorted(entity.display_name)) == "".join(sorted(name.replace(",", "")))
    return [nodes.Text(entity.kind.capitalize())] if own else name_nodes(entity)
