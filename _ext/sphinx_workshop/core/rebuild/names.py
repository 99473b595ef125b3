"""What pages are made from, or would be if it were there, and Sphinx does not note."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.i18n import get_image_filename_for_language

from sphinx_workshop.core.domain import workshop_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["find_names", "note_names"]

# Whatever may be a path, in any markup.
_WORD: Final = re.compile(r"[^\s`'\"()<>{}\[\]]+")


def note_names(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a page would be made from if it were there (``doctree-read``).

    That is other forms of a picture (``face.*``), those for the language (``face.de.png``), and
    files that MyST takes for names of something else as long as there are none. Sphinx notes what
    it has found alone, of links only where they lead, and of some directives not what they read.
    """
    env = app.env
    page = env.current_document.docname
    for path in _named(env, page):
        env.note_dependency(path)
    names = set[str]()
    for image in doctree.findall(nodes.image):
        if "?" not in image.get("candidates", ()):
            # As it was written, or, where that is the same, below the source folder.
            written = str(image.get("original_uri") or f"/{image['uri']}")
            names.add(os.path.normpath(PurePosixPath("/", page, "..", written))[1:])
            names.add(env.relfn2path(get_image_filename_for_language(written, env), page)[0])
    for node in doctree.findall(pending_xref):
        target = str(node["reftarget"]).partition("#")[0]
        if node.get("reftype") == "myst" and target:
            known = node.get("refdomain") == "doc"
            names |= {str(env.doc2path(target, False))} if known else _place(env, target, page)
    if names:
        workshop_domain(env).data["names"][page] = sorted(names)


def _place(env: BuildEnvironment, name: str, page: str) -> set[str]:
    """Give where a name that a page gives leads, below the source folder.

    One that the file system's encoding cannot have leads nowhere.
    """
    try:
        return {env.relfn2path(name, page)[0]}
    except UnicodeEncodeError:
        return set()


def _named(env: BuildEnvironment, page: str) -> Iterator[str]:
    """Give the files that a page's source names, as they are named there; no other pages."""
    source = Path(env.doc2path(page))
    for word in {*_WORD.findall(source.read_text("utf-8", "replace"))}:
        # Most words are none: each that may be a path is looked for.
        if "." in word or "/" in word:
            top = env.srcdir if word.startswith("/") else source.parent
            path = os.path.normpath(f"{top}/{word}")
            # Path.is_file fails for a long word.
            if os.path.isfile(path) and env.path2doc(path) not in env.found_docs:  # noqa: PTH113
                yield path


def find_names(env: BuildEnvironment, names: Iterable[str]) -> list[str]:
    """Give the files that there are of these names, and where links lead, in order."""
    found = []
    for name in names:
        path = Path(env.srcdir, name)
        if name.endswith(".*"):
            begin = path.name.removesuffix("*")
            beside = path.parent.iterdir() if path.parent.is_dir() else ()
            found += [one.name for one in beside if one.name.startswith(begin)]
        elif path.is_file():
            found.append(f"{name} {os.path.relpath(path.resolve(), env.srcdir)}")
    return sorted(found)
