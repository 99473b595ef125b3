"""The fonts of one booklet: none beyond Typst's own unless the text calls for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.reading.texts import find_texts

from .compiler import BookletError, mark_before
from .fonts import (
    VARIANTS,
    arrange,
    digest_of,
    families_in,
    font_folders,
    packaged_folders,
    variant_of,
)
from .glyphs import Coverage, clusters_in, glyph_faults

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["Typefaces", "choose_typefaces", "useful"]

_SAMPLES: Final = 8  # of each script; more say no more about a font


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Folders with fonts, and what of them the booklet needs.

    ``families`` have glyphs for the booklet's text; ``digest`` stands for the files' content;
    ``language`` is the workshop's.
    """

    folders: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    digest: str = ""
    language: str = field(default="en")

    def inputs(self) -> dict[str, str]:
        """Return the families in order for the template, by the forms that Han characters have.

        The names are joined by commas; there are none where Typst's own fonts do.
        """
        if not self.families:
            return {}
        chains = {"base": arrange(self.families, variant_of(self.language))}
        chains |= {name: arrange(self.families, name) for name in VARIANTS}
        return {f"fonts-{name}": ",".join(chain) for name, chain in chains.items()}


def choose_typefaces(app: Sphinx, language: str, source: str, docnames: Iterable[str]) -> Typefaces:
    """Find the fonts that a manuscript needs.

    :param language: the workshop's, a BCP 47 tag.
    :param source: the Typst source.
    :param docnames: the pages in the booklet.
    :raises BookletError: naming every character that no font has, with its places.
    """
    folders = font_folders(app)
    coverage = Coverage(clusters_in("\n".join(_lines(source))))
    if not coverage.wanting:
        return Typefaces(language=language)
    families = useful(coverage, folders) if folders else ()
    missing = coverage.missing(families, folders)
    if missing:
        places = _places(app, missing, source, docnames)
        raise BookletError(glyph_faults(missing, places, extra=not packaged_folders()))
    if not families:
        return Typefaces(language=language)
    return Typefaces(folders, families, digest_of(folders), language)


def _lines(source: str) -> Iterator[str]:
    return (line for line in source.split("\n") if not line.startswith("//"))


def useful(coverage: Coverage, folders: Sequence[str]) -> tuple[str, ...]:
    """Give the families that have glyphs for some of what is wanting."""
    samples: dict[str, list[str]] = {}
    for cluster in coverage.wanting:
        script = unicodedata.name(cluster[0], "?").split()[0]
        samples.setdefault(script, []).append(cluster)
    chosen = [cluster for found in samples.values() for cluster in found[:_SAMPLES]]
    families = families_in(folders)
    proportional = [family for family in families if "Mono" not in family]
    return tuple(
        family
        for family in proportional or families
        if len(coverage.missing_alone(chosen, family, folders)) < len(chosen)
    )


def _places(
    app: Sphinx, missing: Sequence[str], source: str, docnames: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Give the places of characters: in the data, on pages, else where Typst's source has them."""

    def held(text: str) -> list[str]:
        clusters = clusters_in(text)
        return [cluster for cluster in missing if cluster in clusters]

    found: set[str] = set()
    for place, what, text in (*_in_data(app, held), *_on_pages(app.env, docnames, held)):
        found.update(held(text))
        yield place, what, text
    lines = source.split("\n")
    for number, line in enumerate(lines, 1):
        rest = [cluster for cluster in held(line) if cluster not in found]
        if rest and not line.startswith("//"):
            yield mark_before(lines, number), "", " ".join(rest)


def _in_data(app: Sphinx, held: Callable[[str], list[str]]) -> Iterator[tuple[str, str, str]]:
    domains = {domain.name: domain for domain in app.env.domains.sorted()}
    sections = getattr(domains.get("workshop"), "sections", ())
    if not sections:
        return
    kinds = {section.name: section.kind for section in sections}
    for location, what, text in find_texts(Path(app.srcdir), kinds, held):
        yield str(location), what, text


def _on_pages(
    env: BuildEnvironment, docnames: Iterable[str], held: Callable[[str], list[str]]
) -> Iterator[tuple[str, str, str]]:
    for docname in docnames:
        try:
            text = Path(env.doc2path(docname)).read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if held(line):
                yield f"{docname}:{number}", "", line
