"""The limited Markdown of record text, as a small tree that every output renders for itself.

Titles hold text and ``$math$``; prose (abstracts, bios, contributions) also paragraphs, lists,
emphasis, code and links. Everything else is text, to the character: markdown-it's ``zero`` preset
with just these rules (CommonMark 0.31) has no HTML, no images, no headings and no references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from sphinx_workshop.core.kept import keep
from sphinx_workshop.core.urls import PLAIN_ADDRESS, check_url

# Whatever could become the address of a link.
_DESTINATION: Final = re.compile(r"\]\((\S*)")


class _Part:
    """Pickled by its values alone, which takes a third of what a dataclass with slots takes."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Text(_Part):
    """Characters, nothing more."""

    value: str


@dataclass(frozen=True, slots=True)
class Code(_Part):
    """A few words of code."""

    value: str


@dataclass(frozen=True, slots=True)
class Math(_Part):
    """A formula in LaTeX's notation, without its dollar signs."""

    value: str


@dataclass(frozen=True, slots=True)
class Emphasis(_Part):
    """Stressed text; ``strong`` for two stars."""

    children: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Link(_Part):
    """Text that leads to an address, already vetted."""

    children: tuple[Inline, ...]
    url: str


Inline = Text | Code | Math | Emphasis | Link


@dataclass(frozen=True, slots=True)
class Paragraph(_Part):
    """Running text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListBlock(_Part):
    """A list; each item holds blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


Block = Paragraph | ListBlock


@lru_cache(maxsize=1)
def _title_parser() -> MarkdownIt:
    return MarkdownIt("zero").use(dollarmath_plugin, allow_space=False, allow_digits=False)


@lru_cache(maxsize=1)
def _prose_parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["list", "emphasis", "backticks", "link"])
    # Addresses are checked by us, with a message; markdown-it would leave the link as text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=False)


@cache
def parse_title(text: str) -> tuple[Inline, ...]:
    """Read a title or another single line: text and ``$math$``."""
    if "$" not in text:
        return (Text(text),)
    tokens = _title_parser().parseInline(text)
    return tuple(_inline(iter(tokens[0].children or []), None)) if tokens else ()


@keep
def parse_prose(text: str) -> tuple[Block, ...]:
    """Read paragraphs and lists.

    :raises ValueError: a link leads to an address that may not be published.
    """
    return tuple(_blocks(iter(_prose_parser().parse(text)), None))


def check_links(text: str) -> None:
    """Check the addresses of all links in prose.

    :raises ValueError: a link leads to an address that may not be published.
    """
    for found in _DESTINATION.finditer(text):
        address, closing, rest = found[1].partition(")")
        if not closing or "&" in address or "(" in rest or not PLAIN_ADDRESS.fullmatch(address):
            # Not surely an address, nor surely none: only reading the whole text tells.
            parse_prose(text)
            return


def _blocks(tokens: Iterator[Token], until: str | None) -> Iterator[Block]:
    for token in tokens:
        if token.type == until:
            return
        if token.type == "inline":
            yield Paragraph(tuple(_inline(iter(token.children or []), None)))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type == "ordered_list_open"
            closing = token.type.replace("open", "close")
            yield ListBlock(tuple(_items(tokens, closing)), ordered)
        elif token.type.startswith("math_block"):
            yield Paragraph((Math(token.content.strip()),))


def _items(tokens: Iterator[Token], until: str) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type == until:
            return
        if token.type == "list_item_open":
            yield tuple(_blocks(tokens, "list_item_close"))


def _inline(tokens: Iterator[Token], until: str | None) -> Iterator[Inline]:
    for token in tokens:
        kind = token.type
        if kind == until:
            return
        if kind == "text":
            if token.content:
                yield Text(token.content)
        elif kind == "code_inline":
            yield Code(token.content)
        elif kind.startswith("math_inline"):
            yield Math(token.content)
        elif kind in ("em_open", "strong_open"):
            inner = tuple(_inline(tokens, kind.replace("open", "close")))
            yield Emphasis(inner, strong=kind == "strong_open")
        elif kind == "link_open":
            url = check_url(str(token.attrs.get("href", "")))
            yield Link(tuple(_inline(tokens, "link_close")), url)
        elif kind in ("softbreak", "hardbreak"):
            yield Text("\n")


def plain_text(parts: Sequence[Inline]) -> str:
    """Give the characters a reader sees, formulas in LaTeX's notation with their dollar signs."""
    return "".join(
        f"${part.value}$"
        if isinstance(part, Math)
        else part.value
        if isinstance(part, Text | Code)
        else plain_text(part.children)
        for part in parts
    )
