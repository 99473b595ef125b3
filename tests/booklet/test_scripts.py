"""A booklet in every script: nothing is lost, joined wrongly or out of order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import NullPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader

from tests.conftest import Build, BuildResult, MakeProject
from tests.core.data import program
from tests.support import squeeze

from .support import elements, shortcomings

pytestmark = pytest.mark.slow

SOURCE: Final = Path(__file__).parents[1] / "roots" / "scripts"
_MADE: dict[str, BuildResult] = {}


def write_font(path: Path, characters: str) -> None:
    """Write a font of black squares."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 700), (700, 700), (700, 0)):
        pen.lineTo(point)
    pen.closePath()
    glyphs = [".notdef", *(f"u{ord(char):X}" for char in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap(dict(zip(map(ord, characters), glyphs[1:], strict=True)))
    builder.setupGlyf(dict.fromkeys(glyphs, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": "Squares", "styleName": "Regular", "psName": "Squares-Regular"}
    builder.setupNameTable(names)
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    path.parent.mkdir()
    builder.save(path)


@pytest.fixture
def made(make_project: MakeProject, build: Build) -> BuildResult:
    if not _MADE:
        source = make_project(root="scripts", defaults=False)
        write_font(source / "fonts" / "squares.ttf", "\U0001f600\u4e00")
        _MADE["booklet"] = build(source, "booklet")
    done = _MADE["booklet"]
    assert (done.returncode, done.stderr) == (0, "")
    return done


def texts(root: Any) -> Iterator[str]:
    """Give the words of all names and titles."""
    for section in ("papers", "speakers"):
        for entity in root.section(section):
            for text in (entity.display_name, *(a.name for a in getattr(entity, "authors", ()))):
                yield from re.sub(r"\$.*?\$|[().]", " ", text).split()


def test_two_readers_find_every_word(made: BuildResult) -> None:
    pdf = made.outdir / "program.pdf"
    words = list(texts(program(SOURCE)))
    assert len(words) > 40
    pages = pypdfium2.PdfDocument(pdf)
    text = squeeze("".join(page.get_textpage().get_text_range() for page in pages))
    assert [word for word in words if squeeze(word) not in text] == []
    # pypdf reads glyph by glyph and knows nothing of what Indic and Thai glyphs stand for together.
    simple = [word for word in words if not re.search("[\u0900-\u0e7f]", word)]
    text = squeeze("".join(page.extract_text() for page in PdfReader(pdf).pages))
    assert [word for word in simple if squeeze(word) not in text] == []


def fonts_of(pdf: Path) -> dict[str, Any]:
    """Give the fonts by their names without the letters that mark a subset."""
    found: dict[str, Any] = {}
    for page in PdfReader(pdf).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            name = str(font["/BaseFont"]).removeprefix("/")
            found[name.partition("+")[2]] = font
            assert re.match("[A-Z]{6}[+]", name), f"{name} is not a subset"
    return found


def test_each_language_has_its_own_forms(made: BuildResult) -> None:
    names = " ".join(fonts_of(made.outdir / "program.pdf"))
    for wanted in ("CJKjp", "CJKkr", "CJKsc", "CJKtc", "Amiri", "Devanagari", "Thai", "Squares"):
        assert wanted in names, wanted


def test_every_font_can_be_copied_from(made: BuildResult) -> None:
    assert all("/ToUnicode" in font for font in fonts_of(made.outdir / "program.pdf").values())


def test_numbers_stand_behind_names_that_run_leftwards(made: BuildResult) -> None:
    """In the indexes, by where the glyphs are."""
    pdf = pypdfium2.PdfDocument(made.outdir / "program.pdf")
    pages = (page.get_textpage() for page in pdf)
    text = [page for page in pages if "Author index" in page.get_text_range()][-1]
    glyphs = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
    for family in ("דוגמא", "المثالي"):
        left, bottom, _right, _top = next(box for char, box in glyphs if char in family)
        entry = [
            (char, box)
            for char, box in glyphs
            if abs(box[1] - bottom) < 6 and left - 50 < box[0] < left + 100 and char.strip()
        ]
        digits = [box[0] for char, box in entry if char.isdecimal()]
        letters = [box[0] for char, box in entry if unicodedata.bidirectional(char) in ("R", "AL")]
        assert digits, family
        assert min(digits) > max(letters), family


def test_where_to_join_can_be_typed(made: BuildResult) -> None:
    text = "".join(page.extract_text() for page in PdfReader(made.outdir / "program.pdf").pages)
    assert "Join example.org/join\n" in text


def test_it_is_archival_and_accessible(made: BuildResult) -> None:
    found = shortcomings(made.outdir / "program.pdf")
    assert [line for line in found if "CIDFontType0C" not in line] == []


def test_passages_have_their_language_and_formulas_their_source(made: BuildResult) -> None:
    pdf = made.outdir / "program.pdf"
    found = list(elements(pdf))
    languages = {str(element["/Lang"]) for element in found if "/Lang" in element}
    for page in PdfReader(pdf).pages:  # words in a line are marked where they are drawn
        drawn: Any = page.get_contents()
        languages |= set(re.findall(r"/Lang\((.*?)\)", drawn.get_data().decode("latin1")))
    assert {"ja", "ko", "zh", "ar", "hi", "th"} <= {name.partition("-")[0] for name in languages}
    formulas = {str(element.get("/Alt")) for element in found if element["/S"] == "/Formula"}
    assert formulas == {"O(n)", "\\nabla f"}


def test_the_widths_of_glyphs_are_what_the_pdf_says(made: BuildResult) -> None:
    """The validator misreads CFF fonts that give a width for all glyphs; so we look ourselves."""
    looked_at = 0
    for font in fonts_of(made.outdir / "program.pdf").values():
        inner = font["/DescendantFonts"][0].get_object()
        program = inner["/FontDescriptor"].get("/FontFile3")
        if program is None:
            continue
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(program.get_object().get_data()), None)
        glyphs = fonts[0].CharStrings
        for cid, said in widths(inner["/W"]).items():
            glyph = glyphs[".notdef" if cid == 0 else f"cid{cid:05d}"]
            glyph.draw(NullPen())
            assert abs(glyph.width - said) <= 1
            looked_at += 1
    assert looked_at > 100


def widths(listed: Any) -> dict[int, float]:
    """Read a CID font's widths (PDF 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    rest = [part.get_object() for part in listed]
    while rest:
        first, second, *rest = rest
        if isinstance(second, list):
            found.update(enumerate(map(float, second), int(first)))
        else:
            width, *rest = rest
            found.update(dict.fromkeys(range(int(first), int(second) + 1), float(width)))
    return found
