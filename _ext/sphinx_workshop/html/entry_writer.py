"""Long lists of records, written straight to HTML where nobody else has a say in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_workshop.core import nodes as own
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.html.head import BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.program import Program
    from sphinx_workshop.html.html_draw import HtmlDraw

# The nodes that are not made, and the methods of the translator that HtmlDraw stands in for.
_STOOD_IN: Final = (
    *("Text paragraph list_item inline emphasis strong reference target bullet_list".split()),
    *("isolate time_element disclosure disclosure_summary".split()),
)
# Where Sphinx's translator notes that a page needs what shows formulas, such as a script.
_FORMULAS: Final = "_has_maths_elements"


def choose_writer(app: Sphinx) -> None:
    """Note whether lists can be written here (``builder-inited``, behind the theme's handlers).

    A theme or an extension with its own way to write one of the nodes gets the nodes.
    """
    builder, registry = app.builder, app.registry
    domain = workshop_domain(app.env)
    domain.writes_entries = False
    if builder.name not in BUILDERS:
        return
    translator = registry.get_translator_class(builder)
    handlers = registry.translation_handlers
    added = handlers.get(builder.name) or handlers.get(builder.format, {})
    names = [f"{way}_{name}" for name in _STOOD_IN for way in ("visit", "depart")]
    domain.writes_entries = issubclass(translator, HTML5Translator) and all(
        getattr(translator, name, None) is getattr(HTML5Translator, name, None)
        for name in ("starttag", "attval", "encode", *names)
    )
    ours = own.Visitors.ALL
    for node in (nodes.Text, nodes.paragraph, nodes.list_item, nodes.inline, *ours):
        held = ours.get(node, {}).get("html")
        domain.writes_entries &= added.get(node.__name__) == held


def visit_entries(self: Any, node: own.entries) -> None:
    """Write a whole list (a visitor of Sphinx's HTML translator)."""
    # Imported here: whether lists are written so is asked in every build.
    from sphinx_workshop.html.html_draw import HtmlDraw  # noqa: PLC0415

    self.context.append((self.compact_simple, self.compact_p))
    self.compact_simple, self.compact_p = False, None
    self.body.append(self.starttag(node, "ul"))
    draw = HtmlDraw(workshop_domain(self.builder.env), self, node)
    self.body.extend(_items(draw, node))
    # Its words stand in it for the search.
    raise nodes.SkipChildren


def _items(draw: HtmlDraw, node: own.entries) -> list[str]:
    """Write the items, or take those that a build before has written."""
    from sphinx_workshop.core.entries import draw_entry  # noqa: PLC0415 - as above
    from sphinx_workshop.html.pieces import pieces_of_pages  # noqa: PLC0415

    domain = draw.domain
    held = [domain.program.get(node["kind"], key) for key in node["keys"]]
    make, form = draw_entry(domain, draw.section), node["form"]
    # Mostly all are marked, or none is.
    unmarked = [key for key in node["keys"] if key not in draw.marked] if draw.marked else None

    translator = draw.translator
    formulas = getattr(translator, _FORMULAS, False)

    def write(program: Program, entity: Entity) -> tuple[str, bool]:
        draw.program = program
        setattr(translator, _FORMULAS, False)
        return str(make(draw, entity, form)), getattr(translator, _FORMULAS)

    # A record may stand in several lists of a page, and look another way in each.
    look = repr((form, unmarked, draw.in_cell))
    area = f"html {node['refdoc']} {node['section']} {crc32(look.encode()):08x}"
    pieces = pieces_of_pages(translator.builder._app)
    made = pieces.make_all(area, filter(None, held), write, look)
    setattr(translator, _FORMULAS, formulas or any(has_formula for _, has_formula in made))
    return [html for html, _ in made]


def depart_entries(self: Any, node: own.entries) -> None:
    """Close the list."""
    self.compact_simple, self.compact_p = self.context.pop()
    self.body.append("</ul>\n")
