"""Every builder's output for the real and the made-up workshop, each built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import support

if TYPE_CHECKING:
    from tests.conftest import Build, BuildResult

Built = Callable[[str, str], "BuildResult"]
COPIES = {"real": support.copy_site, "synthetic": support.copy_synthetic}


@pytest.fixture(scope="session")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The two projects' folders."""
    return {name: copy(tmp_path_factory.mktemp(name)) for name, copy in COPIES.items()}


@pytest.fixture(scope="session")
def built(projects: dict[str, Path], build: Build) -> Built:
    """``built("real", "text")``: what the builder made of the project, with all warnings on."""
    results: dict[tuple[str, str], BuildResult] = {}

    def get(project: str, builder: str) -> BuildResult:
        if (project, builder) not in results:
            source = projects[project]
            # The epub builder warns of whatever it does not know in its output folder.
            doctrees = source.parent / f"doctrees-{project}-{builder}"
            results[project, builder] = build(source, builder, "-d", str(doctrees))
        return results[project, builder]

    return get
