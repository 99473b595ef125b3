"""A record that is read when somebody asks for it is what it would be if it were read at once."""

from __future__ import annotations

import pickle
from random import Random
from typing import Any

import pytest

from sphinx_workshop.core.problems import Problems
from sphinx_workshop.core.reading import folded
from sphinx_workshop.core.reading.folded import Folded, fold, move
from sphinx_workshop.core.reading.reader import parse
from sphinx_workshop.core.reading.source import Mapping, Node, Scalar, Sequence
from tests.core.reading.test_again import INDENTED, LAST, PAPERS, edited


def plain(node: Node) -> Any:
    """Give all that a node holds, whether it was folded or not."""
    place = (node.file, node.line, node.column)
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Sequence):
        return place, node.refused, [plain(item) for item in node.items]
    values = [(name, plain(value)) for name, value in node.values.items()]
    return place, [*node.keys.items()], values


def read(text: str) -> Mapping | None:
    problems = Problems()
    root = parse(text, "a.yaml", problems).root
    return root if isinstance(root, Mapping) and not problems.found else None


def kept(root: Mapping, text: str) -> Mapping:
    """Give what another process makes of a root that was folded and kept."""
    found: Mapping = pickle.loads(pickle.dumps(fold(root, text)))  # noqa: S301
    return found


def folds(root: Mapping) -> list[Folded]:
    lists = [node.items for node in root.values.values() if isinstance(node, Sequence)]
    return [item for items in lists for item in items if isinstance(item, Folded)]


@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
@pytest.mark.parametrize("seed", range(12))
def test_random_files(seed: int, breaks: str) -> None:
    random, found = Random(seed), 0  # noqa: S311
    for text in (PAPERS, LAST, INDENTED):
        whole = [text.replace("\n", breaks)]
        for _ in range(200):
            after = edited(random, random.choice(whole[-4:]))
            root = read(after)
            if root is None:
                continue
            again = kept(root, after)
            found += len(folds(again))
            lines = random.choice((0, 0, 7))
            for one in (root, again):
                move(one, lines)
            if random.random() < 0.5:
                move(again, -lines)
                again = kept(again, after)
                move(again, lines)
            assert plain(again) == plain(root), after
            if len(after) < 3000:
                whole.append(after)
    assert found > 50


def test_a_record_is_read_alone_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # A dash on a line of its own is no place where a record begins.
    text = PAPERS.replace("  -\n    id", "  - id")
    root = read(text)
    assert root is not None
    again, texts = kept(root, text), list[str]()
    papers = folds(again)
    assert len(papers) == 6

    def noting(text: str, file: str, problems: Problems) -> object:
        texts.append(text)
        return parse(text, file, problems)

    monkeypatch.setattr(folded, "parse", noting)
    assert (papers[2].line, papers[2].is_folded) == (14, True)
    assert not texts
    assert papers[2].values["title"] == Scalar("a.yaml", 15, 12, "Third goes on", None, 16, 16)
    assert [*papers[2].keys] == ["id", "title", "keywords"]
    assert (len(texts), papers[2].is_folded) == (1, False)
    assert "Second" not in texts[0]


@pytest.mark.parametrize(
    "text",
    [
        "papers: [{id: a}, {id: b}]",
        "papers:\n  - {id: a}\n  - word\n",
        "  papers:\n    - id: a\n",
        "papers:\n  ? - id: a\n",
        "papers:\n  - id: a\n...\n",
    ],
)
def test_what_does_not_stand_for_itself_is_kept_as_it_is(text: str) -> None:
    root = read(text)
    if root is not None:
        again = kept(root, text)
        assert not folds(again)
        assert plain(again) == plain(root)
