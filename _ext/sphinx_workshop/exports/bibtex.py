r"""The papers for reference managers and LaTeX: ``papers.bib`` (BibTeX 0.99, read by biber too).

One ``@inproceedings`` a paper, in the order of the keys, which follow from the paper's id and the
workshop's acronym. Text is UTF-8 with TeX's own characters escaped, each in braces of its own, so
that no style changes it: ``{\&}``. Formulas stay as they are. Titles keep their capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_workshop.core.markup import Math, parse_title, plain_text
from sphinx_workshop.core.pieces import pieces
from sphinx_workshop.core.plain import plain_prose
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.urls import as_uri
from sphinx_workshop.exports import _common as common
from sphinx_workshop.exports._names import parts
from sphinx_workshop.sections.papers import Author, Paper, accepted
from sphinx_workshop.sections.workshop import Workshop

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL: Final = {
    **{char: f"{{\\{char}}}" for char in "#$%&_"},
    # The braces of \{ and \} would count for BibTeX.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    "\N{NO-BREAK SPACE}": "~",
}
# The same, characters that TeX would make one of, and blanks that it would leave out.
_UNSAFE: Final = re.compile(
    r"[#$%&_{}\\~^<>|\u00a0]|-(?=-)|(?<=-)-|'(?=')|(?<=')'|`(?=`)|(?<=[?!`])`|(?<= ) "
)
_ARXIV: Final = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/(.+?)(?:\.pdf)?/?")


def render(program: Program) -> dict[str, bytes]:
    """Give the one file."""
    # All keys begin alike.
    papers = sorted(accepted(program), key=lambda paper: paper.id)
    return {"papers.bib": "\n".join(pieces(program, "bibtex", papers, entry)).encode()}


def citation_key(program: Program, paper: Paper) -> str:
    """Give the key under which a paper is cited."""
    return f"{common.short_name(program)}-{paper.id}"


def entry(program: Program, paper: Paper) -> str:
    """Write the entry of one paper."""
    lines = [f"  {name} = {value},\n" for name, value in _fields(program, paper) if value]
    return f"@inproceedings{{{citation_key(program, paper)},\n{''.join(lines)}}}\n"


def _fields(program: Program, paper: Paper) -> Iterator[tuple[str, str]]:
    workshop = program.one(Workshop)
    yield "author", _braced(" and ".join(_author(author) for author in paper.authors))
    yield "title", _braced(_braced(escape_title(paper.title)))
    yield "booktitle", _braced(_braced(escape_title(workshop.title)))
    yield "organization", _braced(escape(workshop.host.name)) if workshop.host else ""
    yield "year", _braced(str(workshop.start.year))
    yield "month", _MONTHS[workshop.start.month - 1]
    if workshop.venue and workshop.venue.mode != "online":
        yield "address", _braced(escape_title(workshop.venue.address or workshop.venue.name))
    links = paper.links
    url = links.pdf or links.openreview or links.arxiv or common.address(program, paper)
    # Addresses are read as they are by LaTeX's url package and by biber.
    yield "url", _braced(as_uri(url)) if url else ""
    yield "doi", _braced(links.doi.removeprefix("https://doi.org/")) if links.doi else ""
    found = _ARXIV.fullmatch(links.arxiv or "")
    if found:
        yield "eprint", _braced(as_uri(found[1]))
        yield "archiveprefix", _braced("arXiv")
    yield "keywords", _braced(", ".join(map(escape_title, paper.keywords)))
    yield "note", _braced("; ".join(map(escape_title, paper.awards)))
    yield "language", _braced(paper.language) if paper.language else ""
    yield "abstract", _braced(escape_title(_one_line(paper.abstract or "")))


def _one_line(prose: str) -> str:
    return re.sub(r"\s*\n\s*", " ", plain_prose(prose))


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _author(author: Author) -> str:
    """Write "von Last, Jr, First"; a name without parts stands in braces."""
    name = parts(author)
    if not name.given:
        return _braced(escape(name.family))
    last = " ".join(_guarded(part) for part in (name.particle, name.family) if part)
    return ", ".join(part for part in (last, escape(name.suffix), _guarded(name.given)) if part)


def _guarded(part: str) -> str:
    """Put a part of a name in braces where BibTeX would part it further."""
    words = part.split()
    parted = "," in part or "and" in (word.lower() for word in words)
    # A lower-case word before the last makes all before it a particle.
    odd = words[0][0].isupper() and any(word[0].islower() for word in words[1:-1])
    return _braced(escape(part)) if parted or odd else escape(part)


def escape_title(text: str) -> str:
    """Escape a line that may hold formulas, which stay as they are."""
    return "".join(
        _formula(part.value) if isinstance(part, Math) else escape(plain_text([part]))
        for part in parse_title(text)
    )


def escape(text: str) -> str:
    """Escape a text in which nothing is meant for TeX."""
    return _UNSAFE.sub(lambda found: _SPECIAL.get(found[0]) or _braced(found[0]), text)


def _formula(source: str) -> str:
    """Write a formula; BibTeX counts its braces, escaped ones too."""
    if not _is_balanced(source):
        source = source.replace(r"\{", r"\lbrace ").replace(r"\}", r"\rbrace ")
    return f"${source}$" if _is_balanced(source) else escape(f"${source}$")


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0
