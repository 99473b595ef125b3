"""The files for other programs beside the HTML pages, and the links to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.util import logging
from sphinx.util.display import status_iterator
from sphinx.util.osutil import relative_uri

from sphinx_workshop.core.code import code_digest
from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.export import Export, ExportError, Ledger, render_all
from sphinx_workshop.core.links import remove_item
from sphinx_workshop.core.nodes import export_link, export_links
from sphinx_workshop.core.suggest import did_you_mean
from sphinx_workshop.exports import atom
from sphinx_workshop.html import feed, sitemap, structured
from sphinx_workshop.html.addresses import SITES, RecordAddresses
from sphinx_workshop.html.calendars import offer_parts
from sphinx_workshop.html.pieces import pieces_of
from sphinx_workshop.sections.workshop import Workshop

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

LEDGER: Final = "workshop-exports.json"


def setup_exports(app: Sphinx, exports: Sequence[Export]) -> None:
    """Register the setting, the links and the step that writes the files."""
    names = [*(export.name for export in exports), structured.NAME, sitemap.NAME, atom.NAME]

    def check_names(app: Sphinx, config: Config) -> None:
        for name in config.workshop_exports:
            if name not in names:
                near = did_you_mean(name, names) or f": use {', '.join(names)}"
                message = f"workshop_exports: unknown export '{name}'{near}"
                logger.warning(message, type="workshop", subtype="config")

    def write(app: Sphinx, exception: Exception | None) -> None:
        if exception is None and app.builder.name in SITES:
            write_exports(app, exports)

    app.add_config_value("workshop_exports", names, "html", frozenset({list, tuple}))
    app.connect("config-inited", check_names)
    app.connect("doctree-resolved", offer_parts)
    app.connect("doctree-resolved", resolve_export_links)
    # Behind all that pages are made of: who looks at these does not wait for it.
    app.connect("build-finished", write, priority=700)


def write_exports(app: Sphinx, exports: Sequence[Export]) -> None:
    """Bring the output folder's exports to what the data says now.

    What keeps a file from being written is one line, and the build fails. Nothing is made again
    from the same program by the same code: the calendars' library alone takes half a second.
    """
    chosen, addresses = app.config.workshop_exports, RecordAddresses(app).all()
    program = workshop_domain(app.env).program.at(addresses)
    ledger = Ledger(Path(app.doctreedir, LEDGER), Path(app.outdir))
    pages = sitemap.sitemap_files(app, ledger) if sitemap.NAME in chosen else []
    pages += feed.feed_files(app, program)
    names = " ".join(export.name for export in exports if export.name in chosen)
    made_from = f"{program.digest} {code_digest()} {names} {_digest([addresses, pages])}"
    if ledger.is_fresh(made_from):
        return
    program.pieces = pieces_of(app, program)
    wanted = [export for export in exports if export.name in chosen]
    shown = status_iterator(
        wanted, "making exports... ", "darkgreen", len(wanted), app.config.verbosity, _name
    )
    try:
        made = render_all(program, shown if wanted else ())
        ledger.update([*made, *pages], made_from)
    except (ExportError, OSError) as error:
        # Without a type of warning, which could be suppressed.
        logger.error("%s [workshop.export]", error)
        app.statuscode = 1


def _name(export: Export) -> str:
    return export.name


def _digest(held: object) -> str:
    return blake2b(repr(held).encode(), digest_size=8).hexdigest()


def resolve_export_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill in the links to exports, or take them away (``doctree-resolved``)."""
    for row in list(doctree.findall(export_links)):
        if not _is_made(app, row):
            _take_away(row)
            continue
        root = app.builder.get_target_uri(docname)
        filled = nodes.paragraph("", classes=row["classes"])
        for words, uri in zip(row["words"], _addresses(app, root, row["path"]), strict=False):
            filled += [nodes.Text(" \N{MIDDLE DOT} ")] if filled.children else []
            filled += nodes.reference("", "", nodes.Text(words), refuri=uri, internal=False)
        row.replace_self(filled)
    for link in list(doctree.findall(export_link)):
        if _is_made(app, link):
            uri = relative_uri(app.builder.get_target_uri(docname), link["path"])
            content = nodes.Text(link.astext())
            made = nodes.reference("", "", content, refuri=uri, internal=False)
            made["reftitle"] = link["about"]
            # With the sign before it, as both are left out on paper.
            held = nodes.inline("", "", made, classes=["ws-links"])
            at = link.parent.index(link)
            if at:
                held.insert(0, link.parent.pop(at - 1))
            link.replace_self(held)
        else:
            _take_from_row(link)


def _is_made(app: Sphinx, node: nodes.Element) -> bool:
    return app.builder.name in SITES and node["export"] in app.config.workshop_exports


def _take_from_row(link: export_link) -> None:
    """Remove the link with the sign before it, and a row that holds nothing else."""
    row = link.parent
    at = row.index(link)
    del row[max(0, at - 1) : at + 1]
    if not row.children:
        row.parent.remove(row)


def _take_away(row: export_links) -> None:
    """Remove the row; the place of the listing, which it has become, is that of what follows it.

    In a list of links the item that held it goes too.
    """
    if isinstance(row.parent, nodes.list_item):
        remove_item(row)
        return
    following = row.next_node(descend=False, siblings=True)
    if isinstance(following, nodes.Element):
        following["ids"] += row["ids"]
    row.parent.remove(row)


def _addresses(app: Sphinx, page: str, path: str) -> Iterator[str]:
    """Give the address of a file, and the one to subscribe to it where the site has an address."""
    yield relative_uri(page, path)
    site = workshop_domain(app.env).program.one(Workshop).site
    if site:
        yield f"webcal:{site.partition(':')[2]}{path}"
