"""Papers: schema.org's ``ScholarlyArticle``."""

from __future__ import annotations

from sphinx_workshop.core.plain import plain_prose, plain_title
from sphinx_workshop.core.program import Program
from sphinx_workshop.exports import _common as common
from sphinx_workshop.exports.jsonld.things import Addresses, Thing, held, person, uri
from sphinx_workshop.sections.papers import Author, Paper
from sphinx_workshop.sections.workshop import Workshop


def mention(program: Program, paper: Paper) -> Thing:
    """Point at a paper that is described elsewhere."""
    place = common.address(program, paper)
    named = {"@id": place, "name": plain_title(paper.title), "url": place}
    return held({"@type": "ScholarlyArticle", **named})


def article(program: Program, paper: Paper, addresses: Addresses) -> Thing:
    """Describe a paper."""
    workshop, links, place = program.one(Workshop), paper.links, common.address(program, paper)
    title = plain_title(paper.title)
    doi = (links.doi or "").removeprefix("https://doi.org/")
    pdf, elsewhere = uri(links.pdf), (links.doi, links.openreview, links.arxiv)
    return held(
        {
            "@type": "ScholarlyArticle",
            "@id": place,
            "url": place,
            "mainEntityOfPage": place,
            "name": title,
            "headline": title,
            "author": [_author(author) for author in paper.authors],
            "abstract": plain_prose(paper.abstract or ""),
            "keywords": [plain_title(word) for word in paper.keywords],
            "award": [plain_title(award) for award in paper.awards],
            "inLanguage": paper.language or workshop.language,
            "datePublished": workshop.start.isoformat(),
            "identifier": {"@type": "PropertyValue", "propertyID": "doi", "value": doi}
            if doi
            else None,
            "sameAs": [same for same in map(uri, elsewhere) if same],
            "encoding": {"@type": "MediaObject", "contentUrl": pdf} if pdf else None,
            "image": addresses.image,
        }
    )


def _author(author: Author) -> Thing:
    return person(author.name, author.affiliation, url=author.url, orcid=author.orcid)
