"""The same sources give the same bytes, however, wherever and whenever they are built."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
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


def _locales(folder: Path) -> list[dict[str, str]]:
    """Return the settings of three locales: C alone and with UTF-8, and a strange one.

    Turkish has other capitals, and another encoding where it is made here, in a folder. A machine
    that cannot make it builds with C once more: Sphinx does not start with a locale it lacks.
    """
    made = folder / "tr_TR.ISO-8859-9"
    command = ["localedef", "-i", "tr_TR", "-f", "ISO-8859-9", str(made)]
    with suppress(OSError):
        folder.mkdir()
        subprocess.run(command, capture_output=True, check=False)
    strange = {"LOCPATH": str(folder), "LC_ALL": made.name}
    works = [sys.executable, "-c", "import locale; locale.setlocale(locale.LC_ALL, '')"]
    done = subprocess.run(works, env=os.environ | strange, capture_output=True, check=False)
    return [
        {"LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8"},
        {"LC_ALL": "POSIX"} if done.returncode else strange,
    ]


ZONES = ("Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati")


@pytest.mark.parametrize("copy", [copy_site, _booklet], ids=["real", "synthetic"])
def test_the_machine_does_not_matter(
    tmp_path: Path, build: Build, copy: Callable[[Path], Path]
) -> None:
    """Neither paths, locale, encoding, zone, tables of zones, hashes nor processes do."""
    # A machine whose own table of zones is wrong: Tokyo's under London's name.
    tables = tmp_path / "zoneinfo" / "Europe"
    tables.mkdir(parents=True)
    tokyo = resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes()
    (tables / "London").write_bytes(tokyo)
    further: tuple[dict[str, str], ...] = (
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONTZPATH": str(tables.parent)},
        {"PYTHONUTF8": "0", "LANGUAGE": "tr:de"},
    )
    locales = _locales(tmp_path / "locales")
    trees = []
    for number, (locale, zone) in enumerate(zip(locales, ZONES, strict=True)):
        environ = {"TZ": zone, "SOURCE_DATE_EPOCH": "1893456000", **locale, **further[number]}
        environ |= {"LANG": locale["LC_ALL"], "PYTHONHASHSEED": str(number + 1)}
        # Paths are part of no output; a folder for each keeps one build from using the other's.
        source = copy(tmp_path / ("here", "another/and/deeper", "at a third place")[number])
        # Quiet, as the third speaks Turkish in an encoding of its own.
        result = build(source, "html", "-q", f"-j{1 + number % 2}", environ=environ)
        assert (result.returncode, result.stderr) == (0, "")
        trees.append(tree(result.outdir))
    assert len(trees[0]) > 30
    assert {"program.pdf", "program.ics", "program.json"} <= trees[0].keys()
    assert [differing(trees[0], other) for other in trees[1:]] == [set(), set()]


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
