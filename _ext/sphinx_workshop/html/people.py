"""The page of the index of people, in the theme's own frame."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_workshop.core.domain import WorkshopDomain, workshop_domain
from sphinx_workshop.core.people import PeopleIndex, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.persons import Entry

PAGE = f"{WorkshopDomain.name}-{PeopleIndex.name}"

_LIST = Markup('<dl class="ws-people-index">\n%s</dl>\n')
_PERSON = Markup('<dt><bdi class="ws-person">%s</bdi>%s</dt><dd>%s</dd>\n')
_NOTE = Markup(" (<bdi>%s</bdi>)")
_LINE = Markup('<p><a class="reference internal" href="%s"><span>%s</span></a></p>\n')


class people_page(nodes.definition_list):  # noqa: N801 - docutils names nodes in lower case
    """The people under one letter, thousands perhaps; attribute ``markup``: their HTML."""


def visit_people_page(self: Any, node: nodes.Element) -> None:
    """Write the list (a visitor of Sphinx's HTML translator)."""
    self.body.append(node["markup"])
    raise nodes.SkipNode


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
    write = _writer(app.builder, domain)
    letters = nodes.paragraph("", "", classes=["ws-letters"])
    groups = []
    for letter, entries in people(domain.program, domain.sections):
        anchor = f"cap-{letter}"
        letters += [nodes.reference("", letter, refid=anchor), nodes.Text(" ")]
        listing = people_page("", markup=_LIST % Markup("").join(map(write, entries)))
        groups.append(nodes.section("", nodes.title("", letter), listing, ids=[anchor]))
    page = nodes.section("", nodes.title("", PeopleIndex.localname), letters, *groups)
    page["ids"] = ["people"]
    if not hasattr(app.builder, "fignumbers"):
        # Sphinx sets them only when it has documents to write; a translator asks for them always.
        app.builder.secnumbers, app.builder.fignumbers = {}, {}
    context["body"] = app.builder.render_partial(page)["fragment"]
    context["title"] = PeopleIndex.localname
    return "page.html"


def _writer(
    builder: StandaloneHTMLBuilder, domain: WorkshopDomain
) -> Callable[[Entry[Entity]], Markup]:
    """Give what writes a person; a record stands under many, and is written once."""
    # Imported here: Sphinx wants to know of the node whether or not there is such a page to write.
    from sphinx_workshop.html.markup import name_of  # noqa: PLC0415

    @cache
    def line(kind: str, key: str, *, own: bool) -> Markup:
        entity, place = domain.program.get(kind, key), domain.find_target(kind, key)
        if entity is None or place is None:
            return Markup("")
        page, anchor = place
        uri = builder.get_relative_uri(PAGE, page) + (f"#{anchor}" if anchor else "")
        return _LINE % (uri, kind.capitalize() if own else name_of(entity))

    def write(entry: Entry[Entity]) -> Markup:
        lines = [line(one.kind, one.key, own=_is_own(one, entry.name)) for one in entry.held]
        note = _NOTE % entry.note if entry.note else Markup("")
        return _PERSON % (entry.name, note, Markup("").join(lines))

    return write


def _is_own(entity: Entity, name: str) -> bool:
    """Tell whether a record is that of the person: it is called by its kind then."""
    known, plain = entity.display_name, name.replace(",", "")
    return len(known) == len(plain) and sorted(known) == sorted(plain)
