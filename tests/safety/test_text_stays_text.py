"""No text of a record becomes markup in any output, and each comes out to the character.

Two projects of the same shape are built, one with hostile text in every field, one with harmless
marks. Parsed, both must have the same elements; where a mark stands in the one, the hostile text
stands in the other, whole.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import html5lib
import pytest
from sphinx.application import Sphinx
from sphinx.util import texescape
from sphinx.util.docutils import docutils_namespace

from sphinx_workshop.booklet.builder import BookletBuilder
from sphinx_workshop.booklet.compiler import Manuscript
from sphinx_workshop.booklet.manuscript import write_manuscripts
from sphinx_workshop.booklet.names import PDF
from sphinx_workshop.core.entity import free_text
from sphinx_workshop.core.schema import record_types
from sphinx_workshop.registry import SECTIONS
from tests.conftest import DEFAULT_CONF, Build

from .hostile import project
from .payloads import PAYLOADS

FAMILIES: Final = list(PAYLOADS)
MARK: Final = re.compile(r"zq(\d+)([a-z]+)zq")
# Prose fields know limited Markdown, so families that use its signs are markup there by design.
PROSE: Final = ("abstract", "bio", "contribution", "session-abstract", "summary")
MARKDOWN: Final = re.compile(r"[*_`\[\]]|^[-+] |^\d+[.)] ")
CONF: Final = (
    DEFAULT_CONF
    + 'version = "1"\ncopyright = "nobody"\nworkshop_booklet = False\n'
    # Hostile names look misspelt, and rightly so.
    + 'suppress_warnings = ["workshop.case", "workshop.name", "workshop.title", "workshop.zone"]\n'
)

pytestmark = pytest.mark.xdist_group("safety")


def is_markup(family: str, field: str) -> bool:
    return field in PROSE and MARKDOWN.search(PAYLOADS[family]) is not None


def hostile(family: str, field: str) -> str:
    # The field's name makes the texts of one family differ, as those of a workshop do.
    return "harmless prose" if is_markup(family, field) else f"{PAYLOADS[family]} z{plain(field)}"


def mark(family: str, field: str) -> str:
    if is_markup(family, field):
        return "harmless prose"
    return f"zq{FAMILIES.index(family)}{plain(field)}zq"


def plain(field: str) -> str:
    return field.replace("-", "")


def as_hostile(text: str) -> str:
    """Put the hostile texts where the marks are."""
    return MARK.sub(lambda found: f"{PAYLOADS[FAMILIES[int(found[1])]]} z{found[2]}", text)


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    made = []
    for name, text in (("hostile", hostile), ("harmless", mark)):
        folder = tmp_path_factory.mktemp(name)
        for file, content in {**project(text), "conf.py": CONF}.items():
            path = folder / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        made.append(folder)
    return made[0], made[1]


def both(build: Build, sources: tuple[Path, Path], builder: str) -> tuple[Path, Path]:
    outputs = []
    for source in sources:
        # Doctrees apart from the output: epub would pack them.
        done = build(source, builder, "-d", str(source / "_build" / "doctrees"), strict=False)
        assert done.returncode == 0, done.stderr
        # A warning would say that some text was taken for markup, or was lost.
        assert [line for line in done.stderr.splitlines() if "WARNING" in line] == []
        outputs.append(done.outdir)
    return outputs[0], outputs[1]


def nodes_of(root: Element) -> Iterator[tuple[str, tuple[tuple[str, str], ...], str, str]]:
    """Give every element with its attributes and texts, in the order of the document."""
    for element in root.iter():
        if isinstance(element.tag, str):
            attributes = tuple(sorted((str(k), str(v)) for k, v in element.attrib.items()))
            yield element.tag, attributes, element.text or "", element.tail or ""
        else:
            yield "(comment)", (), element.text or "", element.tail or ""


# What else is made from texts, and whose parts and order follow from them: names turned round, the
# beginning of an abstract, BibTeX, JSON, which papers are alike, and rooms by name. Other tests
# look at these.
MADE_PARTS: Final = (
    (".//head/meta[@name='citation_author']", ".."),
    (".//head/meta[@name='description']", ".."),
    (".//head/meta[@property='og:description']", ".."),
    (".//pre[@data-copy]", ".."),
    (".//head/script[@type='application/ld+json']", ".."),
    (".//section[@class='ws-related']", ".."),
    (".//details[@class='ws-calendars']", ".."),
)


def html(path: Path) -> Element:
    parsed: Element = html5lib.parse(path.read_bytes(), namespaceHTMLElements=False)
    for made, parent in MADE_PARTS:
        for holder in parsed.findall(f"{made}/{parent}"):
            for element in [one for one in parsed.findall(made) if one in list(holder)]:
                holder.remove(element)
    return parsed


def squeezed(text: str) -> str:
    return " ".join(text.split())


# Made from the text, and therefore not the same for another text: initials, and the anchors of
# groups of sponsors and committee members, which hold nothing but letters, digits and hyphens.
MADE_FROM_TEXT: Final = "ws-initials"
# So do the key under which a browser keeps what a reader chose, from the acronym, and the names of
# the calendars of rooms and tracks.
MADE_ANCHOR: Final = re.compile(
    r"[\w/.#-]*?(?:sponsors|committee)-[a-z0-9-]+(?: \w+)?|[a-z0-9-]+@workshop\.invalid"
    r"|(?:webcal://[\w./]+/|(?:\.\./)*)ics/(?:room|track)/[a-z0-9-]+\.ics"
)


def compare(hostile_root: Element, harmless_root: Element) -> int:
    """Hold two documents against each other; return how many hostile texts were found."""
    found = 0
    expected, actual = list(nodes_of(harmless_root)), list(nodes_of(hostile_root))
    for wanted, got in zip(expected, actual, strict=False):
        assert got[0] == wanted[0], (got, wanted)
        if any(MADE_FROM_TEXT in value for _name, value in wanted[1]):
            continue
        for (name, value), (shown_name, shown_value) in zip(wanted[1], got[1], strict=True):
            assert shown_name == name
            if name == "source":
                continue  # the project's folder
            if MADE_ANCHOR.fullmatch(value):
                assert MADE_ANCHOR.fullmatch(shown_value)
            elif name in ("title", "content"):
                # A theme's `striptags`, as our own tags, leaves one blank of several.
                assert squeezed(shown_value) == squeezed(as_hostile(value))
            else:
                assert shown_value == as_hostile(value)
        for text, shown in zip(wanted[2:], got[2:], strict=True):
            # Blanks in the theme's own scaffolding follow the length of titles.
            assert squeezed(shown) == squeezed(as_hostile(text))
            if MARK.search(text):
                assert wanted[0] == "title" or as_hostile(text).strip() in shown
                found += len(MARK.findall(text))
    assert len(actual) == len(expected)
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_html_has_no_element_more(build: Build, sources: tuple[Path, Path], builder: str) -> None:
    hostile_out, harmless_out = both(build, sources, builder)
    found = 0
    pages = sorted(path.relative_to(harmless_out) for path in harmless_out.rglob("*.html"))
    assert pages == sorted(path.relative_to(hostile_out) for path in hostile_out.rglob("*.html"))
    for page in pages:
        if page.name in ("search.html", "genindex.html") or "people" in str(page):
            continue  # no record text, or in an order that follows from it
        roots = [html(out / page) for out in (hostile_out, harmless_out)]
        found += compare(roots[0], roots[1])
    # Titles, people, rooms and so on of every family, some of them in several places.
    assert found > 20 * len(PAYLOADS)


def test_index_of_people_holds_every_name_as_text(build: Build, sources: tuple[Path, Path]) -> None:
    hostile_out, harmless_out = both(build, sources, "html")
    roots = [html(out / "workshop-people.html") for out in (hostile_out, harmless_out)]
    kinds = [{str(element.tag) for element in root.iter()} for root in roots]
    assert kinds[0] <= kinds[1]
    text = squeezed("".join(roots[0].itertext()))
    for payload in PAYLOADS.values():
        assert squeezed(payload) in text


def test_epub_is_wellformed_with_no_element_more(build: Build, sources: tuple[Path, Path]) -> None:
    hostile_out, harmless_out = both(build, sources, "epub")
    books = [zipfile.ZipFile(next(out.glob("*.epub"))) for out in (hostile_out, harmless_out)]
    pages = [name for name in books[1].namelist() if name.endswith((".xhtml", ".ncx", ".opf"))]
    found = 0
    for page in pages:
        if "people" in page or "genindex" in page:
            ET.fromstring(books[0].read(page))
            continue
        roots = [ET.fromstring(book.read(page)) for book in books]
        # Sphinx itself makes dashes and quotes curly in the book's own contents.
        if not page.endswith((".opf", ".ncx", "nav.xhtml")):
            found += compare(roots[0], roots[1])
    assert found > 20 * len(PAYLOADS)


def test_xml_has_no_element_more(build: Build, sources: tuple[Path, Path]) -> None:
    hostile_out, harmless_out = both(build, sources, "xml")
    found = 0
    for page in sorted(harmless_out.rglob("*.xml")):
        other = hostile_out / page.relative_to(harmless_out)
        found += compare(ET.parse(other).getroot(), ET.parse(page).getroot())
    assert found > 20 * len(PAYLOADS)


def test_latex_differs_in_nothing_but_escaped_text(
    build: Build, sources: tuple[Path, Path]
) -> None:
    """Sphinx's own table of escapes says how a text is written in LaTeX."""
    texescape.init()
    hostile_out, harmless_out = both(build, sources, "latex")
    texts, people = [], []
    for out in (hostile_out, harmless_out):
        source = next(out.glob("*.tex")).read_text(encoding="utf-8")
        # The index of people follows the alphabet, which is another one for other names; the
        # anchors of groups follow from their headings.
        body, _begin, index = source.partition("\\begin{workshoppeople}")
        texts.append(re.sub(r"(sponsors|committee)\\?-[a-z0-9-]+", r"\1", body))
        people.append(sorted(re.findall(r"\\workshopperson\{\}.*?\\workshoppage", index)))
    expected = MARK.sub(lambda found: texescape.escape(as_hostile(found[0]), "lualatex"), texts[1])
    assert len(MARK.findall(texts[1])) > 20 * len(PAYLOADS)
    assert squeezed(texts[0]) == squeezed(expected)
    assert len(people[0]) == len(people[1]) > len(PAYLOADS)


