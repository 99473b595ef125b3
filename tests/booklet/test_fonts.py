"""Which fonts a booklet takes, and what is said where none has a glyph."""

from __future__ import annotations

import importlib.metadata
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_workshop.booklet import fonts
from sphinx_workshop.booklet.compiler import Fault
from sphinx_workshop.booklet.fonts import arrange, families_in, packaged_folders, variant_of
from sphinx_workshop.booklet.glyphs import Coverage, _clusters, clusters_in, glyph_faults
from tests.conftest import Build, MakeProject
from tests.core.data import WORKSHOP

CONF = """\
project = "Test"
extensions = ["myst_parser", "sphinx_workshop"]
exclude_patterns = ["_build"]
html_theme = "basic"
primary_domain = "workshop"
"""


@pytest.mark.parametrize(
    ("language", "text", "forms"),
    [
        ("ja", "", "JP"),
        ("ko-KR", "", "KR"),
        ("zh", "", "SC"),
        ("zh_TW", "", "TC"),
        ("zh-Hant", "", "TC"),
        ("zh-Hant-HK", "", "HK"),
        ("en", "架空 さくら", "JP"),
        ("en", "김 例", "KR"),
        ("zh", "カ", "SC"),
        ("", "李明", None),
    ],
)
def test_the_forms_of_han_characters(language: str, text: str, forms: str | None) -> None:
    assert variant_of(language, text) == forms


def test_families_are_tried_in_order() -> None:
    families = ["Noto Sans Mono CJK SC", "Noto Sans CJK JP", "Amiri", "Noto Sans CJK SC", "A Sans"]
    assert arrange(families, "JP") == [
        "Amiri",
        "A Sans",
        "Noto Sans CJK JP",
        "Noto Sans CJK SC",
        "Noto Sans Mono CJK SC",
    ]
    assert arrange(families, None).index("Noto Sans CJK SC") == 2


@given(st.text(st.sampled_from("ab e\u0301é\u200d\U0001f469\U0001f3fdनि")))
def test_passing_over_ascii_misses_no_cluster(text: str) -> None:
    assert clusters_in(text) == {cluster for cluster in _clusters(text) if not cluster.isascii()}


def test_marks_and_joined_emoji_stay_with_what_they_belong_to() -> None:
    assert clusters_in("a e\u0301 नि \U0001f469\U0001f3fd\u200d\U0001f4bb é") == {
        "e\u0301",
        "नि",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",
        "é",
    }


def test_typst_itself_knows_what_its_fonts_have() -> None:
    coverage = Coverage(clusters_in("é Ж ῳ ת ≤ ✓ ∇ — 中 ก नि م 😀"))
    # DejaVu Sans Mono has Arabic, but as if typed; its signs are welcome.
    assert sorted(coverage.wanting) == sorted(["中", "ก", "नि", "م", "😀"])
    assert sorted(coverage.missing((), ())) == sorted(["中", "ก", "नि", "😀"])
    folders = [str(folder) for folder in packaged_folders()]
    families = families_in(folders)
    assert coverage.missing(families, folders) == ["😀"]


def test_every_missing_character_is_named_at_each_place() -> None:
    places = [
        ("_data/x.yaml:3:9", "paper 'x'", "a 中 b 😀"),
        ("index:2", "", "中"),
        ("a:1", "", "b"),
    ]
    faults = glyph_faults(["中", "😀", "ก"], places, extra=True)
    assert faults[1] == Fault(
        "no font has 中 (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D): install sphinx-workshop[fonts], or"
        " name a folder with fonts for it in workshop_booklet_font_paths",
        "index:2",
    )
    assert "😀 (U+1F600 GRINNING FACE) in paper 'x': " in faults[0].message
    assert "ก (U+0E01 THAI CHARACTER KO KAI)" in faults[2].message
    assert [fault.place for fault in faults] == ["_data/x.yaml:3:9", "index:2", ""]


def test_many_missing_characters_make_one_short_line() -> None:
    text = "".join(map(chr, range(0x13000, 0x13020)))
    (fault,) = glyph_faults(sorted(text), [("a:1", "", text)], extra=False)
    assert "and 26 more" in fault.message
    assert "install" not in fault.message


def test_a_package_may_announce_its_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "made_up_fonts").mkdir()
    (tmp_path / "made_up_fonts" / "__init__.py").write_text("1 / 0", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    made = EntryPoint("x", "made_up_fonts", "sphinx_workshop.fonts")
    gone = EntryPoint("y", "no_such_module", "sphinx_workshop.fonts")

    def entry_points(*, group: str) -> list[EntryPoint]:
        return [made, gone] if group == made.group else []

    monkeypatch.setattr(fonts, "entry_points", entry_points)
    packaged_folders.cache_clear()
    try:
        assert tmp_path / "made_up_fonts" in packaged_folders()
    finally:
        packaged_folders.cache_clear()
    assert importlib.metadata.entry_points is not entry_points


DATA = """\
papers:
  - id: first
    title: "A 😀 smile"
    authors: [A B]
    abstract: |
      Plain words.

      Then 𓀀.
  - {id: second, title: "Escaped \\U0001F984", authors: [Bo 😀 Quill]}
"""


def test_data_that_cannot_be_printed_is_named_at_its_place(
    make_project: MakeProject, build: Build
) -> None:
    page = "# Test\n\n```{papers}\n```\n\nA 😀 here, and here: &#x1F389;\n"
    files = {"conf.py": CONF, "index.md": page, "_data/w.yaml": WORKSHOP, "_data/p.yaml": DATA}
    source = make_project({**files}, defaults=False)
    done = build(source, "booklet", strict=False)
    assert done.returncode == 1
    errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
    assert [line.partition(": name a folder")[0] for line in errors] == [
        f"{place}: ERROR: program.pdf is missing: no font has {what}"
        for place, what in (
            ("_data/p.yaml:3:15", "😀 (U+1F600 GRINNING FACE) in paper 'first'"),
            ("_data/p.yaml:8:12", "𓀀 (U+13000 EGYPTIAN HIEROGLYPH A001) in paper 'first'"),
            ("_data/p.yaml:9:25", "🦄 (U+1F984 UNICORN FACE) in paper 'second'"),
            ("_data/p.yaml:9:60", "😀 (U+1F600 GRINNING FACE) in paper 'second'"),
            (f"{source}/index.md:6", "😀 (U+1F600 GRINNING FACE)"),
            (f"{source}/index.md:6", "🎉 (U+1F389 PARTY POPPER)"),
        )
    ]
    assert not (done.outdir / "program.pdf").exists()


def test_a_folder_that_is_not_there_is_one_warning(make_project: MakeProject, build: Build) -> None:
    conf = f'{CONF}workshop_booklet_font_paths = ["nowhere"]\nworkshop_booklet_poster = "A3"\n'
    files = {"conf.py": conf, "index.md": "# Test\n\nText.\n", "_data/w.yaml": WORKSHOP}
    done = build(make_project({**files}, defaults=False), "booklet", strict=False)
    warning = "workshop_booklet_font_paths: there is no folder 'nowhere' [workshop.config]\n"
    assert done.stderr.count(warning) == 1
