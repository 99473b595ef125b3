"""The feed of changes is one by RFC 4287, and says what the page says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from sphinx_workshop.core.loader import load
from sphinx_workshop.core.program import Program
from sphinx_workshop.exports.atom import render_feed
from sphinx_workshop.registry import SECTIONS
from sphinx_workshop.sections.changes.compare import Change, compare
from sphinx_workshop.sections.changes.facts import facts_of
from tests.safety.payloads import PAYLOADS
from tests.support import TESTS, copy_synthetic

ATOM = "{http://www.w3.org/2005/Atom}"
RULES = etree.RelaxNG(etree.parse(TESTS / "data" / "atom" / "atom.rng"))
COMMITTED = datetime(2030, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, tuple[Change, ...]]:
    """Give the made-up workshop, and what has changed in it."""
    before = copy_synthetic(tmp_path_factory.mktemp("before"))
    now = copy_synthetic(tmp_path_factory.mktemp("now"))
    data = now / "_data" / "schedule.yaml"
    later = "start: 20:00\n        updated: 2030-03-05 10:00"
    text = data.read_text("utf-8").replace("start: 19:30", later)
    data.write_text(text.replace("title: Opening of nothing", "title: Opening of <all> & more"))
    program = load(now, SECTIONS)
    return program, compare(facts_of(load(before, SECTIONS)), facts_of(program))


def read(data: bytes) -> etree._Element:
    feed = etree.fromstring(data)
    RULES.assertValid(feed)
    return feed


def test_the_rules_refuse() -> None:
    for broken in ("<feed/>", "<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id></feed>"):
        assert not RULES.validate(etree.fromstring(broken))


def test_every_change_is_an_entry(both: tuple[Program, tuple[Change, ...]]) -> None:
    program, changes = both
    feed = read(render_feed(program, changes, COMMITTED))
    assert feed.findtext(f"{ATOM}title") == "What changed: Workshop on Made-up Things"
    entries = feed.findall(f"{ATOM}entry")
    told = [(one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}updated")) for one in entries]
    # The latest is the first; what has no time of its own has that of the data's history.
    assert told == [
        ("Moved: Dinner", "2030-03-05T10:00:00Z"),
        ("Renamed: Opening of <all> & more", "2030-03-01T12:00:00Z"),
    ]
    assert feed.findtext(f"{ATOM}updated") == "2030-03-05T10:00:00Z"
    links = [str(one.get("href")) for one in feed.iter(f"{ATOM}link")]
    assert links == [
        "https://workshop.example/2030/changes.atom",
        "https://workshop.example/2030/",
        "https://workshop.example/2030/program/index.html#session-dinner",
        "https://workshop.example/2030/program/index.html#session-opening",
    ]
    assert len({one.findtext(f"{ATOM}id") for one in (feed, *entries)}) == 3


def test_ids_last(both: tuple[Program, tuple[Change, ...]]) -> None:
    """A change keeps its id beside others, and a further change of the same has another."""
    program, changes = both
    first = render_feed(program, changes, None)
    assert first == render_feed(program, changes, None)
    ids = [one.findtext(f"{ATOM}id") for one in read(first).iter(f"{ATOM}entry")]
    alone = read(render_feed(program, changes[1:], COMMITTED))
    assert alone.findtext(f"{ATOM}entry/{ATOM}id") in ids
    fact = changes[0].now
    assert fact is not None
    again = replace(changes[0], now=replace(fact, title="Once more"))
    (other,) = read(render_feed(program, [again], None)).iter(f"{ATOM}entry")
    assert other.findtext(f"{ATOM}id") not in ids


def test_nothing_changed_and_nobody_knows_when(both: tuple[Program, tuple[Change, ...]]) -> None:
    feed = read(render_feed(both[0], [], None))
    assert feed.findtext(f"{ATOM}updated") == "2029-03-29T00:00:00Z"
    assert feed.findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_texts_stay_texts(text: str, both: tuple[Program, tuple[Change, ...]]) -> None:
    program, changes = both
    fact = changes[0].now
    assert fact is not None
    change = replace(changes[0], now=replace(fact, title=text))
    (entry,) = read(render_feed(program, [change], None)).iter(f"{ATOM}entry")
    assert str(entry.findtext(f"{ATOM}title")).endswith(text)