def typst_source(source: Path) -> str:
    out = source / "_build"
    with docutils_namespace():
        app = Sphinx(
            source,
            source,
            out / "typst",
            out / "typst-doctrees",
            "booklet",
            status=None,
            warning=None,
        )
        app.builder.read()
        assert isinstance(app.builder, BookletBuilder)
        made = write_manuscripts(app, app.builder)[PDF]
        assert isinstance(made, Manuscript)
        return made.files["program.typ"].decode()


STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')


def test_typst_holds_text_in_string_literals_only(sources: tuple[Path, Path]) -> None:
    """The two manuscripts differ in nothing but what stands between quotes."""
    skeletons, literals = [], []
    for source in sources:
        text = typst_source(source)
        # The indexes at the end are in the order of the names.
        skeletons.append(STRING.sub('""', text).partition("ws.indexes")[0])
        literals.append({json.loads(f'"{found}"') for found in STRING.findall(text)})
    assert skeletons[0] == skeletons[1]
    for payload in PAYLOADS.values():
        assert any(payload in literal for literal in literals[0]), payload


def test_plain_text_holds_every_text(build: Build, sources: tuple[Path, Path]) -> None:
    hostile_out, _ = both(build, sources, "text")
    text = squeezed("\n".join(path.read_text("utf-8") for path in hostile_out.rglob("*.txt")))
    for family, payload in PAYLOADS.items():
        assert squeezed(payload) in text, family


def test_every_text_field_is_tried() -> None:
    """A new field must be added to the hostile project."""
    tried: set[tuple[str, str]] = set()

    def note(family: str, field: str) -> str:
        tried.add((family, field))
        return f"{field} text"

    data = json.loads(project(note)["_data/all.yaml"])
    keys = set(json.dumps(data).replace('"', " ").split())
    for model in record_types(SECTIONS):
        for name in model.model_fields:
            if name in free_text(model) and model.__name__ not in ("Photo", "Logo"):
                assert f"{name}" in {key.rstrip(":") for key in keys}, f"{model.__name__}.{name}"
