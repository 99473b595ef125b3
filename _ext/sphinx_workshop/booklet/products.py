"""The PDFs that there are to be, and how each is set, put in place or taken away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sphinx.util.display import progress_message

from sphinx_workshop.core.export import write_whole

from .compiler import BookletError, Fault, Manuscript, compile_pdf, fingerprint

__all__ = ["PDF", "POSTER", "PRINT", "Failure", "put_in_place", "remove_all"]

#: Name of the booklet in the output folder.
PDF = "program.pdf"
#: Name of the sheets to fold.
PRINT = "program-print.pdf"
#: Name of the sheet for the door.
POSTER = "program-poster.pdf"

_NAMES = (PDF, PRINT, POSTER)


class Failure(NamedTuple):
    """Why a PDF is missing."""

    name: str
    fault: Fault


def put_in_place(
    outdir: Path, made: Mapping[str, Manuscript | BookletError], stamps: Path | None = None
) -> list[Failure]:
    """Set what changed, write it whole, and remove what is not made any more.

    Where a PDF cannot be made, an older one does not stay to pass for it.

    :param made: file name → its manuscript, or why there is none.
    :param stamps: a file that notes what each PDF was made from; without it all are set.
    :returns: what is missing, and why.
    """
    failures = [*remove_all(outdir, keep=frozenset(made))]
    notes = _read(stamps)
    kept: dict[str, str] = {}
    for name, manuscript in made.items():
        target = outdir / name
        try:
            if isinstance(manuscript, BookletError):
                raise manuscript
            inputs = fingerprint(manuscript)
            if notes.get(name) != f"{inputs} {_digest(target)}":
                _set(target, manuscript)
            kept[name] = f"{inputs} {_digest(target)}"
        except BookletError as problem:
            failures += [Failure(name, fault) for fault in problem.faults]
            failures += _remove(target)
        except BaseException:
            _remove(target)
            raise
    if stamps is not None:
        write_whole(stamps, json.dumps(kept, sort_keys=True).encode("ascii"))
    return failures


def remove_all(outdir: Path, keep: frozenset[str] = frozenset()) -> list[Failure]:
    """Remove the PDFs of earlier builds but those to keep; return which could not be."""
    return [failure for name in _NAMES if name not in keep for failure in _remove(outdir / name)]


def _remove(target: Path) -> list[Failure]:
    if target.is_dir():  # nothing of ours
        return []
    try:
        target.unlink(missing_ok=True)
    except OSError as problem:
        what = f"the older one cannot be removed: {target}: {problem.strerror}"
        return [Failure(target.name, Fault(what))]
    return []


def _set(target: Path, manuscript: Manuscript) -> None:
    with progress_message(f"setting {target.name}", nonl=False):
        if manuscript.sheets_of is not None:
            manuscript = _imposed(manuscript, manuscript.sheets_of)
        pdf = compile_pdf(manuscript)
    try:
        write_whole(target, pdf)
    except OSError as problem:
        what = f"it cannot be written: {target}: {problem.strerror}"
        raise BookletError([Fault(what)]) from None


def _imposed(manuscript: Manuscript, inner: Manuscript) -> Manuscript:
    pdf = compile_pdf(inner)
    inputs = {**manuscript.inputs, "pages": str(count_pages(pdf))}
    return replace(
        manuscript, files={**manuscript.files, "pages.pdf": pdf}, inputs=inputs, sheets_of=None
    )


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF of Typst's has: its page tree is never compressed."""
    counts = [
        int(part.split(b"/Count ", 1)[1].split(b"/", 1)[0])
        for part in pdf.split(b"/Type/Pages")[1:]
        if b"/Count " in part[:200]
    ]
    return max(counts)


def _read(stamps: Path | None) -> dict[str, str]:
    try:
        held = json.loads(stamps.read_bytes()) if stamps else {}
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _digest(target: Path) -> str:
    try:
        return hashlib.sha256(target.read_bytes()).hexdigest()
    except OSError:
        return "missing"
