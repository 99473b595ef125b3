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
