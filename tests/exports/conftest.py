"""The real and the made-up workshop: their programs, and their sites with booklet and exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_workshop.core.export import render_all
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.program import Program
from sphinx_workshop.registry import EXPORTS, SECTIONS
from tests.support import copy_site, copy_synthetic

if TYPE_CHECKING:
    from tests.conftest import Build

Sources = Callable[[str], Path]
Files = dict[str, bytes]


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """``source("real")``: a project's folder, whose booklet can be made too."""

    @cache
    def copy(project: str) -> Path:
        folder = tmp_path_factory.mktemp(project)
        return copy_site(folder) if project == "real" else copy_synthetic(folder, booklet=True)

    return copy


@pytest.fixture(scope="session")
def program(source: Sources) -> Callable[[str], Program]:
    """``program("real")``: all that is known of a workshop."""
    return cache(lambda project: load(source(project), SECTIONS))


@pytest.fixture(scope="session")
def exported(program: Callable[[str], Program]) -> Callable[[str], Files]:
    """``exported("real")["program.ics"]``: the bytes of every export."""

    @cache
    def render(project: str) -> Files:
        return {file.path: file.data for file in render_all(program(project), EXPORTS)}

    return render


@pytest.fixture(scope="session")
def site(source: Sources, build: Build) -> Callable[[str], Path]:
    """``site("real")``: the output folder of the HTML builder, booklet included."""

    @cache
    def run(project: str) -> Path:
        result = build(source(project))
        assert (result.returncode, result.stderr) == (0, "")
        return result.outdir

    return run
