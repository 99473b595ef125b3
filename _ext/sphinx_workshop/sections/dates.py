"""Important dates: deadlines, with their zone and the values they replace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

from pydantic import PlainValidator, WithJsonSchema

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.fields import DeadlineZone, Id, Line
from sphinx_workshop.core.section import Directive, Draft, Options, Section, Sourced
from sphinx_workshop.core.times import WallTime, instant, parse_date, parse_wall_time
from sphinx_workshop.core.wording import clock, day_in_words
from sphinx_workshop.core.zones import AOE, abbreviation, find_zone, offset_label
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw

# A deadline that is only a date lasts to the end of that day.
END_OF_DAY: Final = 24 * 60


def _when(value: Any) -> Any:
    """Read a date, or a date and a time; a date alone has no minute."""
    if isinstance(value, WallTime):
        return value
    if not isinstance(value, str):
        raise ValueError("expected a date, or a date and a time")
    text = value.strip()
    if " " not in text and "T" not in text:
        return WallTime(parse_date(text), -1)
    wall = parse_wall_time(text)
    if wall.day is None:
        raise ValueError(f"'{value}' lacks its date: write it as 2021-10-03 23:59")
    return wall


When = Annotated[
    WallTime,
    PlainValidator(_when),
    WithJsonSchema({"type": "string", "x-type": "date, or date and time"}),
]


class DateRecord(Entity):
    """A deadline or another date that people wait for, as written."""

    kind: ClassVar[str] = "date"

    id: Id
    """Unique among dates. Example: ``submission``"""
    label: Line
    """What is due. Example: ``Submission deadline``"""
    when: When
    """A date, or date and time. Example: ``2021-10-03 23:59``"""
    timezone: DeadlineZone | None = None
    """An IANA zone or AoE (UTC−12); the workshop's if left out. Example: ``AoE``"""
    replaces: tuple[When, ...] = ()
    """Earlier values, shown struck through. Example: ``[2021-09-17 23:59]``"""


class ImportantDate(DateRecord):
    """A date with the zone that holds for it: its own, else the workshop's."""

    zone_name: str

    def moment(self, when: WallTime) -> datetime:
        """Give the instant of a value; a date alone ends with its day."""
        assert when.day is not None
        minute = END_OF_DAY if when.minute < 0 else when.minute
        return instant(replace(when, minute=minute), when.day, self.zone)

    @property
    def zone(self) -> tzinfo:
        """The zone in which the values are written."""
        return find_zone(self.zone_name)

    @property
    def start(self) -> datetime:
        """The instant that counts now, aware."""
        return self.moment(self.when)


def _resolve(draft: Draft) -> Iterable[ImportantDate]:
    zone = next((record.timezone for record, _ in draft.every(Workshop)), "UTC")
    for record, sourced in draft.every(DateRecord):
        entity = ImportantDate(**dict(record), zone_name=record.timezone or zone)
        _check_instants(draft, entity, sourced)
        if draft.place(entity, sourced):
            yield entity


def _check_instants(draft: Draft, entity: ImportantDate, sourced: Sourced) -> None:
    paths: list[tuple[str | int, ...]] = [
        ("replaces", step) for step in range(len(entity.replaces))
    ]
    for when, path in zip((entity.when, *entity.replaces), [("when",), *paths], strict=True):
        try:
            entity.moment(when)
        except ValueError as error:
            draft.problems.error(sourced.location(*path), str(error), "schedule")


def _render(draw: Draw, options: Options) -> list[nodes.Node]:
    entries = [_entry(draw, entry) for entry in draw.program.every(ImportantDate)]
    if not entries:
        return []
    links = draw.export_links("calendar", "dates.ics", "Add to calendar", "Subscribe")
    return [links, draw.terms("ws-dates", entries)]


def _entry(draw: Draw, entry: ImportantDate) -> tuple[list[nodes.Node], list[nodes.Node]]:
    term = [draw.anchor(entry), *_shown(draw, entry, entry.when)]
    details: list[nodes.Node] = [draw.paragraph("ws-what", *draw.title(entry.label))]
    for earlier in entry.replaces:
        struck = draw.inline("ws-struck", *_shown(draw, entry, earlier))
        details.append(draw.paragraph("ws-superseded", draw.text("Moved from "), struck))
    return term, details


def _shown(draw: Draw, entry: ImportantDate, when: WallTime) -> list[nodes.Node]:
    """Write a value with its zone; a date alone needs none unless the record names one."""
    assert when.day is not None
    if when.minute < 0:
        day = draw.moment(when.day.isoformat(), day_in_words(when.day))
        zone = f", {_zone_words(entry, entry.moment(when))}" if entry.timezone else ""
        return [day, draw.text(zone)] if zone else [day]
    moment = entry.moment(when)
    time = "24:00" if when.minute == END_OF_DAY else clock(moment)
    words = f"{day_in_words(when.day)}, {time}"
    return [draw.moment(moment.isoformat(), words), draw.text(f" {_zone_words(entry, moment)}")]


def _zone_words(entry: ImportantDate, moment: datetime) -> str:
    name = "Anywhere on Earth" if entry.zone_name == AOE else abbreviation(moment)
    return f"{name} ({offset_label(moment)})"


SECTION = Section(
    name="dates",
    entity=ImportantDate,
    record=DateRecord,
    resolve=_resolve,
    directive=Directive(render=_render),
)
