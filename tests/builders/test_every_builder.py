"""Two whole workshops through every builder that Sphinx has: no warning, no fact lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests import facts
from tests.builders.reading import READERS
from tests.support import squeeze

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.conftest import Built

BUILDERS = "html dirhtml singlehtml epub latex text man texinfo xml gettext".split()
PROJECTS = ("real", "synthetic")

# The builds are shared, so a project's tests belong in one process.
each_project = pytest.mark.parametrize(
    "project",
    [pytest.param(one, marks=pytest.mark.xdist_group(f"built-{one}")) for one in PROJECTS],
)


@pytest.fixture
def data(projects: dict[str, Path], project: str) -> dict[str, Any]:
    return facts.read(projects[project])


@each_project
@pytest.mark.parametrize("builder", BUILDERS)
def test_builds_without_a_warning(project: str, builder: str, built: Built) -> None:
    result = built(project, builder)
    assert result.stderr == ""
    assert result.returncode == 0


@each_project
@pytest.mark.parametrize("builder", READERS)
def test_all_names_and_titles_are_there(
    project: str, builder: str, built: Built, data: dict[str, Any]
) -> None:
    text = READERS[builder](built(project, builder).outdir)
    wanted = facts.wanted(data)
    assert len(wanted) > 50
    assert [one for one in wanted if squeeze(one) not in text] == []


@each_project
@pytest.mark.parametrize("builder", READERS)
def test_all_times_are_there_in_every_zone(
    project: str, builder: str, built: Built, data: dict[str, Any]
) -> None:
    text = READERS[builder](built(project, builder).outdir)
    sessions = [one for one in facts.meetings(data) if not one.talk]
    spans = [facts.span(one, zone) for one in sessions for zone in facts.zones(data)]
    assert len(spans) >= 28
    for span in set(spans):
        assert text.count(span) >= spans.count(span), span


@each_project
@pytest.mark.parametrize("builder", READERS)
def test_nothing_of_a_withdrawn_paper_is_there(
    project: str, builder: str, built: Built, data: dict[str, Any]
) -> None:
    text = READERS[builder](built(project, builder).outdir)
    gone = [one for one in data["papers"] if one not in facts.papers(data)]
    assert bool(gone) is (project == "synthetic")
    for paper in gone:
        assert squeeze(paper["title"]) not in text
        assert squeeze(facts.authors(paper)[0]) not in text


@each_project
def test_latex_links_lead_somewhere(project: str, built: Built) -> None:
    (path,) = built(project, "latex").outdir.glob("*.tex")
    text = path.read_text("utf-8")
    used = set(
        re.findall(r"\\(?:hyperref\[|(?:page|eq|auto|name)?ref\{)(\\detokenize\{[^}]*\})", text)
    )
    defined = re.findall(r"\\label\{(\\detokenize\{[^}]*\})", text)
    assert len(used) > 10
    assert used - set(defined) == set()
    assert len(defined) == len(set(defined)), "a label is defined twice"


@each_project
def test_latex_has_no_empty_lists_and_closes_what_it_opens(project: str, built: Built) -> None:
    (path,) = built(project, "latex").outdir.glob("*.tex")
    text = path.read_text("utf-8")
    assert not re.search(r"\\begin\{(itemize|enumerate|description)\}\s*\\end\{\1\}", text)
    opened: list[str] = []
    for what, name in re.findall(r"\\(begin|end)\{(\w+\*?)\}", text):
        if what == "begin":
            opened.append(name)
        else:
            assert opened.pop() == name
    assert opened == []
