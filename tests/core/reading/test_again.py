"""A file that is read again after an edit holds what it would hold if it were read anew."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest

from sphinx_workshop.core.problems import Problem, Problems
from sphinx_workshop.core.reading import again, folded
from sphinx_workshop.core.reading.again import Again
from sphinx_workshop.core.reading.reader import parse
from sphinx_workshop.core.reading.source import MAX_NODES, Mapping, Node, Sequence
from sphinx_workshop.core.reading.tree import Parsed

PAPERS: Final = """\
# All papers
papers:
  - id: one
    title: "Of #one: a title"
    authors: [Ann Author, {name: Bob, url: "https://b.example"}]
    abstract: |+
      First line.

      Last line.

  - {id: two, title: Second,
     authors: [Cy]}
  # A remark
  - id: three
    title: Third
      goes on  # remark
    keywords:
      - a
      - b
  -
    id: four

sponsors:
- id: s-one
  name: 'It''s'
- id: s-two
  name: Ünïcode \N{GRINNING FACE}
workshop:
  title: T
"""
# At the end of a file a text has no line break behind it, or many.
LAST: Final = """\
dates:
  - {id: a, label: A}
  - id: b
    label: |+
      Text.

"""
INDENTED: Final = """\
---
  papers:
    - id: one
      title: One
    - id: two
  dates:
  - id: a
"""
# What an edit may put in: much of it breaks something, or means something else elsewhere.
BITS: Final = (
    *(
        "  - id: new",
        "  - id: new\n    title: New",
        "- id: new",
        "    note: more",
        "papers:",
        "x: y",
    ),
    *("---", "...", "# remark", "", "   ", "'", '"', "[", "}", "|", ">-", ": ", "- ", "&a", "*a"),
    *("!t", "%YAML 1.1", "\t", "  ", "\r", "\x85", "\u2028", "\x07", "\\ud83d\\ude00", "?", "  -"),
    *("<<: 1", "id: one", "      deeper", "{a: b}", "[]", "é", "#"),
)


Read = tuple[Parsed, list[Problem]]


def read(text: str) -> Read:
    problems = Problems()
    return parse(text, "a.yaml", problems)._replace(total=0), problems.found


def read_again(kept: Again, text: str) -> Read:
    problems = Problems()
    return kept.parse(text, problems)._replace(total=0), problems.found


def edited(random: Random, text: str) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    kind = random.choice(("insert", "remove", "copy", "move", "within", "cut", "join"))
    if kind == "insert":
        lines.insert(at, random.choice(BITS))
    elif kind == "remove":
        del lines[at : at + random.choice((1, 1, 2, 4))]
    elif kind in ("copy", "move"):
        taken = lines[at : at + random.choice((1, 2, 5))]
        if kind == "move":
            del lines[at : at + len(taken)]
        to = random.randrange(len(lines) + 1)
        lines[to:to] = taken
    elif kind == "within":
        place = random.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:place] + random.choice(BITS) + lines[at][place:]
    elif kind == "cut":
        lines[at] = lines[at][: random.randrange(len(lines[at]) + 1)]
    else:
        lines[at : at + 2] = [" ".join(lines[at : at + 2])]
    return "\n".join(lines)


@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
@pytest.mark.parametrize("seed", range(12))
def test_random_edits(seed: int, breaks: str) -> None:
    random, kept = Random(seed), Again("a.yaml")  # noqa: S311
    whole = [text.replace("\n", breaks) for text in (PAPERS, LAST, INDENTED)]
    for _ in range(300):
        before = random.choice(whole[-6:])
        assert read_again(kept, before) == read(before)
        after = edited(random, before)
        found = read(after)
        assert read_again(kept, after) == found, after
        if not found[1]:
            whole.append(after)
        elif random.random() < 0.1:
            whole[3:] = []


def nodes(node: Node | None) -> dict[int, Node]:
    assert node is not None
    found = {id(node): node}
    if isinstance(node, Mapping):
        for inner in node.values.values():
            found |= nodes(inner)
    elif isinstance(node, Sequence):
        for inner in node.items:
            found |= nodes(inner)
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Second", "title: Other"),
        ("    keywords:\n", "    keywords:\n      - new\n"),
        ("  # A remark\n", "  - id: new\n    title: New\n"),
        ("      goes on  # remark\n", ""),
        ("It''s", "Mine"),
        ("  name: 'It''s'\n", ""),
    ],
)
def test_only_the_records_around_an_edit_are_read(
    before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, texts = Again("a.yaml"), list[str]()

    def noting(text: str, file: str, problems: Problems) -> object:
        texts.append(text)
        return parse(text, file, problems)

    monkeypatch.setattr(again, "parse", noting)
    monkeypatch.setattr(folded, "parse", noting)
    root = kept.parse(PAPERS, Problems()).root
    were = nodes(root)
    text = PAPERS.replace(before, after)
    found = kept.parse(text, Problems()).root
    assert found == read(text)[0].root
    assert texts[0] == PAPERS
    assert len(texts) == 2
    assert texts[1].count("\n") < 14
    assert len(nodes(found).keys() & were.keys()) > len(were) / 2


def test_too_many_values_are_found_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Again("a.yaml")
    held = kept.parse(PAPERS, Problems())
    monkeypatch.setattr(again, "MAX_NODES", held.total + 9)
    for number in range(20):
        text = PAPERS.replace("title: Second", f"title: Other {number}")
        found = kept.parse(text, Problems())
        assert found.total <= held.total + 9
        assert found.root == read(text)[0].root
    assert MAX_NODES > 1000
