"""QR codes: a picture that shows the code of the address, in its quiet zone."""

from __future__ import annotations

import re

import pytest
import segno

from sphinx_workshop.booklet.qr import qr_svg


@pytest.mark.parametrize("text", ["https://a.test", "https://конференция.example/2031/?a=1&b=<2>"])
def test_the_picture_shows_the_modules_in_a_quiet_zone(text: str) -> None:
    code = segno.make_qr(text, error="m", encoding="utf-8", eci=False, boost_error=False)
    svg = qr_svg(text).decode()
    side = code.symbol_size(border=4)[0]
    assert f'viewBox="0 0 {side} {side}"' in svg
    drawn = set()
    x = y = 0.0
    path = re.search(r' d="([^"]+)"', svg)
    assert path
    for command, numbers in re.findall(r"([Mmh])(-?[\d.]+(?:[ ,]?-?[\d.]+)?)", path[1]):
        values = [float(one) for one in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            drawn |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
    dark = {
        (column + 4, row + 4)
        for row, modules in enumerate(code.matrix)
        for column, module in enumerate(modules)
        if module
    }
    assert drawn == dark


def test_what_is_too_long_has_no_code() -> None:
    assert qr_svg("x" * 213)
    assert qr_svg("x" * 214) == b""
    assert qr_svg("x" * 9000) == b""


def test_the_same_text_gives_the_same_picture() -> None:
    first = qr_svg("https://a.test")
    qr_svg.cache_clear()
    assert qr_svg("https://a.test") == first
