"""Many files make one program; all mistakes of all files come in one run."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from sphinx_workshop.core.loader import load
from sphinx_workshop.core.problems import DataErrors
from sphinx_workshop.registry import SECTIONS
from sphinx_workshop.sections.papers import Paper
from sphinx_workshop.sections.speakers import Speaker
from tests.core.data import WORKSHOP, lines, program, write
from tests.support import PROJECT


def test_the_real_data_are_right() -> None:
    assert lines(PROJECT) == []


def test_one_file_may_hold_all_and_many_files_one_section(tmp_path: Path) -> None:
    papers = [f"papers:\n  - {{id: p-{n}, title: T{n}, authors: [A B]}}\n" for n in "abc"]
    write(tmp_path, papers[0], name="one.yaml")
    write(tmp_path, papers[1], name="two.yaml")
    (tmp_path / "_data" / "sub").mkdir()
    write(tmp_path, papers[2], name="sub/three.yaml")
    assert program(tmp_path).keys("paper") == ("p-a", "p-c", "p-b")
    whole = tmp_path / "whole"
    whole.mkdir()
    bodies = "".join(text.removeprefix("papers:\n") for text in papers)
    write(whole, f"{WORKSHOP}papers:\n{bodies}", name="all.yaml", workshop="")
    assert program(whole).keys("paper") == ("p-a", "p-b", "p-c")


def test_mistakes_of_all_files_come_in_one_run_in_the_order_of_the_files(tmp_path: Path) -> None:
    write(tmp_path, "papers:\n  - {id: p, titel: x, authors: [A B]}\n", name="a.yaml")
    write(tmp_path, "speakers:\n  - id: @x\n    name: N N\n", name="b.yaml")
    write(tmp_path, "dates:\n  - {id: d, label: L, when: soon}\n", name="c.yaml")
    with pytest.raises(DataErrors) as caught:
        load(tmp_path, SECTIONS)
    places = [str(problem.location) for problem in caught.value.problems]
    assert places == ["_data/a.yaml:2:13", "_data/b.yaml:2:9", "_data/c.yaml:2:29"]
    assert str(caught.value).count("\n") == 2


def test_the_workshop_must_be_there(tmp_path: Path) -> None:
    write(tmp_path, "papers: []\n", workshop="")
    assert lines(tmp_path) == [
        "_data:1:1: error: no 'workshop:' in any file below it [workshop.schema]"
    ]


def test_the_workshop_must_be_there_only_once(tmp_path: Path) -> None:
    write(tmp_path, WORKSHOP, name="a.yaml", workshop="")
    write(tmp_path, WORKSHOP, name="b.yaml", workshop="")
    (only,) = lines(tmp_path)
    expected = "_data/b.yaml:1:1: error: 'workshop' stands twice, first at _data/a.yaml:1:1"
    assert only.startswith(expected)


def test_references_find_records_of_other_files_and_of_later_ones(tmp_path: Path) -> None:
    session = "{kind: other, start: '10:00', speakers: [ada], papers: [p-a]}"
    write(
        tmp_path,
        f"schedule:\n  - date: 2030-01-15\n    sessions:\n      - {session}\n",
        name="a.yaml",
    )
    write(tmp_path, "papers:\n  - {id: p-a, title: T, authors: [A B]}\n", name="b.yaml")
    write(tmp_path, "speakers:\n  - {id: ada, name: Ada Lovelace}\n", name="c.yaml")
    found = program(tmp_path)
    (session_,) = found.section("schedule")
    speaker, paper = found.find(Speaker, "ada"), found.find(Paper, "p-a")
    assert speaker is not None
    assert paper is not None
    assert found.referrers(speaker) == found.referrers(paper) == (session_,)


def test_a_record_with_a_mistake_still_counts_as_there(tmp_path: Path) -> None:
    session = "{kind: other, start: '10:00', speakers: [ada]}"
    write(
        tmp_path,
        "speakers:\n  - {id: ada, name: Ada Lovelace, url: nowhere}\n  - {id: bob}\n"
        f"schedule:\n  - date: 2030-01-15\n    sessions:\n      - {session}\n",
    )
    assert [line.partition(": error: ")[2][:20] for line in lines(tmp_path)] == [
        "'nowhere' is not an ",
        "'name' is missing [w",
    ]


def test_the_collector_is_left_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, "papers: []\n")
    assert gc.isenabled()
    program(tmp_path)
    assert gc.isenabled()
    gc.disable()
    try:
        program(tmp_path)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_very_many_mistakes_end_with_a_word(tmp_path: Path) -> None:
    write(tmp_path, "papers:\n" + "  - {titel: x}\n" * 20_000)
    found = lines(tmp_path)
    assert len(found) == 1001
    assert any("more than 1,000 mistakes in this file" in line for line in found)


def test_a_programs_digest_tells_of_every_change(tmp_path: Path) -> None:
    text = "papers:\n  - {id: p-a, title: T, authors: [A B], links: {pdf: 'https://a.org/x'}}\n"
    digests = set()
    for changed in (
        text,
        text.replace("A B", "A C"),
        text.replace("/x", "/y"),
        text + "speakers: []\n",
    ):
        write(tmp_path, changed)
        digests.add(program(tmp_path).digest)
    assert len(digests) == 3
    write(tmp_path, text)
    assert program(tmp_path).digest == program(tmp_path).digest in digests
