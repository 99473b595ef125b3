"""All pages as one doctree, in reading order, with references resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .blanks import drop_blanks

if TYPE_CHECKING:
    from sphinx.builders import Builder

__all__ = ["assemble", "docnames_in"]


def assemble(builder: Builder, chosen: Sequence[str] = ()) -> nodes.document:
    """Return the whole booklet as a document whose children are ``start_of_file`` nodes.

    The first child is the root page without the pages it lists; each page that the root lists
    follows as a chapter, and deeper pages stay where their parents name them. *builder* must be the
    application's builder while this runs: post-transforms ask the application for it.

    :param chosen: the pages in their order; none means all, in the order of the site.
    """
    env, root = builder.env, builder.config.root_doc
    tree = _chosen(builder, chosen) if chosen else _all(builder, root)
    tree["docname"] = root
    _drop_leftovers(tree)
    env.resolve_references(tree, root, builder)
    builder.post_process_images(tree)
    made = tree if chosen else _by_chapters(tree, root)
    drop_blanks(made)
    return made


def _all(builder: Builder, root: str) -> nodes.document:
    return _with_pages_below(builder, root, {root})


def _with_pages_below(builder: Builder, docname: str, taken: set[str]) -> nodes.document:
    """Return a page with those that its toctrees name in their place, each where it comes first.

    A page is read from where Sphinx keeps it and is ours to change: Sphinx's own function for this
    copies each, which takes twice the memory.
    """
    tree = builder.env.get_doctree(docname)
    for toctree in list(tree.findall(addnodes.toctree)):
        pages = []
        for name in toctree["includefiles"]:
            if name not in taken and name in builder.env.all_docs:
                taken.add(name)
                page = addnodes.start_of_file(docname=name)
                page.extend(_with_pages_below(builder, name, taken).children)
                pages.append(page)
        toctree.parent.replace(toctree, pages)
    return tree


def _chosen(builder: Builder, chosen: Sequence[str]) -> nodes.document:
    trees = [builder.env.get_doctree(docname) for docname in chosen]
    made = trees[0].copy()
    for docname, tree in zip(chosen, trees, strict=True):
        page = addnodes.start_of_file(docname=docname)
        page.extend(tree.children)
        made += page
    return made


def docnames_in(tree: nodes.document) -> list[str]:
    """Return the pages that an assembled tree holds."""
    return list(dict.fromkeys(page["docname"] for page in tree.findall(addnodes.start_of_file)))


def _drop_leftovers(tree: nodes.document) -> None:
    for node in list(tree.findall(addnodes.toctree)):
        node.parent.remove(node)


def _by_chapters(tree: nodes.document, root: str) -> nodes.document:
    """Move the pages that the root lists behind the root's own text."""
    chapters = [
        node
        for node in tree.findall(addnodes.start_of_file)
        if not any(isinstance(above, addnodes.start_of_file) for above in _above(node))
    ]
    for chapter in chapters:
        parent = chapter.parent
        parent.remove(chapter)
        if not parent.children and isinstance(parent, nodes.compound):
            parent.parent.remove(parent)
    front = addnodes.start_of_file(docname=root)
    front.extend(tree.children)
    tree.clear()
    tree.append(front)
    tree.extend(chapters)
    return tree


def _above(node: nodes.Node) -> list[nodes.Node]:
    found = []
    while (parent := node.parent) is not None:
        found.append(parent)
        node = parent
    return found
