"""The only place that knows HTML pages: style sheet, formulas, exports beside the pages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_workshop.core.code import code_digest
from sphinx_workshop.core.nodes import entries
from sphinx_workshop.core.preview import tell_pages
from sphinx_workshop.core.rebuild import Rebuild
from sphinx_workshop.core.summary import say_summary
from sphinx_workshop.html.compiled import keep_templates
from sphinx_workshop.html.days import link_days, make_room
from sphinx_workshop.html.divisions import depart_division, division, visit_division
from sphinx_workshop.html.entry_writer import choose_writer, depart_entries, visit_entries
from sphinx_workshop.html.exports import LEDGER, setup_exports
from sphinx_workshop.html.feed import link_feed
from sphinx_workshop.html.folder import find_overwritten, output_folder
from sphinx_workshop.html.folds import fold_papers
from sphinx_workshop.html.grid import lay_out_rooms
from sphinx_workshop.html.head import set_canonical
from sphinx_workshop.html.heads import find_stale_heads, note_heads
from sphinx_workshop.html.language import check_language
from sphinx_workshop.html.mathml import setup_mathml
from sphinx_workshop.html.pages import add_style, level_captions
from sphinx_workshop.html.papers.write import setup_papers
from sphinx_workshop.html.people import setup_people
from sphinx_workshop.html.pictures import hush_names
from sphinx_workshop.html.script import add_script
from sphinx_workshop.html.search import drop_lost_words
from sphinx_workshop.html.singlehtml import mend_links
from sphinx_workshop.html.social import add_social
from sphinx_workshop.html.squeeze import squeeze_files
from sphinx_workshop.html.structured import add_structured_data, note_landing_page
from sphinx_workshop.html.tiers import mark_tiers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_workshop.core.export import Export

HERE = Path(__file__).parent


def setup(app: Sphinx, exports: Sequence[Export]) -> None:
    """Register what HTML builders need."""
    Rebuild(code_digest, output_folder).connect(app)
    setup_mathml(app)
    setup_exports(app, exports)
    setup_papers(app)
    app.add_node(entries, html=(visit_entries, depart_entries))
    app.add_node(division, html=(visit_division, depart_division))
    setup_people(app)
    app.connect("config-inited", _add_paths)
    app.connect("builder-inited", check_language)
    app.connect("builder-inited", keep_templates)
    # Behind themes that choose their translator then.
    app.connect("builder-inited", choose_writer, priority=900)
    app.connect("env-get-updated", find_stale_heads)
    app.connect("env-get-updated", find_overwritten)
    app.connect("doctree-read", note_landing_page)
    app.connect("doctree-resolved", mend_links)
    app.connect("doctree-resolved", hush_names)
    app.connect("doctree-resolved", fold_papers)
    app.connect("doctree-resolved", lay_out_rooms)
    app.connect("doctree-resolved", link_days)
    app.connect("doctree-resolved", mark_tiers)
    app.connect("html-page-context", set_canonical)
    app.connect("html-page-context", add_style)
    app.connect("html-page-context", add_script)
    app.connect("html-page-context", add_structured_data)
    app.connect("html-page-context", link_feed)
    # After whoever knows more of a page.
    app.connect("html-page-context", add_social, priority=600)
    # Before the theme's own handlers, which may put the navigation together.
    app.connect("html-page-context", make_room, priority=400)
    app.connect("html-page-context", level_captions, priority=400)
    app.connect("html-collect-pages", drop_lost_words)
    app.connect("build-finished", squeeze_files)
    app.connect("build-finished", note_heads)
    # Behind what pages are made of, before what nobody waits for.
    app.connect("build-finished", tell_pages, priority=600)
    app.connect("build-finished", say_summary(LEDGER, time.perf_counter()), priority=980)


def _add_paths(app: Sphinx, config: Config) -> None:
    """Serve our files, and mend what a theme's own templates lack."""
    # Not appended: a list that nobody has set is the default of every build in this process.
    config.html_static_path = [*config.html_static_path, str(HERE / "static")]
    templates = HERE / "templates" / config.html_theme
    if templates.is_dir():
        config.templates_path = [*config.templates_path, str(templates)]
