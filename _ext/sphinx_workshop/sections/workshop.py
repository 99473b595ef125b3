"""The workshop itself: the one mapping that everything else stands in."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator

from sphinx_workshop.core.entity import Entity, Record
from sphinx_workshop.core.fields import Date, Email, Language, Line, Prose, Url, Zone, one_of
from sphinx_workshop.core.section import Directive, Draft, Options, Section
from sphinx_workshop.core.wording import NBSP, days_in_words
from sphinx_workshop.core.zones import find_zone

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw


class Host(Record):
    """Who the workshop is part of, such as a conference."""

    name: Line
    url: Url | None = None


class Venue(Record):
    """Where it happens."""

    name: Line
    url: Url | None = None
    address: Line | None = None
    mode: Annotated[str, BeforeValidator(one_of("online", "in-person", "hybrid"))] | None = None


class Link(Record):
    """An address with the words that say where it leads."""

    label: Line
    url: Url


class Workshop(Entity):
    """The workshop: its name, days, zone and addresses."""

    kind: ClassVar[str] = "workshop"

    title: Line
    acronym: Line
    start: Date
    end: Date
    timezone: Zone
    display_timezones: tuple[Zone, ...] = ()
    edition: Line | None = None
    tagline: Line | None = None
    summary: Prose | None = None
    host: Host | None = None
    venue: Venue | None = None
    contact: Email | None = None
    url: Url | None = None
    links: tuple[Link, ...] = ()
    language: Language = "en"

    @property
    def key(self) -> str:
        """There is only one."""
        return "workshop"

    @property
    def display_name(self) -> str:
        """The title."""
        return self.title

    @property
    def zone(self) -> tzinfo:
        """The zone in which the schedule's times are written."""
        return find_zone(self.timezone)

    @property
    def zones(self) -> tuple[tzinfo, ...]:
        """The zones to print side by side, the workshop's own first."""
        names = dict.fromkeys((self.timezone, *self.display_timezones))
        return tuple(find_zone(name) for name in names)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.start, self.end


def _check(draft: Draft) -> None:
    for workshop, sourced in draft.every(Workshop):
        if workshop.end < workshop.start:
            message = f"the workshop ends on {workshop.end}, before it starts on {workshop.start}"
            draft.problems.error(sourced.location("end"), message, "schedule")


def _render(draw: Draw, options: Options) -> list[nodes.Node]:
    workshop = draw.program.one(Workshop)
    return [
        draw.paragraph("ws-eyebrow", draw.anchor(workshop), *_eyebrow(draw, workshop)),
        *(
            [draw.paragraph("ws-tagline", *draw.title(workshop.tagline))]
            if workshop.tagline
            else []
        ),
        *_actions(draw),
        *_facts(draw),
    ]


def _eyebrow(draw: Draw, workshop: Workshop) -> list[nodes.Node]:
    parts: list[list[nodes.Node]] = []
    if workshop.edition:
        parts.append(draw.title(workshop.edition))
    elif workshop.host:
        parts.append(draw.title(workshop.host.name))
    words = days_in_words(*workshop.days)
    parts.append([draw.moment(workshop.start.isoformat(), words)])
    if workshop.venue:
        parts.append(draw.title(workshop.venue.name))
    return draw.joined(parts)


def _actions(draw: Draw) -> list[nodes.Node]:
    links = [
        draw.listing_link("schedule", "See the program"),
        draw.listing_link("papers", "Accepted papers"),
        draw.booklet_link("Program booklet"),
    ]
    return [draw.items("ws-actions", *(draw.item("", draw.paragraph("", link)) for link in links))]


def _facts(draw: Draw) -> list[nodes.Node]:
    """Count what there is; the number is set large."""
    items = []
    for fact in draw.facts():
        number, _space, noun = fact.partition(NBSP)
        words = [draw.inline("ws-number", draw.text(number)), draw.text(f" {noun}")]
        items.append(draw.item("", draw.paragraph("", *words)))
    return [draw.items("ws-facts", *items)] if items else []


SECTION = Section(
    name="workshop",
    entity=Workshop,
    single=True,
    required=True,
    check=_check,
    directive=Directive(render=_render),
)
