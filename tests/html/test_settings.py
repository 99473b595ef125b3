"""Settings that hold what they cannot: one line each, and the build goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

NAMES: Final = ("workshop_cards", "workshop_exports", "workshop_changes_since")


@pytest.mark.parametrize("value", ["True", "None", "3", "{'a': 1}", "[3]", "b'x'"])
def test_a_value_of_another_type_is_one_line(
    make_project: MakeProject, build: Build, value: str
) -> None:
    conf = "\n".join(f"{name} = {value}" for name in NAMES)
    source = make_project({"index.md": "# Start\n"}, conf=conf)
    result = build(source, strict=False)
    assert result.returncode == 0
    assert "Traceback" not in result.stderr
    for name in NAMES:
        lines = [line for line in result.stderr.splitlines() if f": {name}: '" in line]
        assert len(lines) == 1, result.stderr
        assert "conf.py:" in lines[0]
        assert " is no " in lines[0]


UNKNOWN: Final = {
    "workshop_cards = 'paper'": "unknown value 'paper' (did you mean 'papers'?)",
    "workshop_exports = ['farb']": "unknown export 'farb' (did you mean 'frab'?)",
    "workshop_changes_since = 'gone.json'": "'gone.json' cannot be read: No such file or directory:"
    " nothing is said to have changed",
}


@pytest.mark.parametrize("setting", UNKNOWN)
def test_what_a_setting_names_but_nobody_knows_is_said_at_its_line(
    make_project: MakeProject, build: Build, setting: str
) -> None:
    source = make_project({"index.md": "# Start\n"}, conf=setting)
    result = build(source, strict=False)
    number = (source / "conf.py").read_text("utf-8").splitlines().index(setting) + 1
    place, name = f"{source}/conf.py:{number}", setting.partition(" ")[0]
    assert result.stderr == f"{place}: WARNING: {name}: {UNKNOWN[setting]} [workshop.config]\n"
    assert result.returncode == 0


def test_another_language_is_said_at_its_line(make_project: MakeProject, build: Build) -> None:
    data = "workshop: {title: T, acronym: T, start: 2030-01-15, end: 2030-01-15, timezone: UTC, "
    source = make_project({"_data/workshop.yaml": f"{data}language: fr}}\n"})
    lines = (source / "conf.py").read_text("utf-8").splitlines()
    number = lines.index('language = "en"') + 1
    said = build(source, strict=False).stderr
    assert said.startswith(f"{source}/conf.py:{number}: WARNING: the workshop's language is 'fr'")
