"""Sponsors: who supports the workshop, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx_workshop.core.entity import Entity
from sphinx_workshop.core.fields import Id, Line, Prose, Url
from sphinx_workshop.core.names import slug
from sphinx_workshop.core.options import check_held, words
from sphinx_workshop.core.picture import Logo
from sphinx_workshop.core.section import Directive, Options, Section

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_workshop.core.draw import Draw


class Sponsor(Entity):
    """A firm or an institution that gives something."""

    kind: ClassVar[str] = "sponsor"

    id: Id
    """Unique among sponsors. Example: ``acme``"""
    name: Line
    """As they write it. Example: ``Acme Ltd``"""
    tier: Line | None = None
    """The group they stand in. Example: ``Gold``"""
    url: Url | None = None
    """Their website. Example: ``https://example.org``"""
    logo: Logo | None = None
    """Their mark; the name stands in for it."""
    contribution: Prose | None = None
    """What they give. Example: ``Two prizes of £500.``"""


def _render(draw: Draw, options: Options) -> list[nodes.Node]:
    wanted, every = options.get("tier", ()), draw.program.every(Sponsor)
    check_held("sponsor", "tier", wanted, map(_tier, every))
    sponsors = [sponsor for sponsor in every if not wanted or _tier(sponsor) in wanted]
    tiers = list(dict.fromkeys(sponsor.tier for sponsor in sponsors))
    lists = {
        tier: draw.items(
            "ws-sponsors", *(_entry(draw, one) for one in sponsors if one.tier == tier)
        )
        for tier in tiers
    }
    return [
        draw.group(f"sponsors-{slug(tier) or 'tier'}", tier, [listing]) if tier else listing
        for tier, listing in lists.items()
    ]


def _tier(sponsor: Sponsor) -> str:
    return (sponsor.tier or "").casefold()


def _entry(draw: Draw, sponsor: Sponsor) -> nodes.Node:
    name = draw.title(sponsor.name)
    shown = [draw.link(sponsor.url, *name)] if sponsor.url else name
    mark = draw.paragraph("ws-wordmark", draw.anchor(sponsor), *shown)
    parts = [*draw.logo(sponsor.logo, sponsor.name), mark]
    if sponsor.contribution:
        parts.append(draw.container("ws-contribution", *draw.prose(sponsor.contribution)))
    return draw.item("ws-sponsor", *parts)


SECTION = Section(
    name="sponsors",
    entity=Sponsor,
    directive=Directive(render=_render, options={"tier": words()}, filters=("tier",)),
)
