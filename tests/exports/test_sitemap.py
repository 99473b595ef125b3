"""Sitemaps by sitemaps.org's own rules, read by lxml; robots.txt read by Python's reader."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

from lxml import etree

from sphinx_workshop.exports.sitemap import MOST, render_robots, render_sitemap

SITE = "https://site.example/2030/"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(data: bytes, kind: str) -> list[str]:
    root = etree.fromstring(data)
    assert root.tag == f"{{{NAMESPACE['s']}}}{'urlset' if kind == 'url' else 'sitemapindex'}"
    assert {str(one.tag).partition("}")[2] for one in root.iter("{*}*")} == {
        str(root.tag).partition("}")[2],
        kind,
        "loc",
    }
    return [str(one.text) for one in root.iterfind(f"s:{kind}/s:loc", NAMESPACE)]


def test_addresses_are_escaped() -> None:
    pages = [f"{SITE}a.html", f"{SITE}b.html?x=1&y=<2>"]
    (data,) = render_sitemap(SITE, pages).values()
    assert locations(data, "url") == pages


def test_more_pages_than_a_file_may_hold_need_an_index() -> None:
    pages = [f"{SITE}{number}.html" for number in range(MOST + 1)]
    assert list(render_sitemap(SITE, pages[:-1])) == ["sitemap.xml"]
    files = render_sitemap(SITE, pages)
    parts = locations(files["sitemap.xml"], "sitemap")
    assert parts == [f"{SITE}sitemap-1.xml", f"{SITE}sitemap-2.xml"]
    held = [locations(files[part.removeprefix(SITE)], "url") for part in parts]
    assert [len(part) for part in held] == [MOST, 1]
    assert held[0] + held[1] == pages


def test_everybody_may_read_everything() -> None:
    for site in (SITE, None):
        reader = RobotFileParser()
        reader.parse(render_robots(site).decode().splitlines())
        assert reader.can_fetch("anybot", f"{SITE}a.html")
        assert reader.site_maps() == ([f"{SITE}sitemap.xml"] if site else None)
