"""The made-up workshop, built once for what its papers' pages say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import copy_synthetic

if TYPE_CHECKING:
    from tests.conftest import Build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """The folder of pages."""
    result = build(copy_synthetic(tmp_path_factory.mktemp("papers")))
    assert (result.returncode, result.stderr) == (0, "")
    return result.outdir
