"""Which files are read, and what is refused without a hang."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from tests.core.data import WORKSHOP, lines, write

SPEAKERS = "speakers:\n  - {id: a-b, name: A B}\n"


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    expected = (
        "_data:1:1: error: no such folder: the workshop's facts belong there [workshop.schema]"
    )
    assert lines(tmp_path) == [expected]


def test_an_empty_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (only,) = lines(tmp_path)
    assert "no .yaml file in it: begin with workshop.yaml" in only


def test_files_of_sub_folders_are_read_hidden_and_other_ones_not(tmp_path: Path) -> None:
    write(tmp_path, SPEAKERS)
    for name in ("sub/x.yaml", ".hidden/x.yaml", ".x.yaml", "notes.txt", "x.yaml~"):
        path = tmp_path / "_data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("zebra: x\n", encoding="utf-8")
    (only,) = lines(tmp_path)
    assert only.startswith("_data/sub/x.yaml:1:1: error: unknown section 'zebra'")


@pytest.mark.parametrize("name", ["papers.yml", "papers.YAML"])
def test_another_suffix_is_not_passed_over_in_silence(name: str, tmp_path: Path) -> None:
    write(tmp_path, SPEAKERS, name=name)
    (only,) = lines(tmp_path)
    assert only.startswith(f"_data/{name}:1:1: error: not read: rename it to 'papers.yaml'")


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    write(tmp_path, SPEAKERS)
    os.mkfifo(tmp_path / "_data" / "x.yaml")
    (only,) = lines(tmp_path)
    assert only.startswith("_data/x.yaml:1:1: error: not a regular file")


def test_a_folder_with_a_files_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path, SPEAKERS)
    (tmp_path / "_data" / "x.yaml").mkdir()
    (only,) = lines(tmp_path)
    assert only.startswith("_data/x.yaml:1:1: error: a folder, not a file")


def test_links(tmp_path: Path) -> None:
    source, outside = tmp_path / "source", tmp_path / "outside"
    source.mkdir()
    outside.mkdir()
    write(source, SPEAKERS)
    (source / "shared.yaml").write_text("papers: []\n", encoding="utf-8")
    (outside / "x.yaml").write_text("papers: []\n", encoding="utf-8")
    data = source / "_data"
    (data / "inside.yaml").symlink_to(source / "shared.yaml")
    assert lines(source) == []
    (data / "dangling.yaml").symlink_to(source / "none.yaml")
    (data / "device.yaml").symlink_to("/dev/zero")
    (data / "folder").symlink_to(outside)
    (data / "loop.yaml").symlink_to(data / "loop.yaml")
    (data / "outside.yaml").symlink_to(outside / "x.yaml")
    found = [line.partition(" error: ")[::2] for line in lines(source)]
    assert [(place, message[:28]) for place, message in found] == [
        ("_data/dangling.yaml:1:1:", "cannot be read: No such file"),
        ("_data/device.yaml:1:1:", "a link that leads out of the"),
        ("_data/folder:1:1:", "a link to a folder, which is"),
        ("_data/loop.yaml:1:1:", found[3][1][:28]),
        ("_data/outside.yaml:1:1:", "a link that leads out of the"),
    ]
    assert found[3][1].startswith("cannot be read: ")


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    source, outside = tmp_path / "source", tmp_path / "outside"
    source.mkdir()
    outside.mkdir()
    write(outside, SPEAKERS)
    (source / "_data").symlink_to(outside / "_data")
    assert lines(source) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(encoding: str, tmp_path: Path) -> None:
    write(tmp_path, SPEAKERS)
    (tmp_path / "_data" / "x.yaml").write_bytes("papers: []\n".encode(encoding))
    (only,) = lines(tmp_path)
    assert only.startswith("_data/x.yaml:1:1: error: UTF-16 or UTF-32: save the file as UTF-8")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    write(tmp_path, SPEAKERS)
    path = tmp_path / "_data" / "x.yaml"
    path.write_bytes(codecs.BOM_UTF8 + b"papers: @x\n")
    (only,) = lines(tmp_path)
    assert only.startswith("_data/x.yaml:1:9: ")
    path.write_bytes(codecs.BOM_UTF8 + b"papers: \xff\n")
    (only,) = lines(tmp_path)
    assert only.startswith("_data/x.yaml:1:9: error: not UTF-8")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    write(tmp_path, SPEAKERS)
    path = tmp_path / "_data" / "x.yaml"
    path.write_bytes(b"#" * 1_999_999 + b"\n")
    assert lines(tmp_path) == []
    path.write_bytes(b"#" * 2_000_000 + b"\n")
    (only,) = lines(tmp_path)
    assert "larger than 2,000,000 bytes: split the file" in only


def test_a_strange_name_stays_on_one_line(tmp_path: Path) -> None:
    write(tmp_path, SPEAKERS)
    (tmp_path / "_data" / "a\nb\x1b.yaml").write_text("zebra: x\n", encoding="utf-8")
    (only,) = lines(tmp_path)
    assert only.isprintable()


def test_what_cannot_be_read_makes_nothing_unknown(tmp_path: Path) -> None:
    write(
        tmp_path,
        "schedule:\n  - date: 2030-01-15\n    sessions:\n"
        "      - {kind: other, start: '10:00', speakers: [nobody]}\n",
    )
    assert len(lines(tmp_path)) == 1
    (tmp_path / "_data" / "speakers.yaml").write_bytes(b"speakers: \xff\n")
    (only,) = lines(tmp_path)
    assert "not UTF-8" in only


def test_empty_files_and_comments_are_nothing(tmp_path: Path) -> None:
    write(tmp_path, WORKSHOP, name="workshop.yaml")
    for name, text in (("a", ""), ("b", "# only words\n"), ("c", "---\n"), ("d", "papers:\n")):
        (tmp_path / "_data" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert lines(tmp_path) == []
