"""One page of everything, really printed."""

from __future__ import annotations

import filecmp
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from pypdf import PdfReader
from sphinx import addnodes

from tests.conftest import TESTS, Build, BuildResult, MakeProject

from .support import shortcomings, squeezed, text_of

pytestmark = pytest.mark.slow

# Printed in another form than the doctree's text, or not at all.
NOT_TEXT = (
    nodes.comment,
    nodes.footnote_reference,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.label,
    nodes.system_message,
    addnodes.index,
    addnodes.pending_xref,
    addnodes.only,
    addnodes.toctree,
)

# MyST names each amsmath formula at random.
UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def sink(make_project: MakeProject) -> Path:
    return make_project(root="kitchen-sink", defaults=False)


_MADE: dict[str, BuildResult] = {}


@pytest.fixture
def pdf(sink: Path, build: Build) -> Path:
    """Return the one booklet that all tests of this module look at."""
    if not _MADE:
        _MADE["booklet"] = build(sink, "booklet")
    done = _MADE["booklet"]
    assert (done.returncode, done.stderr) == (0, "")
    return done.outdir / "program.pdf"


def texts(node: nodes.Node) -> Iterator[str]:
    """Yield the texts below *node* that must be readable in the PDF."""
    if isinstance(node, NOT_TEXT) or "html_only" in getattr(node, "attributes", ()):
        return
    if isinstance(node, nodes.Text):
        yield from str(node).splitlines()
    for child in node.children:
        yield from texts(child)


def test_nothing_is_lost(pdf: Path) -> None:
    printed = text_of(pdf)
    missing = []
    for path in sorted((pdf.parent / ".doctrees").rglob("*.doctree")):
        tree = pickle.loads(path.read_bytes())  # noqa: S301 - our own, just written
        missing += [text for text in texts(tree) if squeezed(text) not in printed]
    assert missing == ["Only the site says this."] * missing.count("Only the site says this.")


def test_only_what_is_for_the_booklet_is_printed(pdf: Path) -> None:
    printed = text_of(pdf)
    assert squeezed("Only the booklet says this.") in printed
    assert squeezed("And this, by the builder’s name.") in printed
    assert squeezed("Only the site says this.") not in printed
    assert squeezed("Raw HTML has no place") not in printed


def test_hostile_text_is_printed_to_the_character(pdf: Path) -> None:
    printed = text_of(pdf)
    for text in (
        '#panic("evil") $x$ @label */ // <label> ] [ \\ " \' ` \\u{41} \\n',
        '`#"\\`'.strip("`"),
        "#[evil]",
        "#let x = 1, \\,",
        "$x$, @label,",
        "*/, //, /* */, <label>, ], [, _under_, *star*, `tick`",
        "#{panic()}",
        "Достоевский",
        "Łukasiewicz",
    ):
        assert squeezed(text) in printed, text


def test_notes_are_numbered_through_the_booklet(pdf: Path) -> None:
    printed = text_of(pdf)
    for note in ("The first note, with", "The note of a heading.", "A note from a table’s head."):
        assert printed.count(squeezed(note)) == 1, note


def test_the_pdf_says_what_it_is(pdf: Path) -> None:
    reader = PdfReader(pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == "The Kitchen Sink Workshop (made up)"
    assert reader.metadata.author == "Nobody in Particular"
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    xmp = catalog["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in xmp
    assert "<pdfaid:part>2<" in xmp


def test_a_validator_finds_nothing(pdf: Path) -> None:
    assert shortcomings(pdf) == []


def test_the_validator_finds_what_is_wrong(pdf: Path) -> None:
    """It would notice a PDF without tags, and one whose title readers do not show."""
    data = pdf.read_bytes()
    for mark in (b"/Marked true", b"/DisplayDocTitle true"):
        assert mark in data
        assert shortcomings(data.replace(mark, mark.replace(b"true", b"null")))


def test_the_outline_follows_the_pages(pdf: Path) -> None:
    titles = [item.title for item in PdfReader(pdf).outline if not isinstance(item, list)]
    assert titles[:3] == ["About", "Running text", "Lists"]
    assert "A page below a page" not in titles  # a chapter's page, one level down


def test_links_lead_to_pages_and_to_the_web(pdf: Path) -> None:
    reader = PdfReader(pdf)
    addresses, inner = set(), 0
    for page in reader.pages:
        for link in page.get("/Annots", ()):
            action = link.get_object().get("/A", {})
            if "/URI" in action:
                addresses.add(action["/URI"])
            else:
                inner += 1
    assert "https://example.org/a?b=c&d=e#f" in addresses
    assert "mailto:nobody@example.org" in addresses
    assert "https://example.org/card" in addresses
    assert inner > 30
    assert not [uri for uri in addresses if not uri.startswith(("https://", "http://", "mailto:"))]


def test_two_builds_give_the_same_bytes(pdf: Path, make_project: MakeProject, build: Build) -> None:
    again = build(
        make_project(root="kitchen-sink", defaults=False), "booklet", environ={"TZ": "Asia/Tokyo"}
    )
    assert (again.outdir / "program.pdf").read_bytes() == pdf.read_bytes()


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_html_leaves_the_same_booklet_and_its_pages_do_not_notice(
    builder: str, sink: Path, pdf: Path, build: Build
) -> None:
    made = build(sink, builder, "-j2")
    assert (made.returncode, made.stderr) == (0, "")
    assert (made.outdir / "program.pdf").read_bytes() == pdf.read_bytes()
    plain = sink / "_build" / "plain"
    made.outdir.rename(plain)
    without = build(sink, builder, "-D", "workshop_booklet=0", "-d", str(sink / "_build/other"))
    assert (without.returncode, without.stderr) == (0, "")
    compared = filecmp.dircmp(plain, without.outdir)
    assert list(differences(compared)) == ["program.pdf"]


def differences(compared: filecmp.dircmp[str]) -> Iterator[str]:
    yield from (name for name in compared.left_only if name != ".doctrees")
    yield from compared.right_only
    for name in compared.common_files:
        left, right = (Path(side, name).read_bytes() for side in (compared.left, compared.right))
        if UUID.sub(b"", left) != UUID.sub(b"", right):
            yield name
    for name, below in compared.subdirs.items():
        if name != ".doctrees":
            yield from differences(below)


def test_the_sink_has_every_part() -> None:
    pages = sorted(path.stem for path in (TESTS / "roots" / "kitchen-sink").rglob("*.md"))
    assert pages == sorted("index text lists tables figures code design deep below hostile".split())
