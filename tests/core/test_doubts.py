"""Pictures, names, titles and zone words: what is refused, what is doubted, what is left alone."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path

import pytest

from sphinx_workshop.core.picture import vet
from sphinx_workshop.core.zone_words import zone_doubts
from tests.core.data import lines, write
from tests.support import png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0"/></svg>'
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
WINTER, SUMMER = date(2030, 1, 15), date(2030, 7, 15)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", png((1, 2, 3))),
        ("a.PNG", png((1, 2, 3))),
        ("a.jpg", JPEG),
        ("a.gif", b"GIF89a" + struct.pack("<HH", 4, 4) + b"\0" * 9),
        ("a.svg", SVG),
        ("a.svg", b'<?xml version="1.0"?>\n' + SVG.replace(b"<path", b'<use href="#x"/><path')),
        ("a.svg", SVG.replace(b"<path", b'<path fill="url(#grad)"')),
    ],
)
def test_pictures_pass(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert vet(tmp_path, name) is None


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.png", SVG, "is not the PNG picture"),
        ("a.jpg", png((1, 2, 3)), "is not the JPG picture"),
        ("a.svg", png((1, 2, 3)), "is not the SVG picture"),
        ("a.svg", b"<html><script/></html>", "is not the SVG picture"),
        ("a.png", b"", "is not the PNG picture"),
        ("a.pdf", b"%PDF-1.7", "use a picture in PNG, JPEG, GIF, WebP or SVG"),
        ("a", b"x", "use a picture"),
        ("a.png", png((1, 2, 3))[:16] + struct.pack(">II", 99_999, 1), "at most 12000 a side"),
        ("a.jpg", JPEG.replace(b"\x00\x10\x00\x20", b"\xff\xff\x00\x20"), "at most 12000 a side"),
        ("a.svg", SVG.replace(b"<path", b"<script>x</script><path"), "<script"),
        ("a.svg", SVG.replace(b"<path", b"<s:script/><path"), "script"),
        ("a.svg", SVG.replace(b"<path", b'<path onload="x"'), "onload"),
        ("a.svg", SVG.replace(b"<path", b'<image href="https://x.org/a.png"/><path'), "<image"),
        ("a.svg", SVG.replace(b"<path", b'<use href="other.svg#x"/><path'), "href"),
        ("a.svg", SVG.replace(b"<path", b"<a xlink:href='javascript:x'/><path"), "href"),
        ("a.svg", SVG.replace(b"<path", b"<style>@import 'x'</style><path"), "<style"),
        ("a.svg", SVG.replace(b"<path", b'<path fill="url(https://x.org/)"'), "url("),
        ("a.svg", SVG.replace(b"<path", b"<foreignObject/><path"), "<foreignObject"),
        ("a.svg", b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]>' + SVG, "<!DOCTYPE"),
        ("a.svg", b'<?xml-stylesheet href="x.css"?>' + SVG, "xml-stylesheet"),
        ("a.svg", '<?xml version="1.0" encoding="utf-16"?><svg/>'.encode("utf-16"), "is not the"),
        ("a.svg", b'<?xml version="1.0" encoding="utf-7"?>' + SVG, "encoding"),
    ],
)
def test_what_is_not_a_harmless_picture_is_refused(
    name: str, data: bytes, words: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    assert words in (vet(tmp_path, name) or "")


def test_a_picture_stays_inside_the_source_folder(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / "secret.png").write_bytes(png((1, 2, 3)))
    (source / "link.png").symlink_to(tmp_path / "secret.png")
    (source / "loop.png").symlink_to(source / "loop.png")
    for name in ("link.png", "../secret.png", "x/../../secret.png"):
        assert vet(source, name) is not None, name
    assert "leads out" in (vet(source, "link.png") or "")
    assert "cannot be read" in (vet(source, "loop.png") or "")
    assert "cannot be read" in (vet(source, "a\0b.png") or "")


def test_a_picture_is_refused_at_its_place_in_the_data(tmp_path: Path) -> None:
    text = "committee:\n  - name: A B\n    photo:\n      file: _data/a.png\n      alt: A\n"
    write(tmp_path, text)
    (only,) = lines(tmp_path)
    assert only.startswith("_data/more.yaml:4:13: error: '_data/a.png' cannot be read")
    (tmp_path / "_data" / "a.png").write_bytes(png((1, 2, 3)))
    assert lines(tmp_path) == []


@pytest.mark.parametrize(
    "names",
    [
        ["Wei Wang", "Wei J Wang"],
        ["Ada Lovelace", "Ada Love"],
        ["Anna Müller", "Anna Möller"],
        ["Li Wei", "Wei Li"],
        ["Plato", "Platon"],
        ["李明", "李月"],
    ],
)
def test_different_names_are_left_alone(names: list[str], tmp_path: Path) -> None:
    write(tmp_path, "committee:\n" + "".join(f"  - name: {name}\n" for name in names))
    assert lines(tmp_path) == []


def test_a_title_that_nobody_wrote_is_no_earlier_one(tmp_path: Path) -> None:
    text = (
        "speakers:\n  - {id: ann, name: Ann Lee}\n"
        "schedule:\n  - date: 2030-01-15\n    sessions:\n"
        "      - {start: '09:00', end: '10:00', kind: invited-talk, speakers: [ann]}\n"
        "      - {start: '10:00', end: '11:00', kind: social, title: ann lee%s}\n"
        "      - {start: '11:00', end: '12:00', kind: social, title: Ann  Lee's}\n"
    )
    write(tmp_path, text % "")
    assert lines(tmp_path) == []
    write(tmp_path, text % "'s")
    assert [line.partition(": ")[0] for line in lines(tmp_path)] == ["_data/more.yaml:8:61"]


@pytest.mark.parametrize(
    ("text", "day", "word"),
    [
        ("Talks from 10:00 EST on", SUMMER, "EST"),
        ("10 am (EST)", SUMMER, "EST"),
        ("all times in PST", SUMMER, "PST"),
        ("10:00 EDT", WINTER, "EDT"),
        ("10:00 EST on 3 July", WINTER, "EST"),
        ("3 pm IST", WINTER, "IST"),
        ("10:00 BST", WINTER, "BST"),
        ("10:00 AEST", WINTER, "AEST"),
        ("10:00 EST", WINTER, ""),
        ("10:00 EDT", SUMMER, ""),
        ("10:00 EST on 3 January", SUMMER, ""),
        ("Due 2030-01-05 17:00 PST", SUMMER, ""),
        ("MST: a minimum spanning tree", SUMMER, ""),
        ("The EST library of genes", SUMMER, ""),
        ("10:00 BESTE", SUMMER, ""),
        ("10:00 EST", None, ""),
    ],
)
def test_zone_words(text: str, day: date | None, word: str) -> None:
    found = list(zone_doubts(text, day))
    assert len(found) == bool(word)
    if word:
        assert found[0].startswith(f"'{word}' ")
