"""Reads the workshop's original page, and the data, by means of their own.

The page is read with a few regular expressions, the data with PyYAML's ``BaseLoader`` (every
scalar is text), so that a mistake in the extension's reader cannot hide one in the data. Where
the data differ from the page on purpose, ``MENDED`` lists it.
"""

import csv
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "tests" / "data" / "source"
PAGE = (SOURCE / "workshop-2021.md").read_text(encoding="utf-8")
PAPERS = (SOURCE / "papers.csv").read_text(encoding="utf-8")

MENDED = {
    # Times and session titles
    "12:00 p.m (EST)": "12:00 p.m. (EST)",
    "Invited Talk #": "Invited talk #",
    "Panel Discussion": "Panel discussion",
    "(gathertown)": "(GatherTown)",
    # Names: one speaker spelled in two ways, family names in capitals, a capital missing
    "Finale Doshi (": "Finale Doshi-Velez (",
    "Donghun LEE": "Donghun Lee",
    "SEONGHYUN KIM": "Seonghyun Kim",
    "KAMAL YOUCEF-TOUMI": "Kamal Youcef-Toumi",
    "Fouad OUBARI": "Fouad Oubari",
    "Antoine De mathelin": "Antoine De Mathelin",
    "Mathilde MOUGEOT": "Mathilde Mougeot",
    # Titles
    "Acquisitionwith": "Acquisition with",
    "Alternating  extra-gradient": "Alternating extra-gradient",
    "Generator  Molecules": "Generator Molecules",
    "Pretrained  Language": "Pretrained Language",
    # Links that end in "<" or have no scheme
    '"www.microsoft.com<"': '"https://www.microsoft.com"',
    '"www.boltzbit.com<"': '"https://www.boltzbit.com"',
    '"www.ellis.eng.cam.ac.uk<"': '"https://www.ellis.eng.cam.ac.uk"',
    "(ellis-admin@eng.cam.ac.uk)": "(mailto:ellis-admin@eng.cam.ac.uk)",
}

# From the later version of the page, which is not stored here (see the README beside the source).
TALKS_URL = "https://neurips.cc/virtual/2021/workshop/21878"
POSTERS_URL = "https://eventhosts.gather.town/tjiIamTIwPtLRF5R/neurips-template-6"
SITE_URL = "https://dgms-and-applications.github.io/2021/"


def mend(text: str) -> str:
    """Return the text with every mending of ``MENDED`` made."""
    for wrong, right in MENDED.items():
        text = text.replace(wrong, right)
    return text


MENDED_PAGE = mend(PAGE)


MENDED_PAGE = mend(PAGE)


def data(section: str) -> Any:
    """Return one section of ``_data/``, every scalar as text."""
    text = (ROOT / "_data" / f"{section}.yaml").read_text(encoding="utf-8")
    return yaml.BaseLoader(text).get_single_data()[section]


def part(heading: str) -> str:
    """Return the page's text from one heading to the next."""
    pattern = rf"^#+ {re.escape(heading)}\s*$(.*?)(?=^#+ |\Z)"
    match = re.search(pattern, MENDED_PAGE, re.MULTILINE | re.DOTALL)
    assert match, heading
    return match[1]


def bullets(text: str) -> list[str]:
    """Return the items of a Markdown bullet list."""
    return [line[2:].strip() for line in text.splitlines() if line.startswith("- ")]


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading."""
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in part(heading).splitlines()
        if line.startswith("|")
    ]


def rows() -> list[tuple[str, ...]]:
    """Return the schedule: start and end in GMT, both in EST, all as printed, and title."""
    clock = r"(\d+:\d\d [ap]\.m\.)"
    when = re.compile(rf"{clock} - {clock} \(GMT\) {clock} - {clock} \(EST\)")
    found = []
    for row in table("Schedule"):
        match = when.fullmatch(row[0])
        assert match, row
        found.append((*match.groups(), row[1]))
    return found


def papers() -> list[tuple[str, list[str]]]:
    """Return title and authors of the accepted papers, in the page's order."""
    return [(row[1], row[0].split(", ")) for row in table("Accepted Papers")[2:]]


def decisions() -> dict[str, tuple[str, str]]:
    """Return each paper's decision and PDF address by its title."""
    records = csv.DictReader(PAPERS.splitlines())
    return {mend(one["title"]): (one["decision"].lower(), one["pdf"]) for one in records}


def day(text: str, form: str) -> str:
    """Return a date that the page writes in some form as the data write it."""
    return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()


def deadline(text: str) -> tuple[str, str]:
    """Return a date of the page as the data write it, with its time and zone if it has them."""
    match = re.search(r"(\w{3} \d+, \d{4})(?: (\d\d:\d\d) (Anywhere on earth))?", text)
    assert match, text
    written = day(match[1], "%b %d, %Y")
    return (f"{written} {match[2]}", "AoE") if match[2] else (written, "")
