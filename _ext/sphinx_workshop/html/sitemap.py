"""The pages of a site for search engines, in ``sitemap.xml`` and ``robots.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.domain import workshop_domain
from sphinx_workshop.core.export import File, Ledger
from sphinx_workshop.core.rebuild.outputs import Output
from sphinx_workshop.exports import sitemap
from sphinx_workshop.html.addresses import page_addresses, site_address

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME: Final = "sitemap"
_MARK: Final = sitemap.MARK.encode()


def sitemap_files(app: Sphinx, ledger: Ledger) -> list[File]:
    """Give the files that say which pages there are, without those that somebody else makes.

    Without the site's address there is only ``robots.txt``.
    """
    site = site_address(app)
    made = {sitemap.ROBOTS: sitemap.render_robots(site)}
    if site:
        addresses = dict.fromkeys(map(page_addresses(app), _pages(app)))
        made |= sitemap.render_sitemap(site, [one for one in addresses if one])
    theirs = {path for path in made if _is_theirs(app, ledger, path)}
    if sitemap.SITEMAP in theirs:
        made = {path: data for path, data in made.items() if path == sitemap.ROBOTS}
    return [File(path, NAME, data) for path, data in made.items() if path not in theirs]


def _pages(app: Sphinx) -> Iterator[str]:
    """Name the pages that people read, documents first; not the index of words, nor the search."""
    if app.builder.name == "singlehtml":
        yield app.config.root_doc
        return
    yield from sorted(app.env.all_docs, key=lambda page: (page != app.config.root_doc, page))
    yield from sorted(workshop_domain(app.env).own_pages.values())
    # Those of domains that have something.
    yield from (name for name, *_ in getattr(app.builder, "domain_indices", ()))
    yield from sorted(app.config.html_additional_pages)


def _is_theirs(app: Sphinx, ledger: Ledger, path: str) -> bool:
    """Tell whether the organizers, or another extension, put such a file into the output folder."""
    for extra in app.config.html_extra_path:
        source = Path(app.confdir, extra)
        if source.name == path or (source / path).is_file():
            return True
    if ledger.holds(path):
        return False
    try:
        if _MARK in (ledger.outdir / path).read_bytes()[:500]:
            return False
    except OSError:
        return False
    # What an earlier build has copied from a folder of theirs is taken away in this one.
    return path not in Output(Path(app.doctreedir), ledger.outdir).files
