"""Exports made of parts that were kept are those made from nothing, whatever has changed."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sphinx_workshop.core.export import render_all
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.pieces import Pieces
from sphinx_workshop.core.problems import DataErrors
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.tracing import Tracing
from sphinx_workshop.exports import jsonld
from sphinx_workshop.registry import EXPORTS, SECTIONS
from sphinx_workshop.sections.papers import Paper
from sphinx_workshop.sections.schedule.model import Session
from sphinx_workshop.sections.speakers import Speaker
from sphinx_workshop.sections.workshop import Workshop
from tests.support import copy_synthetic

EDITS = 25
LINE = re.compile(
    r"^(?P<before>[ -]*(?:title|name|affiliation|abstract|room|track|note|bio|label|acronym"
    r"|tagline|decision|status|board|start|end|duration|url|pdf|code|orcid|kind|language"
    r"|updated)): (?P<value>\S.*)$",
    re.MULTILINE,
)
WORDS = ("poster", "oral", "spotlight", "confirmed", "cancelled", "moved", "09:40", "16:55", "fr")


class Kept(dict[str, Any]):
    """A store that lasts as long as the test."""

    def recall(self, key: str) -> Any:
        return self.get(key)


def rendered(program: Program, kept: Kept | None = None) -> dict[str, bytes]:
    if kept is not None:
        base = " ".join(map(program.stamp, program.every(Workshop)))
        program.pieces = Pieces(program, kept, base)
    files = {file.path: file.data for file in render_all(program, EXPORTS)}
    moved = {session.id: session.start for session in program.every(Session)[::9]}
    told = jsonld.event(program, jsonld.Addresses("https://example.org/"), moved)
    return {**files, "jsonld": told.encode()}


def placed(program: Program, turn: int) -> Program:
    """Say where records stand; every seventh stands nowhere, and some move with each turn."""
    records = [
        (kind, key) for kind in ("paper", "session", "speaker") for key in program.keys(kind)
    ]
    return program.at(
        {
            record: f"https://example.org/{turn if place % 11 == turn % 11 else 0}/{record[1]}"
            for place, record in enumerate(records)
            if place % 7
        }
    )


def edits(folder: Path, random: Random) -> Iterator[str]:
    """Edit one value after the other; what leaves the data with errors is taken back."""
    files = sorted((folder / "_data").rglob("*.yaml"))
    while True:
        path = random.choice(files)
        before = path.read_text("utf-8")
        found = random.choice(list(LINE.finditer(before)) or [None])
        if found is None:
            continue
        value, quote = found["value"], '"' if found["value"].endswith('"') else ""
        new = random.choice((*WORDS, f"{value.removesuffix(quote)} more{quote}"))
        at, end = found.span("value")
        path.write_text(before[:at] + new + before[end:], "utf-8")
        try:
            load(folder, SECTIONS)
        except DataErrors:
            path.write_text(before, "utf-8")
        else:
            yield f"{path.name}: {found[0]} -> {new}"


@pytest.mark.parametrize("seed", [1, 2])
def test_kept_parts_are_those_made_anew(tmp_path: Path, seed: int) -> None:
    folder, kept = copy_synthetic(tmp_path / "w"), Kept()
    rendered(load(folder, SECTIONS), kept)
    changing = edits(folder, Random(seed))  # noqa: S311
    for turn in range(EDITS):
        said = next(changing)
        program = load(folder, SECTIONS)
        program = placed(program, turn) if turn % 3 else program
        assert rendered(program, kept) == rendered(load_like(folder, program)), said


def test_a_speaker_is_known_by_name_in_what_was_made_before(tmp_path: Path) -> None:
    """Who wrote a talk's paper is the speaker of that name, where there is one."""
    folder, kept = copy_synthetic(tmp_path / "w"), Kept()
    speakers = folder / "_data" / "more.yaml"
    for name in ("Ælfric Ødegård", "Another", "Ælfric Ødegård"):
        text = f"speakers:\n  - {{id: more, name: {name}, affiliation: Nowhere, unplaced: yes}}\n"
        speakers.write_text(text, "utf-8")
        program = load(folder, SECTIONS)
        found = rendered(program, kept)
        assert found == rendered(load_like(folder, program))
        assert (b'"speaker": "more"' in found["program.json"]) == (name != "Another")


def load_like(folder: Path, other: Program) -> Program:
    """Read the data again, as nobody has asked anything of it."""
    program = load(folder, SECTIONS)
    program.addresses = other.addresses
    return program


def test_nothing_is_made_again_where_nothing_has_changed(tmp_path: Path) -> None:
    folder, kept = copy_synthetic(tmp_path / "w"), Kept()
    rendered(load(folder, SECTIONS), kept)
    before = dict(kept)
    rendered(load(folder, SECTIONS), kept)
    areas = {key.split()[0] for key in kept}
    assert areas == {"bibtex", "calendar", "csl", "frab", "jsonld", "program", "tables"}
    assert {key for key, held in kept.items() if before.get(key) is not held} == set()


def test_parts_of_records_that_did_not_change_are_not_made_again(tmp_path: Path) -> None:
    folder, kept = copy_synthetic(tmp_path / "w"), Kept()
    rendered(load(folder, SECTIONS), kept)
    before = dict(kept)
    path = folder / "_data" / "papers.yaml"
    text = path.read_text("utf-8")
    found = re.search(r"title: .*", text)
    assert found
    path.write_text(text.replace(found[0], 'title: "Another"'), "utf-8")
    rendered(load(folder, SECTIONS), kept)
    changed = {key for key, piece in kept.items() if before.get(key) is not piece}
    papers = {key for key in changed if key.startswith(("bibtex paper", "csl paper"))}
    assert len(papers) == 2
    assert 0 < len(changed) < len(kept) / 2


def test_what_is_kept_needs_no_export_to_be_read(tmp_path: Path) -> None:
    kept = Kept()
    rendered(load(copy_synthetic(tmp_path / "w"), SECTIONS), kept)
    held = pickle.dumps({**kept})
    names = {b"sphinx_workshop.exports", b"sphinx_workshop.sections"}
    assert not {name for name in names if name in held}


def test_what_is_asked_is_noted(tmp_path: Path) -> None:
    program = load(copy_synthetic(tmp_path / "w"), SECTIONS)
    paper, session = program.every(Paper)[0], program.every(Session)[0]
    tracing = Tracing(program.at({("paper", paper.id): "https://example.org/"}))
    asking: dict[tuple[str, str, str], Any] = {
        ("get", "paper", paper.id): lambda: tracing.find(Paper, paper.id),
        ("get", "session", session.id): lambda: tracing.get("session", session.id),
        ("every", "speaker", ""): lambda: tracing.every(Speaker),
        ("every", "paper", ""): lambda: tracing.keys("paper"),
        ("every", "workshop", ""): lambda: tracing.one(Workshop),
        ("every", "session", ""): lambda: tracing.having(Session, "parent", session.id),
        ("section", "dates", ""): lambda: tracing.section("dates"),
        ("referrers", "paper", paper.id): lambda: tracing.referrers(paper),
        ("address", "paper", paper.id): lambda: tracing.addresses.get(("paper", paper.id)),  # type: ignore[union-attr]
    }
    for question, ask in asking.items():
        tracing.asked.clear()
        ask()
        assert question in tracing.asked
