"""This repository's own site, with its booklet, built once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import copy_site

if TYPE_CHECKING:
    from tests.conftest import Build, BuildResult


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, build: Build) -> BuildResult:
    return build(copy_site(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="session")
def site(built_site: BuildResult) -> Path:
    """The folder of the HTML pages."""
    assert built_site.returncode == 0, built_site.stderr
    return built_site.outdir
