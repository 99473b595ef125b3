"""A made-up workshop of any size, the same for the same numbers."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

_GIVEN: Final = (
    "Ada Grace Alan Emmy Kurt Sofia Émilie Björn Yilun Fatima Ngozi Łukasz Zoë Wei".split()
)
_FAMILY: Final = (
    "Müller Okafor Schölkopf Nakamura Øster Li Garcia Novák Haddad Singh Ivanova".split()
)
_WORDS: Final = (
    "models sampling latent diffusion flows images molecules bounds learning inference causal "
    "deep graphs priors of for with under and towards the"
).split()


def _sentence(random_: random.Random, least: int, most: int) -> str:
    words = random_.choices(_WORDS, k=random_.randint(least, most))
    return " ".join(words).capitalize()


def _name(number: int) -> str:
    family = _FAMILY[number // len(_GIVEN) % len(_FAMILY)]
    return f"{_GIVEN[number % len(_GIVEN)]} {family}{number // 154:x}"


def _paper(number: int, random_: random.Random) -> str:
    authors = random_.sample(range(2000), random_.randint(2, 6))
    lines = [
        f"  - id: paper-{number}",
        f'    title: "{_sentence(random_, 6, 12)}: part {number} in $O(n^{{{number % 9}}})$"',
        "    authors:",
        *(f"      - {_name(author)}" for author in authors),
        "    abstract: |",
        *(f"      {_sentence(random_, 10, 14)} *stressed* words." for _ in range(6)),
        f"      See [the code](https://example.org/code/{number}).",
        f"    decision: {random_.choice(('oral', 'spotlight', 'poster'))}",
        f"    keywords: [{', '.join(random_.sample(_WORDS[:14], 3))}]",
        "    unplaced: made up",
        "    links:",
        f"      pdf: https://example.org/papers/{number}.pdf",
        f"      openreview: https://openreview.net/forum?id=x{number}",
    ]
    return "\n".join(lines)


def write(folder: Path, papers: int, *, seed: int = 1, per_file: int = 1000) -> list[Path]:
    """Write a workshop with so many papers; return its data files."""
    random_ = random.Random(seed)  # noqa: S311 — the same data every time is the point
    data = folder / "_data"
    data.mkdir(parents=True, exist_ok=True)
    main = data / "workshop.yaml"
    main.write_text(
        "workshop:\n  title: Made up\n  acronym: MU\n  start: 2030-01-15\n  end: 2030-01-15\n"
        "  timezone: Europe/London\n",
        encoding="utf-8",
    )
    files = [main]
    for first in range(0, papers, per_file):
        path = data / f"papers-{first:06d}.yaml"
        numbers = range(first, min(first + per_file, papers))
        body = "\n\n".join(_paper(number, random_) for number in numbers)
        path.write_text(f"papers:\n{body}\n", encoding="utf-8")
        files.append(path)
    return files
