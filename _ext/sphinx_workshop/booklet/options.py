"""What conf.py says of the booklet: checked once, then read from here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.later import later
from sphinx_workshop.core.setting import warn_setting

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = [
    "FOLDED",
    "PAPERS",
    "add_options",
    "chosen_pages",
    "paper_of",
    "widest_grid",
]

# Loaded where a name is wrong.
did_you_mean = later("sphinx_workshop.core.suggest:did_you_mean")

#: Paper sizes of the booklet: what conf.py says -> what Typst calls it.
PAPERS: Final = {"A4": "a4", "A5": "a5", "Letter": "us-letter"}

# Setting -> the words it may hold; the first is what counts where another is written.
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "workshop_booklet_paper": tuple(PAPERS),
    "workshop_booklet_poster": ("", "A3", "A2"),
}

# For whom there are cards.
_CARDS: Final = ("site", "papers", "")

#: Paper -> the pages to fold and the sheet that takes two of them.
FOLDED: Final = {
    "a4": ("a5", "a4"),
    "a5": ("a5", "a4"),
    "us-letter": ("us-statement", "us-letter"),
}


def add_options(app: Sphinx) -> None:
    """Register the settings and the step that checks them."""
    app.add_config_value("workshop_booklet", True, "env", frozenset({bool}))
    app.add_config_value("workshop_booklet_imposition", False, "", frozenset({bool}))
    app.add_config_value("workshop_booklet_pages", [], "", frozenset({list, tuple}))
    app.add_config_value("workshop_booklet_paper", "A4", "", frozenset({str}))
    app.add_config_value("workshop_booklet_poster", "", "", frozenset({str}))
    app.add_config_value("workshop_booklet_template", "", "", frozenset({str}))
    app.add_config_value("workshop_booklet_volumes", 0, "", frozenset({int}))
    app.add_config_value("workshop_cards", "site", "html", frozenset({str}))
    app.connect("config-inited", _check_cards)
    app.add_config_value("workshop_booklet_font_paths", [], "", frozenset({list, tuple}))
    app.connect("config-inited", _check)


def paper_of(config: Config) -> str:
    """Return Typst's name of the paper."""
    return PAPERS[config.workshop_booklet_paper]


def widest_grid(paper: str) -> int:
    """Return how many columns of a grid a sheet has room for."""
    return 4 if paper in ("a5", "us-statement") else 7


def chosen_pages(app: Sphinx) -> list[str]:
    """Return the pages that the booklet is to have, in their order; none means all."""
    name = "workshop_booklet_pages"
    known = app.env.all_docs
    for page in app.config[name]:
        if page not in known:
            near = did_you_mean(page, known) or ": write it as toctrees do, without its suffix"
            warn_setting(app, name, f"there is no page '{page}'{near}")
    return [page for page in dict.fromkeys(app.config[name]) if page in known]


def _check(app: Sphinx, config: Config) -> None:
    """Say what a setting cannot hold, and go on with its default (``config-inited``)."""
    for name, words in _CHOICES.items():
        value = str(config[name])
        found = next((word for word in words if word.casefold() == value.casefold()), None)
        if found is None:
            near = did_you_mean(value, words) or f": use {' or '.join(filter(None, words))}"
            warn_setting(app, name, f"'{value}' is unknown{near}")
        config[name] = words[0] if found is None else found
    name = "workshop_booklet_volumes"
    if not isinstance(config[name], int) or config[name] < 0:
        warn_setting(app, name, f"'{config[name]}' is no number of volumes: use 0, 1, 2 …")
        config[name] = 0
    name = "workshop_booklet_template"
    if not isinstance(config[name], str | Path):
        warn_setting(app, name, f"'{config[name]}' is no file's name")
        config[name] = ""
    name = "workshop_booklet_pages"
    config[name] = _names(app, name)
    name = "workshop_booklet_font_paths"
    config[name] = [path for path in _names(app, name) if _is_folder(app, name, path)]


def _check_cards(app: Sphinx, config: Config) -> None:
    """Warn of an unknown value of ``workshop_cards`` (``config-inited``)."""
    value = config.workshop_cards
    if not isinstance(value, str):
        warn_setting(app, "workshop_cards", f"'{value}' is no text: use 'site', 'papers' or ''")
        config.workshop_cards = "site" if value else ""
    elif value not in _CARDS:
        near = did_you_mean(value, _CARDS) or ": use 'site', 'papers' or ''"
        warn_setting(app, "workshop_cards", f"unknown value '{value}'{near}")


def _names(app: Sphinx, name: str) -> list[str]:
    """Return a setting that lists names; one name alone is a list of one."""
    value = app.config[name]
    held = [value] if isinstance(value, str | Path) else value
    if isinstance(held, list | tuple) and all(isinstance(it, str | Path) for it in held):
        return [str(it) for it in held]
    warn_setting(app, name, f"'{value}' is no list of names: write ['…', '…']")
    return []


def _is_folder(app: Sphinx, name: str, path: str) -> bool:
    found = Path(app.srcdir, path).is_dir()
    if not found:
        warn_setting(app, name, f"there is no folder '{path}'")
    return found
