"""What stands on a paper's page, as the theme's template is given it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import escape
from sphinx.locale import _
from sphinx.util.osutil import relative_uri

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.plain import plain_title
from sphinx_workshop.html.addresses import RecordAddresses, page_address
from sphinx_workshop.html.compiled import kept_templates
from sphinx_workshop.html.head import meta_tags
from sphinx_workshop.html.markup import line, prose
from sphinx_workshop.html.papers.head import paper_meta
from sphinx_workshop.html.papers.pages import page_name
from sphinx_workshop.sections.papers import DECISIONS, Paper, paper_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.html.papers.content import Page
    from sphinx_workshop.sections.schedule.model import Session

TEMPLATE: Final = "page.html"


class Listing(NamedTuple):
    """The page that lists the papers."""

    page: str
    anchor: str
    title: str


class Body:
    """Makes what the theme's template asks for.

    :param beside: whether the page itself names the papers before and after it, as the theme does
        not.
    """

    def __init__(self, app: Sphinx, *, beside: bool) -> None:
        self.app = app
        self.beside = beside
        self.domain = workshop_domain(app.env)
        self.program = self.domain.program
        # What is cited knows where papers stand.
        self.placed = self.program.at(RecordAddresses(app))
        self.calendars = "calendar" in app.config.workshop_exports

    @cached_property
    def template(self) -> Template:
        """Our own template, in which everything is escaped."""
        loader = FileSystemLoader(Path(__file__).parent)
        made = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            bytecode_cache=kept_templates(self.app),
        )
        made.filters |= {"line": line, "prose": prose}
        return made.get_template(TEMPLATE)

    @cached_property
    def listing(self) -> Listing | None:
        """The page that lists the papers, where there is one."""
        place = self.domain.find_listing("papers")
        title = self.app.env.titles.get(place[0]) if place else None
        return Listing(*place, title.astext()) if place and title is not None else None

    def context(self, page: Page) -> dict[str, Any]:
        """Make the context of one page."""
        paper = page.paper
        name = page_name(paper)
        before, after = (self._beside(name, other) for other in (page.before, page.after))
        listing = self._listing(name)
        address = page_address(self.app, name)
        ends = ((page.after, after, "N", _("next")), (page.before, before, "P", _("previous")))
        return {
            "title": str(escape(plain_title(paper.title))),
            "body": self._render(page, name, listing),
            "metatags": meta_tags(paper_meta(self.program, paper, address)),
            "prev": before,
            "next": after,
            "parents": [listing] if listing else [],
            "rellinks": [
                *getattr(self.app.builder, "globalcontext", {}).get("rellinks", ()),
                *(
                    (page_name(one), held["title"], *keys)
                    for one, held, *keys in ends
                    if one and held
                ),
            ],
        }

    def _render(self, page: Page, name: str, listing: dict[str, str] | None) -> str:
        # Imported here: in every build the frame of the pages is tried out, without any text.
        from sphinx_workshop.exports._citation import citation  # noqa: PLC0415
        from sphinx_workshop.exports.bibtex import entry  # noqa: PLC0415

        paper = page.paper
        return self.template.render(
            page=page,
            listing=listing,
            detailed=any(
                one.affiliation or one.orcid or one.url or one.corresponding
                for one in paper.authors
            ),
            facts=list(_facts(paper)),
            links=[(label, url) for label, url in paper_links(paper) if url],
            citation=citation(self.placed, paper),
            bibtex=entry(self.placed, paper).rstrip(),
            beside=self.beside,
            to=lambda other: self._to(name, page_name(other)),
            place=lambda entity: self._place(name, entity),
            calendar_of=lambda session: self._calendar(name, session),
        )

    def _to(self, name: str, page: str, anchor: str = "") -> str:
        uri = self.app.builder.get_relative_uri(name, page)
        return f"{uri}#{anchor}" if anchor else uri

    def _place(self, name: str, entity: Entity) -> str | None:
        target = self.domain.find_target(entity.kind, entity.key)
        return self._to(name, *target) if target else None

    def _calendar(self, name: str, session: Session) -> str | None:
        root = self.app.builder.get_target_uri(name)
        return relative_uri(root, f"ics/{session.id}.ics") if self.calendars else None

    def _listing(self, name: str) -> dict[str, str] | None:
        if self.listing is None:
            return None
        page, anchor, title = self.listing
        return {"link": self._to(name, page, anchor), "title": str(escape(title))}

    def _beside(self, name: str, other: Paper | None) -> dict[str, str] | None:
        if other is None:
            return None
        link = self._to(name, page_name(other))
        return {"link": link, "title": str(escape(plain_title(other.title)))}


def _facts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Give decision, awards and track with the classes they have in the listing."""
    if paper.decision:
        yield "ws-decision", DECISIONS[paper.decision][0]
    for award in paper.awards:
        yield "ws-award", award
    if paper.track:
        yield "ws-track", paper.track
