"""What the booklet's indexes hold, and in what order."""

from __future__ import annotations

from pathlib import Path

from sphinx_workshop.booklet.indexes import BookIndex, make_indexes
from tests.core.data import program, write

DATA = """\
speakers:
  - {id: zoe, name: Zoë Quill}
  - {id: ada, name: Ada Öberg}
papers:
  - id: first
    title: First
    keywords: [Images, “graphs”]
    authors: [{name: Mei Li, affiliation: Somewhere}, 山田 太郎, Ελένη Λόγου]
  - id: second
    title: Second
    keywords: [images]
    authors: [{name: Mei Li, affiliation: Nowhere}, Émile Łaska]
  - {id: gone, title: Gone, status: withdrawn, keywords: [lost], authors: [No One]}
schedule:
  - date: 2030-01-15
    sessions:
      - {id: tea, kind: break, start: 10:00, end: 10:30, title: Tea}
      - {id: one, kind: contributed-talk, start: 11:00, end: 11:30, papers: [first]}
      - {id: two, kind: invited-talk, start: 12:00, end: 12:30, speakers: [zoe]}
      - {id: all, kind: panel, start: 14:00, end: 15:00, title: All of $R^2$, speakers: [zoe, ada]}
      - {id: up, kind: poster-session, start: 15:00, end: 16:00, title: Posters, papers: [second]}
"""


def rows(index: BookIndex) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (letter, entry.name, entry.note, entry.anchors)
        for letter, entries in index.groups
        for entry in entries
    ]


def test_the_indexes_hold_what_there_is(tmp_path: Path) -> None:
    made = make_indexes(program(write(tmp_path, DATA)))
    indexes = {index.kind: rows(index) for index in made}
    assert list(indexes) == ["authors", "speakers", "sessions", "keywords"]
    assert indexes["authors"] == [
        ("L", "Łaska, Émile", "", ("paper-second",)),
        ("L", "Li, Mei", "Somewhere", ("paper-first",)),
        ("L", "Li, Mei", "Nowhere", ("paper-second",)),
        ("Λ", "Λόγου, Ελένη", "", ("paper-first",)),
        ("山", "山田 太郎", "", ("paper-first",)),
    ]
    assert indexes["speakers"] == [
        ("O", "Öberg, Ada", "", ("speaker-ada", "session-all")),
        ("Q", "Quill, Zoë", "", ("speaker-zoe", "session-two", "session-all")),
    ]
    # Breaks need no entry, and a session called by its paper or speaker has one elsewhere.
    assert [name for _letter, name, _note, _anchors in indexes["sessions"]] == [
        "All of $R^2$",
        "Posters",
    ]
    assert indexes["keywords"] == [
        ("G", "“graphs”", "", ("paper-first",)),
        ("I", "Images", "", ("paper-first", "paper-second")),
    ]


def test_no_records_no_indexes(tmp_path: Path) -> None:
    assert make_indexes(program(write(tmp_path, "papers: []\n"))) == ()
