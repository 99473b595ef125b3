"""What tests of built pages have in common: projects, pictures, pages and inventories."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from bs4 import BeautifulSoup, Tag

TESTS: Final = Path(__file__).resolve().parent
PROJECT: Final = TESTS.parent
SYNTHETIC: Final = TESTS / "roots" / "synthetic"

PICTURES: Final = {
    "ada": (0x33, 0x66, 0x99),
    "grace": (0x99, 0x66, 0x33),
    "goose-light": (0xCC, 0xAA, 0x22),
    "goose-dark": (0xFF, 0xDD, 0x66),
    "spoon": (0xAA, 0xAA, 0xAA),
}


def png(colour: tuple[int, int, int], side: int = 8) -> bytes:
    """Return a square PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = (b"\0" + bytes(colour) * side) * side
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by their paths inside a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def copy_synthetic(
    folder: Path, files: Mapping[str, str | bytes] | None = None, *, booklet: bool = False
) -> Path:
    """Copy the made-up workshop, its pictures drawn, with further files; return the folder.

    With ``booklet`` the booklet is made too, of the people whose names its fonts can set.
    """
    shutil.copytree(SYNTHETIC, folder, dirs_exist_ok=True)
    write(folder, {f"_data/pictures/{name}.png": png(rgb) for name, rgb in PICTURES.items()})
    if booklet:
        (folder / "_data" / "scripts.yaml").unlink()
        conf = folder / "conf.py"
        conf.write_text(conf.read_text("utf-8") + "workshop_booklet = True\n", "utf-8")
    write(folder, files or {})
    return folder


def copy_site(folder: Path) -> Path:
    """Copy this repository's own site, without anything that was built; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (PROJECT / "conf.py", *PROJECT.glob("*.md")):
        shutil.copy(path, folder)
    for name in ("program", "papers", "cfp", "_data"):
        shutil.copytree(PROJECT / name, folder / name)
    return folder


def tree(
    folder: Path, *, without: tuple[str, ...] = (".doctrees", ".buildinfo", ".workshop-files")
) -> dict[str, bytes]:
    """Return every file below a folder by its path, without what only builds read."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in without
    }


def folders(folder: Path, *, without: tuple[str, ...] = (".doctrees",)) -> set[str]:
    """Return the path of every folder below a folder, the empty ones too."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_dir() and path.relative_to(folder).parts[0] not in without
    }


def differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """Return the paths that are in one tree only or hold other bytes."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def soup(path: Path) -> BeautifulSoup:
    """Read an HTML page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def said(tag: Tag) -> str:
    """Return what a part of a page says, with runs of white space as one blank."""
    return " ".join(tag.get_text().split())


def squeeze(text: str) -> str:
    """Return a text without any white space, for outputs that break lines where they must."""
    return "".join(text.split())


class Entry(NamedTuple):
    """One line of an inventory."""

    uri: str
    name: str


def inventory(path: Path) -> dict[tuple[str, str], Entry]:
    """Read ``objects.inv`` (format 2) by means of our own: (domain:type, id) → entry."""
    data = path.read_bytes()
    *header, body = data.split(b"\n", 4)
    assert header[0] == b"# Sphinx inventory version 2", header
    return dict(_lines(zlib.decompress(body).decode("utf-8")))


def _lines(text: str) -> Iterator[tuple[tuple[str, str], Entry]]:
    for line in text.splitlines():
        name, kind, _priority, rest = line.split(" ", 3)
        uri, _, shown = rest.partition(" ")
        if uri.endswith("$"):
            uri = uri[:-1] + name
        yield (kind, name), Entry(uri, name if shown == "-" else shown)
