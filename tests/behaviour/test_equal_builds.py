"""The same sources give the same bytes, however, wherever and whenever they are built."""

from __future__ import annotations

import subprocess
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import copy_site, copy_synthetic, differing, soup, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Build


def _booklet(folder: Path) -> Path:
    return copy_synthetic(folder, booklet=True)


@pytest.mark.parametrize("copy", [copy_site, _booklet], ids=["real", "synthetic"])
def test_one_process_or_two_here_or_there(
    tmp_path: Path, build: Build, copy: Callable[[Path], Path]
) -> None:
    trees = []
    for place, jobs in (("one", "-j1"), ("another/and/deeper", "-j2")):
        result = build(copy(tmp_path / place), "html", jobs)
        assert (result.returncode, result.stderr) == (0, "")
        trees.append(tree(result.outdir))
    assert len(trees[0]) > 30
    assert "program.pdf" in trees[0]
    assert differing(*trees) == set()


def _a_locale() -> str:
    """Return a locale of this machine that is not English, where there is one."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    others = [name for name in listed.split() if not name.startswith(("C", "POSIX", "en"))]
    # Sphinx itself does not start with a locale that is not installed.
    return next((name for name in others if name.startswith("tr")), others[0] if others else "C")


MACHINES = [
    {"TZ": "Asia/Tokyo", "LC_ALL": _a_locale(), "LANGUAGE": "tr", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
]


def test_the_machines_zone_locale_and_hashes_do_not_matter(tmp_path: Path, build: Build) -> None:
    trees = []
    # A machine whose own table of zones is wrong: Tokyo's under London's name.
    tables = tmp_path / "zoneinfo" / "Europe"
    tables.mkdir(parents=True)
    tokyo = resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes()
    (tables / "London").write_bytes(tokyo)
    wrong_tables = {"PYTHONTZPATH": str(tables.parent)}
    for number, environ in enumerate((MACHINES[0], MACHINES[1] | wrong_tables)):
        # Paths are part of no output; a folder for each keeps one build from using the other's.
        source = copy_synthetic(tmp_path / str(number), booklet=True)
        result = build(source, environ=environ)
        assert (result.returncode, result.stderr) == (0, "")
        trees.append(tree(result.outdir))
    assert differing(*trees) == set()


def test_the_booklet_changes_nothing_but_itself_and_its_links(tmp_path: Path, build: Build) -> None:
    with_it = build(copy_synthetic(tmp_path / "with", booklet=True))
    without = build(
        copy_synthetic(tmp_path / "without", booklet=True), "html", "-D", "workshop_booklet=0"
    )
    assert (with_it.stderr, without.stderr) == ("", "")
    assert differing(tree(with_it.outdir), tree(without.outdir)) == {
        "program.pdf",
        "index.html",
        "searchindex.js",
    }
    page, plain = soup(with_it.outdir / "index.html"), soup(without.outdir / "index.html")
    link = page.select_one('.ws-actions a[href="program.pdf"]')
    assert link
    item = link.find_parent("li")
    assert item
    item.extract()
    assert page.get_text().split() == plain.get_text().split()
