"""The style sheets and scripts that pages load: light, and all of them from the site itself."""

from __future__ import annotations

import re
from typing import Final

from sphinx_workshop.html.squeeze import SQUEEZE
from tests.support import PROJECT

STATIC: Final = PROJECT / "_ext" / "sphinx_workshop" / "html" / "static"
MAX_BYTES: Final = 30_000


def test_style_and_script_are_light() -> None:
    """As they are served; that they are is tested where a site is built."""
    served = {path.name: SQUEEZE[path.suffix](path.read_text("utf-8")) for path in STATIC.iterdir()}
    sizes = {name: len(text.encode()) for name, text in served.items()}
    assert {path.rpartition(".")[2] for path in sizes} == {"css", "js"}
    assert sum(sizes.values()) <= MAX_BYTES, sizes


def test_style_and_script_name_no_other_host() -> None:
    named = {
        path.name: re.findall(r"https?:|(?<!:)//\w|@import|url\(", path.read_text("utf-8"))
        for path in STATIC.glob("*.css")
    }
    named |= {
        path.name: re.findall(r"['\"`](?:https?:|//)[^'\"`]*", path.read_text("utf-8"))
        for path in STATIC.glob("*.js")
    }
    assert not any(named.values()), named
