"""Where a site offers its calendars, and that each link leads to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.support import copy_synthetic, said, soup, tree

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

WEBCAL = "webcal://workshop.example/2030/"


@pytest.fixture(scope="module")
def out(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the made-up workshop."""
    result = build(copy_synthetic(tmp_path_factory.mktemp("calendars")))
    assert (result.returncode, result.stderr) == (0, "")
    return result.outdir


def calendars(page: Path, out: Path) -> set[str]:
    """Give the paths below the site of all calendars that a page leads to; they have to exist."""
    found = set()
    for link in soup(page).select("a[href$='.ics']"):
        address = unquote(str(link["href"]))
        if address.startswith(WEBCAL):
            path = out / address.removeprefix(WEBCAL)
        else:
            assert "://" not in address
            path = (page.parent / address).resolve()
        assert path.is_file(), address
        found.add(path.relative_to(out.resolve()).as_posix())
    return found


def test_every_calendar_is_offered_somewhere(out: Path) -> None:
    made = {name for name in tree(out) if name.endswith(".ics")}
    offered = {name for page in out.rglob("*.html") for name in calendars(page, out)}
    missing = made - offered
    # Talks inside a session that present no paper, a pause, and what is cancelled: all of them are
    # in other calendars.
    own = {"talk-olga", "talk-b2"}
    off = {"invited-2", "evening"}
    assert {Path(name).stem for name in missing} == own | off
    assert "dates.ics" in calendars(out / "cfp" / "dates.html", out)


def test_rooms_and_tracks_are_folded_below_the_program(out: Path) -> None:
    (fold,) = soup(out / "program" / "index.html").select("details.ws-calendars")
    (summary,) = fold.select("summary")
    assert said(summary) == "Calendars of rooms and tracks"
    assert [said(item) for item in fold.select("li")] == [
        f"{name} · Subscribe" for name in ("Attic", "Aula", "Hall", "Practice", "Theory")
    ]
    assert [link["href"] for link in fold.select("li:first-child a")] == [
        "../ics/room/attic.ics",
        f"{WEBCAL}ics/room/attic.ics",
    ]


def test_one_room_alone_needs_no_list(make_project: MakeProject, build: Build) -> None:
    session = "{id: one, kind: other, title: One, start: 10:00, end: 11:00, room: Attic}"
    pages = {
        "index.md": "# Test\n\n```{schedule}\n```\n",
        "_data/all.yaml": f"schedule: [{{date: 2030-01-15, sessions: [{session}]}}]",
    }
    source = make_project(pages)
    page = soup(build(source).outdir / "index.html")
    assert page.select("details") == []
    assert [link["href"] for link in page.select("a[href$='.ics']")] == [
        "program.ics",
        "ics/one.ics",
    ]
    text = build(source, "text").outdir / "index.txt"
    assert "alendar" not in text.read_text("utf-8")
    # Nor where no calendars are made; nothing of their rows is left.
    page = soup(build(source, "html", "-D", "workshop_exports=bibtex").outdir / "index.html")
    (label,) = page.select(".ws-label")
    assert said(label) == "Attic"
    assert "alendar" not in str(page.select_one("[role=main]") or page.body)
