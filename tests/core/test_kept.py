"""What follows from a text alone is kept from one build to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sphinx_workshop.core import kept
from sphinx_workshop.core.markup import Emphasis, Paragraph, Text, parse_prose

CALLS: list[str] = []


@pytest.fixture(autouse=True)
def shout(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give a kept function of the tests' own; nothing else is kept."""
    monkeypatch.setattr(kept, "_TABLES", {})
    CALLS.clear()

    @kept.keep
    def shout(text: str) -> str:
        CALLS.append(text)
        return text.upper()

    return shout  # type: ignore[return-value]


def build(folder: Path, shout: Any, *texts: str, parallel: int = 1) -> list[str]:
    """Ask for texts in a process of its own, as it were; give those that were worked out."""
    app: Any = SimpleNamespace(doctreedir=folder, parallel=parallel)
    for table in kept._TABLES.values():
        table.clear()
        table.before = {}
    kept._file.__init__()  # type: ignore[misc]
    CALLS.clear()
    kept.load_kept(app)
    assert [shout(text) for text in texts] == [text.upper() for text in texts]
    kept.save_kept(app, None)
    return list(CALLS)


def test_only_what_is_new_is_worked_out(tmp_path: Path, shout: Any) -> None:
    assert build(tmp_path, shout, "a", "b", "a") == ["a", "b"]
    assert build(tmp_path, shout, "a", "b", "c") == ["c"]
    assert build(tmp_path, shout, "c", "a", "b") == []


def test_a_build_that_asks_for_little_forgets_nothing(tmp_path: Path, shout: Any) -> None:
    words = [str(number) for number in range(100)]
    build(tmp_path, shout, *words)
    for number in range(kept._MOST_PARTS + 2):
        build(tmp_path, shout, f"more {number}")
    assert build(tmp_path, shout, *words) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-3],
        lambda data: data + b"\x80",
        lambda data: b"",
        lambda data: b"no pickle",
        lambda data: data[: len(data) // 2] + b"\0" + data[len(data) // 2 + 1 :],
    ],
    ids=["cut", "more", "empty", "text", "changed"],
)
def test_a_damaged_file_is_made_again(tmp_path: Path, shout: Any, damage: Any) -> None:
    build(tmp_path, shout, "a", "b")
    build(tmp_path, shout, "a", "b", "c")
    path = tmp_path / kept.NAME
    path.write_bytes(damage(path.read_bytes()))
    build(tmp_path, shout, "a", "b", "c")
    assert build(tmp_path, shout, "a", "b", "c") == []


def test_one_damaged_text_is_made_again_and_kept(tmp_path: Path, shout: Any) -> None:
    build(tmp_path, shout, "a", "b")
    path = tmp_path / kept.NAME
    data = path.read_bytes()
    assert data.count(b"\x8c\x01A") == 1
    path.write_bytes(data.replace(b"\x8c\x01A", b"\xff\x01A"))
    assert build(tmp_path, shout, "a", "b") == ["a"]
    assert build(tmp_path, shout, "a", "b") == []


def test_a_process_that_goes_on_adds_only_what_is_new(tmp_path: Path, shout: Any) -> None:
    build(tmp_path, shout, "a", "b")
    app: Any = SimpleNamespace(doctreedir=tmp_path, parallel=1)
    size = (tmp_path / kept.NAME).stat().st_size
    kept.load_kept(app)
    shout("a")
    kept.save_kept(app, None)
    assert (tmp_path / kept.NAME).stat().st_size == size
    shout("c")
    kept.save_kept(app, None)
    assert build(tmp_path, shout, "a", "b", "c") == []


def test_a_part_that_is_another_takes_the_place_of_the_first(tmp_path: Path, shout: Any) -> None:
    app: Any = SimpleNamespace(doctreedir=tmp_path, parallel=1)
    for part, before in (("one", None), ("two", "one"), ("two", "two"), ("three", "two")):
        kept._file.__init__()  # type: ignore[misc]
        kept.load_kept(app)
        pieces = kept.kept_pieces()
        assert pieces.recall("name") == before
        pieces["name"] = part
        kept.save_kept(app, None)


def test_texts_that_are_gone_do_not_pile_up(tmp_path: Path, shout: Any) -> None:
    words = [str(number) for number in range(100)]
    build(tmp_path, shout, *words)
    small = (tmp_path / kept.NAME).stat().st_size
    for number in range(kept._MOST_PARTS + 2):
        build(tmp_path, shout, *words, f"more {number}")
    assert (tmp_path / kept.NAME).stat().st_size < 2 * small


def test_who_is_loaded_in_the_middle_of_a_build_finds_it(tmp_path: Path, shout: Any) -> None:
    build(tmp_path, shout, "a")
    kept._TABLES.clear()
    kept._file.__init__()  # type: ignore[misc]
    CALLS.clear()
    kept.load_kept(SimpleNamespace(doctreedir=tmp_path, parallel=1))  # type: ignore[arg-type]
    again = kept.keep(shout.__wrapped__)
    assert (again("a"), again("b"), CALLS) == ("A", "B", ["b"])


def test_what_belongs_to_who_is_not_loaded_stays(tmp_path: Path, shout: Any) -> None:
    build(tmp_path, shout, "a")
    kept._TABLES.clear()

    @kept.keep
    def other(text: str) -> str:
        return text.upper()

    for number in range(kept._MOST_PARTS + 2):
        build(tmp_path, other, *map(str, range(number)))
    again = kept.keep(shout.__wrapped__)
    assert build(tmp_path, again, "a") == []


def test_other_code_reads_nothing_of_it(
    tmp_path: Path, shout: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, shout, "a")
    monkeypatch.setattr(kept, "code_digest", lambda: "another")
    assert build(tmp_path, shout, "a") == ["a"]


def test_what_workers_ask_for_stays(tmp_path: Path, shout: Any) -> None:
    build(tmp_path, shout, *map(str, range(9)))
    build(tmp_path, shout, "0", parallel=2)
    assert build(tmp_path, shout, *map(str, range(9))) == []


def test_a_tree_of_markdown_comes_back_as_it_was(tmp_path: Path) -> None:
    import pickle

    tree = parse_prose("Plain *stressed* words.\n\n- one\n- `two` [three](https://example.org/)")
    assert pickle.loads(pickle.dumps(tree, 5)) == tree  # noqa: S301
    assert tree[0] == Paragraph((Text("Plain "), Emphasis((Text("stressed"),)), Text(" words.")))
