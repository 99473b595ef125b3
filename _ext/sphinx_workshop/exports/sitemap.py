"""Which pages there are, for search engines: ``sitemap.xml`` and ``robots.txt``.

The first follows https://www.sitemaps.org/protocol.html (0.9), in several files and an index where
there are more pages than one file may hold; the second RFC 9309. No page has a ``lastmod``: the
data does not say when it last changed, and the clock does not either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

MARK: Final = "Made by sphinx-workshop"
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
MOST: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render_sitemap(site: str, pages: Sequence[str], most: int = MOST) -> Mapping[str, bytes]:
    """Give the files by their paths below the site.

    :param site: the site's address, with a slash at its end.
    :param pages: the absolute addresses of the pages, in their order.
    :param most: how many may stand in one file.
    """
    if len(pages) <= most:
        return {SITEMAP: _write("urlset", "url", pages)}
    parts = [pages[start : start + most] for start in range(0, len(pages), most)]
    files = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}
    index = [f"{site}{path}" for path in files]
    return {
        SITEMAP: _write("sitemapindex", "sitemap", index),
        **{path: _write("urlset", "url", part) for path, part in files.items()},
    }


def _write(whole: str, part: str, addresses: Sequence[str]) -> bytes:
    told = (escape(address, quote=False) for address in addresses)
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        f'<{whole} xmlns="{_NAMESPACE}">',
        f"  <!-- {MARK} -->",
        *(f"  <{part}>\n    <loc>{one}</loc>\n  </{part}>" for one in told),
        f"</{whole}>",
    ]
    return ("\n".join(lines) + "\n").encode()


def render_robots(site: str | None) -> bytes:
    """Let everybody read everything, and say where the sitemap is.

    :param site: the site's address, with a slash at its end; None where nobody knows it.
    """
    lines = [f"# {MARK}", "User-agent: *", "Allow: /"]
    if site:
        lines += ["", f"Sitemap: {site}{SITEMAP}"]
    return "\n".join((*lines, "")).encode("ascii")
