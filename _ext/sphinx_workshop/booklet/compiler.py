"""From Typst source to PDF: a fresh folder, Typst's own fonts, errors at the page's line."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sphinx_workshop.core.code import version_of
from sphinx_workshop.core.rebuild.scratch import scratch_folder

from . import typesetter
from .literals import value
from .typesetter import ANSWER, JOB, MADE, PLACES, ROOT, ask_kept

__all__ = [
    "MAIN",
    "TEMPLATE",
    "BookletError",
    "Fault",
    "Manuscript",
    "Typeset",
    "compile_pdf",
    "fingerprint",
    "mark_before",
    "typeset",
]

MAIN = "program.typ"
#: Name of the template in Typst's root.
TEMPLATE = "template.typ"
_PLACE = re.compile(r"┌─ (?P<file>\S+?):(?P<line>\d+):\d+")
_GLYPH = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
_PICTURE = re.compile(r"failed to (decode image|parse SVG|load)")
_ELSEWHERE = re.compile(rf" \(searched at .*/{ROOT}/(.+)\)$")
_QUOTED = re.compile(r'"([^"]+)"')
_MARK = re.compile(r"// (?P<place>\S.*:\d+)$")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that the PDF depends on: source, template, pictures and date.

    ``files`` maps names below Typst's root to bytes; one of them is :data:`MAIN`. ``inputs`` is
    what the template reads as ``sys.inputs``; ``template`` is where it comes from, for messages.
    ``archival`` asks for a tagged PDF/A. ``sheets_of`` is set first: its pages go on these sheets.
    ``font_digest`` stands for what the folders in ``font_paths`` hold. ``further`` are the volumes
    behind this one, which are set first, as it names their pages; ``asked`` are labels whose pages
    another volume names.
    """

    files: Mapping[str, bytes]
    date: dt.datetime
    font_paths: tuple[str, ...] = ()
    font_digest: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    template: str = TEMPLATE
    archival: bool = True
    sheets_of: Manuscript | None = None
    further: tuple[Manuscript, ...] = ()
    asked: tuple[str, ...] = ()


class Typeset(NamedTuple):
    """A PDF, and the pages of the labels that its manuscript asked for."""

    pdf: bytes
    places: dict[str, int]


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
    asked = f"{sorted(manuscript.inputs.items())} {manuscript.font_digest} {manuscript.asked}"
    digest = hashlib.sha256(f"{version_of('typst')} {manuscript.date.isoformat()} {asked}".encode())
    for name in sorted(manuscript.files):
        digest.update(f"\0{name}\0".encode())
        digest.update(hashlib.sha256(manuscript.files[name]).digest())
    for part in (manuscript.sheets_of, *manuscript.further):
        if part is not None:
            digest.update(fingerprint(part).encode())
    return digest.hexdigest()


def compile_pdf(manuscript: Manuscript) -> bytes:
    """Return the PDF alone; see :func:`typeset`."""
    return typeset(manuscript).pdf


def typeset(manuscript: Manuscript) -> Typeset:
    """Return the PDF (PDF/A-2a, PDF/UA-1), set in a process of its own.

    Typst sees a new folder that holds copies of the manuscript's files and nothing else; it looks
    at no system font and fetches nothing.

    :raises BookletError: with all faults that Typst reports.
    """
    with scratch_folder() as folder:
        _lay_out(manuscript, folder)
        ended = "" if ask_kept(folder) else _work_apart(folder)
        try:
            answer = json.loads((folder / ANSWER).read_bytes())
        except (OSError, ValueError):
            raise BookletError([Fault(f"Typst ended before it was done ({ended})")]) from None
        if "missing" in answer:
            raise BookletError([Fault(f"Typst is not installed ({answer['missing']})")])
        if "diagnostic" in answer:
            raise BookletError(_faults_of(manuscript, answer["diagnostic"]))
        return Typeset((folder / MADE).read_bytes(), dict(answer["places"]))


def _lay_out(manuscript: Manuscript, folder: Path) -> None:
    files = dict(manuscript.files)
    if manuscript.asked:
        located = f"{value(manuscript.asked)}.map(it => (it, locate(label(it)).page()))"
        files[MAIN] += f"#context [#metadata({located})<{PLACES}>]\n".encode()
    for name, data in files.items():
        path = folder / ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    job = {
        "main": MAIN,
        "font_paths": manuscript.font_paths,
        "inputs": dict(manuscript.inputs),
        "standards": ["a-2a", "ua-1"] if manuscript.archival else [],
        "date": manuscript.date.isoformat(),
        "places": bool(manuscript.asked),
    }
    (folder / JOB).write_text(json.dumps(job), "utf-8")


def _work_apart(folder: Path) -> str:
    """Have the job in *folder* done by a process of its own; return how that ended."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, "-P", typesetter.__file__, str(folder)],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode(errors="replace").strip().split("\n")[-1]
    return said or f"status {done.returncode}"


def _faults_of(manuscript: Manuscript, diagnostic: str) -> list[Fault]:
    """Return why a manuscript cannot be set; Typst does not say which picture it cannot read."""
    lines = manuscript.files[MAIN].decode().split("\n")
    found: list[Fault] = []
    if _PICTURE.search(diagnostic) and TEMPLATE in manuscript.files:
        for number, line in enumerate(lines, 1):
            for name in manuscript.files.keys() & set(_QUOTED.findall(line)) - {TEMPLATE}:
                alone = {MAIN: f"#image({value(name)})".encode(), name: manuscript.files[name]}
                try:
                    typeset(Manuscript(alone, manuscript.date, archival=False))
                except BookletError as problem:
                    what = f"a picture cannot be read: {problem.faults[0].message}"
                    found.append(Fault(what, mark_before(lines, number)))
    return found or read_faults(diagnostic, "\n".join(lines), manuscript.template)


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
            place = _place_in(part, lines, template) or (
                f"{template}:1" if template != TEMPLATE else ""
            )
            faults.append(Fault(_with_hint(_ELSEWHERE.sub(r": \1", message), part), place))
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
