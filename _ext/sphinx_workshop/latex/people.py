"""The index of people at the end of LaTeX's PDF, with page numbers.

In the order of the site's index, which TeX's own programs for indexes do not know. They would not
name a page once, either, so a macro does: it prints a number that differs from the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes

from sphinx_workshop.core.people import people

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.latex import LaTeXTranslator

    from sphinx_workshop.core.domain import WorkshopDomain
    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.persons import Entry
    from sphinx_workshop.core.program import Program

__all__ = ["PREAMBLE", "add_nodes", "people_index"]

PREAMBLE: Final = r"""
\usepackage{multicol}
\usepackage{refcount}
\newenvironment{workshoppeople}%
  {\small\setlength{\parindent}{0pt}\setlength{\parskip}{0pt}\setlength{\columnsep}{1.5em}%
   \begin{multicols}{\ifdim\textwidth<12cm 2\else 3\fi}\raggedright}%
  {\end{multicols}}
\newif\ifworkshopfirst
\newif\ifworkshopsecond
\newcommand{\workshopletter}[1]{\par\addvspace{0.6\baselineskip}%
  \makebox[0pt][l]{\textbf{#1}}\nobreak\workshopfirsttrue\workshopsecondfalse}
\newcommand{\workshopperson}{%
  \ifworkshopfirst\workshopfirstfalse\workshopsecondtrue
  \else\par\ifworkshopsecond\nobreak\workshopsecondfalse\fi\fi
  \hangafter=1\hangindent=2.6em\hspace*{1.4em}\global\let\workshoplast\relax}
\newcommand{\workshoppage}[1]{\edef\workshopthis{\getpagerefnumber{#1}}%
  \ifx\workshopthis\workshoplast\else, \hyperref[#1]{\workshopthis}\fi
  \global\let\workshoplast\workshopthis}
"""


class people_list(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """Holds the index: letters and the people under each."""


class people_letter(nodes.General, nodes.TextElement):  # noqa: N801
    """The letter that the names after it begin with."""


class people_entry(nodes.General, nodes.TextElement):  # noqa: N801
    """A name and the pages where it stands."""


class page_number(nodes.Inline, nodes.TextElement):  # noqa: N801
    """The page of the label ``place``."""


_TEX: Final = {
    people_list: ("\n\\begin{workshoppeople}\n", "\\end{workshoppeople}\n"),
    people_letter: (r"\workshopletter{", "}%\n"),
    people_entry: (r"\workshopperson{}", "\n"),
}


def add_nodes(app: Sphinx) -> None:
    """Register the nodes with LaTeX's writer, the only one that meets them."""
    for kind, (before, after) in _TEX.items():
        app.add_node(kind, latex=(_writing(before), _writing(after)))
    app.add_node(page_number, latex=(_visit_page_number, _writing("")))


def _writing(text: str) -> Callable[[LaTeXTranslator, nodes.Element], None]:
    def write(translator: LaTeXTranslator, _node: nodes.Element) -> None:
        translator.body.append(text)

    return write


def _visit_page_number(translator: LaTeXTranslator, node: page_number) -> None:
    translator.body.append(rf"\workshoppage{{{translator.idescape(node['place'])}}}")


def people_index(domain: WorkshopDomain, tree: nodes.Element, docname: str) -> list[nodes.Node]:
    """Return the index as a chapter, nothing if none of the people is in the book.

    :param tree: the whole book.
    """
    order = {place: number for number, place in enumerate(_places(tree, docname))}
    listing = people_list()
    for letter, entries in people(domain.program, domain.sections):
        lines = [line for entry in entries for line in _lines(domain, entry, order)]
        if lines:
            listing += [people_letter("", letter), *lines]
    title = nodes.title("", "People")
    return [nodes.section("", title, listing, ids=["workshop-people"])] if len(listing) else []


def _lines(
    domain: WorkshopDomain, entry: Entry[Entity], order: dict[str, int]
) -> Iterator[nodes.Node]:
    goals = (goal for entity in entry.held for goal in _goals(domain.program, entity))
    found = (domain.find_target(goal.kind, goal.key) for goal in goals)
    labels = {f"{page}:{anchor}" for page, anchor in filter(None, found)} & set(order)
    if labels:
        name = f"{entry.name} ({entry.note})" if entry.note else entry.name
        pages = [page_number("", place=label) for label in sorted(labels, key=order.__getitem__)]
        yield people_entry("", "", nodes.Text(name), *pages)


def _goals(program: Program, entity: Entity) -> Iterator[Entity]:
    """Give a record, and where it is one of a speaker's, the sessions that they are in."""
    # Imported here: Sphinx wants to know of the nodes in every build.
    from sphinx_workshop.core.entity import Occasion  # noqa: PLC0415
    from sphinx_workshop.sections.speakers import Speaker  # noqa: PLC0415

    yield entity
    if isinstance(entity, Speaker):
        yield from (user for user in program.referrers(entity) if isinstance(user, Occasion))


def _places(node: nodes.Element, docname: str) -> Iterator[str]:
    """Give the labels of what stands in the book, in its order."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            within = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield from (f"{within}:{name}" for name in child["ids"])
            yield from _places(child, within)
