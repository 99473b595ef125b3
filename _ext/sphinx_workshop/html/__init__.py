"""The only place that knows HTML pages: style sheet, formulas, exports beside the pages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_workshop.core.code import code_digest
from sphinx_workshop.core.later import later
from sphinx_workshop.core.nodes import entries
from sphinx_workshop.core.preview import tell_pages
from sphinx_workshop.core.rebuild.run import Rebuild
from sphinx_workshop.core.summary import say_summary
from sphinx_workshop.html.divisions import depart_division, division, visit_division
from sphinx_workshop.html.exports import LEDGER, setup_exports
from sphinx_workshop.html.papers import setup_papers
from sphinx_workshop.html.people import people_page, visit_people_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_workshop.core.export import Export

HERE = Path(__file__).parent


def setup(app: Sphinx, exports: Callable[[], Sequence[Export]]) -> None:
    """Register what HTML builders need.

    :param exports: gives the exports that there are.
    """
    Rebuild(code_digest, later("sphinx_workshop.html.folder:output_folder")).connect(app)
    _set_up_nodes(app)
    setup_exports(app, exports)
    setup_papers(app)
    app.connect("html-page-context", later("sphinx_workshop.html.people:set_people_page"))
    app.connect("config-inited", _add_paths)
    app.connect("builder-inited", later("sphinx_workshop.html.language:check_language"))
    app.connect("builder-inited", later("sphinx_workshop.html.compiled:keep_templates"))
    # Behind themes that choose their translator then.
    choose_writer = later("sphinx_workshop.html.entry_writer:choose_writer")
    app.connect("builder-inited", choose_writer, priority=900)
    app.connect("env-get-updated", later("sphinx_workshop.html.heads:find_stale_heads"))
    app.connect("env-get-updated", later("sphinx_workshop.html.folder:find_overwritten"))
    app.connect("doctree-read", later("sphinx_workshop.html.pages:note_landing_page"))
    app.connect("doctree-resolved", later("sphinx_workshop.html.singlehtml:mend_links"))
    app.connect("doctree-resolved", later("sphinx_workshop.html.pictures:hush_names"))
    app.connect("doctree-resolved", later("sphinx_workshop.html.folds:fold_papers"))
    app.connect("doctree-resolved", later("sphinx_workshop.html.grid:lay_out_rooms"))
    app.connect("doctree-resolved", later("sphinx_workshop.html.days:link_days"))
    app.connect("doctree-resolved", later("sphinx_workshop.html.tiers:mark_tiers"))
    app.connect("doctree-resolved", later("sphinx_workshop.html.entry_words:add_words"))
    _set_up_heads(app)
    app.connect("html-collect-pages", later("sphinx_workshop.html.search:settle_index"))
    app.connect("build-finished", later("sphinx_workshop.html.squeeze:squeeze_files"))
    app.connect("build-finished", later("sphinx_workshop.html.heads:note_heads"))
    # Behind what pages are made of, before what nobody waits for.
    app.connect("build-finished", tell_pages, priority=600)
    app.connect("build-finished", say_summary(LEDGER, time.perf_counter()), priority=980)


def _set_up_nodes(app: Sphinx) -> None:
    """Register what is written in a way of its own."""
    # `html_math_renderer = "mathml"` chooses it.
    app.add_html_math_renderer(
        "mathml",
        inline_renderers=(later("sphinx_workshop.html.mathml:inline"), None),
        block_renderers=(later("sphinx_workshop.html.mathml:block"), None),
    )
    visit = later("sphinx_workshop.html.entry_writer:visit_entries")
    app.add_node(entries, html=(visit, later("sphinx_workshop.html.entry_writer:depart_entries")))
    app.add_node(division, html=(visit_division, depart_division))
    app.add_node(people_page, html=(visit_people_page, None))


def _set_up_heads(app: Sphinx) -> None:
    """Register what has a say in a page beside its text."""
    app.connect("html-page-context", later("sphinx_workshop.html.head:set_canonical"))
    app.connect("html-page-context", later("sphinx_workshop.html.pages:add_style"))
    app.connect("html-page-context", later("sphinx_workshop.html.script:add_script"))
    app.connect("html-page-context", later("sphinx_workshop.html.structured:add_structured_data"))
    app.connect("html-page-context", later("sphinx_workshop.html.feed:link_feed"))
    app.connect("write-started", later("sphinx_workshop.html.serialized:forget_copies"))
    # After whoever knows more of a page.
    add_social = later("sphinx_workshop.html.social:add_social")
    app.connect("html-page-context", add_social, priority=600)
    # Before the theme's own handlers, which may put the navigation together.
    make_room = later("sphinx_workshop.html.days:make_room")
    app.connect("html-page-context", make_room, priority=400)
    level_captions = later("sphinx_workshop.html.pages:level_captions")
    app.connect("html-page-context", level_captions, priority=400)


def _add_paths(app: Sphinx, config: Config) -> None:
    """Serve our files, and mend what a theme's own templates lack."""
    # Not appended: a list that nobody has set is the default of every build in this process.
    config.html_static_path = [*config.html_static_path, str(HERE / "static")]
    templates = HERE / "templates" / config.html_theme
    if templates.is_dir():
        config.templates_path = [*config.templates_path, str(templates)]
