"""What all descriptions have in common: addresses, people, and how they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.core.urls import as_uri

Thing = dict[str, Any]
SCHEMA: Final = "https://schema.org"
# What could end the element that holds the data, or a line of a script.
_UNSAFE: Final = re.compile("[<>&\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are on the web: absolute addresses in ASCII, None where there is none.

    Those of records are the program's.

    :param home: the landing page.
    :param image: a picture of the workshop.
    """

    home: str | None
    image: str | None = None


def embed(things: Iterable[Thing | str]) -> str:
    """Write things as the content of a ``<script type="application/ld+json">``.

    :param things: some may be written already.
    """
    texts = [thing if isinstance(thing, str) else written(thing) for thing in things]
    told = [f'{{"@context": "{SCHEMA}", {text[1:]}' for text in texts]
    return told[0] if len(told) == 1 else f"[{', '.join(told)}]"


def written(thing: Thing) -> str:
    """Write a thing as JSON on one line, which no element's end can be in."""
    text = json.dumps(thing, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def held(thing: Mapping[str, Any]) -> Thing:
    """Leave out what has no value."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def person(
    name: str, affiliation: str | None, *, url: str | None = None, orcid: str | None = None
) -> Thing:
    """Describe someone."""
    where = {"@type": "Organization", "name": plain_title(affiliation)} if affiliation else None
    same = f"https://orcid.org/{orcid}" if orcid else None
    told = {"name": name, "affiliation": where, "url": uri(url), "sameAs": same}
    return held({"@type": "Person", **told})


def uri(url: str | None) -> str | None:
    """Write an address of the web in ASCII; None for a mail address."""
    return as_uri(url) if url and not url.lower().startswith("mailto:") else None


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> Thing:
    """Describe the way to a page.

    :param trail: name and address of each page from the landing page to this one.
    """
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
