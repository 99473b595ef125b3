"""The page of the index of people, in the theme's own frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import escape
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_workshop.core.domain import WorkshopDomain, workshop_domain
from sphinx_workshop.core.people import PeopleIndex, people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.persons import Entry
    from sphinx_workshop.core.program import Program

PAGE = f"{WorkshopDomain.name}-{PeopleIndex.name}"


class people_page(nodes.definition_list):  # noqa: N801 - docutils names nodes in lower case
    """The people under one letter, thousands perhaps; attribute ``markup``: their HTML."""


def visit_people_page(self: Any, node: nodes.Element) -> None:
    """Write the list (a visitor of Sphinx's HTML translator)."""
    self.body.append(f'<dl class="ws-people-index">\n{node["markup"]}</dl>\n')
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
    shown = people(domain.program, domain.sections)
    write = _writer(app.builder, domain, [entry for _, entries in shown for entry in entries])
    letters = nodes.paragraph("", "", classes=["ws-letters"])
    groups = []
    for letter, entries in shown:
        anchor = f"cap-{letter}"
        letters += [nodes.reference("", letter, refid=anchor), nodes.Text(" ")]
        listing = people_page("", markup="".join(map(write, entries)))
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
    builder: StandaloneHTMLBuilder, domain: WorkshopDomain, entries: Sequence[Entry[Entity]]
) -> Callable[[Entry[Entity]], str]:
    """Give what writes one of these people; a record stands under many, and is written once.

    Plain strings, in which each value is escaped: to fill in markup takes several times as long.
    """
    # Imported here: Sphinx wants to know of the node whether or not there is such a page to write.
    from sphinx_workshop.html.markup import name_of  # noqa: PLC0415
    from sphinx_workshop.html.pieces import pieces_of_pages  # noqa: PLC0415

    def line(program: Program, entity: Entity, *, own: bool = False) -> str:
        program.note("target", entity.kind, entity.key)
        place = domain.find_target(entity.kind, entity.key)
        if place is None:
            return ""
        page, anchor = place
        uri = builder.get_relative_uri(PAGE, page) + (f"#{anchor}" if anchor else "")
        words = escape(entity.kind.capitalize()) if own else name_of(entity)
        link = f'<a class="reference internal" href="{escape(uri)}"><span>{words}</span></a>'
        return f"<p>{link}</p>\n"

    every = {id(one): one for entry in entries for one in entry.held}
    made = pieces_of_pages(builder._app).make_all("people", every.values(), line)
    lines = dict(zip(every, made, strict=True))

    def write(entry: Entry[Entity]) -> str:
        held = [
            line(domain.program, one, own=True) if _is_own(one, entry.name) else lines[id(one)]
            for one in entry.held
        ]
        note = f" (<bdi>{escape(entry.note)}</bdi>)" if entry.note else ""
        name = f'<bdi class="ws-person">{escape(entry.name)}</bdi>'
        return f"<dt>{name}{note}</dt><dd>{''.join(held)}</dd>\n"

    return write


def _is_own(entity: Entity, name: str) -> bool:
    """Tell whether a record is that of the person: it is called by its kind then."""
    known, plain = entity.display_name, name.replace(",", "")
    return len(known) == len(plain) and sorted(known) == sorted(plain)
