"""What search engines read on the pages: JSON-LD 1.1 in the vocabulary of https://schema.org.

``event`` is the workshop with its sessions inside, ``article`` a paper, ``breadcrumbs`` the way to
a page. All of it is pure; pages only hold it. Addresses are absolute: what would need one, of a
site whose address nobody knows, is left out. Texts are plain, formulas as their LaTeX source.
"""

from sphinx_workshop.exports.jsonld.articles import article
from sphinx_workshop.exports.jsonld.events import event
from sphinx_workshop.exports.jsonld.things import Addresses, Thing, breadcrumbs, embed

__all__ = ["Addresses", "Thing", "article", "breadcrumbs", "embed", "event"]
