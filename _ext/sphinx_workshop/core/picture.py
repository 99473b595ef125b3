"""Pictures named in the data: inside the source tree, and what their suffix says they are."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, WithJsonSchema

from sphinx_workshop.core.entity import Record
from sphinx_workshop.core.fields import Line

MAX_BYTES: Final = 20_000_000
MAX_SIDE: Final = 12_000
_MAGIC: Final = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".svg": re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml|<!--|<svg)", re.IGNORECASE),
}
# Whatever can run, load or include; a picture needs none of it.
_SVG_LIVE: Final = re.compile(
    rb"<\s*(?:[\w.-]+:)?(?:script|foreignObject|iframe|embed|object|image|style|handler|set|animate\w*)\b"
    rb"|<!(?:DOCTYPE|ENTITY)|\bon\w+\s*=|(?:href|src)\s*=\s*[\"']?\s*(?!#|[\"'\s])|url\(\s*[\"']?(?!#)"
    rb"|<\?xml-stylesheet|javascript:|@import",
    re.IGNORECASE,
)


# Another encoding could hide from the search above what a browser then finds.
_SVG_ENCODING: Final = re.compile(rb"[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)[\"']")


class PictureFile:
    """Marks a field that names a picture, by its path from the source folder."""


class Described:
    """Marks a picture that shows more than a name says, and so needs words in ``alt``."""


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("expected the path of a picture")
    path = value.strip()
    if path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:|\w+://", path) or "\\" in path:
        raise ValueError(f"'{path}': write the path from the source folder, as _data/photos/a.jpg")
    return path


Picture = Annotated[
    str,
    BeforeValidator(_name),
    PictureFile(),
    WithJsonSchema({"type": "string", "x-type": "path of a picture"}),
]
"""The path of a PNG, JPEG, GIF, WebP or SVG file, from the source folder."""


class Photo(Record):
    """A portrait, with the words for those who cannot see it."""

    file: Annotated[Picture, Described()]
    """Path from the source folder. Example: ``_data/photos/ada.jpg``"""
    alt: Line | None = None
    """What the picture shows. Example: ``Ada at her desk``"""
    credit: Line | None = None
    """Who took it. Example: ``Photo: M. Somerville``"""


class Logo(Record):
    """A logo for light backgrounds, and one for dark."""

    light: Picture
    """Path of the logo for light backgrounds. Example: ``_data/logos/acme.svg``"""
    dark: Picture | None = None
    """The same for dark backgrounds. Example: ``_data/logos/acme-dark.svg``"""
    alt: Line | None = None
    """What stands in for it, where not the name. Example: ``Acme``"""


def vet(source: Path, name: str) -> str | None:
    """Check a picture before anything copies it.

    :returns: what is wrong with it, or None.
    """
    root = source.resolve()
    try:
        path = (root / name).resolve(strict=True)
        if not path.is_relative_to(root):
            return f"'{name}' leads out of the source folder"
        if not path.is_file():
            return f"'{name}' is not a file"
        if path.stat().st_size > MAX_BYTES:
            return f"'{name}' is larger than {MAX_BYTES // 1_000_000} MB"
        data = path.read_bytes()
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        return f"'{name}' cannot be read: {reason}"
    return _vet_content(name, path.suffix.lower(), data)


def _vet_content(name: str, suffix: str, data: bytes) -> str | None:
    magic = _MAGIC.get(suffix)
    if magic is None:
        return f"'{name}': use a picture in PNG, JPEG, GIF, WebP or SVG"
    if not magic.match(data):
        return f"'{name}' is not the {suffix[1:].upper()} picture that its name says"
    if suffix == ".svg":
        encoding = _SVG_ENCODING.match(data)
        if encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
            return f"'{name}' is in another encoding: save the SVG as UTF-8"
        live = _SVG_LIVE.search(data)
        if live is not None:
            shown = live.group().decode("ascii", "replace").strip()
            return (
                f"'{name}' holds '{shown}': an SVG may hold no script, style or outside reference"
            )
    size = _pixels(suffix, data)
    if size is not None and not all(0 < side <= MAX_SIDE for side in size):
        return f"'{name}' is {size[0]} × {size[1]} pixels: at most {MAX_SIDE} a side"
    return None


def _pixels(suffix: str, data: bytes) -> tuple[int, int] | None:
    """Read width and height; None where the file does not say."""
    if suffix == ".png" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if suffix == ".gif" and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if suffix == ".webp":
        return _webp_pixels(data)
    return _jpeg_pixels(data) if suffix in (".jpg", ".jpeg") else None


def _jpeg_pixels(data: bytes) -> tuple[int, int] | None:
    """Walk from marker to marker up to the frame header (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 1 if marker == 0xFF else 2 + length
    return None


def _webp_pixels(data: bytes) -> tuple[int, int] | None:
    """Read the first chunk: lossy, lossless or extended (RFC 9649)."""
    if data[12:16] == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if data[12:16] == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30].ljust(4, b"\0"))
        return width & 0x3FFF, height & 0x3FFF
    return None
