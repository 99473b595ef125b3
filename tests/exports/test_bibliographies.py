"""The bibliographies, read again by two readers of BibTeX that know nothing of each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string

from sphinx_workshop.core.loader import load
from sphinx_workshop.exports import bibtex, csl
from sphinx_workshop.registry import SECTIONS
from tests.conftest import MakeProject

from . import reading

Render = Callable[[list[dict[str, Any]]], tuple[bytes, list[dict[str, Any]]]]


@pytest.fixture
def render(make_project: MakeProject) -> Render:
    """``render([{"title": …}])``: papers.bib and the items of papers.csl.json."""

    def run(papers: list[dict[str, Any]]) -> tuple[bytes, list[dict[str, Any]]]:
        whole = [
            {"id": f"p{number}", "title": f"T{number}", "authors": ["A B"], **paper}
            for number, paper in enumerate(papers)
        ]
        files = {"_data/papers.yaml": json.dumps({"papers": whole}, ensure_ascii=False)}
        program = load(make_project(files), SECTIONS)
        items = json.loads(csl.render(program)["papers.csl.json"])
        return bibtex.render(program)["papers.bib"], items

    return run


# The name and its sorted form, if any → how BibTeX writes it; given, particle, family, suffix.
NAMES = {
    ("Ada Lovelace", ""): ("Lovelace, Ada", "Ada", "", "Lovelace", ""),
    ("Rianne van den Berg", ""): ("van den Berg, Rianne", "Rianne", "van den", "Berg", ""),
    ("Luis Pérez Rey", "Pérez Rey, Luis"): ("Pérez Rey, Luis", "Luis", "", "Pérez Rey", ""),
    ("Sammy Davis Jr.", ""): ("Davis, Jr., Sammy", "Sammy", "", "Davis", "Jr."),
    ("Sammy Davis, Jr.", ""): ("Davis, Jr., Sammy", "Sammy", "", "Davis", "Jr."),
    ("Henry Adams III", ""): ("Adams, III, Henry", "Henry", "", "Adams", "III"),
    ("Jean d'Alembert", ""): ("d'Alembert, Jean", "Jean", "", "d'Alembert", ""),
    ("bell hooks", ""): ("hooks, bell", "bell", "", "hooks", ""),
    ("José Ortega y Gasset", "Ortega y Gasset, José"): (
        "{Ortega y Gasset}, José",
        "José",
        "",
        "Ortega y Gasset",
        "",
    ),
    ("李明", ""): ("{李明}",),
    ("Plato", ""): ("{Plato}",),
    ("Smith and Sons Ltd", "Smith and Sons Ltd"): ("{Smith and Sons Ltd}",),
    ("Simon and Garfunkel", ""): ("Garfunkel, {Simon and}", "Simon and", "", "Garfunkel", ""),
    ("Ada Lovelace", "something else, entirely"): ("{Ada Lovelace}",),
    ("Ольга Петрова", "Петрова, Ольга"): ("Петрова, Ольга", "Ольга", "", "Петрова", ""),
    ("others", ""): ("{others}",),
    ("A&B Team", "A&B Team"): (r"{A{\&}B Team}",),
}


@pytest.mark.parametrize("name", NAMES, ids=str)
def test_names_are_parted(name: tuple[str, str], render: Render) -> None:
    written, *parts = NAMES[name]
    author = {"name": name[0], **({"sort_name": name[1]} if name[1] else {})}
    data, items = render([{"authors": ["First Author", author, "Last Author"]}])
    lines = data.decode().splitlines()
    assert f"  author = {{Author, First and {written} and Author, Last}}," in lines
    (paper,) = reading.read_bibliography(data).values()
    assert paper.authors == ["First Author", name[0].replace(",", ""), "Last Author"]
    found = items[0]["author"][1]
    if not parts:
        assert found == {"literal": name[0]}
        return
    keys = ("given", "non-dropping-particle", "family", "suffix")
    assert [found.get(key, "") for key in keys] == parts


TITLES = [
    r"Sampling in $O(n \log n)$ & more",
    r"Sets $\left\{x : x_1^2 \le 1\right.$ and 100% of $\{a\}$",
    r"Costs $5 or #6, ~never_ \TeX{} ^ {odd",
    "Dashes -- and --- or ``quotes'' and ?` 'one' \"two\"",
    "two  blanks   and Ærø at école, U\N{NO-BREAK SPACE}2",
    "} = {, @article{x, title={y}}",
    "<i>a</i> | b",
]


@pytest.mark.parametrize("title", TITLES)
def test_titles_come_out_to_the_character(title: str, render: Render) -> None:
    data, items = render([{"title": title, "abstract": title}, {"title": "The next"}])
    found = reading.read_bibliography(data)
    paper = found["tw2030-p0"]
    # Two names of one command of TeX's.
    assert paper.title.replace(r"\lbrace ", r"\{").replace(r"\rbrace ", r"\}") == title
    assert found["tw2030-p1"].title == "The next"
    library = parse_string(data.decode())
    assert library.failed_blocks == []
    other = {entry.key: entry.fields_dict["title"].value for entry in library.entries}
    assert reading.typeset(other["tw2030-p0"]) == paper.title
    assert items[0]["title"] == title


def test_formulas_are_kept(render: Render) -> None:
    data, _ = render([{"title": r"In $O(n^2)$ or $\{x_i\}_{i=1}^n$"}])
    assert r"title = {{In $O(n^2)$ or $\{x_i\}_{i=1}^n$}}," in data.decode()


@pytest.mark.parametrize("project", ["real", "synthetic"])
def test_two_readers_agree(project: str, exported: Callable[[str], dict[str, bytes]]) -> None:
    data = exported(project)["papers.bib"]
    found = reading.read_bibliography(data)
    library = parse_string(data.decode())
    assert library.failed_blocks == []
    other = {
        entry.key: reading.typeset(entry.fields_dict["title"].value) for entry in library.entries
    }
    assert other == {key: paper.title for key, paper in found.items()}
    assert list(found) == sorted(found)
    assert len(found) == {"real": 43, "synthetic": 8}[project]


def test_what_an_entry_holds(render: Render) -> None:
    links = {
        "pdf": "https://example.org/a_b%20c.pdf",
        "doi": "10.1000/a_b.1",
        "arxiv": "https://arxiv.org/abs/2107.00630v2",
    }
    paper = {"links": links, "keywords": ["a", "b & c"], "awards": ["Best"], "language": "fr"}
    data, items = render([paper, {"status": "withdrawn"}, {}])
    found = reading.read_bibliography(data)
    assert list(found) == ["tw2030-p0", "tw2030-p2"]
    fields = found["tw2030-p0"].fields
    assert fields["booktitle"] == "Test workshop"
    assert (fields["year"], fields["month"]) == ("2030", "January")
    assert r"url = {https://example.org/a_b%20c.pdf}," in data.decode()
    assert r"doi = {10.1000/a_b.1}," in data.decode()
    assert (fields["eprint"], fields["archiveprefix"]) == ("2107.00630v2", "arXiv")
    assert (fields["keywords"], fields["note"]) == ("a, b & c", "Best")
    assert "url" not in found["tw2030-p2"].fields
    assert items[0]["DOI"] == "10.1000/a_b.1"
    assert items[0]["issued"] == {"date-parts": [[2030, 1, 15]]}
    assert {item["type"] for item in items} == {"paper-conference"}
