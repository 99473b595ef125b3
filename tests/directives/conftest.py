"""The made-up workshop with further pages, one for every way to use a directive, built once."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from tests.support import copy_synthetic, soup

if TYPE_CHECKING:
    from tests.conftest import Build

PageOf = Callable[[str], BeautifulSoup]
DoctreeOf = Callable[[str], nodes.document]


def orphan(body: str, title: str = "A page") -> str:
    """Return a page that no table of contents lists."""
    return f"---\norphan: true\n---\n\n# {title}\n\n{body}\n"


def use(directive: str, **options: str) -> str:
    """Return a directive with its options; ``no_index`` stands for ``:no-index:``."""
    lines = [f":{name.replace('_', '-')}: {value}" for name, value in options.items()]
    return "\n".join([f"```{{{directive}}}", *lines, "```"])


INSIDE = """\
:::{admonition} Days
```{schedule}
:day: 2030-03-31
```
:::

| | |
|-|-|
| a | b |

:::{list-table}
* - ```{papers}
    :decision: oral, poster
    ```
  - ```{committee}
    ```
:::

- in a list

  ```{sponsors}
  ```
"""

ROLES = """\
By name {speaker}`ada-example`, with blanks {speaker}` ada-example `, by title
{speaker}`the first one <ada-example>`, in full {workshop:paper}`alpha-bounds`.

A place of its own: {paper}`hostile`, {session}`oral-a`, {session}`talk-alpha`,
{session}`invited-1`, {sponsor}`golden-goose`, {member}`grace-sample`, {date}`submission`,
{workshop:workshop}`workshop`.

Any: {any}`hopper-pets`, {any}`by title <hopper-pets>`.
"""

# The name of the first page comes before all others, so that only its being whole sends links to
# another one.
PAGES = {
    "aaa.md": orphan(
        "\n\n".join(
            (
                use("schedule", kind="invited-talk, social"),
                use("papers", decision="oral"),
                use("speakers", no_index=""),
                use("sponsors", tier="Gold"),
                use("committee", role="Chairs"),
                use("dates", no_index=""),
            )
        )
    ),
    "variants/day.md": orphan(use("schedule", day="2030-03-29, 2030-03-31")),
    "variants/kind.md": orphan(use("schedule", kind="invited-talk, panel")),
    "variants/room.md": orphan(use("schedule", room="attic, HALL")),
    "variants/together.md": orphan(use("schedule", day="2030-03-29", room="Aula", kind="opening")),
    "variants/speakers-name.md": orphan(use("speakers", sort="name")),
    "variants/oral.md": orphan(use("papers", decision="oral")),
    "variants/two.md": orphan(use("papers", decision="poster, spotlight")),
    "variants/track.md": orphan(use("papers", track="theory")),
    "variants/title.md": orphan(use("papers", sort="title", decision="oral")),
    "variants/author.md": orphan(use("papers", sort="author", decision="oral")),
    "variants/gold.md": orphan(use("sponsors", tier="gold")),
    "variants/chairs.md": orphan(use("committee", role="chairs, REVIEWERS")),
    "variants/inside.md": orphan(INSIDE),
    "variants/twice.md": orphan(use("sponsors") + "\n\n" + use("sponsors")),
    "variants/roles.md": orphan(ROLES),
    "variants/deep.md": orphan("## Second\n\n### Third\n\n" + use("committee") + "\n\nAfter.\n"),
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """The HTML pages, without a warning."""
    result = build(copy_synthetic(tmp_path_factory.mktemp("directives"), PAGES))
    assert result.stderr == ""
    return result.outdir


@pytest.fixture(scope="session")
def page(site: Path) -> PageOf:
    """``page("program/index")``: one page, read."""
    return cache(lambda name: soup(site / f"{name}.html"))


@pytest.fixture(scope="session")
def doctree(site: Path) -> DoctreeOf:
    """``doctree("program/index")``: one page as it was read, before links were resolved."""

    def load(name: str) -> nodes.document:
        document = pickle.loads((site / ".doctrees" / f"{name}.doctree").read_bytes())  # noqa: S301
        assert isinstance(document, nodes.document)
        return document

    return load
