"""What a paper's page says in its head: to Google Scholar, to where links are shared, to readers.

Highwire Press tags as Google Scholar's inclusion guidelines ask for them, Zotero's names for what
these do not cover, and the Open Graph protocol. All are plain text, formulas as their source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.urls import as_uri
from sphinx_workshop.core.wording import join_words
from sphinx_workshop.exports._names import parts
from sphinx_workshop.sections.papers import Author, Paper
from sphinx_workshop.sections.workshop import Workshop

# What search engines show of a description.
_SHOWN: Final = 200


def paper_meta(program: Program, paper: Paper, address: str | None) -> Iterator[tuple[str, str]]:
    """Give the names and contents of a paper's ``meta`` elements.

    :param address: that of its page, where it is known.
    """
    yield "description", _description(program, paper)
    yield from _highwire(program, paper, address)
    yield from _open_graph(program, paper, address)


def _highwire(program: Program, paper: Paper, address: str | None) -> Iterator[tuple[str, str]]:
    workshop, links = program.one(Workshop), paper.links
    yield "citation_title", plain_title(paper.title)
    for author in paper.authors:
        yield "citation_author", _author(author)
        # They belong to the author before them.
        yield "citation_author_institution", plain_title(author.affiliation or "")
        yield "citation_author_orcid", f"https://orcid.org/{author.orcid}" if author.orcid else ""
    yield "citation_publication_date", f"{workshop.start:%Y/%m/%d}"
    yield "citation_conference_title", plain_title(workshop.title)
    yield "citation_pdf_url", as_uri(links.pdf) if links.pdf else ""
    yield "citation_abstract_html_url", address or ""
    yield "citation_doi", links.doi.removeprefix("https://doi.org/") if links.doi else ""
    yield "citation_keywords", "; ".join(map(plain_title, paper.keywords))
    yield "citation_language", paper.language or workshop.language


def _author(author: Author) -> str:
    """Write "van den Berg, Rianne"; a name whose parts nobody knows stands as it is."""
    name = parts(author)
    if not name.given:
        return author.name
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(part for part in (family, name.given, name.suffix) if part)


def _open_graph(program: Program, paper: Paper, address: str | None) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", plain_title(paper.title)
    yield "og:url", address or ""
    yield "og:description", _description(program, paper)
    yield "og:site_name", plain_title(program.one(Workshop).title)


def _description(program: Program, paper: Paper) -> str:
    """Give the beginning of the abstract, else who wrote the paper and for what."""
    text = " ".join(plain_prose(paper.abstract or "").split())
    if not text:
        names = join_words([author.name for author in paper.authors])
        return f"{names}: a paper at {plain_title(program.one(Workshop).title)}"
    if len(text) <= _SHOWN:
        return text
    cut = text[: _SHOWN + 1]
    # Where a script puts no blanks between words, anywhere.
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:") + "…"
