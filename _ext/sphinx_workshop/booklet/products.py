"""The PDFs that there are to be, and how each is set, put in place or taken away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypedDict

from sphinx.util.display import status_iterator

from sphinx_workshop.core.pdfs import made_before
from sphinx_workshop.core.whole import write_whole

from .compiler import BookletError, Fault, Manuscript, Typeset, fingerprint, typeset
from .names import volume_name

__all__ = ["FURTHER", "Failure", "put_in_place", "remove_all"]

#: Name, below Typst's root, of the file that tells on which page of the further volumes things are.
FURTHER = "further.json"


class Failure(NamedTuple):
    """Why a PDF is missing."""

    name: str
    fault: Fault


class _Note(TypedDict):
    """What is noted of a PDF: digests of what it was made from and of itself, and its places."""

    made: str
    places: dict[str, int]


def put_in_place(
    outdir: Path, made: Mapping[str, Manuscript | BookletError], stamps: Path | None = None
) -> list[Failure]:
    """Set what changed, write it whole, and remove what is not made any more.

    Where a PDF cannot be made, an older one does not stay to pass for it. All volumes of a booklet
    are there, or none.

    :param made: file name → its manuscript, or why there is none.
    :param stamps: a file that notes what each PDF was made from; without it all are set.
    :returns: what is missing, and why.
    """
    parts = {name: _volumes(name, manuscript) for name, manuscript in made.items()}
    failures = [
        *remove_all(outdir, keep=frozenset(file for part in parts.values() for file in part))
    ]
    notes = _read(stamps)
    kept: dict[str, _Note] = {}
    for name, manuscript in made.items():
        try:
            if isinstance(manuscript, BookletError):
                raise manuscript
            kept |= _set_volumes(outdir, parts[name], notes)
        except BookletError as problem:
            failures += [Failure(name, fault) for fault in problem.faults]
            failures += [failure for file in parts[name] for failure in _remove(outdir / file)]
        except BaseException:
            for file in parts[name]:
                _remove(outdir / file)
            raise
    if stamps is not None:
        write_whole(stamps, json.dumps(kept, sort_keys=True).encode("ascii"))
    return failures


def _volumes(name: str, manuscript: Manuscript | BookletError) -> dict[str, Manuscript]:
    """Return the files of a product in the order in which they are set: the first volume last."""
    if isinstance(manuscript, BookletError):
        return {}
    further = manuscript.further
    if inner := manuscript.sheets_of:
        further = tuple(replace(manuscript, sheets_of=volume) for volume in inner.further)
    made = {volume_name(name, number): volume for number, volume in enumerate(further, 2)}
    return {**made, name: manuscript}


def _set_volumes(
    outdir: Path, volumes: Mapping[str, Manuscript], notes: Mapping[str, _Note]
) -> dict[str, _Note]:
    """Set the volumes of which something changed, then write them; return what to note."""
    made = {name: fingerprint(manuscript) for name, manuscript in volumes.items()}
    kept: dict[str, _Note] = {
        name: notes[name]
        for name, inputs in made.items()
        if name in notes and notes[name]["made"] == f"{inputs} {_digest(outdir / name)}"
    }
    stale = [name for name in volumes if name not in kept]
    waiting: dict[Path, bytes] = {}
    shown = status_iterator(stale, "setting the booklet... ", "darkgreen", len(stale))
    for name in shown if stale else ():
        further = {place: page for note in kept.values() for place, page in note["places"].items()}
        pdf, places = _set(volumes[name], further)
        waiting[outdir / name] = pdf
        digest = hashlib.sha256(pdf).hexdigest()
        kept[name] = {"made": f"{made[name]} {digest}", "places": places}
    for target, pdf in waiting.items():
        _write(target, pdf)
    return kept


def _write(target: Path, pdf: bytes) -> None:
    try:
        write_whole(target, pdf)
    except OSError as problem:
        what = f"it cannot be written: {target}: {problem.strerror}"
        raise BookletError([Fault(what)]) from None


def remove_all(outdir: Path, keep: frozenset[str] = frozenset()) -> list[Failure]:
    """Remove the PDFs of earlier builds but those to keep; return which could not be."""
    return [
        failure
        for path in made_before(outdir)
        if path.name not in keep
        for failure in _remove(path)
    ]


def _remove(target: Path) -> list[Failure]:
    if target.is_dir():  # nothing of ours
        return []
    try:
        target.unlink(missing_ok=True)
    except OSError as problem:
        what = f"the older one cannot be removed: {target}: {problem.strerror}"
        return [Failure(target.name, Fault(what))]
    return []


def _set(manuscript: Manuscript, further: Mapping[str, int]) -> Typeset:
    """Set one volume, or the sheets of one, which names the pages of *further* ones."""
    inner = manuscript.sheets_of
    found = typeset(_knowing(inner or manuscript, further))
    if inner is None:
        return found
    files = {**manuscript.files, "pages.pdf": found.pdf}
    inputs = {**manuscript.inputs, "pages": str(count_pages(found.pdf))}
    sheets = replace(manuscript, files=files, inputs=inputs, sheets_of=None)
    return Typeset(typeset(sheets).pdf, found.places)


def _knowing(manuscript: Manuscript, places: Mapping[str, int]) -> Manuscript:
    if not manuscript.further:
        return manuscript
    said = json.dumps(places, sort_keys=True).encode()
    files = {**manuscript.files, FURTHER: said}
    return replace(manuscript, files=files, inputs={**manuscript.inputs, "further": FURTHER})


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF of Typst's has: its page tree is never compressed."""
    counts = [
        int(part.split(b"/Count ", 1)[1].split(b"/", 1)[0])
        for part in pdf.split(b"/Type/Pages")[1:]
        if b"/Count " in part[:200]
    ]
    return max(counts)


def _read(stamps: Path | None) -> dict[str, _Note]:
    try:
        held = json.loads(stamps.read_bytes()) if stamps else {}
        return {
            name: {"made": note["made"], "places": note["places"]} for name, note in held.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _digest(target: Path) -> str:
    try:
        return hashlib.sha256(target.read_bytes()).hexdigest()
    except OSError:
        return "missing"
