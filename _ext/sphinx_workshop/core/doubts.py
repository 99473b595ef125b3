"""Checks of single values across all sections: pictures, people's names, zones in texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_workshop.core.entity import marked
from sphinx_workshop.core.fields import PersonName
from sphinx_workshop.core.names import is_shouted, other_spellings, spelling_key
from sphinx_workshop.core.picture import Described, PictureFile, vet
from sphinx_workshop.core.problems import Location, quote
from sphinx_workshop.core.reading.source import Mapping
from sphinx_workshop.core.section import Draft, Sourced, descend


def every_sourced(draft: Draft) -> Iterator[Sourced]:
    """Give all records with their places."""
    for found in draft.records.values():
        yield from found


def check_pictures(draft: Draft) -> None:
    """Refuse pictures that may not be copied; miss the words for those who cannot see one."""
    vetted: dict[str, str | None] = {}
    for sourced in every_sourced(draft):
        if draft.problems.is_full(sourced.node.file):
            continue
        for path, _mark, name in marked(sourced.record, PictureFile):
            if name not in vetted:
                vetted[name] = vet(draft.source, name)
            wrong = vetted[name]
            if wrong is not None:
                draft.problems.error(sourced.location(*path), wrong)
        for path, _described, _name in marked(sourced.record, Described):
            holder = descend(sourced.node, path[:-1])
            if isinstance(holder, Mapping) and "alt" not in holder.keys:
                message = "a portrait without 'alt': say in a few words what it shows"
                draft.problems.warning(sourced.location(*path), message, "alt")


class _Spelling:
    """One way in which a name is written: how often, and where first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: list[tuple[Sourced, tuple[str | int, ...]]] = []

    @property
    def place(self) -> Location:
        sourced, path = self.places[0]
        return sourced.location(*path)

    @property
    def weight(self) -> tuple[bool, int, bool, int]:
        return not is_shouted(self.name), len(self.places), not self.name.isascii(), len(self.name)


def check_names(draft: Draft) -> None:
    """Doubt names in two spellings, and family names in capitals."""
    spellings: dict[str, _Spelling] = {}
    for sourced in every_sourced(draft):
        for path, _mark, name in marked(sourced.record, PersonName):
            spelling = spellings.setdefault(name, _Spelling(name))
            spelling.places.append((sourced, path))
    groups: dict[str, list[_Spelling]] = {}
    for spelling in spellings.values():
        groups.setdefault(spelling_key(spelling.name), []).append(spelling)
    for key in list(groups):
        near = (other for one in groups[key] for other in other_spellings(one.name))
        known = next((other for other in near if other != key and other in groups), None)
        if known is not None:
            groups[known] += groups.pop(key)
    for group in groups.values():
        _note_spellings(draft, group)


def _note_spellings(draft: Draft, group: list[_Spelling]) -> None:
    # The most frequent spelling is taken for the right one; of two, the one that keeps more.
    best = max(group, key=lambda spelling: spelling.weight)
    for spelling in group:
        if spelling is not best:
            message = (
                f"{quote(spelling.name)} is also written {quote(best.name)}, at {best.place}: "
                "write one person's name in one way"
            )
            draft.problems.warning(spelling.place, message, "name")
    if is_shouted(best.name):
        message = f"{quote(best.name)}: write the name without capitals, as {_calm(best.name)}"
        draft.problems.warning(best.place, message, "case")


def _calm(name: str) -> str:
    words = (word.title() if is_shouted(f"x {word}") else word for word in name.split())
    return quote(" ".join(words))


def check_titles(
    draft: Draft, titled: Iterable[tuple[str, Sourced]], *, once: bool = False
) -> None:
    """Doubt titles that differ from an earlier one in nothing but blanks or capitals.

    :param titled: titles with the records whose ``title`` they are.
    :param once: the same title twice is a doubt too.
    """
    first: dict[str, tuple[str, Sourced]] = {}
    for title, sourced in titled:
        earlier, before = first.setdefault("".join(title.casefold().split()), (title, sourced))
        if before is not sourced and (once or earlier != title):
            how = "the same title" if earlier == title else "but for blanks or capitals the title"
            message = f"{how} as at {before.location('title')}: {quote(earlier)}"
            draft.problems.warning(sourced.location("title"), message, "title")
