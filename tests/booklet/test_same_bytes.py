"""Every PDF and picture comes out the same, wherever and whenever it is made; all made up."""

from __future__ import annotations

import pytest

from tests.conftest import Build, MakeProject

from .test_design import project

pytestmark = pytest.mark.slow

WISHES = (
    "workshop_booklet_imposition = True\nworkshop_booklet_poster = 'A3'\n"
    "workshop_booklet_volumes = 2\nworkshop_cards = 'papers'\n"
)
PLACES = (
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Marquesas", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
)


@pytest.mark.parametrize("epoch", ["", "1700000000"])
def test_all_products_are_the_same_anywhere(
    epoch: str, make_project: MakeProject, build: Build
) -> None:
    made: list[dict[str, bytes]] = []
    for environ in PLACES:
        source = project(make_project, "A4")
        with (source / "conf.py").open("a", encoding="utf-8") as file:
            file.write(f"\n{WISHES}html_baseurl = 'https://never.example/'\n")
        dated = {**environ, "SOURCE_DATE_EPOCH": epoch} if epoch else environ
        outdir = build(source, "html", environ=dated, strict=False).outdir
        found = [*outdir.glob("*.pdf"), *outdir.rglob("card*.png"), *outdir.rglob("p?.png")]
        made.append({str(path.relative_to(outdir)): path.read_bytes() for path in found})
    assert {"program.pdf", "program-2.pdf", "program-poster.pdf"} <= made[0].keys()
    assert {"program-print.pdf", "program-print-2.pdf", "card.png"} <= made[0].keys()
    assert [name for name in made[0] if made[0][name] != made[1].get(name)] == []
    assert made[0].keys() == made[1].keys()
    day = b"D:20231114" if epoch else b"D:20300115"  # SOURCE_DATE_EPOCH, or the first day
    assert all(day in data for name, data in made[0].items() if name.endswith(".pdf"))
