"""What a page says of itself to other programs: the one place that writes tags for ``<head>``.

Whoever has something to say of a page listens to ``html-page-context`` and calls :func:`add_meta`
or :func:`add_link`; text is escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Final

from sphinx_workshop.html.addresses import page_address

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

# Builders whose pages have addresses of their own.
BUILDERS: Final = ("html", "dirhtml")
# Vocabularies of RDFa (the Open Graph protocol's), whose names stand in `property`.
_RDFA: Final = frozenset(("og", "article", "book", "profile"))


def meta_tags(pairs: Iterable[tuple[str, str]]) -> str:
    """Write ``meta`` elements, one a line.

    :param pairs: names with what they say, as plain text; one that says nothing is left out.
    :returns: HTML with a line break before each element.
    """
    return "".join(
        tag("meta", {_key(name): name, "content": content}) for name, content in pairs if content
    )


def _key(name: str) -> str:
    return "property" if name.partition(":")[0] in _RDFA else "name"


def tag(name: str, attributes: Mapping[str, str]) -> str:
    """Write an element without content; runs of white space in a value become one blank."""
    written = (f'{key}="{escape(" ".join(value.split()))}"' for key, value in attributes.items())
    return f"\n<{name} {' '.join(written)}>"


def add_meta(context: dict[str, Any], pairs: Iterable[tuple[str, str]]) -> None:
    """Add ``meta`` elements to a page that is about to be written (``html-page-context``)."""
    add_markup(context, meta_tags(pairs))


def add_link(context: dict[str, Any], rel: str, href: str, **attributes: str) -> None:
    """Add a ``link`` element, such as a feed, to a page that is about to be written."""
    add_markup(context, tag("link", {"rel": rel, "href": href, **attributes}))


def add_markup(context: dict[str, Any], html: str) -> None:
    """Add HTML that is escaped already."""
    context["metatags"] = f"{context.get('metatags') or ''}{html}"


def set_canonical(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let the theme write the one ``rel="canonical"`` (``html-page-context``).

    Every theme writes it from ``pageurl``, which Sphinx fills from ``html_baseurl`` alone.
    """
    address = page_address(app, pagename)
    if address and app.builder.name in BUILDERS:
        context["pageurl"] = address
