"""The feed of changes beside the pages, and the link to it in their heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sphinx.util.osutil import relative_uri

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.export import File
from sphinx_workshop.html.addresses import SITES
from sphinx_workshop.html.head import add_link

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_workshop.core.program import Program

# What `workshop_exports` calls it.
_NAME: Final = "changes"


def has_feed(app: Sphinx) -> bool:
    """Tell whether there is a feed: an earlier state is known, and nobody has deselected it."""
    chosen = app.builder.name in SITES and _NAME in app.config.workshop_exports
    return chosen and workshop_domain(app.env).earlier is not None


def feed_files(app: Sphinx, program: Program) -> list[File]:
    """Give the feed, where there is one.

    :param program: knows where its records stand.
    """
    domain = workshop_domain(app.env)
    if not has_feed(app) or domain.earlier is None:
        return []
    # Imported here: few workshops name an earlier state.
    from sphinx_workshop.exports import atom  # noqa: PLC0415
    from sphinx_workshop.sections.changes.between import changes_between  # noqa: PLC0415

    changes = changes_between(domain.earlier, domain.program)
    data = atom.render_feed(program, changes, domain.earlier.changed)
    return [File(atom.PATH, _NAME, data)]


def link_feed(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Lead readers of feeds from every page to it (``html-page-context``)."""
    if has_feed(app):
        from sphinx_workshop.exports import atom  # noqa: PLC0415 - as above

        address = relative_uri(app.builder.get_target_uri(pagename), atom.PATH)
        add_link(context, "alternate", address, type="application/atom+xml", title="What changed")
