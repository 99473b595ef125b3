"""A paper as one cites it in a text: who, when, what, where, with its address."""

from __future__ import annotations

from sphinx_workshop.core.program import Program
from sphinx_workshop.core.wording import join_words
from sphinx_workshop.exports import csl
from sphinx_workshop.sections.papers import Paper

# A title that ends like this needs no full stop.
_CLOSED = (".", "?", "!", "…", "。", "？", "！", "؟")


def citation(program: Program, paper: Paper) -> str:
    """Write what the paper's CSL item holds as one line of plain text, formulas as their source.

    Names stand as people write them: which part of one comes first is not ours to say.
    """
    item = csl.item(program, paper)
    year = item["issued"]["date-parts"][0][0]
    names = join_words([author.name for author in paper.authors])
    where = item["container-title"]
    if item["event-title"] != where:
        where += f", {item['event-title']}"
    address = f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")
    parts = [_closed(part) for part in (f"{names} ({year})", item["title"], f"In: {where}")]
    return " ".join([*parts, address]).rstrip()


def _closed(part: str) -> str:
    return part if part.endswith(_CLOSED) else f"{part}."
