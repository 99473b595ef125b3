"""An address as a QR code (ISO/IEC 18004), for those who hold the booklet in their hands.

Bytes alone, error correction level M, up to version 10: what the address of a site needs. The steps
and their names are those of the standard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Final

__all__ = ["qr_matrix", "qr_svg"]

# For each version from 1: codewords in all, blocks, codewords for correction in each block, and
# the centres of the alignment patterns.
_VERSIONS: Final[tuple[tuple[int, int, int, tuple[int, ...]], ...]] = (
    (26, 1, 10, ()),
    (44, 1, 16, (6, 18)),
    (70, 1, 26, (6, 22)),
    (100, 2, 18, (6, 26)),
    (134, 2, 24, (6, 30)),
    (172, 4, 16, (6, 34)),
    (196, 4, 18, (6, 22, 38)),
    (242, 4, 22, (6, 24, 42)),
    (292, 5, 22, (6, 26, 46)),
    (346, 5, 26, (6, 28, 50)),
)
_MASKS: Final[tuple[Callable[[int, int], bool], ...]] = (
    lambda x, y: (x + y) % 2 == 0,
    lambda _x, y: y % 2 == 0,
    lambda x, _y: x % 3 == 0,
    lambda x, y: (x + y) % 3 == 0,
    lambda x, y: (x // 3 + y // 2) % 2 == 0,
    lambda x, y: x * y % 2 + x * y % 3 == 0,
    lambda x, y: (x * y % 2 + x * y % 3) % 2 == 0,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2 == 0,
)
_QUIET: Final = 4

Matrix = list[list[bool]]


@lru_cache(maxsize=4)
def qr_svg(text: str) -> bytes:
    """Return the code as an SVG picture with its quiet zone, or nothing if the text is too long."""
    matrix = qr_matrix(text)
    size = len(matrix) + 2 * _QUIET
    runs = "".join(
        f"M{start + _QUIET} {y + _QUIET}h{end - start}v1h{start - end}z"
        for y, row in enumerate(matrix)
        for start, end in _dark_runs(row)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{runs}"/>'
    return f"{svg}</svg>".encode() if matrix else b""


def _dark_runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    edges = [x for x, (a, b) in enumerate(pairwise([False, *row, False])) if a != b]
    yield from zip(edges[::2], edges[1::2], strict=True)


def qr_matrix(text: str) -> Matrix:
    """Return the rows of modules, True where dark; none if the text is too long."""
    data = text.encode()
    for version, (total, blocks, extra, centres) in enumerate(_VERSIONS, 1):
        room = total - blocks * extra
        length = 8 if version < 10 else 16  # bits that tell how many bytes follow
        if 4 + length + 8 * len(data) <= 8 * room:
            bits = f"{4:04b}{len(data):0{length}b}" + "".join(f"{byte:08b}" for byte in data)
            return _draw(version, centres, _interleave(_padded(bits, room), blocks, extra))
    return []


def _padded(bits: str, room: int) -> list[int]:
    bits += "0" * min(4, 8 * room - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)]
    return words + [(0xEC, 0x11)[i % 2] for i in range(room - len(words))]


def _interleave(words: list[int], blocks: int, extra: int) -> list[int]:
    """Part the data into blocks, the longer ones last, and take one word of each in turn."""
    short, longer = divmod(len(words), blocks)
    parts, at = [], 0
    for number in range(blocks):
        size = short + (number >= blocks - longer)
        parts.append(words[at : at + size])
        at += size
    checks = [_remainder(part, extra) for part in parts]
    columns = [*zip_longest(*parts), *zip_longest(*checks)]
    return [word for column in columns for word in column if word is not None]


def _times(a: int, b: int) -> int:
    """Multiply in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1."""
    product = 0
    while b:
        product ^= a * (b & 1)
        a, b = (a << 1) ^ (0x11D * (a >> 7)), b >> 1
    return product


def _remainder(words: list[int], degree: int) -> list[int]:
    """Return the Reed-Solomon codewords of a block."""
    generator, root = [0] * (degree - 1) + [1], 1
    for _ in range(degree):
        shifted = [*generator[1:], 0]
        generator = [_times(g, root) ^ s for g, s in zip(generator, shifted, strict=True)]
        root = _times(root, 2)
    rest = [0] * degree
    for word in words:
        factor = word ^ rest[0]
        rest = [r ^ _times(g, factor) for r, g in zip([*rest[1:], 0], generator, strict=True)]
    return rest


def _draw(version: int, centres: tuple[int, ...], words: list[int]) -> Matrix:
    """Place patterns and data, and choose the mask that scanners read best."""
    fixed = _patterns(version, centres)
    size = 17 + 4 * version
    plain = [[fixed.get((x, y), False) for x in range(size)] for y in range(size)]
    places = [place for place in _path(size) if place not in fixed]
    bits = [bool(word >> i & 1) for word in words for i in range(7, -1, -1)]
    bits += [False] * (len(places) - len(bits))
    made = []
    for number, mask in enumerate(_MASKS):
        matrix = [row.copy() for row in plain]
        for (x, y), bit in zip(places, bits, strict=True):
            matrix[y][x] = bit != mask(x, y)
        for (x, y), bit in _format(number, size):
            matrix[y][x] = bit
        made.append(matrix)
    return min(made, key=_penalty)


def _patterns(version: int, centres: tuple[int, ...]) -> dict[tuple[int, int], bool]:
    """Return all modules that hold no data; those of the format are light for now."""
    size = 17 + 4 * version
    found = {(i, 6): i % 2 == 0 for i in range(size)} | {(6, i): i % 2 == 0 for i in range(size)}
    for x, y in ((3, 3), (size - 4, 3), (3, size - 4)):
        found |= _rings(x, y, 4, size, {2, 4})
    last = (centres or (0,))[-1]
    for x in centres:
        for y in centres:
            if (x, y) not in ((6, 6), (6, last), (last, 6)):
                found |= _rings(x, y, 2, size, {1})
    found |= {place: False for place, _bit in _format(0, size)}
    if version > 6:
        bits = version << 12 | _bch(version, 0x1F25, 12)
        for i in range(18):
            a, b = size - 11 + i % 3, i // 3
            found[a, b] = found[b, a] = bool(bits >> i & 1)
    return found


def _rings(x: int, y: int, reach: int, size: int, light: set[int]) -> dict[tuple[int, int], bool]:
    around = range(-reach, reach + 1)
    return {
        (x + i, y + j): max(abs(i), abs(j)) not in light
        for i in around
        for j in around
        if 0 <= x + i < size and 0 <= y + j < size
    }


def _bch(value: int, generator: int, degree: int) -> int:
    for _ in range(degree):
        value = (value << 1) ^ (value >> (degree - 1) & 1) * generator
    return value & ((1 << degree) - 1)


def _format(mask: int, size: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Give the modules that tell level (M is 0) and mask, twice, and the one that is dark."""
    bits = (mask << 10 | _bch(mask, 0x537, 10)) ^ 0x5412
    first = [(8, y) for y in (0, 1, 2, 3, 4, 5, 7, 8)] + [(x, 8) for x in (7, 5, 4, 3, 2, 1, 0)]
    second = [(size - 1 - i, 8) for i in range(8)] + [(8, size - 7 + i) for i in range(7)]
    for i in range(15):
        yield first[i], bool(bits >> i & 1)
        yield second[i], bool(bits >> i & 1)
    yield (8, size - 8), True


def _path(size: int) -> Iterator[tuple[int, int]]:
    """Give the modules in the order of the data: two columns up, the next two down."""
    upward = True
    # The column of the timing pattern, the sixth, is left out.
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for i in range(size):
            y = size - 1 - i if upward else i
            yield right, y
            yield right - 1, y
        upward = not upward


def _penalty(matrix: Matrix) -> int:
    """Return how hard a code is to read: runs, squares, what looks like a finder, imbalance."""
    size, found = len(matrix), 0
    for row in (*matrix, *map(list, zip(*matrix, strict=True))):
        line = "".join("01"[bit] for bit in row)
        runs = line.replace("01", "0 1").replace("10", "1 0").split()
        found += sum(len(run) - 2 for run in runs if len(run) > 4)
        for finder in ("10111010000", "00001011101"):
            found += 40 * sum(line.startswith(finder, i) for i in range(size))
    for above, below in pairwise(matrix):
        for i, j in pairwise(range(size)):
            found += 3 * (above[i] == above[j] == below[i] == below[j])
    dark = sum(map(sum, matrix))
    return found + 10 * (abs(20 * dark - 10 * size * size) // (size * size))
