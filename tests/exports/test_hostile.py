"""What strangers type comes out of every export to the character, and is never its markup."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import jsonschema
import pytest
from bibtexparser.entrypoint import parse_string
from lxml import etree

from sphinx_workshop.core.export import render_all
from sphinx_workshop.core.loader import load
from sphinx_workshop.registry import EXPORTS, SECTIONS
from tests.safety.hostile import project
from tests.safety.payloads import PAYLOADS

from . import reading
from .test_frab import conference, events, judge

FAMILIES: Final = list(PAYLOADS)
# Prose knows limited Markdown, so that some of these texts are markup there by design.
PROSE: Final = ("abstract", "bio", "contribution", "session-abstract", "summary")
MARKDOWN: Final = re.compile(r"[*_`\[\]]|^[-+] |^\d+[.)] ")


def hostile(family: str, field: str) -> str:
    if field in PROSE and MARKDOWN.search(PAYLOADS[family]):
        return "harmless prose"
    return f"{PAYLOADS[family]} z{field.replace('-', '')}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "_data").mkdir()
    (folder / "_data" / "all.yaml").write_text(project(hostile)["_data/all.yaml"], "utf-8")
    return {file.path: file.data for file in render_all(load(folder, SECTIONS), EXPORTS)}


each_family = pytest.mark.parametrize(("number", "family"), list(enumerate(FAMILIES)), ids=FAMILIES)


@each_family
def test_calendar(number: int, family: str, files: dict[str, bytes]) -> None:
    found = {
        event.one("UID").partition(".")[0]: event for event in reading.events(files["program.ics"])
    }
    assert len(found) == 2 * len(PAYLOADS)
    event = found[f"session-s-{number}"]
    told = event.one("DESCRIPTION")
    label = f"Invited talk #{hostile(family, 'number')}"
    assert event.one("SUMMARY") == f"{label}: {hostile(family, 'session')}"
    assert event.one("LOCATION").startswith(hostile(family, "room") + ", ")
    assert reading.categories(event) == ["Invited talk", hostile(family, "session-track")]
    for field in ("note", "chair", "speaker", "speaker-affiliation", "title", "board", "author"):
        assert hostile(family, field) in told
    assert hostile(family, "session-abstract") in told
    assert {name for name, *_ in event.properties} == {
        "UID",
        "DTSTAMP",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "STATUS",
        "LOCATION",
        "CATEGORIES",
        "DESCRIPTION",
    }
    assert event.parts == []
    assert reading.events(files[f"ics/s-{number}.ics"]) == [event]


@each_family
def test_frab(number: int, family: str, files: dict[str, bytes]) -> None:
    event = events(files)[f"s-{number}"]
    assert event["title"] == hostile(family, "session")
    assert event["room"] == hostile(family, "room")
    assert event["track"] == hostile(family, "session-track")
    assert [person["name"] for person in event["persons"]] == [hostile(family, "speaker")]
    root = etree.fromstring(files["schedule.xml"])
    (other,) = root.xpath(f"//event[@guid='{event['guid']}']")
    assert other.findtext("title") == event["title"]
    assert other.findtext("description") == event["description"]
    assert other.getparent().get("name") == event["room"]
    assert other.findtext("persons/person") == hostile(family, "speaker")


@pytest.mark.skipif(not reading.JUDGES.is_dir(), reason="the schemas of c3voc are not there")
def test_frab_is_accepted(files: dict[str, bytes]) -> None:
    judge(files)
    assert len(conference(files)["rooms"]) == len(PAYLOADS)


@each_family
def test_bibliographies(number: int, family: str, files: dict[str, bytes]) -> None:
    found = reading.read_bibliography(files["papers.bib"])
    assert len(found) == len(PAYLOADS)
    (key,) = (key for key in found if key.endswith(f"-q-{number}"))
    paper = found[key]
    assert paper.title == hostile(family, "title")
    authors = [hostile(family, "author"), hostile(family, "second-author")]
    assert [" ".join(name.split()) for name in paper.authors] == [
        " ".join(name.split()) for name in authors
    ]
    assert paper.fields["note"] == hostile(family, "award")
    assert paper.fields["keywords"] == hostile(family, "keyword")
    library = parse_string(files["papers.bib"].decode())
    assert library.failed_blocks == []
    fields = library.entries_dict[key].fields_dict
    assert reading.typeset(fields["title"].value) == hostile(family, "title")
    (item,) = (one for one in json.loads(files["papers.csl.json"]) if one["id"] == key)
    assert item["title"] == hostile(family, "title")


def record(files: dict[str, bytes], section: str, key: str) -> dict[str, Any]:
    (found,) = (one for one in json.loads(files["program.json"])[section] if one["id"] == key)
    assert isinstance(found, dict)
    return found


@each_family
def test_program_json_and_tables(number: int, family: str, files: dict[str, bytes]) -> None:
    session = record(files, "sessions", f"s-{number}")
    assert session["title"] == hostile(family, "session")
    assert session["abstract"] == hostile(family, "session-abstract")
    paper = record(files, "papers", f"q-{number}")
    assert paper["abstract"] == hostile(family, "abstract")
    assert paper["authors"][0]["affiliation"] == hostile(family, "author-affiliation")
    assert record(files, "speakers", f"p-{number}")["bio"] == hostile(family, "bio")
    sponsor = record(files, "sponsors", f"r-{number}")
    assert sponsor["contribution"] == hostile(family, "contribution")
    assert record(files, "committee", f"m-{number}")["role"] == hostile(family, "role")
    assert record(files, "dates", f"d-{number}")["label"] == hostile(family, "label")
    rows = {row["id"]: row for row in reading.read_table(files["sessions.csv"])}
    assert rows[f"s-{number}"]["title"] == hostile(family, "session")
    assert rows[f"s-{number}"]["note"] == hostile(family, "note")
    rows = {row["id"]: row for row in reading.read_table(files["papers.csv"])}
    assert rows[f"q-{number}"]["title"] == hostile(family, "title")


def test_no_cell_begins_a_formula(files: dict[str, bytes]) -> None:
    for name in ("sessions.csv", "papers.csv"):
        text = files[name].decode()
        assert re.search(r"(?m)(?:^|,)\"?\s*[=+@-]", text) is None
        assert "'=HYPERLINK" in text


def test_program_json_follows_its_schema(files: dict[str, bytes]) -> None:
    schema = json.loads(files["program.schema.json"])
    jsonschema.validate(json.loads(files["program.json"]), schema)
