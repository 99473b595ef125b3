"""The committee: who organizes, reviews and advises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.fields import Email, Id, Line, PersonName, Url
from sphinx_workshop.core.names import FreeIds, slug
from sphinx_workshop.core.options import check_held, words
from sphinx_workshop.core.picture import Photo
from sphinx_workshop.core.section import Directive, Draft, Options, Section

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw


class Member(Entity):
    """Someone on the committee; the id is made from the name where it is left out."""

    kind: ClassVar[str] = "member"

    id: Id = ""
    """Made from the name where left out. Example: ``ada-lovelace``"""
    name: Annotated[Line, PersonName()]
    """As people write it. Example: ``Ada Lovelace``"""
    role: Line | None = None
    """The group they stand in. Example: ``Program chairs``"""
    affiliation: Line | None = None
    """Where they work. Example: ``University of London``"""
    url: Url | None = None
    """Their own page. Example: ``https://example.org/ada``"""
    photo: Photo | None = None
    """A portrait."""
    email: Email | None = None
    """An address to publish. Example: ``ada@example.org``"""


def _resolve(draft: Draft) -> Iterable[Member]:
    ids = FreeIds(record.id for record, _ in draft.every(Member))
    for record, sourced in draft.every(Member):
        key = record.id or ids.make(record.name, "member")
        member = record if record.id else record.model_copy(update={"id": key})
        if draft.place(member, sourced):
            yield member


def _render(draw: Draw, options: Options) -> list[nodes.Node]:
    wanted, every = options.get("role", ()), draw.program.every(Member)
    check_held("member", "role", wanted, map(_role, every))
    members = [member for member in every if not wanted or _role(member) in wanted]
    listings: list[nodes.Node] = []
    for role in dict.fromkeys(member.role for member in members):
        cards = [_entry(draw, member) for member in members if member.role == role]
        listing = draw.items("ws-committee", *cards)
        heading = f"committee-{slug(role or '') or 'role'}"
        listings.append(draw.group(heading, role, [listing]) if role else listing)
    return listings


def _role(member: Member) -> str:
    return (member.role or "").casefold()


def _entry(draw: Draw, member: Member) -> nodes.Node:
    name = draw.paragraph("ws-name", draw.anchor(member), draw.person(member.name))
    parts = [*draw.photo(member.photo, member.name), name]
    if member.affiliation:
        parts.append(draw.paragraph("ws-affiliation", *draw.title(member.affiliation)))
    mail = f"mailto:{member.email}" if member.email else None
    parts += draw.link_row([("Website", member.url), ("E-mail", mail)])
    return draw.item("ws-member", *parts)


SECTION = Section(
    name="committee",
    entity=Member,
    resolve=_resolve,
    directive=Directive(render=_render, options={"role": words()}, filters=("role",)),
)
