"""Speakers: who talks, and where to find them in the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from sphinx_workshop.core.entity import Entity, Occasion
from sphinx_workshop.core.fields import Id, Line, Orcid, PersonName, Prose, Reference, Url
from sphinx_workshop.core.names import sort_key, sort_name
from sphinx_workshop.core.options import one_word
from sphinx_workshop.core.persons import Person
from sphinx_workshop.core.picture import Photo
from sphinx_workshop.core.program import Program
from sphinx_workshop.core.section import Directive, Options, Section

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw

SpeakerId = Annotated[Id, Reference("speaker")]


class Speaker(Entity):
    """Someone who talks, sits on a panel or answers questions."""

    kind: ClassVar[str] = "speaker"

    id: Id
    """Unique among speakers; links use it. Example: ``ada-lovelace``"""
    name: Annotated[Line, PersonName()]
    """As people write it, given name first. Example: ``Ada Lovelace``"""
    affiliation: Line | None = None
    """Where they work. Example: ``University of London``"""
    url: Url | None = None
    """Their own page. Example: ``https://example.org/ada``"""
    photo: Photo | None = None
    """A portrait; initials stand in for it."""
    bio: Prose | None = None
    """Who they are, in a few sentences. Example: ``Ada writes *programs*.``"""
    pronouns: Line | None = None
    """How to speak of them. Example: ``she/her``"""
    orcid: Orcid | None = None
    """Their ORCID iD. Example: ``0000-0002-1825-0097``"""
    sort_name: Line | None = None
    """The name to sort under, where it is not the last word. Example: ``van den Berg, Rianne``"""
    unplaced: Line | None = None
    """Why they are in no session; silences the warning. Example: ``Cancelled in May.``"""

    @property
    def sorted_name(self) -> str:
        """The name with the family name first."""
        return sort_name(self.name, self.sort_name)

    @property
    def person(self) -> Person:
        """Who this is, for an index."""
        return Person(self.sorted_name, self.affiliation, self.orcid)


def _render(draw: Draw, options: Options) -> list[nodes.Node]:
    speakers = list(draw.program.every(Speaker))
    if not speakers:
        return []
    if options.get("sort") == "name":
        speakers.sort(key=lambda speaker: sort_key(speaker.sorted_name))
    return [draw.items("ws-speakers", *(_card(draw, speaker) for speaker in speakers))]


def _card(draw: Draw, speaker: Speaker) -> nodes.Node:
    words = [draw.anchor(speaker), draw.person(speaker.name)]
    if speaker.pronouns:
        words.append(draw.inline("ws-pronouns", draw.text(f" ({speaker.pronouns})")))
    parts: list[nodes.Node] = [
        draw.portrait(speaker.photo, speaker.name, speaker.key),
        draw.paragraph("ws-name", *words),
    ]
    if speaker.affiliation:
        parts.append(draw.paragraph("ws-affiliation", *draw.title(speaker.affiliation)))
    links = [("Website", speaker.url)]
    if speaker.orcid:
        links.append(("ORCID", f"https://orcid.org/{speaker.orcid}"))
    slots = [_slot(draw, session) for session in _talks(draw, speaker)]
    calendars = [
        draw.calendar_link(f"ics/speaker/{speaker.id}.ics", speaker.name) for _ in slots[:1]
    ]
    if len(slots) == 1 and not any(url for _, url in links):
        slots[0] += [draw.text(" \N{MIDDLE DOT} "), calendars.pop()]  # it needs no own line
    parts += [draw.paragraph("ws-when", *slot) for slot in slots]
    if speaker.bio:
        parts.append(draw.disclosure("ws-bio", "About", draw.prose(speaker.bio)))
    parts += draw.link_row(links, *calendars)
    return draw.item("ws-speaker", *parts)


def _talks(draw: Draw, speaker: Speaker) -> list[Occasion]:
    found = [user for user in draw.program.referrers(speaker) if isinstance(user, Occasion)]
    return sorted(found, key=lambda occasion: (occasion.start, occasion.key))


def _slot(draw: Draw, occasion: Occasion) -> list[nodes.Node]:
    return [draw.record(occasion, *draw.when(occasion))]


def _people(program: Program) -> list[tuple[Person, Speaker]]:
    return [(speaker.person, speaker) for speaker in program.every(Speaker)]


SECTION = Section(
    name="speakers",
    entity=Speaker,
    people=_people,
    directive=Directive(render=_render, options={"sort": one_word("order", "name")}),
)
