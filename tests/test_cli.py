"""The command line: what it prints, and with what status it ends."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from sphinx_workshop.cli import main

ROOT = Path(__file__).parents[1]
WORKSHOP = """\
workshop:
  title: Made up
  acronym: MU
  start: 2030-05-01
  end: 2030-05-01
  timezone: Europe/Berlin
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    data = tmp_path / "_data"
    data.mkdir()
    (data / "workshop.yaml").write_text(WORKSHOP, encoding="utf-8")
    return tmp_path


def add(source: Path, text: str) -> None:
    (source / "_data" / "more.yaml").write_text(text, encoding="utf-8")


def test_clean_data_ends_with_0(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(source)]) == 0
    assert capsys.readouterr().out == ""


def test_an_error_is_one_line_and_ends_with_1(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(source, "speakers:\n  - id: ada\n    nme: Ada\n")
    assert main(["check", str(source)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "_data/more.yaml:3:5: error: unknown key 'nme' (did you mean 'name'?) [workshop.schema]",
    ]


def test_a_warning_counts_only_when_strict(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = "{id: a, kind: opening, title: A, start: 09:00, end: 09:30}"
    add(
        source,
        "speakers:\n  - {id: ada, name: Ada Lovelace}\n"
        f"schedule:\n  - date: 2030-05-01\n    sessions: [{session}]\n",
    )
    assert main(["check", str(source)]) == 0
    assert "warning: speaker 'ada' is in no session" in capsys.readouterr().out
    assert main(["check", "--strict", str(source)]) == 1


def test_json_names_place_kind_and_words(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(source, "speekers: []\n")
    assert main(["check", "--format=json", str(source)]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem == {
        "file": "_data/more.yaml",
        "line": 1,
        "column": 1,
        "severity": "error",
        "type": "workshop.schema",
        "message": "unknown section 'speekers' (did you mean 'speakers'?)",
    }


def test_github_annotations_escape_what_would_end_them(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(source, "'a%::b': []\n")
    assert main(["check", "--format=github", str(source)]) == 1
    line = capsys.readouterr().out.strip()
    assert line.startswith("::error file=_data/more.yaml,line=1,col=1,title=workshop.schema::")
    assert "a%25::b" in line
    assert "\n" not in line


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--format=xml"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2


def test_generated_files_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    for command, file in (("schema", "_data/.schema.json"), ("reference", "docs/reference.md")):
        assert main([command]) == 0
        written = (ROOT / file).read_text(encoding="utf-8")
        assert capsys.readouterr().out == written, f"{file}: run `make docs`"


def test_every_field_is_explained() -> None:
    schema = json.loads((ROOT / "_data" / ".schema.json").read_text(encoding="utf-8"))
    unexplained = [
        f"{name}.{field}"
        for name, record in schema["definitions"].items()
        for field, held in record["properties"].items()
        if not held.get("description")
    ]
    assert unexplained == []


def test_the_schema_accepts_the_real_data_and_refuses_a_wrong_key() -> None:
    schema = json.loads((ROOT / "_data" / ".schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    files = sorted((ROOT / "_data").glob("*.yaml"))
    assert files
    for file in files:
        # BaseLoader keeps every scalar text, as an editor's YAML 1.2 reader does with times.
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        assert list(validator.iter_errors(data)) == [], file.name
        assert list(validator.iter_errors({**data, "speekers": []}))
