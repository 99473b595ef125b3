"""The workshop itself: the one mapping that everything else stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import TYPE_CHECKING, Annotated, ClassVar

from sphinx_workshop.core.entity import Entity, Record
from sphinx_workshop.core.fields import Date, Email, Language, Line, OneOf, Prose, Url, Zone
from sphinx_workshop.core.options import words
from sphinx_workshop.core.section import Directive, Draft, Options, Section
from sphinx_workshop.core.urls import as_uri
from sphinx_workshop.core.wording import NBSP, days_in_words
from sphinx_workshop.core.zone_words import check_zone_words
from sphinx_workshop.core.zones import find_zone

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw


class Host(Record):
    """Who the workshop is part of, such as a conference."""

    name: Line
    """What it is called. Example: ``NeurIPS 2021``"""
    url: Url | None = None
    """Its website. Example: ``https://neurips.cc``"""


class Venue(Record):
    """Where it happens."""

    name: Line
    """What the place is called. Example: ``Convention Centre, hall 3``"""
    url: Url | None = None
    """Where to read about it. Example: ``https://example.org/venue``"""
    address: Line | None = None
    """The postal address, in one line. Example: ``1 Main Street, Vancouver, Canada``"""
    mode: Annotated[str, OneOf("online", "in-person", "hybrid")] | None = None
    """How one takes part. Example: ``hybrid``"""


class Link(Record):
    """An address with the words that say where it leads."""

    label: Line
    """What the link says. Example: ``Join the talks``"""
    url: Url
    """Where it leads. Example: ``https://example.org/live``"""


class Workshop(Entity):
    """The workshop: its name, days, zone and addresses."""

    kind: ClassVar[str] = "workshop"

    title: Line
    """The full name. Example: ``Workshop on Deep Generative Models``"""
    acronym: Line
    """The short name, for programs too. Example: ``DGM2021``"""
    start: Date
    """The first day. Example: ``2021-12-14``"""
    end: Date
    """The last day. Example: ``2021-12-14``"""
    timezone: Zone
    """The IANA zone in which all times of the schedule are written. Example: ``Europe/London``"""
    display_timezones: tuple[Zone, ...] = ()
    """Zones printed side by side. Example: ``[Europe/London, Asia/Tokyo]``"""
    edition: Line | None = None
    """Which one in a series this is. Example: ``2nd edition``"""
    tagline: Line | None = None
    """One line under the title. Example: ``Models at work``"""
    summary: Prose | None = None
    """What it is about, in a few sentences. Example: ``Two communities meet.``"""
    host: Host | None = None
    """What the workshop is part of."""
    venue: Venue | None = None
    """Where it happens."""
    contact: Email | None = None
    """Where to ask. Example: ``chairs@example.org``"""
    url: Url | None = None
    """The site's own address. Example: ``https://example.org/2021/``"""
    links: tuple[Link, ...] = ()
    """Addresses that everybody needs."""
    language: Language = "en"
    """The language of the pages. Example: ``en``"""

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
    def site(self) -> str | None:
        """The site's own address in ASCII, with a slash at its end, where it is one of the web."""
        return _below(self.url)

    def site_or(self, base: str) -> str | None:
        """Give the site's address, or one that a setting states where the data has none."""
        return self.site or _below(base)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.start, self.end


def _below(url: str | None) -> str | None:
    """Give the address below which pages stand; None for one that is not of the web."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    return as_uri(url).partition("#")[0].partition("?")[0].rstrip("/") + "/"


def _check(draft: Draft) -> None:
    for workshop, sourced in draft.every(Workshop):
        if workshop.end < workshop.start:
            message = f"the workshop ends on {workshop.end}, before it starts on {workshop.start}"
            draft.problems.error(sourced.location("end"), message, "schedule")
        check_zone_words(draft, workshop.start)


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
        *_more(draw, workshop, options.get("show", ())),
    ]


def _more(draw: Draw, workshop: Workshop, wanted: Sequence[str]) -> list[nodes.Node]:
    """Show what a page may also say in its own words, where the ``:show:`` option asks for it."""
    made: list[nodes.Node] = []
    if "summary" in wanted and workshop.summary:
        made += draw.prose(workshop.summary)
    links = [(link.label, link.url) for link in workshop.links] if "links" in wanted else []
    if "contact" in wanted and workshop.contact:
        links.append((workshop.contact, f"mailto:{workshop.contact}"))
    return made + draw.link_row(links)


def _eyebrow(draw: Draw, workshop: Workshop) -> list[nodes.Node]:
    parts: list[list[nodes.Node]] = []
    if workshop.edition:
        parts.append(draw.title(workshop.edition))
    elif workshop.host:
        parts.append(draw.title(workshop.host.name))
    days = days_in_words(*workshop.days)
    parts.append([draw.moment(workshop.start.isoformat(), days)])
    if workshop.venue:
        parts.append(draw.title(workshop.venue.name))
    return draw.joined(parts)


def _actions(draw: Draw) -> list[nodes.Node]:
    links = [
        draw.listing_link("schedule", "See the program"),
        draw.listing_link("papers", "Accepted papers"),
        draw.booklet_link("Program booklet"),
    ]
    items = [draw.item("", draw.paragraph("", link)) for link in links]
    if draw.program.section("schedule"):
        calendar = draw.export_links("calendar", "program.ics", "Calendar")
        calendar["classes"] = []  # an action like the others, not a row of links
        items.append(draw.item("", calendar))
    return [draw.items("ws-actions", *items)]


def _facts(draw: Draw) -> list[nodes.Node]:
    """Count what there is; the number is set large."""
    items = []
    for fact in draw.facts():
        number, _space, noun = fact.partition(NBSP)
        fact_words = [draw.inline("ws-number", draw.text(number)), draw.text(f" {noun}")]
        items.append(draw.item("", draw.paragraph("", *fact_words)))
    return [draw.items("ws-facts", *items)] if items else []


SECTION = Section(
    name="workshop",
    entity=Workshop,
    single=True,
    required=True,
    check=_check,
    directive=Directive(render=_render, options={"show": words("summary", "links", "contact")}),
)
