"""Record text as HTML, for the pages that Jinja writes: escaped in one place each.

Everything that comes out is a ``Markup`` of markupsafe, to which Jinja and ``%`` add text only
escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from markupsafe import Markup, escape

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.markup import (
    Block,
    Code,
    Inline,
    Link,
    ListBlock,
    Math,
    Text,
    parse_prose,
    parse_title,
)
from sphinx_workshop.html.tex import UnreadableTexError, to_mathml


@cache
def line(text: str) -> Markup:
    """Render one line: text and formulas."""
    return _all(parse_title(text))


def name_of(entity: Entity) -> Markup:
    """Render what a record is called: a title marked with its language, a name on its own."""
    words, language = line(entity.display_name), getattr(entity, "language", None)
    if language:
        return Markup('<bdi lang="%s">%s</bdi>') % (language, words)
    return Markup("<bdi>%s</bdi>") % words if entity.stands_apart else words


def prose(text: str) -> Markup:
    """Render paragraphs and lists.

    :raises ValueError: a link in it leads where none may (the loader has refused it before).
    """
    return Markup("").join(map(_block, parse_prose(text)))


def _block(block: Block) -> Markup:
    if not isinstance(block, ListBlock):
        return Markup("<p>%s</p>\n") % _all(block.children)
    items = Markup("").join(
        Markup("<li>%s</li>\n") % Markup("").join(map(_block, item)) for item in block.items
    )
    whole = Markup("<ol>\n%s</ol>\n") if block.ordered else Markup("<ul>\n%s</ul>\n")
    return whole % items


def _all(parts: Sequence[Inline] | Iterable[Inline]) -> Markup:
    return Markup("").join(map(_inline, parts))


def _inline(part: Inline) -> Markup:
    if isinstance(part, Text):
        return escape(part.value)
    if isinstance(part, Code):
        return Markup("<code>%s</code>") % part.value
    if isinstance(part, Math):
        return formula(part.value)
    inner = _all(part.children)
    if isinstance(part, Link):
        return Markup('<a class="reference external" href="%s">%s</a>') % (part.url, inner)
    return (Markup("<strong>%s</strong>") if part.strong else Markup("<em>%s</em>")) % inner


@cache
def formula(source: str) -> Markup:
    """Render a formula as MathML; one that cannot be read stands as its source.

    That it cannot be read is said where it is listed.
    """
    try:
        return Markup(to_mathml(source))  # noqa: S704 - docutils escapes what is in it
    except UnreadableTexError:
        return Markup('<code class="math">%s</code>') % source
