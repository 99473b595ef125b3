"""The text of outputs that are no pages, free of their markup and of the line breaks they need."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from tests.support import squeeze

_LATEX: Final = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textasciigrave{}": "`",
    r"\textquotesingle{}": "'",
    r"\textquotedbl{}": '"',
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"\textendash{}": "–",
    r"\sphinxhyphen{}": "-",
    r"\sphinxAtStartPar": "",
    r"\(": "",
    r"\)": "",
    **{f"\\{char}": char for char in "&%$#_{}"},
}
_MAN: Final = {r"\-": "-", r"\(aq": "'", r"\(ga": "`", r"\(dq": '"', r"\&": "", r"\e": "\\"}
_TEXINFO: Final = {"@@": "@", "@{": "{", "@}": "}"}


def _translate(text: str, table: dict[str, str]) -> str:
    pattern = "|".join(re.escape(one) for one in sorted(table, key=len, reverse=True))
    return re.sub(pattern, lambda match: table[match[0]], text)


def read_text(outdir: Path) -> str:
    """Read plain text; the cells of its tables are put together again."""
    return squeeze("\n".join(_unwrapped(path.read_text("utf-8")) for path in outdir.rglob("*.txt")))


def _unwrapped(text: str) -> str:
    lines: list[str] = []
    cells: list[str] = []
    for line in text.splitlines():
        if re.fullmatch(r"\+[-+]+\+|\|[=|]+\|", line):
            lines += cells
            cells = [""] * (len(re.split(r"[|+]", line)) - 2)
        elif line.startswith("|") and cells:
            parts = line[1:-1].split("|", len(cells) - 1)
            cells = [before + part for before, part in zip(cells, parts, strict=True)]
        else:
            lines += [*cells, line]
            cells = []
    return "\n".join([*lines, *cells])


def read_latex(outdir: Path) -> str:
    """Read the one document."""
    (path,) = outdir.glob("*.tex")
    return squeeze(_translate(path.read_text("utf-8"), _LATEX))


def read_man(outdir: Path) -> str:
    """Read the one manual page."""
    (path,) = outdir.glob("*.1")
    text = re.sub(r"\\f[BIPR]|\\fP", "", path.read_text("utf-8"))
    return squeeze(_translate(re.sub(r"T[{}]", "", text), _MAN))


def read_texinfo(outdir: Path) -> str:
    """Read the one document."""
    (path,) = outdir.glob("*.texi")
    text = re.sub(r"@(?:math|emph|strong|code)\{([^{}]*)\}", r"\1", path.read_text("utf-8"))
    return squeeze(_translate(text, _TEXINFO))


def read_xml(outdir: Path) -> str:
    """Read all documents; each of them has to be well-formed."""
    roots = [ET.parse(path).getroot() for path in sorted(outdir.rglob("*.xml"))]
    return squeeze("".join("".join(root.itertext()) for root in roots))


READERS: Final = {
    "text": read_text,
    "latex": read_latex,
    "man": read_man,
    "texinfo": read_texinfo,
    "xml": read_xml,
}
