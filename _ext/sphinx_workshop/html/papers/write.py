"""When the papers' pages are written: what is stale, in the frame of now."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinx_workshop.core.code import code_digest
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.preview import do_later, is_previewed, tell_again
from sphinx_workshop.core.rebuild.run import SETTINGS
from sphinx_workshop.core.rebuild.settings import content_digest
from sphinx_workshop.html.folder import frame_digest
from sphinx_workshop.html.papers.body import Body
from sphinx_workshop.html.papers.content import Gatherer, listing_order
from sphinx_workshop.html.papers.frame import Frame
from sphinx_workshop.html.papers.ledger import PageLedger
from sphinx_workshop.html.papers.pages import is_paper_page, page_name
from sphinx_workshop.html.papers.related import related
from sphinx_workshop.html.papers.search import feed_search
from sphinx_workshop.html.social import own_card, site_card
from sphinx_workshop.sections.papers import Paper, accepted
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


STYLES: Final = ("workshop.css", "workshop-paper.css")
SCRIPT: Final = "workshop-cite.js"
# A preview writes so many pages before it shows them; of more, only those of edited papers.
MOST_AT_ONCE: Final = 50


class Stale(NamedTuple):
    """A page to write: its path below the output folder, its paper, and what it is made from.

    ``record`` is a digest of the paper alone.
    """

    path: str
    paper: Paper
    record: str
    made_from: str


def add_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the style sheets and the script on papers' pages (``html-page-context``)."""
    if is_paper_page(app, pagename):
        for style in STYLES:
            app.add_css_file(style)
        app.add_js_file(SCRIPT, type="module")


def write_pages(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Bring the papers' pages to what the data says now (``html-collect-pages``).

    :returns: no further pages for Sphinx to write.
    """
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return []
    ledger = PageLedger(Path(app.doctreedir), Path(app.outdir))
    domain = workshop_domain(app.env)
    papers = [one for one in accepted(domain.program) if (one.kind, one.id) in domain.own_pages]
    paths = {_path_of(builder, paper): paper for paper in papers}
    pages = map(builder.get_output_path, app.env.found_docs)
    taken = {path.relative_to(builder.outdir).as_posix() for path in pages}
    ledger.announce([*paths], taken)
    if papers:
        _write_stale(app, builder, ledger, paths)
    ledger.close()
    return []


def _path_of(builder: StandaloneHTMLBuilder, paper: Paper) -> str:
    path = builder.get_output_path(page_name(paper))
    # It lies below the folder; to let pathlib find that out takes longer than all the rest.
    return path.as_posix().removeprefix(f"{builder.outdir.as_posix()}/")


def _write_stale(
    app: Sphinx, builder: StandaloneHTMLBuilder, ledger: PageLedger, papers: dict[str, Paper]
) -> None:
    """Write the pages that are not what they would be now."""
    frame = Frame(builder)
    around, beside = frame.try_out()
    body = Body(app, beside=not beside)
    common = _common(app, body, around)
    gatherer = _gatherer(app, body, papers)
    every = _made_from(app, gatherer, common, papers)
    stale = [one for one in every if not ledger.is_fresh(one.path, one.made_from)]
    edited, others = list[Stale](), list[Stale]()
    for one in stale:
        (others if ledger.knows(one.path, one.record) else edited).append(one)
    pages = {page_name(paper): paper for paper in papers.values()}
    feed_search(builder.indexer, pages, pages.keys() - {page_name(one.paper) for one in edited})
    writer = _Writer(app, ledger, frame, body, gatherer)
    if is_previewed() and len(stale) > MOST_AT_ONCE:
        # Cut short, they are stale for the next build too.
        do_later(lambda: _write_later(writer, others), first=True)
        writer.write(edited)
    else:
        writer.write(stale)


def _write_later(writer: _Writer, stale: Sequence[Stale]) -> None:
    writer.write(stale)
    writer.ledger.close()
    tell_again()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes pages, each gathered when it is its turn."""

    app: Sphinx
    ledger: PageLedger
    frame: Frame
    body: Body
    gatherer: Gatherer

    def write(self, stale: Sequence[Stale]) -> None:
        """Write pages."""
        if stale and not self._write(stale):
            # A pattern has turned out wrong for a page; from here on there is none.
            self._write(stale)

    def _write(self, stale: Sequence[Stale]) -> bool:
        """Write pages; tell whether they can be relied upon."""
        patterns = self.frame.patterns
        relied = not patterns.failed
        shown = status_iterator(
            stale, "writing papers... ", "darkgreen", len(stale), self.app.config.verbosity, _path
        )
        for path, paper, _record, made_from in shown:
            context = self.body.context(self.gatherer.page(paper))
            html = self.frame.render(page_name(paper), context)
            if html is None:
                continue
            if relied and patterns.failed:
                return False
            try:
                self.ledger.write(path, html, made_from)
            except OSError as error:
                # Without a type of warning, which could be suppressed.
                reason = error.strerror or error
                logger.error("page '%s' not written: %s [workshop.export]", path, reason)
                self.app.statuscode = 1
                break
        return True


def _gatherer(app: Sphinx, body: Body, papers: Mapping[str, Paper]) -> Gatherer:
    domain = workshop_domain(app.env)
    listed = domain.places.get(body.listing.page, {}) if body.listing else ()
    order = listing_order(domain.program, listed)
    with_page = {paper.id: paper for paper in papers.values()}
    return Gatherer(domain.program, with_page, order, related(list(papers.values())))


def _made_from(
    app: Sphinx, gatherer: Gatherer, common: bytes, papers: Mapping[str, Paper]
) -> Iterator[Stale]:
    """Digest what each page is made from, with what of other pages and files it names."""
    domain, shared = workshop_domain(app.env), site_card(app)
    for path, paper in papers.items():
        places = [domain.find_target("session", key) for key in gatherer.sessions(paper)]
        named = repr((places, own_card(app, paper) or shared)).encode()
        record = domain.program.stamp(paper)
        around = _digest(gatherer.made_from(paper), named, common)
        yield Stale(path, paper, record, f"{record} {around}")


def _common(app: Sphinx, body: Body, around: bytes) -> bytes:
    """Digest what all pages are made from.

    What is put around them shows where it is tried out, but for what settings, handlers and
    templates put around some of them alone.
    """
    workshop = workshop_domain(app.env).program.one(Workshop)
    settings = content_digest(Path(app.doctreedir, SETTINGS))
    held = (workshop.model_dump_json(), code_digest(), body.listing, body.beside)
    return around + repr((*held, settings, frame_digest(app))).encode()


def _digest(*parts: bytes) -> str:
    return blake2b(b"\0".join(parts), digest_size=16).hexdigest()


def _path(stale: Stale) -> str:
    return stale.path
