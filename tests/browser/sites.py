"""The sites that browser tests look at, each built once for all of pytest's workers."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests import support
from tests.conference import write_conference

if TYPE_CHECKING:
    from tests.conftest import Build

OTHER_THEMES: Final = ("alabaster", "sphinx_rtd_theme", "pydata_sphinx_theme")
THEMES: Final = ("furo", *OTHER_THEMES)
PATIENCE: Final = 300  # seconds

FURO: Final = """
html_theme = "furo"
html_css_files = ["workshop-site.css"]
html_copy_source = False
"""


# The search box at the side is the one thing of the theme that has a script inside the page.
ALABASTER: Final = """
html_sidebars = {"**": ["navigation.html"]}
"""


class Sites:
    """Built sites by name, each made when first asked for.

    ``own``: this repository's; ``made-up`` and ``conference``: the made-up workshop and the large
    conference, in furo, or with a theme's name behind a blank in that: ``"made-up alabaster"``.
    """

    def __init__(self, build: Build, folder: Path) -> None:
        self._build = build
        self._folder = folder

    def __getitem__(self, name: str) -> Path:
        """Return the folder of pages.

        :raises AssertionError: with Sphinx's words, where the build failed, here or elsewhere.
        """
        kind, _, theme = name.partition(" ")
        place = self._folder / name.replace(" ", "-")
        said = place / "said.txt"
        try:
            place.mkdir(parents=True)
        except FileExistsError:
            _wait(said)
        else:
            source = _SOURCES[kind](place / "source")
            if kind != "own":
                with (source / "conf.py").open("a", encoding="utf-8") as conf:
                    conf.write(f'\nhtml_theme = "{theme}"\n' if theme else FURO)
                    conf.write(ALABASTER if theme == "alabaster" else "")
            # Some themes have warnings of their own.
            result = self._build(source, "html", strict=kind == "conference" and not theme)
            said.write_text(result.stderr if result.returncode else "", "utf-8")
        assert not said.read_text("utf-8"), said.read_text("utf-8")
        return place / "source" / "_build" / "html"


def _wait(said: Path) -> None:
    """Wait until another worker has built a site."""
    end = time.monotonic() + PATIENCE
    while not said.exists():
        assert time.monotonic() < end, f"{said.parent.name} is not built in {PATIENCE} seconds"
        time.sleep(0.1)


_SOURCES: Final[dict[str, Callable[[Path], Path]]] = {
    "own": support.copy_site,
    "made-up": support.copy_synthetic,
    "conference": write_conference,
}
