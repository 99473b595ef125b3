"""What the booklet's tests share: reading a PDF, and a writer without an application."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import page as validator
import pypdfium2 as pdfium
from docutils import nodes
from docutils.core import publish_doctree
from pypdf import PdfReader
from sphinx import addnodes

from sphinx_workshop.booklet.images import ImageShelf
from sphinx_workshop.booklet.literals import Code
from sphinx_workshop.booklet.render import RENDERERS
from sphinx_workshop.booklet.surroundings import Surroundings
from sphinx_workshop.booklet.writer import Writer

# What line breaking adds or takes away, and what keeps a right-to-left name together.
_LOOSE = re.compile("[\\s\u00ad\u2010\u2011\u2066-\u2069-]+")


def squeezed(text: str) -> str:
    """Return *text* without blanks and hyphens: as it is, however its lines were broken."""
    return _LOOSE.sub("", text)


def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page as it can be copied out of the PDF."""
    return [page.extract_text() for page in PdfReader(pdf).pages]


def text_of(pdf: Path) -> str:
    """Return the whole text, squeezed."""
    return squeezed("".join(pages_of(pdf)))


def shortcomings(pdf: Path | bytes) -> list[str]:
    """Return what an independent validator has against the PDF as PDF/A-2a and as PDF/UA-1."""
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    found = []
    for profile, rules in (("2a", 150), ("ua1", 100)):
        report = validator.validate_pdf_bytes(data, profile=profile)
        assert report.rules.total >= rules
        found += [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found


def elements(pdf: Path) -> Iterator[dict[str, Any]]:
    """Give the elements of the structure tree, in reading order."""
    catalog: Any = PdfReader(pdf).trailer["/Root"]
    waiting = [catalog["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += reversed(element)
        elif isinstance(element, dict):
            if "/S" in element:
                yield element
            waiting += [element["/K"]] if "/K" in element else []


def document(source: str) -> nodes.document:
    """Return the doctree of reST, as one page of an assembled booklet."""
    tree: nodes.document = publish_doctree(
        source,
        settings_overrides={"report_level": 5, "doctitle_xform": False, "_disable_config": 1},
    )
    page = addnodes.start_of_file(docname="index")
    page.extend(list(tree.children))
    tree.clear()
    tree += page
    return tree


def page_of(tree: nodes.document) -> addnodes.start_of_file:
    """Return the page that :func:`document` has made."""
    (page,) = tree.children
    assert isinstance(page, addnodes.start_of_file)
    return page


def make_writer(tree: nodes.document, folder: Path, site: str = "") -> Writer:
    """Return a writer for *tree* that has no application behind it."""
    config = {
        "root_doc": "index",
        "numfig": False,
        "html_secnumber_suffix": ". ",
        "numfig_format": {},
    }
    env = SimpleNamespace(toc_secnumbers={}, toc_fignumbers={}, all_docs={"index": 0, "other": 0})
    uri = "{}.html".format
    builder = SimpleNamespace(env=env, config=_Config(config), page_uri=uri)
    return Writer(RENDERERS, ImageShelf(folder), Surroundings(cast("Any", builder), tree, "", site))


class _Config(dict[str, Any]):
    def __getattr__(self, name: str) -> Any:
        return self[name]


def typst_of(source: str, folder: Path, site: str = "") -> Code:
    """Return the Typst code of a page of reST."""
    tree = document(source)
    return make_writer(tree, folder, site).blocks(tree)


def words_of(parts: Sequence[str]) -> list[str]:
    """Return what every one of *parts* looks like in a squeezed text."""
    return [squeezed(part) for part in parts]


def overrunning(pdf: Path, margin: float) -> list[tuple[int, str]]:
    """Return page number and text of what reaches into a margin (in points) at left or right.

    The first page is left out: a cover may do as it likes.
    """
    found = []
    document = pdfium.PdfDocument(pdf)
    for number in range(1, len(document)):
        text = document[number].get_textpage()
        width = document[number].get_width()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            if left < margin or right > width - margin:
                found.append((number + 1, text.get_text_bounded(left, bottom, right, top)))
    return found
