"""People of one name are told apart."""

from __future__ import annotations

from sphinx_workshop.core.persons import Person, tell_apart

ONE, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700"


def told(*records: tuple[Person, str]) -> list[tuple[str, str, list[str]]]:
    return [(entry.name, entry.note, entry.held) for entry in tell_apart(records)]


def test_one_person_has_one_entry() -> None:
    name = "Quill, Ada"
    found = told(
        (Person(name), "a"),
        (Person("Öberg, Bo"), "b"),
        (Person(name, "University of Nowhere"), "c"),
        (Person(name, "university of nowhere", ONE), "d"),
        (Person(name, "Elsewhere", ONE), "e"),
        (Person(name), "a"),
    )
    assert found == [("Öberg, Bo", "", ["b"]), (name, "", ["a", "c", "d", "e"])]


def test_another_affiliation_is_another_person() -> None:
    found = told(
        (Person("Li, Mei", "Somewhere"), "a"),
        (Person("Li, Mei", "Nowhere"), "b"),
        (Person("Li, Mei", "Somewhere"), "c"),
    )
    assert found == [("Li, Mei", "Somewhere", ["a", "c"]), ("Li, Mei", "Nowhere", ["b"])]


def test_another_orcid_is_another_person_at_the_same_place_too() -> None:
    found = told(
        (Person("Li, Mei", "Somewhere", ONE), "a"),
        (Person("Li, Mei", "Somewhere", OTHER), "b"),
        (Person("Li, Mei", None, OTHER), "c"),
    )
    assert found == [
        ("Li, Mei", f"Somewhere, {ONE}", ["a"]),
        ("Li, Mei", f"Somewhere, {OTHER}", ["b", "c"]),
    ]


def test_who_cannot_be_told_stands_alone() -> None:
    found = told(
        (Person("Li, Mei"), "a"),
        (Person("Li, Mei", "Somewhere"), "b"),
        (Person("Li, Mei", "Nowhere"), "c"),
        (Person("Li, Mei"), "d"),
    )
    assert found == [
        ("Li, Mei", "", ["a", "d"]),
        ("Li, Mei", "Somewhere", ["b"]),
        ("Li, Mei", "Nowhere", ["c"]),
    ]


def test_the_order_of_records_changes_nothing() -> None:
    records = [
        (Person("Li, Mei", "Somewhere", ONE), "a"),
        (Person("Li, Mei", "Nowhere"), "b"),
        (Person("Li, Mei"), "c"),
        (Person("Li, Mei", "Somewhere"), "d"),
    ]
    forward = {(note, tuple(sorted(held))) for _name, note, held in told(*records)}
    backward = {(note, tuple(sorted(held))) for _name, note, held in told(*reversed(records))}
    assert forward == backward
