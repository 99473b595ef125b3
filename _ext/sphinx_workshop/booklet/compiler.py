"""From Typst source to PDF: a fresh folder, Typst's own fonts, errors at the page's line."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = [
    "MAIN",
    "TEMPLATE",
    "BookletError",
    "Fault",
    "Manuscript",
    "compile_pdf",
    "fingerprint",
    "mark_before",
]

MAIN = "program.typ"
#: Name of the template in Typst's root.
TEMPLATE = "template.typ"
_PLACE = re.compile(r"┌─ (?P<file>\S+?):(?P<line>\d+):\d+")
_GLYPH = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
_MARK = re.compile(r"// (?P<place>\S.*:\d+)$")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that the PDF depends on: source, template, pictures and date.

    ``files`` maps names below Typst's root to bytes; one of them is :data:`MAIN`. ``inputs`` is
    what the template reads as ``sys.inputs``; ``template`` is where it comes from, for messages.
    ``archival`` asks for a tagged PDF/A. ``sheets_of`` is set first: its pages go on these sheets.
    ``font_digest`` stands for what the folders in ``font_paths`` hold.
    """

    files: Mapping[str, bytes]
    date: dt.datetime
    font_paths: tuple[str, ...] = ()
    font_digest: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    template: str = TEMPLATE
    archival: bool = True
    sheets_of: Manuscript | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that kept the booklet from being made; ``place`` is ``docname:line`` or empty."""

    message: str
    place: str = ""


class BookletError(Exception):
    """The booklet could not be made; ``faults`` say why, each ready to print."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = tuple(faults)


def fingerprint(manuscript: Manuscript) -> str:
    """Return a digest of everything that decides the PDF's bytes, Typst's version included."""
    asked = f"{sorted(manuscript.inputs.items())} {manuscript.font_digest}"
    digest = hashlib.sha256(f"{_typst_version()} {manuscript.date.isoformat()} {asked}".encode())
    for name in sorted(manuscript.files):
        digest.update(f"\0{name}\0".encode())
        digest.update(hashlib.sha256(manuscript.files[name]).digest())
    if manuscript.sheets_of is not None:
        digest.update(fingerprint(manuscript.sheets_of).encode())
    return digest.hexdigest()


def _typst_version() -> str:
    try:
        return version("typst")
    except PackageNotFoundError:
        return "none"


def compile_pdf(manuscript: Manuscript) -> bytes:
    """Return the PDF (PDF/A-2a, PDF/UA-1).

    Typst sees a new folder that holds copies of the manuscript's files and nothing else; it looks
    at no system font and fetches nothing.

    :raises BookletError: with all faults that Typst reports.
    """
    try:
        import typst  # noqa: PLC0415 - the site can be built where it is missing
    except ImportError as problem:
        raise BookletError([Fault(f"Typst is not installed ({problem})")]) from None
    with tempfile.TemporaryDirectory(prefix="booklet-") as folder:
        root = Path(folder)
        for name, data in manuscript.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        try:
            pdf = typst.compile(
                str(root / MAIN),
                root=str(root),
                font_paths=list(manuscript.font_paths),
                ignore_system_fonts=True,
                sys_inputs=dict(manuscript.inputs),
                format="pdf",
                pdf_standards=["a-2a", "ua-1"] if manuscript.archival else [],
                pdf_tags=manuscript.archival,
                timestamp=manuscript.date,
                # Packages would come from the network or the user's cache: from nowhere instead.
                package_path=str(root / "no-packages"),
                package_cache_path=str(root / "no-packages"),
            )
        except typst.TypstError as problem:
            source = manuscript.files[MAIN].decode()
            faults = read_faults(problem.diagnostic, source, manuscript.template)
            raise BookletError(faults) from None
    return bytes(pdf)


def read_faults(diagnostic: str, source: str, template: str = TEMPLATE) -> list[Fault]:
    """Return the errors in Typst's *diagnostic*, each with the page and line it comes from."""
    lines = source.split("\n")
    faults: list[Fault] = []
    for part in re.split(r"(?m)^(?=error: )", diagnostic):
        if not part.startswith("error: "):
            continue
        message = part.split("\n", 1)[0].removeprefix("error: ").strip()
        if glyph := _GLYPH.search(message):
            faults.extend(_glyph_faults(glyph["text"], lines))
        else:
            faults.append(Fault(_with_hint(message, part), _place_in(part, lines, template)))
    return list(dict.fromkeys(faults)) or [
        Fault(diagnostic.strip().split("\n", 1)[0] or "Typst failed")
    ]


def _with_hint(message: str, part: str) -> str:
    hint = re.search(r"= hint: (.+)", part)
    return f"{message}: {hint[1].strip()}" if hint else message


def _place_in(part: str, lines: list[str], template: str) -> str:
    """Return the page's place where the fault comes from one, else the template's."""
    places = [(Path(match["file"]).name, int(match["line"])) for match in _PLACE.finditer(part)]
    marks = [mark_before(lines, line) for name, line in places if name == MAIN]
    found = [f"{template}:{line}" for name, line in places if name == TEMPLATE]
    return next(filter(None, [*found, *marks] if template != TEMPLATE else [*marks, *found]), "")


def mark_before(lines: list[str], number: int) -> str:
    """Return the page and line that Typst's line *number* was made from, or nothing."""
    for line in reversed(lines[:number]):
        if match := _MARK.match(line):
            return match["place"]
    return ""


def _glyph_faults(text: str, lines: list[str]) -> list[Fault]:
    """Typst does not say where a missing glyph stands: find every character in the source."""
    shown = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), text)
    name = f"{shown} ({' '.join(f'U+{ord(c):04X}' for c in shown)})"
    places = {
        mark_before(lines, number)
        for number, line in enumerate(lines, 1)
        if shown in line and not line.startswith("//")
    }
    return [Fault(f"no font has the character {name}", place) for place in sorted(places or {""})]
