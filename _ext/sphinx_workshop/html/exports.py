"""Which files for other programs there are beside the HTML pages: the setting and the steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.later import later
from sphinx_workshop.core.setting import warn_setting

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_workshop.core.export import Export

# Loaded where a name is wrong.
did_you_mean = later("sphinx_workshop.core.suggest:did_you_mean")

LEDGER: Final = "workshop-exports.json"
# What is chosen like an export, and made with the pages: in heads, of their addresses, of changes.
_WITH_PAGES: Final = ("jsonld", "sitemap", "changes")


def setup_exports(app: Sphinx, exports: Callable[[], Sequence[Export]]) -> None:
    """Register the setting, the links and the step that writes the files.

    :param exports: gives those that there are.
    """

    def names(config: Config) -> list[str]:
        return [*(export.name for export in exports()), *_WITH_PAGES]

    def check_names(app: Sphinx, config: Config) -> None:
        # Sphinx makes a list of what the command line says only where it has the default at hand.
        if isinstance(said := config.overrides.get("workshop_exports"), str):
            config.workshop_exports = [name for name in said.split(",") if name]
        held = config.workshop_exports
        if not isinstance(held, list | tuple) or not all(isinstance(name, str) for name in held):
            message = f"'{held}' is no list of names: write ['program', 'calendar', …]"
            warn_setting(app, "workshop_exports", message)
            config.workshop_exports = names(config) if held else []
        known = names(config)
        for name in config.workshop_exports:
            if name not in known:
                near = did_you_mean(name, known) or f": use {', '.join(known)}"
                warn_setting(app, "workshop_exports", f"unknown export '{name}'{near}")

    def write(app: Sphinx, exception: Exception | None) -> None:
        if exception is None:
            write_exports(app, exports())

    write_exports = later("sphinx_workshop.html.export_files:write_exports")
    app.add_config_value("workshop_exports", names, "html", frozenset({list, tuple}))
    app.connect("config-inited", check_names)
    app.connect("doctree-resolved", later("sphinx_workshop.html.calendars:offer_parts"))
    app.connect("doctree-resolved", later("sphinx_workshop.html.export_links:resolve_export_links"))
    # Behind all that pages are made of: who looks at these does not wait for it.
    app.connect("build-finished", write, priority=700)
