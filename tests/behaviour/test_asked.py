"""What a page asks of the data: what is found out while it is read, and is enough to write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sphinx import builders

from sphinx_workshop.core.domain import WorkshopDomain, workshop_domain
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.tracing import ALL, Question, Tracing
from tests.behaviour.in_process import build_here
from tests.conference import write_conference
from tests.conftest import MakeProject
from tests.support import copy_synthetic

# Each page's head names the workshop; html/heads looks after that.
OF_ALL = {("every", "workshop", ""), ("section", "workshop", "")}
DATA = """\
workshop: {title: T, acronym: TW, url: 'https://workshop.example/', start: 2030-01-15,
  end: 2030-01-15, timezone: Europe/London}
speakers: [{id: ada, name: Ada Lovelace}, {id: bob, name: Bob Lovelace, unplaced: made up}]
committee: [{id: mo, name: Mo Member, role: Chair}]
dates: [{id: due, label: Due, when: 2029-11-01}]
sponsors: [{id: one, name: Made Up Ltd, tier: Gold}]
papers: [{id: one, title: One, authors: [A B], unplaced: made up}]
schedule:
  - date: 2030-01-15
    sessions:
      - {id: talk, kind: invited-talk, start: '10:00', duration: 30 min, speakers: [ada], room: One}
      - {id: late, kind: break, start: '12:00', duration: 30 min, room: Two}
"""
PAGES = {
    "index.md": "# Home\n\n```{toctree}\n:glob:\n*\n```\n",
    "speakers.md": "# Speakers\n\n```{speakers}\n```\n",
    "committee.md": "# Committee\n\n```{committee}\n```\n",
    "dates.md": "# Dates\n\n```{dates}\n```\n",
    "sponsors.md": "# Sponsors\n\n```{sponsors}\n```\n",
    "papers.md": "# Papers\n\n```{papers}\n```\n",
    "program.md": "# Program\n\n```{schedule}\n```\n",
    "roles.md": "# Roles\n\nSee {speaker}`ada` and {session}`talk`.\n",
    "plain.md": "# Plain\n\nNothing.\n",
    "_data/all.yaml": DATA,
}


def answered(program: Program, asked: Iterable[Question]) -> Iterator[Question]:
    """Give the records that answers hold, as questions for each."""
    for what, kind, key in asked:
        entity = program.get(kind, key)
        if what == "section":
            found = program.section(kind)
        elif what == "every":
            found = program.of_kind(kind)
        elif what == "referrers" and entity:
            found = program.referrers(entity)
        else:
            found = ()
        yield from (("get", one.kind, one.key) for one in found)


@pytest.fixture
def domains(monkeypatch: pytest.MonkeyPatch) -> list[WorkshopDomain]:
    """Note what is asked while a page is written, and check that it was when it was read."""
    found: list[WorkshopDomain] = []
    original = builders._write_docname

    @contextmanager
    def noted(domain: WorkshopDomain) -> Iterator[dict[Question, None]]:
        whole = domain.program
        domain.program = tracing = Tracing(whole)
        yield tracing.asked
        domain.program = whole

    def write(docname: str, *, env: Any, **named: Any) -> None:
        domain = workshop_domain(env)
        with noted(domain) as asked:
            original(docname, env=env, **named)
        read = domain.asked.get(docname, {})
        if ALL not in read:
            known = {*read, *answered(domain.program, read)}
            assert asked.keys() <= known | (set() if docname in domain.listings else OF_ALL), (
                docname
            )
        found.append(domain)

    monkeypatch.setattr(builders, "_write_docname", write)
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "xml"])
def test_what_is_asked_in_writing_was_asked_in_reading(
    make_project: MakeProject, tmp_path: Path, builder: str, domains: list[WorkshopDomain]
) -> None:
    folders = [make_project(PAGES)]
    if builder == "html":
        folders += [copy_synthetic(tmp_path / "a"), write_conference(tmp_path / "b")]
    for folder in folders:
        build_here(folder, folder / "out", builder)
    assert len(domains) >= len(PAGES) - 1
    partly = {
        page for domain in domains for page, asked in domain.asked.items() if ALL not in asked
    }
    assert {"speakers", "committee", "dates", "sponsors", "roles"} <= partly


EDITS = {
    "a speaker": ("Ada Lovelace", "Ada King", {"speakers", "program", "roles", "index"}),
    "a speaker whom no role names": ("Bob Lovelace", "Bob King", {"speakers"}),
    "a sponsor": ("Made Up Ltd", "Made Up Inc", {"sponsors"}),
    "a member": ("Mo Member", "Mo Made-Up", {"committee"}),
    "a date": ("2029-11-01", "2029-11-02", {"dates"}),
    "a paper": ("title: One", "title: Two", {"papers"}),
    "a session's time": ("10:00", "11:00", {"program", "speakers", "roles"}),
    "the workshop": ("title: T", "title: W", {page[:-3] for page in PAGES if page[-3:] == ".md"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_page_is_written_when_what_it_asks_for_is_edited(
    make_project: MakeProject, tmp_path: Path, name: str
) -> None:
    old, new, pages = EDITS[name]
    source, out = make_project(PAGES), tmp_path / "out"
    build_here(source, out)
    # What shows lists whose items are made later, or describes all, follows from everything.
    pages = pages | {"index", "papers"}
    before = {
        page: (out / f"{page[:-3]}.html").stat().st_mtime_ns for page in PAGES if page[-1] == "d"
    }
    data = source / "_data/all.yaml"
    text = data.read_text("utf-8")
    assert text.count(old) == 1
    data.write_text(text.replace(old, new), "utf-8")
    build_here(source, out)
    after = {page: (out / f"{page[:-3]}.html").stat().st_mtime_ns for page in before}
    assert {page[:-3] for page in before if after[page] != before[page]} == pages
