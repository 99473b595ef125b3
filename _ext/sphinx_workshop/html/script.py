"""The script of the pages that list the schedule or the papers: ES modules that only add."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.html.addresses import SITES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_workshop.core.domain import Place
    from sphinx_workshop.core.program import Program

STYLE: Final = "workshop-script.css"
SHARED: Final = "workshop-page.js"
# Section that a page lists → the modules it loads, in the order in which they add controls.
MODULES: Final = {
    "schedule": ("workshop-time.js", "workshop-find.js", "workshop-mine.js"),
    "papers": ("workshop-find.js", "workshop-mine.js"),
}


def add_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the modules a page uses.

    The page is not drawn before they have run (``blocking="render"``): they add columns and
    controls. That has an effect only in the page's head, and some themes put scripts at the end of
    the body.
    """
    builder = app.builder
    domain = workshop_domain(app.env)
    held = domain.listings.get(pagename, {})
    names = dict.fromkeys(name for section in held for name in MODULES.get(section, ()))
    if not names or not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in SITES:
        return
    builder.add_css_file(STYLE)
    tags = _tags(context, domain.program, held, [SHARED, *names])
    context["metatags"] = "\n".join((context.get("metatags", ""), *tags, ""))


def _tags(
    context: dict[str, Any], program: Program, held: dict[str, Place], names: Iterable[str]
) -> Iterator[str]:
    """Write the elements; their addresses have no checksum, as modules import each other by name.

    The first one has what no module can read from the page: ``data-workshop`` tells workshops on
    one host apart, ``data-whole`` names the sections of which the page lists every record.
    """
    more = {
        "data-workshop": workshop_name(program),
        "data-whole": " ".join(section for section, place in held.items() if place.whole),
    }
    for name in names:
        source = context["pathto"](f"_static/{name}", resource=True)
        attributes = {"type": "module", "src": source, "blocking": "render", **more}
        more = {}
        written = " ".join(f'{key}="{escape(value)}"' for key, value in attributes.items())
        yield f"<script {written}></script>"


def workshop_name(program: Program) -> str:
    """Give a name that no other workshop has, the one in its calendar: "dgm2021@example.org"."""
    # Imported here: the pages that Sphinx makes in every build list nothing.
    from sphinx_workshop.exports._common import lasting_name  # noqa: PLC0415

    return lasting_name(program, "").removeprefix(".")
