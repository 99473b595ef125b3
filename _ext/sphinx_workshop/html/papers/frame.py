"""What the theme puts around a page: rendered in memory, and tried out once in every build."""

from __future__ import annotations

import os
import re
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx_workshop.core.rebuild.freshness import files_below
from sphinx_workshop.html.folder import own_templates
from sphinx_workshop.html.papers.pages import TRIAL
from sphinx_workshop.html.papers.pattern import BESIDE, OWN, Patterns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders.html import StandaloneHTMLBuilder

PAGE_TEMPLATE: Final = "page.html"
_BEFORE, _AFTER = ({"link": f"ws-{way}", "title": f"ws {way}"} for way in ("before", "after"))


# What templates may choose by: the values of a page's own, wherever they are not only printed.
_OWN_WORDS: Final = re.compile(rf"\b({'|'.join((*OWN, *BESIDE))})\b")
_STATEMENT: Final = re.compile(r"\{%(?![-+]?\s*(?:end)?block\b).*?%\}", re.DOTALL)
_EXPRESSION: Final = re.compile(r"\{\{[-+]?(.*?)[-+]?\}\}", re.DOTALL)
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_PRINTED: Final = re.compile(r"[\w.]+(?:\s*\|\s*(?:striptags|escape|e|safe))*")


def choose_by_page(paths: Iterable[Path]) -> bool:
    """Tell whether one of these templates may show something on certain pages alone.

    :param paths: templates, and folders of them.
    """
    for path in paths:
        for template in files_below(path):
            text = template.read_text("utf-8", "replace")
            words = _QUOTED.sub("''", " ~ ".join(_EXPRESSION.findall(text))).split("~")
            used = (word for word in words if not _PRINTED.fullmatch(word.strip()))
            if any(map(_OWN_WORDS.search, (*_STATEMENT.findall(text), *used))):
                return True
    return False


class _Templates:
    """Stands before the theme's templates, to keep what they render to."""

    def __init__(self, templates: Any, patterns: Patterns | None) -> None:
        self._templates = templates
        self._patterns = patterns
        self.html: str | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._templates, name)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Render; Sphinx is told of nothing to write."""

        def render() -> str:
            return str(self._templates.render(template, context))

        self.html = self._patterns.render(context, render) if self._patterns else render()
        self.encoding = context["encoding"]
        return ""


class Frame:
    """Renders pages as Sphinx does, every handler of ``html-page-context`` heard, but to memory.

    All pages lie in one folder and stand in no table of contents: that of the site is the same on
    all of them, and made once.
    """

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self.builder = builder
        self._toctrees: dict[tuple[tuple[str, Any], ...], str] = {}

    @cached_property
    def patterns(self) -> Patterns:
        """What pages are filled in by; templates are looked at only where there is one to write."""
        return Patterns(usable=not choose_by_page(own_templates(self.builder)))

    def render(self, name: str, context: dict[str, Any]) -> bytes | None:
        """Render one page; None where Sphinx has said that it cannot be."""
        templates = self.builder.templates
        kept = _Templates(templates, self.patterns if name != TRIAL else None)
        self.builder.templates = kept
        try:
            whole = {**context, "toctree": self._toctree}
            nowhere = Path(os.devnull)
            self.builder.handle_page(name, whole, PAGE_TEMPLATE, outfilename=nowhere)
        finally:
            self.builder.templates = templates
        if kept.html is None:
            return None
        return kept.html.encode(kept.encoding, "xmlcharrefreplace")

    def _toctree(self, **options: Any) -> str:
        key = tuple(sorted(options.items()))
        if key not in self._toctrees:
            self._toctrees[key] = self.builder._get_local_toctree(TRIAL, **options)
        return self._toctrees[key]

    def try_out(self) -> tuple[bytes, bool]:
        """Render a page of nothing, in the middle of others and alone.

        :returns: a digest that changes with whatever the theme, its options, templates, navigation
            and other extensions put around a page; and whether the theme shows the pages before and
            after one.
        """
        nothing = {"title": "ws-title", "body": "ws-body", "metatags": "", "parents": []}
        beside = {**nothing, "prev": _BEFORE, "next": _AFTER, "parents": [_BEFORE]}
        made = [self.render(TRIAL, held) or b"" for held in (beside, nothing)]
        info = self.builder.build_info
        settings = f"{info.config_hash} {info.tags_hash} {self.builder.name}"
        shown = b'href="ws-after"' in made[0].partition(b"</head>")[2]
        return blake2b(b"\0".join([settings.encode(), *made]), digest_size=16).digest(), shown
