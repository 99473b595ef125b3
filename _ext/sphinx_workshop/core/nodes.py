"""Nodes for what HTML has an element for and docutils has none.

Each subclasses a standard node, so that a writer that does not know it treats it as that.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes

# Writers that print text once and in order: what is only there for the eye is left out.
_PLAIN_WRITERS = ("latex", "text", "man", "texinfo")


class time_element(nodes.inline):  # noqa: N801 - docutils names nodes in lower case
    """A date or time; attribute ``datetime``: ISO 8601, a time with its UTC offset."""


class disclosure(nodes.container):  # noqa: N801
    """Text shown on demand where a page can do that; first child a :class:`disclosure_summary`."""


class disclosure_summary(nodes.paragraph):  # noqa: N801
    """What the closed disclosure shows."""


class isolate(nodes.inline):  # noqa: N801
    """A name or a title that may run the other way than the text around it (HTML's ``bdi``).

    Attribute ``language``: a BCP 47 tag, or None for that of the page. (docutils has a class for
    that; it would also have the quotes in the text changed to what the language uses.)
    """


class foreign(nodes.container):  # noqa: N801
    """Blocks in another language; attribute ``language``: its BCP 47 tag."""


class initials(nodes.inline):  # noqa: N801
    """Letters drawn in place of a portrait: decoration, not to be read out."""


class header_cell(nodes.entry):  # noqa: N801
    """A cell that names its row or column; attribute ``scope``: ``row`` or ``col``."""


class entries(nodes.bullet_list):  # noqa: N801
    """A list of records whose items are made when a page is written (``core/entries``).

    Attributes ``section`` (whose directive makes the items), ``kind`` and ``keys`` of the records,
    ``marked`` (the keys of those whose place this is), ``form`` (what else the items follow from)
    and ``refdoc``.
    """


class listing_link(nodes.reference):  # noqa: N801
    """A link to the page that lists a section; left out, its list item too, where there is none."""


class page_link(nodes.reference):  # noqa: N801
    """A link to the page that a record has to itself, where the builder makes one.

    Attributes ``kind`` and ``key`` of the record, ``refdoc``, ``anchor`` on its page (or ``""``),
    and ``kept``: whether the words stay where there is no such page.
    """


class booklet_link(nodes.reference):  # noqa: N801
    """A link to the booklet; left out, its list item too, where none is made."""


class export_links(nodes.paragraph):  # noqa: N801
    """A row of links to a file for other programs; left out where none is made.

    Attributes ``export`` (its name), ``path`` (below the HTML root) and ``words``: what the link to
    the file says, and what the link that subscribes to it says.
    """


class export_link(nodes.inline):  # noqa: N801
    """A link to a file for other programs in a row of links; left out where none is made.

    Attributes ``export`` (its name), ``path`` (below the HTML root) and ``about``: what it holds.
    """


def _visit_time(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def _depart_time(self: Any, node: nodes.Element) -> None:
    self.body.append("</time>")


def _visit_disclosure(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "details"))


def _depart_disclosure(self: Any, node: nodes.Element) -> None:
    self.body.append("</details>\n")


def _visit_summary(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "summary", ""))


def _depart_summary(self: Any, node: nodes.Element) -> None:
    self.body.append("</summary>\n")


def _language(node: nodes.Element) -> dict[str, str]:
    return {"lang": node["language"]} if node.get("language") else {}


def _visit_isolate(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "bdi", "", **_language(node)))


def _depart_isolate(self: Any, node: nodes.Element) -> None:
    self.body.append("</bdi>")


def _visit_foreign(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "div", dir="auto", **_language(node)))


def _depart_foreign(self: Any, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def _visit_initials(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "span", "", **{"aria-hidden": "true"}))


def _depart_initials(self: Any, node: nodes.Element) -> None:
    self.body.append("</span>")


def _visit_header_cell(self: Any, node: Any) -> None:
    extent = {
        name: node[count] + 1
        for name, count in (("rowspan", "morerows"), ("colspan", "morecols"))
        if count in node
    }
    node.parent.column += 1 + node.get("morecols", 0)
    self.body.append(self.starttag(node, "th", "", scope=node["scope"], **extent))


def _depart_header_cell(self: Any, node: nodes.Element) -> None:
    self.body.append("</th>\n")


def _leave_out(self: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _nothing(self: Any, node: nodes.Element) -> None:
    """Depart from a node that was left out."""


class Visitors:
    """Node class → what ``app.add_node`` needs."""

    ALL: ClassVar[dict[type[nodes.Element], dict[str, Any]]] = {
        time_element: {"html": (_visit_time, _depart_time)},
        disclosure: {"html": (_visit_disclosure, _depart_disclosure)},
        disclosure_summary: {"html": (_visit_summary, _depart_summary)},
        isolate: {"html": (_visit_isolate, _depart_isolate)},
        foreign: {"html": (_visit_foreign, _depart_foreign)},
        initials: {
            "html": (_visit_initials, _depart_initials),
            **dict.fromkeys(_PLAIN_WRITERS, (_leave_out, _nothing)),
        },
        header_cell: {"html": (_visit_header_cell, _depart_header_cell)},
        listing_link: {},
        page_link: {},
        booklet_link: {},
        export_links: {},
        export_link: {},
    }
