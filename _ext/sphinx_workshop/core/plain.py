"""Record text as plain text, for formats that know no markup.

Formulas stand as their LaTeX source between dollar signs; a link's address stands behind its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    plain_text,
)


def plain_title(text: str) -> str:
    """Give one line as it is read: its characters, formulas as their source."""
    return plain_text(parse_title(text))


def plain_prose(text: str) -> str:
    """Give prose as paragraphs with an empty line between them; items of lists begin with "- ".

    :raises ValueError: a link in it leads where none may (the loader has refused it before).
    """
    return "\n\n".join("\n".join(_block(block)) for block in parse_prose(text))


def _block(block: Block) -> Iterator[str]:
    if not isinstance(block, ListBlock):
        yield from _words(block.children).split("\n")
        return
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.ordered else "- "
        lines = [line for inner in item for line in _block(inner)]
        for position, line in enumerate(lines or [""]):
            lead = " " * len(mark) if position else mark
            yield (lead + line).rstrip()


def _words(parts: Sequence[Inline]) -> str:
    return "".join(map(_inline, parts))


def _inline(part: Inline) -> str:
    if isinstance(part, Text | Code):
        return part.value
    if isinstance(part, Math):
        return f"${part.value}$"
    words = _words(part.children)
    if isinstance(part, Link):
        address = part.url.removeprefix("mailto:")
        return words if words in (address, part.url) else f"{words} ({address})"
    return words
