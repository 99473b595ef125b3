"""A small project whose every page shows some of the data, or none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.behaviour.history import History
from tests.behaviour.processes import AILING
from tests.support import tree

if TYPE_CHECKING:
    from tests.conftest import Build, MakeProject

CONF = """
copyright = "2030, nobody"
version = "1"
"""

# Ends the build where a test wants it ended: by an exception, or at once as a kill does.
CRASH = """
import os

def setup(app):
    event, _, rest = os.environ.get("CRASH", "").partition(":")
    page, _, how = rest.partition(":")

    def crash(app, *arguments):
        if not page or page in arguments:
            if how == "raise":
                raise RuntimeError("made to fail")
            os._exit(9)

    if event:
        app.connect(event, crash)
"""

FILES = {
    "index.md": """\
# Start

```{workshop}
```

```{toctree}
program
papers
speakers
prose
any
other
```
""",
    "program.md": "# Program\n\n```{schedule}\n```\n",
    "papers.md": "# Papers\n\n```{papers}\n```\n",
    "speakers.md": "# Speakers\n\n```{speakers}\n```\n",
    "prose.md": "# Prose\n\nSee {paper}`first`.\n",
    "any.md": "# Any\n\nSee {any}`first`.\n",
    "other.md": "# Other\n\nNo data here.\n",
    "_data/workshop.yaml": """\
workshop:
  title: A small workshop
  acronym: SMALL
  start: 2030-01-15
  end: 2030-01-15
  timezone: Europe/London
""",
    "_data/papers.yaml": """\
papers:
  - id: first
    title: The first paper
    authors: [Ann Author]
    decision: oral
  - id: second
    title: The second paper
    authors: [Bob Writer]
    decision: poster
  - id: third
    title: The third paper
    authors: [Cy Scribe]
    decision: poster
""",
    "_data/program.yaml": """\
speakers:
  - id: dee
    name: Dee Speaker
schedule:
  - date: 2030-01-15
    sessions:
      - {id: talk, kind: invited-talk, start: 10:00, end: 11:00, speakers: [dee]}
      - {id: first-talk, kind: contributed-talk, start: 11:00, end: 11:30, papers: [first]}
""",
}


@pytest.fixture
def small(make_project: MakeProject) -> Path:
    """The project's folder."""
    return make_project(FILES, conf=CONF + CRASH)


@pytest.fixture
def clean(build: Build) -> Callable[[Path], dict[str, bytes]]:
    """What a build from nothing gives, in a folder of its own."""

    def run(source: Path, builder: str = "html") -> dict[str, bytes]:
        copy = source.parent / f"{source.name}-clean"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("_build"))
        result = build(copy, builder)
        assert result.returncode == 0, result.stderr
        return tree(result.outdir)

    return run


@pytest.fixture
def history(tmp_path: Path, request: pytest.FixtureRequest) -> History:
    """A site whose last state is in the folder `site`."""
    history = History(tmp_path / "site", int(request.config.getoption("--seed")))
    history.append_to_conf(AILING)
    return history
