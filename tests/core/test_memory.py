"""Data that is read again and again is what it is when it is read once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sphinx_workshop.core import memory as module
from sphinx_workshop.core.loader import check, load
from sphinx_workshop.core.memory import Memory
from sphinx_workshop.core.problems import DataErrors
from sphinx_workshop.core.section import Draft
from sphinx_workshop.core.validate import validate
from sphinx_workshop.registry import SECTIONS
from tests.core.reading.test_again import edited
from tests.support import copy_synthetic


def told(draft: Draft) -> dict[str, Any]:
    """Give all that a draft holds; places by what they say."""
    return {
        "problems": draft.problems.found,
        "entities": {name: list(map(repr, held)) for name, held in draft.entities.items()},
        "places": {
            record: (repr(held.record), held.location()) for record, held in draft.places.items()
        },
        "partial": draft.partial,
        "unread": draft.unread,
    }


@pytest.fixture(autouse=True)
def little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FEW", 1)


def handed_on(memory: Memory, path: Path) -> Memory:
    """Give what another process remembers of what this one has kept."""
    memory.keep(path)
    found = Memory()
    found.recall(path)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_of_all_files(tmp_path: Path, seed: int) -> None:
    random, memory = Random(seed), Memory()  # noqa: S311
    source = copy_synthetic(tmp_path)
    files = sorted((source / "_data").glob("*.yaml"))
    whole = [path.read_text("utf-8") for path in files]
    for _ in range(60):
        at = random.randrange(len(files))
        text = edited(random, files[at].read_text("utf-8"))
        files[at].write_text(text, "utf-8")
        found = told(check(source, SECTIONS, memory=memory))
        assert found == told(check(source, SECTIONS)), text
        if not any(problem.severity == "error" for problem in found["problems"]):
            program, anew = load(source, SECTIONS, memory=memory), load(source, SECTIONS)
            assert program.digest == anew.digest
            assert program.warnings == anew.warnings
        if found["problems"] and random.random() < 0.7:
            files[at].write_text(whole[at], "utf-8")
        if random.random() < 0.3:
            memory = handed_on(memory, tmp_path / "kept")


def test_a_digest_is_not_taken_for_that_of_what_came_in_its_place(tmp_path: Path) -> None:
    """Two readings that fail let go of the records before them: others come to lie there."""
    source, memory = copy_synthetic(tmp_path), Memory()
    papers = source / "_data" / "papers.yaml"
    whole = papers.read_text("utf-8")
    for turn in range(40):
        for name in ("first", "other", "last"):
            text = whole.replace("title: Zeta", f"title: {name} {turn} Zeta")
            wrong = text.replace(" title:", " tytle:", 1)
            papers.write_text(text if name == "first" else wrong, "utf-8")
            with suppress(DataErrors):
                load(source, SECTIONS, memory=memory)
        papers.write_text(whole.replace("title: Zeta", f"title: last {turn} Zeta"), "utf-8")
        found = load(source, SECTIONS, memory=memory).digest
        assert found == load(source, SECTIONS).digest, turn


def test_records_of_which_nothing_has_changed_are_not_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, memory, made = copy_synthetic(tmp_path), Memory(), list[object]()

    def noting(*arguments: Any) -> object:
        record = validate(*arguments)
        made.append(record)
        return record

    monkeypatch.setattr(module, "validate", noting)
    check(source, SECTIONS, memory=memory)
    assert len(made) > 20
    papers = source / "_data" / "papers.yaml"
    text = papers.read_text("utf-8")
    for edit in ("Zeta, or the First", "Zeta, or the Second"):
        made.clear()
        papers.write_text(text.replace("Zeta, or the Last", edit), "utf-8")
        check(source, SECTIONS, memory=memory)
        # That one, and the one before it, which might have gone on.
        assert len(made) <= 2
        assert edit in repr(made)


def test_what_is_wrong_is_said_each_time(tmp_path: Path) -> None:
    source, memory = copy_synthetic(tmp_path), Memory()
    papers = source / "_data" / "papers.yaml"
    papers.write_text(papers.read_text("utf-8") + "\n  - id: new\n    tytle: New\n", "utf-8")
    said = [check(source, SECTIONS, memory=memory).problems.found for _ in range(3)]
    assert any("tytle" in problem.message for problem in said[0])
    assert said[0] == said[1] == said[2]


def test_another_process_makes_no_record_that_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, memory, made = copy_synthetic(tmp_path), Memory(), list[object]()
    first = told(check(source, SECTIONS, memory=memory))

    def noting(*arguments: Any) -> object:
        made.append(arguments)
        return validate(*arguments)

    monkeypatch.setattr(module, "validate", noting)
    memory = handed_on(memory, tmp_path / "kept")
    assert told(check(source, SECTIONS, memory=memory)) == first
    assert not made
    # Nothing is new: what was kept is not written again, and stays the whole of it.
    (tmp_path / "kept").rename(tmp_path / "before")
    memory.keep(tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
    papers = source / "_data" / "papers.yaml"
    papers.write_text(papers.read_text("utf-8").replace("Zeta, or", "Theta, or"), "utf-8")
    memory = Memory()
    memory.recall(tmp_path / "before")
    found = told(check(source, SECTIONS, memory=memory))
    assert 0 < len(made) < 5
    assert found == told(check(source, SECTIONS))


@pytest.mark.parametrize("harm", ["cut", "other", "none", "text"])
def test_what_cannot_be_used_is_read_anew(
    tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, memory, path = copy_synthetic(tmp_path), Memory(), tmp_path / "kept"
    first = told(check(source, SECTIONS, memory=memory))
    memory.keep(path)
    held = path.read_bytes()
    if harm == "cut":
        path.write_bytes(held[: len(held) // 2])
    elif harm == "other":
        monkeypatch.setattr(module, "version_of", str.upper)
    elif harm == "text":
        path.write_bytes(b"no pickle")
    else:
        path.unlink()
    memory = Memory()
    memory.recall(path)
    assert memory.is_empty
    assert told(check(source, SECTIONS, memory=memory)) == first
