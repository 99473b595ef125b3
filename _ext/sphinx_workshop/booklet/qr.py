"""An address as a QR code (ISO/IEC 18004), for those who hold the booklet in their hands."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

__all__ = ["qr_svg"]

# Of more modules one would be too small to be read from a booklet's last page: 213 bytes.
_LARGEST: Final = 10


@lru_cache(maxsize=4)
def qr_svg(text: str) -> bytes:
    """Return the code as an SVG picture with its quiet zone, or nothing if the text is too long.

    Bytes in UTF-8, error correction level M; the same picture for the same text.
    """
    # Imported where it is used: not every build makes a booklet.
    import segno  # noqa: PLC0415

    try:
        code = segno.make_qr(text, error="m", encoding="utf-8", eci=False, boost_error=False)
    except segno.DataOverflowError:
        return b""
    if not isinstance(code.version, int) or code.version > _LARGEST:
        return b""
    picture = io.BytesIO()
    code.save(picture, kind="svg", xmldecl=False, svgns=True, omitsize=True, nl=False, dark="#000")
    return picture.getvalue()
