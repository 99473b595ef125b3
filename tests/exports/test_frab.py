"""The frab schedule: accepted by the schemas that phone apps are made for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import jsonschema
import pytest
from lxml import etree

from sphinx_workshop.core.loader import load
from sphinx_workshop.exports import frab
from sphinx_workshop.registry import SECTIONS
from tests.conftest import MakeProject

from .reading import JUDGES
from .test_calendar import WORKSHOP, day

Render = Callable[..., dict[str, bytes]]

judged = pytest.mark.skipif(not JUDGES.is_dir(), reason=f"the schemas of c3voc are not in {JUDGES}")


@pytest.fixture
def render(make_project: MakeProject) -> Render:
    def run(data: str, **replaced: str) -> dict[str, bytes]:
        workshop = WORKSHOP.format(more="")
        for name, value in replaced.items():
            workshop = "\n".join(
                f"  {name}: {value}" if line.startswith(f"  {name}:") else line
                for line in workshop.splitlines()
            )
        files: Mapping[str, str] = {"_data/workshop.yaml": workshop, "_data/more.yaml": data}
        return frab.render(load(make_project(files), SECTIONS))

    return run


def conference(files: Mapping[str, bytes]) -> dict[str, Any]:
    found = json.loads(files["schedule.json"])["schedule"]["conference"]
    assert isinstance(found, dict)
    return found


def events(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    return {
        event["slug"].partition("-session-")[2]: event
        for one in conference(files)["days"]
        for held in one["rooms"].values()
        for event in held
    }


def judge(files: Mapping[str, bytes]) -> None:
    schema = json.loads((JUDGES / "frab-schedule.schema.json").read_bytes())
    judge = jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker())
    complaints = [
        f"{error.json_path}: {error.message}"
        for error in judge.iter_errors(json.loads(files["schedule.json"]))
    ]
    assert complaints == []
    xsd = etree.XMLSchema(etree.parse(JUDGES / "frab-schedule.xsd"))
    assert xsd.validate(etree.fromstring(files["schedule.xml"])), xsd.error_log


HARD = day(
    "id: x, kind: qa, start: 23:30, duration: 3:00, room: 'A <&> B', url: 'https://exämple.org/ü%'",
    "kind: other, title: Doors, start: 08:00",
    "kind: invited-talk, title: T, start: 08:00, end: 09:00, status: cancelled",
    "kind: other, title: Long, start: 08:00, duration: 200 h",
)


@judged
@pytest.mark.parametrize("project", ["real", "synthetic"])
def test_no_complaint_about(project: str, exported: Callable[[str], dict[str, bytes]]) -> None:
    judge(exported(project))


@judged
@pytest.mark.parametrize("zone", ["GMT", "Etc/GMT+12", "America/New_York", "EST5EDT", "Asia/Tokyo"])
def test_no_complaint_about_zone(zone: str, render: Render) -> None:
    judge(render(HARD, timezone=zone))


@judged
@pytest.mark.parametrize("acronym", ["dgms-2021", "X", "Ω", "2030", "A B C", "'-'"])
def test_no_complaint_about_acronym(acronym: str, render: Render) -> None:
    judge(render(HARD, acronym=acronym))


@judged
def test_no_complaint_about_an_empty_program(render: Render) -> None:
    files = render("sponsors: []")
    judge(files)
    assert [one["date"] for one in conference(files)["days"]] == ["2030-03-30"]


def test_zones_that_the_format_refuses_are_left_out(render: Render) -> None:
    assert "time_zone_name" not in conference(render(HARD, timezone="GMT"))
    assert conference(render(HARD))["time_zone_name"] == "Europe/London"


def test_days_reach_past_midnight(exported: Callable[[str], dict[str, bytes]]) -> None:
    days = conference(exported("synthetic"))["days"]
    assert [one["index"] for one in days] == [1, 2, 3]
    # The night watch ends in the night in which the clocks go forward.
    assert days[1]["day_start"] == "2030-03-30T15:00:00+00:00"
    assert days[1]["day_end"] == "2030-03-31T02:30:00+01:00"
    night = events(exported("synthetic"))["night-watch"]
    assert (night["start"], night["duration"]) == ("23:30", "02:00")
    assert night["date"] == "2030-03-30T23:30:00+00:00"


def test_rooms_stand_in_order_of_use(exported: Callable[[str], dict[str, bytes]]) -> None:
    found = conference(exported("synthetic"))
    names = ["Aula", "Attic", "The Hall of Mirrors", "Hall"]
    assert [room["name"] for room in found["rooms"]] == names
    assert list(found["days"][0]["rooms"]) == names[:3]


def test_what_is_cancelled_is_left_out(render: Render) -> None:
    talks = "talks: [{id: inner, title: I, duration: 5 min}]"
    gone = f"id: gone, kind: other, title: T, start: 10:00, end: 11:00, status: cancelled, {talks}"
    found = events(render(day(gone, "id: here, kind: panel, start: 11:00, end: 12:00")))
    assert list(found) == ["here"]


def test_a_moment_has_no_length(render: Render) -> None:
    doors = events(render(HARD))["doors"]
    assert doors["duration"] == "00:00"
    assert "end" not in doors


def test_addresses_are_ascii(render: Render) -> None:
    links = [link["url"] for link in events(render(HARD))["x"]["links"]]
    assert links == ["https://xn--exmple-cua.org/%C3%BC%25"]


def test_ids_last_and_the_version_changes_with_what_is_said(render: Render) -> None:
    before, again = render(HARD), render(HARD)
    assert before == again
    after = render(
        HARD.replace("start: 08:00, end: 09:00, status: cancelled", "start: 07:00").replace(
            "Long", "L"
        )
    )
    old, new = events(before), events(after)
    kept = old.keys() & new.keys()
    assert len(kept) == 2
    for name in ("id", "guid"):
        assert [old[key][name] for key in kept] == [new[key][name] for key in kept]
    versions = {
        json.loads(files["schedule.json"])["schedule"]["version"] for files in (before, after)
    }
    assert len(versions) == 2


def test_a_person_is_one_in_all_events(exported: Callable[[str], dict[str, bytes]]) -> None:
    ids: dict[str, set[str]] = {}
    for event in events(exported("synthetic")).values():
        for person in event["persons"]:
            ids.setdefault(person["name"], set()).add(person["guid"])
    # Ada is a speaker, a panelist, and the author of a paper.
    assert all(len(found) == 1 for found in ids.values())
    assert len(ids) > 10


def test_both_forms_say_the_same(exported: Callable[[str], dict[str, bytes]]) -> None:
    root = etree.fromstring(exported("synthetic")["schedule.xml"])
    listed = events(exported("synthetic"))
    written = {str(event.get("guid")): event for event in root.iterfind("day/room/event")}
    assert len(written) == len(listed)
    for event in listed.values():
        other = written[event["guid"]]
        assert other.get("id") == str(event["id"])
        for name in "title subtitle type abstract description language track slug url".split():
            assert (other.findtext(name) or "") == (event[name] or "")
        links = [link.get("href") for link in other.iterfind("links/link")]
        assert links == [link["url"] for link in event["links"]]
