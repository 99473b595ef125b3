"""The Sphinx domain ``workshop``: where records stand on the pages, and how links find them.

The program itself stays on the domain *instance*: it is not pickled, and forked readers inherit it.
In the environment stand only places, by page, so that clearing and merging is one line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, Index, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from sphinx_workshop.core.people import PeopleIndex
from sphinx_workshop.core.roles import RecordRole

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive

    from sphinx_workshop.core.entity import Entity
    from sphinx_workshop.core.pieces import Pieces
    from sphinx_workshop.core.program import Earlier, Program
    from sphinx_workshop.core.section import Section
    from sphinx_workshop.core.tracing import Question

logger = logging.getLogger(__name__)


class Place(NamedTuple):
    """A spot on a page; ``whole`` tells that the listing around it shows all there is."""

    anchor: str
    whole: bool


class WorkshopDomain(Domain):
    """Records as Sphinx objects: of no kind before :meth:`take` has said which there are."""

    name = "workshop"
    label = "Workshop"
    data_version = 4
    initial_data: ClassVar[dict[str, Any]] = {
        name: {}
        for name in (
            *("places", "listings", "asked", "digests", "sources", "names", "today"),
            "booklet_links",
            "entries",
        )
    }
    indices: ClassVar[list[type[Index]]] = [PeopleIndex]
    sections: tuple[Section, ...] = ()
    program: Program
    # (kind, id) → the page that the record has to itself, with the builder that is running.
    own_pages: Mapping[tuple[str, str], str] = MappingProxyType({})
    # The name of a page that is only tried out.
    trial: str = ""
    earlier: Earlier | None = None
    # The parts of pages that are kept from one build to the next; None before the first is asked.
    pieces: Pieces | None = None
    # Whether the writer that is running makes the items of such lists itself (core/entries).
    writes_entries: bool = False

    def take(
        self, sections: tuple[Section, ...], directives: Mapping[str, type[Directive]]
    ) -> None:
        """Take over the sections that exist: an object type and a role for each kind.

        It stands with Sphinx before that, as the sections are loaded only when data is read.
        """
        self.sections = sections
        for section in sections:
            self.add_object_type(section.kind, ObjType(section.kind, section.kind))
            self.roles.setdefault(section.kind, RecordRole())
        # One that another extension has put in the place of ours is there already.
        self.directives.update({**directives, **self.directives})

    # What the pages hold

    @property
    def places(self) -> dict[str, dict[tuple[str, str], Place]]:
        """Page → (kind, id) → place."""
        return self.data["places"]  # type: ignore[no-any-return]

    @property
    def listings(self) -> dict[str, dict[str, Place]]:
        """Page → section → where its listing begins."""
        return self.data["listings"]  # type: ignore[no-any-return]

    @property
    def asked(self) -> dict[str, dict[Question, None]]:
        """Page → what was asked of the program while it was read."""
        return self.data["asked"]  # type: ignore[no-any-return]

    @property
    def digests(self) -> dict[str, str]:
        """Page → digest of the answers with which it was read, as of the last build."""
        return self.data["digests"]  # type: ignore[no-any-return]

    @property
    def sources(self) -> dict[str, str]:
        """Page → digest of its source and of the files that it names."""
        return self.data["sources"]  # type: ignore[no-any-return]

    @property
    def booklet_links(self) -> dict[str, bool]:
        """Pages that link to the booklet."""
        return self.data["booklet_links"]  # type: ignore[no-any-return]

    def note_place(self, docname: str, entity: Entity, *, whole: bool) -> None:
        """Note that a page shows a record."""
        here = self.places.setdefault(docname, {})
        here[entity.kind, entity.key] = Place(entity.anchor, whole)

    def note_listing(self, docname: str, section: str, anchor: str, *, whole: bool) -> None:
        """Note that a page lists a section; of two listings on it a whole one counts."""
        here = self.listings.setdefault(docname, {})
        if section not in here or (whole and not here[section].whole):
            here[section] = Place(anchor, whole)

    def note_question(self, docname: str, what: str, kind: str = "", key: str = "") -> None:
        """Note that a page follows from an answer; ``all``: from everything."""
        self.asked.setdefault(docname, {})[what, kind, key] = None

    def note_booklet_link(self, docname: str) -> None:
        """Note that a page links to the booklet, whose size it states."""
        self.booklet_links[docname] = True

    def facts(self) -> list[str]:
        """Count what the sections count for the landing page."""
        return [
            fact
            for section in self.sections
            if section.facts is not None
            for fact in section.facts(self.program)
        ]

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        for pages in self.data.values():
            if isinstance(pages, dict):
                pages.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has noted of its pages."""
        for name in self.initial_data:
            self.data[name].update(
                {page: held for page, held in otherdata[name].items() if page in docnames}
            )

    # Finding

    def find_place(self, kind: str, key: str) -> tuple[str, str] | None:
        """Find a record's page and anchor: the page of its own first, then its listings."""
        own, entity = self.own_pages.get((kind, key)), self.program.get(kind, key)
        return (own, entity.anchor) if own and entity else self.find_entry(kind, key)

    def find_entry(self, kind: str, key: str) -> tuple[str, str] | None:
        """Find a record's place in a listing: whole ones first, then the page's name decides."""
        return _best((page, held.get((kind, key))) for page, held in self.places.items())

    def find_target(self, kind: str, key: str) -> tuple[str, str] | None:
        """Find what a link leads to; the anchor of a page of the record's own is ``""``."""
        own = self.own_pages.get((kind, key))
        return (own, "") if own else self.find_entry(kind, key)

    def find_listing(self, section: str) -> tuple[str, str] | None:
        """Find the page and anchor where a section is listed."""
        return _best((page, held.get(section)) for page, held in self.listings.items())

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Give all records that stand on a page, for ``objects.inv`` and the search."""
        keys = sorted({key for held in self.places.values() for key in held} | {*self.own_pages})
        for kind, key in keys:
            entity, place = self.program.get(kind, key), self.find_place(kind, key)
            if entity is not None and place is not None:
                yield key, entity.display_name, kind, *place, 1

    def resolve_xref(  # noqa: PLR0913, PLR0917 - Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link to a record; None where there is no such record."""
        entity = self.program.get(typ, target)
        if entity is None:
            return None
        # Imported here, as nothing is drawn where a build finds nothing to do.
        from sphinx_workshop.core.text_nodes import name_nodes  # noqa: PLC0415

        content = contnode
        if not node.get("refexplicit"):
            content = nodes.inline("", "", *name_nodes(entity))
            content["classes"] = contnode.get("classes", [])
        place = self.find_target(typ, target)
        if place is None:
            if not node.get("ws_quiet"):
                message = f"{typ} '{target}' stands on no page: nothing to link to"
                logger.warning(message, type="workshop", subtype="reference", location=node)
            return content  # type: ignore[return-value]
        return make_refnode(builder, fromdocname, *place, content)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Link to the records of any kind that have this id."""
        found = []
        for kind in self.object_types:
            if self.find_target(kind, target):
                link = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
                if link is not None:
                    found.append((f"{self.name}:{kind}", link))
        return found


def _best(found: Iterable[tuple[str, Place | None]]) -> tuple[str, str] | None:
    ranked = [(not place.whole, page, place.anchor) for page, place in found if place]
    return min(ranked)[1:] if ranked else None


def workshop_domain(env: BuildEnvironment) -> WorkshopDomain:
    """Give the domain of an environment."""
    domain = env.domains["workshop"]
    assert isinstance(domain, WorkshopDomain)
    return domain
