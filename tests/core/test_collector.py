"""Python's collector of cycles, which looks at what a build holds only now and then."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sphinx_workshop.core.collector import SELDOM, all_stays, collect_seldom


class App:
    """As much of Sphinx as ends a build."""

    def __init__(self) -> None:
        self.ends: list[Callable[..., None]] = []

    def connect(self, event: str, end: Callable[..., None], priority: int) -> None:
        assert event == "build-finished"
        self.ends.append(end)

    def finish(self) -> None:
        for end in self.ends:
            end(self, None)


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    before, was_enabled = gc.get_threshold(), gc.isenabled()
    gc.enable()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    if not was_enabled:
        gc.disable()


def test_a_build_leaves_the_collector_as_it_was() -> None:
    before, app = gc.get_threshold(), App()
    held: Any = app
    collect_seldom(held)
    assert gc.get_threshold() == SELDOM
    with all_stays():
        assert not gc.isenabled()
        kept = [[number] for number in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(kept)
    app.finish()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_what_stays_is_never_looked_at() -> None:
    looked: list[str] = []
    gc.callbacks.append(lambda phase, _info: looked.append(phase))
    try:
        with all_stays():
            kept = [[number] for number in range(200_000)]
        after = [[number] for number in range(100)]
    finally:
        del gc.callbacks[-1]
    assert not looked
    assert len(kept) > len(after)


def test_a_mistake_in_between_wakes_it() -> None:
    def fail() -> None:
        with all_stays():
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the one above
        fail()
    assert gc.isenabled()


ENDS = """
import atexit, gc
from sphinx_workshop.core.collector import collect_seldom
# What is registered first is called last.
atexit.register(lambda: print(gc.get_freeze_count() > len(kept)))
kept = [[number] for number in range(5000)]
class App:
    def connect(self, event, end, priority):
        self.end = end
for app in (App(), App()):
    collect_seldom(app)
    app.end(app, None)
assert not gc.get_freeze_count()
"""


def test_nothing_is_looked_at_when_the_process_ends() -> None:
    ended = subprocess.run([sys.executable, "-c", ENDS], capture_output=True, text=True, check=True)
    assert ended.stdout == "True\n"
