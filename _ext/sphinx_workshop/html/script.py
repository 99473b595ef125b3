"""The script of the pages that list the schedule or the papers: ES modules that only add."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.names import slug
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_workshop.core.domain import Place
    from sphinx_workshop.core.program import Program

STYLE: Final = "workshop-script.css"
SHARED: Final = "workshop-page.js"
# Section that a page lists → the modules it loads, in the order in which they add controls.
MODULES: Final = {
    "schedule": ("workshop-time.js",),
}


def add_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the modules a page uses.

    A schedule is not drawn before they have run (``blocking="render"``): they add a column. That
    has an effect only in the page's head, and some themes put scripts at the end of the body.
    """
    builder = app.builder
    domain = workshop_domain(app.env)
    held = domain.listings.get(pagename, {})
    names = dict.fromkeys(name for section in held for name in MODULES.get(section, ()))
    if not names or not isinstance(builder, StandaloneHTMLBuilder) or builder.name == "epub":
        return
    early = {"blocking": "render"} if "schedule" in held else {}
    builder.add_css_file(STYLE)
    files = context["script_files"]
    known = len(files)
    for name in names:
        builder.add_js_file(name, type="module", **early)
    shared = _shared(context, domain.program, held, **early)
    tags = [shared, *map(context["js_tag"], files[known:])]
    del files[known:]
    context["metatags"] = "\n".join((context.get("metatags", ""), *tags, ""))


def _shared(
    context: dict[str, Any], program: Program, held: dict[str, Place], **attributes: str
) -> str:
    """Write the element of the module that the others import, lest they be waited for twice.

    It has no checksum in its address, as they do not know it, but what no module can read from the
    page: ``data-workshop`` tells workshops on one host apart, ``data-whole`` names the sections of
    which the page lists every record.
    """
    attributes |= {
        "type": "module",
        "src": context["pathto"](f"_static/{SHARED}", resource=True),
        "data-workshop": workshop_name(program),
        "data-whole": " ".join(section for section, place in held.items() if place.whole),
    }
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<script {written}></script>"


def workshop_name(program: Program) -> str:
    """Give a name that no other workshop has: "dgm2021@example.org"."""
    workshop = program.one(Workshop)
    host = urlsplit(workshop.url or "").hostname or "workshop.invalid"
    return f"{slug(workshop.acronym)}@{host}"
