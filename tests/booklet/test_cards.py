"""Cards: pictures of one size, with every word on them, and never a box for a letter."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
import typst
from pypdf import PdfReader

from sphinx_workshop.booklet.cards import making
from sphinx_workshop.booklet.cards.content import Card, paper_card, site_card
from sphinx_workshop.booklet.cards.fonts import CardFonts
from sphinx_workshop.booklet.cards.press import MAIN, manuscript, print_card
from sphinx_workshop.booklet.compiler import BookletError
from sphinx_workshop.booklet.typefaces import Typefaces
from sphinx_workshop.core.export import Ledger
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.program import Program
from sphinx_workshop.registry import SECTIONS
from sphinx_workshop.sections.papers import Paper
from tests.safety.payloads import PAYLOADS
from tests.support import copy_site, copy_synthetic

from .support import squeezed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

APP = cast(
    "Sphinx", SimpleNamespace(config=SimpleNamespace(verbosity=0, workshop_booklet_font_paths=[]))
)
PLAIN = Card("card.png", "A title", over=("T",), strong="15 January 2030", quiet="Nowhere")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Program]:
    def read(name: str) -> Program:
        copy = copy_site if name == "real" else copy_synthetic
        return load(copy(tmp_path_factory.mktemp(name)), SECTIONS)

    return read


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def faces_of(*cards: Card) -> list[Typefaces]:
    sources = [manuscript(card)[MAIN].decode() for card in cards]
    fonts = CardFonts(APP, sources)
    return [fonts.of(source) for source in sources]


def words(card: Card, folder: Path) -> str:
    """Return what stands on a card, set as a page; it has to be one page."""
    for name, data in manuscript(card).items():
        (folder / name).write_bytes(data)
    (faces,) = faces_of(card)
    made = typst.compile(
        str(folder / "main.typ"),
        root=str(folder),
        ignore_system_fonts=True,
        font_paths=list(faces.folders),
        sys_inputs=faces.inputs(),
    )
    (page,) = PdfReader(BytesIO(made)).pages
    return squeezed(page.extract_text())


@pytest.mark.parametrize("name", ["real", "synthetic"])
def test_a_workshop_s_card(name: str, program: Callable[[str], Program], tmp_path: Path) -> None:
    card = site_card(program(name))
    picture = print_card(manuscript(card))
    assert size(picture) == (1200, 630)
    assert len(picture) < 300_000  # what some networks still show
    said = words(card, tmp_path)
    expected = {
        "real": (
            "DGMs2021", "Deep Generative Models and Downstream Applications",
            "Tuesday 14 December 2021", "NeurIPS 2021 · Online",
        ),
        "synthetic": (
            "WMT 2030", "Third edition", "Workshop on Made-up Things", "29–31 March 2030",
            "The Imaginary Conference · The Hall of Mirrors",
        ),
    }  # fmt: skip
    assert [text for text in expected[name] if squeezed(text) not in said] == []


def test_a_paper_s_card(program: Callable[[str], Program], tmp_path: Path) -> None:
    held = program("synthetic")
    paper = held.find(Paper, "poster-one")
    assert paper is not None
    card = paper_card(held, paper)
    assert card.path == "cards/poster-one.png"
    said = words(card, tmp_path)
    expected = (
        "WMT 2030", "Poster", "Runner-up", "The First Poster", "Ann One, Ann Two, Ann Three",
        "Workshop on Made-up Things",
    )  # fmt: skip
    assert [text for text in expected if squeezed(text) not in said] == []


def test_the_same_bytes_every_time() -> None:
    assert print_card(manuscript(PLAIN)) == print_card(manuscript(PLAIN))
    other = replace(PLAIN, title="Another title")
    assert print_card(manuscript(other)) != print_card(manuscript(PLAIN))


def test_a_letter_that_no_font_has_is_said() -> None:
    cuneiform = replace(PLAIN, names=("\U00012000",))
    with pytest.raises(
        BookletError, match=r"^no font has \U00012000 \(U\+12000 CUNEIFORM SIGN A\): "
    ):
        faces_of(cuneiform)
    # Whoever prints it nevertheless gets no box either.
    with pytest.raises(BookletError, match=r"^no font has the character \U00012000 \(U\+12000\)"):
        print_card(manuscript(cuneiform))


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("生成模型及其下游应用：从扩散模型到自回归模型的统一视角与可复现评测" * 2, "zh"),
        ("拡散モデルによる画像生成のための効率的なサンプリング手法", "ja"),
        ("확산 모델을 이용한 효율적인 이미지 생성", "ko"),
        ("النماذج التوليدية وتطبيقاتها", "ar"),
        ("Ein Titel mit 研究 und سلام", "de"),
        ("ระบบประมวลผลภาษาธรรมชาติสำหรับภาษาไทยด้วยแบบจำลองขนาดใหญ่", "th"),
    ],
)
def test_every_script_stands_on_a_card(title: str, language: str, tmp_path: Path) -> None:
    card = replace(PLAIN, title=title, names=("李明", "علي", "김 철수"), language=language)
    (faces,) = faces_of(card)
    assert faces.families
    assert size(print_card(manuscript(card), faces.folders, faces.inputs())) == (1200, 630)
    if language not in ("ar", "th"):  # readers of PDF give those letters in other forms
        said = words(card, tmp_path)
        assert all(
            squeezed(word) in said for word in re.split(r" و| und ", title) if "س" not in word
        )


def test_other_fonts_are_only_where_they_must_be() -> None:
    plain, other = faces_of(PLAIN, replace(PLAIN, title="研究"))
    assert plain.folders == plain.families == ()
    assert other.families


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("A title", "title"),
        ("研究" * 40, ""),
        ("研究 of deep 模型models", "models"),
        ("", ""),
    ],
)
def test_lines_break_where_the_script_lets_them(title: str, word: str) -> None:
    source = replace(PLAIN, title=title).source()
    assert f'word: "{word}"' in source
    assert "\u00ad" not in source


@pytest.mark.parametrize("text", [*PAYLOADS.values(), r"$\unknown{x}$"])
def test_texts_are_only_set(text: str, tmp_path: Path) -> None:
    card = replace(PLAIN, title=text, names=(text,), strong=text, quiet=text, over=(text,))
    picture, reason = b"", ""
    try:
        picture = print_card(manuscript(card))
    except BookletError as problem:
        reason = str(problem)
    if reason:
        assert reason.startswith("no font has the character")
        return
    assert size(picture) == (1200, 630)
    if text.isascii() and len(text) < 60:
        assert words(card, tmp_path).count(squeezed(text)[:12]) >= 3


def test_who_has_many_names_beside_them_is_counted(tmp_path: Path) -> None:
    names = tuple(f"Author Number {number}" for number in range(40))
    said = words(replace(PLAIN, names=names), tmp_path)
    assert "AuthorNumber0,AuthorNumber1" in said
    assert "AuthorNumber39" not in said
    shown = said.count("AuthorNumber")
    assert f"+{40 - shown}" in said


@pytest.mark.parametrize(
    ("title", "side"), [("Left to right", "ltr"), ("סדנה", "rtl"), ("2030 سنة", "rtl"), ("", "ltr")]
)
def test_the_title_says_where_lines_begin(title: str, side: str) -> None:
    assert f"dir: {side}" in replace(PLAIN, title=title).source()


def test_a_word_longer_than_a_line_is_hyphenated(tmp_path: Path) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel" * 3
    assert squeezed(word) in words(replace(PLAIN, title=word), tmp_path)
    assert "\u00ad" in replace(PLAIN, title=word).source()
    assert "\u00ad" not in PLAIN.source()


def test_a_card_is_set_again_when_it_must_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def press(sources: dict[str, bytes], *_fonts: object) -> bytes:
        made.append("made")
        return sources["main.typ"]

    def runs(card: Card) -> int:
        made.clear()
        ledger = Ledger(tmp_path / "ledger.json", tmp_path / "out")
        making._update(APP, ledger, {card.path: card})
        return len(made)

    monkeypatch.setattr(making, "print_card", press)
    assert [runs(PLAIN), runs(PLAIN), runs(replace(PLAIN, title="B"))] == [1, 0, 1]
    assert b'"B"' in (tmp_path / "out" / "card.png").read_bytes()
    (tmp_path / "out" / "card.png").write_bytes(b"spoilt")
    assert [runs(replace(PLAIN, title="B")), runs(replace(PLAIN, title="B"))] == [1, 0]
    monkeypatch.setattr(making, "version_of", lambda _name: "99")
    assert runs(replace(PLAIN, title="B")) == 1
