"""Formulas as MathML Core, made when the page is built: no script, no font, no other host.

docutils brings the converter (``docutils.utils.math.latex2mathml``). A formula it cannot read
stands on the page as its source, with a warning at its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from sphinx_workshop.core.formulas import formula_place
from sphinx_workshop.html.tex import UnreadableTexError, to_mathml

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


def _convert(self: Any, node: nodes.Element, *, block: bool) -> str | None:
    source = node.astext()
    try:
        return to_mathml(source, block=block)
    except UnreadableTexError as error:
        message = f"formula shown as its source, {error}: {source}"
        place = formula_place(self.builder.env, node)
        said = self.builder.__dict__.setdefault("workshop_formulas", set())
        if (place, source) not in said:  # a record is shown on several pages
            said.add((place, source))
            logger.warning(message, location=place, type="workshop", subtype="export")
        return None


def inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line (a renderer of Sphinx's)."""
    made = _convert(self, node, block=False)
    self.body.append(made if made is not None else _source(self, node, "code"))
    raise nodes.SkipNode


def block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula of its own, with its number (a renderer of Sphinx's)."""
    # Furo puts a container around the formula that has its ids already.
    held = bool(node["ids"]) and node["ids"] == node.parent.get("ids")
    shown = nodes.Element() if held else node
    self.body.append(self.starttag(shown, "div", CLASS="math notranslate"))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({self.encode(number)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    made = _convert(self, node, block=True)
    self.body.append(made if made is not None else _source(self, node, "pre"))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _source(self: Any, node: nodes.Element, tag: str) -> str:
    return f'<{tag} class="math">{self.encode(node.astext())}</{tag}>'
