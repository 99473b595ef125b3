"""What the writer must know of the rest of the project: numbers, anchors, addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from sphinx import addnodes

from sphinx_workshop.core.formulas import formula_place

if TYPE_CHECKING:
    from .builder import BookletBuilder

__all__ = ["Surroundings", "by_page"]

_WEB = frozenset({"http", "https", "mailto"})


def by_page(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield every element below *node* with the page it comes from."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            within = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield within, child
            yield from by_page(child, within)


class Surroundings:
    """Answers about one assembled doctree.

    *title* is on the cover; *site* is the address of the HTML pages, or empty; *language* is the
    workshop's.
    """

    def __init__(
        self,
        builder: BookletBuilder,
        tree: nodes.document,
        title: str = "",
        site: str = "",
        language: str = "en",
    ) -> None:
        self._builder = builder
        self._env = builder.env
        self.root: str = builder.config.root_doc
        self.title = title
        self.language = language
        self._site = site.rstrip("/") + "/" if site else ""
        self._alias: dict[str, str] = {}
        self._known: set[str] = set()
        self._places: dict[str, str] = {}
        self.footnotes: dict[str, nodes.footnote] = {}
        #: The other volumes by their numbers, where there are several.
        self.others: dict[int, Surroundings] = {}
        #: Volume -> labels there whose pages this one names.
        self.sought: defaultdict[int, set[str]] = defaultdict(set)
        for docname, node in by_page(tree, self.root):
            self._note(docname, node)

    def _note(self, docname: str, node: nodes.Element) -> None:
        ids: list[str] = node.get("ids", [])
        names = [f"{docname}#{name}" for name in ids]
        if isinstance(node, addnodes.start_of_file):
            # A page's own label is that of its first heading, if it has one.
            heading = next((c for c in node.children if isinstance(c, nodes.section)), None)
            if heading is not None and heading["ids"]:
                self._alias[f"{docname}#"] = f"{docname}#{heading['ids'][0]}"
                return
            names = [f"{docname}#"]
        for name in names:
            self._alias.setdefault(name, names[0])
        self._known.update(names[:1])
        if isinstance(node, nodes.footnote):
            self.footnotes.update((name, node) for name in names)

    def canonical(self, label: str) -> str:
        """Return the one label that stands for all labels of the same node."""
        return self._alias.get(label, label)

    def known(self, label: str) -> bool:
        """Tell whether some node of the booklet has *label*."""
        return label in self._known

    def find(self, anchor: str) -> str | None:
        """Return the first label whose id is *anchor*, on whatever page it is."""
        if not self._places:
            for name, goal in self._alias.items():
                self._places.setdefault(name.partition("#")[2], goal)
        return self._places.get(anchor)

    def find_beyond(self, anchor: str) -> tuple[int, str] | None:
        """Return the volume and the label of what has the id *anchor* in another volume."""
        found = ((number, other.find(anchor)) for number, other in self.others.items())
        return next(((number, label) for number, label in found if label), None)

    def beyond(self, label: str) -> tuple[int, str] | None:
        """Return the volume that has *label* where this one has not, and its label there."""
        if self.known(self.canonical(label)):
            return None
        for number, other in self.others.items():
            goal = other.canonical(label)
            if other.known(goal):
                self.sought[number].add(goal)
                return number, goal
        return None

    def formula_place(self, node: nodes.Element) -> nodes.Element | str | None:
        """Return where a formula stands: a node with a line, or a place in the data."""
        return formula_place(self._env, node)

    def section_number(self, docname: str, section: nodes.Element) -> str:
        """Return the number Sphinx gave to a section (``:numbered:`` toctrees), or nothing."""
        numbers = self._env.toc_secnumbers.get(docname, {})
        names = [f"#{name}" for name in section["ids"]]
        for name in [*names, ""]:
            if number := numbers.get(name):
                return ".".join(map(str, number)) + str(
                    self._builder.config["html_secnumber_suffix"]
                )
        return ""

    def caption_number(self, docname: str, kind: str, node: nodes.Element) -> str:
        """Return "Fig. 3" as ``numfig`` numbers it, or nothing where it does not."""
        config = self._builder.config
        if not config.numfig:
            return ""
        numbers = self._env.toc_fignumbers.get(docname, {}).get(kind, {})
        for name in node["ids"]:
            if name in numbers:
                written = ".".join(map(str, numbers[name]))
                return str(config.numfig_format.get(kind, "%s")) % written
        return ""

    def address(self, uri: str) -> str | None:
        """Return the web address a link may go to, or None if paper cannot follow it."""
        try:
            parts = urlsplit(uri)
        except ValueError:
            return None
        if parts.scheme.lower() in _WEB:
            return uri
        if parts.scheme or parts.netloc or not self._site:
            return None
        return urljoin(self._site, uri)

    def page_address(self, docname: str) -> str | None:
        """Return where the HTML page *docname* is published, if that is known."""
        if not self._site or docname not in self._env.all_docs:
            return None
        return self._site + self._builder.page_uri(docname)
