"""QR codes: the modules that another encoder makes of the same text, and a picture of them."""

from __future__ import annotations

import hashlib
import re

import pytest

from sphinx_workshop.booklet.qr import qr_matrix, qr_svg

ADDRESS = "https://conference.example/2031/" + "x" * 200

# Length in bytes → digest of the rows of "0" and "1" that the package qrcode 8.2 makes of the same
# bytes at level M under the same mask; all of these were read back with zxing-cpp too.
KNOWN = {
    14: "8f3e6b74c92c6d40d343569759c5b00a93177be96757d3aaac46b9669de859c9",
    26: "bdcadc2b62923edb2d4084fcb6cb3cab9925c421152c5a771dc5a6d255470e3a",
    31: "4cff28709ef9baf30a95fd8319760ee85a53da795ba19d4ae34b164524c0cfd8",
    62: "2206d9bd485c4a1c5f74583c359c15b03c95a2a4f72089080509026b32cb8e12",
    84: "e41489d7518ead6fc2e2dbea2565504f9adc97c24bb8a4369895f2d7c762faaa",
    106: "e126c805348156b61e909461f82f545e736a00ed836ca9f1ecda753208fbb6c0",
    107: "f0ec3d2d6ab526efda44c89f9951e66ba966f273b1f14d031bed2a35952e861c",
    122: "b77c5cdc45120acd555d453170da0ec31825c9d0191763e391207c081bf5ea6d",
    152: "a2fd4fcd33cc3668a41c3e99f2dc5a49a046d9a8dd7fa29f04765f3a0ea9273a",
    180: "939c3b7011dff671639d45f6b2bdc6f82775f7cac0276251805b7eee20514df5",
    181: "df2cd7547ab2a66de6e35a6bcdb559b0404a125181bcdfdf280bf6f8a9d48fc8",
    213: "24bb8943a2d26d18fbd468e687a21d1d6396bfb1eb495fc8662f813e2c16ad47",
}


@pytest.mark.parametrize("length", KNOWN)
def test_modules_are_those_of_another_encoder(length: int) -> None:
    rows = ["".join("01"[bit] for bit in row) for row in qr_matrix(ADDRESS[:length])]
    assert {len(row) for row in rows} == {len(rows)}
    assert hashlib.sha256("\n".join(rows).encode()).hexdigest() == KNOWN[length]


def test_what_is_too_long_has_no_code() -> None:
    assert len(qr_matrix("x" * 213)) == 57
    assert qr_matrix("x" * 214) == []
    assert qr_svg("ü" * 107) == b""


def test_the_picture_shows_the_modules_in_a_quiet_zone() -> None:
    matrix = qr_matrix("https://a.test")
    svg = qr_svg("https://a.test").decode()
    assert 'viewBox="0 0 29 29"' in svg
    dark = {
        (int(x) + i - 4, int(y) - 4)
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)", svg)
        for i in range(int(run))
    }
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
