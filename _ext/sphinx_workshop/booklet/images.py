"""Pictures for the booklet: checked, then copied into the folder that Typst may read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

__all__ = ["ImageMissingError", "ImageRefusedError", "ImageShelf"]

_MAGIC = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".svg": (),
}
_LARGEST = 50 * 1024 * 1024
# An SVG may point at its own parts and at data inside itself, at nothing else.
_SVG_ACTIVE = re.compile(
    rb"<\s*script|<!ENTITY|\bon\w+\s*=|@import|url\(\s*[\"']?\s*(?![\"']?#|[\"']?data:)"
    rb"|href\s*=\s*[\"']\s*(?!#|data:image/)[^\"'\s]",
    re.IGNORECASE,
)


class ImageRefusedError(Exception):
    """A picture that must not go into the booklet; the message says why."""


class ImageMissingError(ImageRefusedError):
    """A picture that is not there."""


class ImageShelf:
    """The pictures of one booklet: name in Typst's root -> bytes.

    Only regular files whose real place is below *source* are taken, so no link leads out of the
    project, and only if the content is what the suffix says.
    """

    def __init__(self, source: Path) -> None:
        self._source = source.resolve()
        self.files: dict[str, bytes] = {}

    def take(self, name: str) -> str:
        """Check the file *name*, relative to the source folder; return its name in Typst's root.

        :raises ImageRefusedError: with the reason, ready to print.
        """
        path = (self._source / name).resolve()
        if not path.is_relative_to(self._source):
            raise ImageRefusedError("it lies outside the source folder")
        if not path.is_file():
            raise ImageMissingError("there is no such file")
        suffix = path.suffix.lower()
        if suffix not in _MAGIC:
            raise ImageRefusedError(f"{suffix or 'a file without suffix'} is no supported format")
        if path.stat().st_size > _LARGEST:
            raise ImageRefusedError("it is larger than 50 MiB")
        data = path.read_bytes()
        _check(data, suffix)
        shelved = f"images/{hashlib.sha256(data).hexdigest()[:20]}{suffix}"
        self.files[shelved] = data
        return shelved


def _check(data: bytes, suffix: str) -> None:
    if suffix == ".svg":
        if b"<svg" not in data:
            raise ImageRefusedError("its content is not SVG")
        if _SVG_ACTIVE.search(data):
            raise ImageRefusedError("the SVG holds a script or points outside itself")
    elif not data.startswith(_MAGIC[suffix]):
        raise ImageRefusedError(f"its content is not what {suffix} says")
