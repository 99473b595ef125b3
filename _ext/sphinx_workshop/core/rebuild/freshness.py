"""What pages are made from, by content: sources, and what pages say of each other.

Sphinx compares times of files. Those say nothing of a file that was restored or replaced, of a page
that shows another's title, or of an output folder that another build has filled.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.util.i18n import docname_to_domain

from sphinx_workshop.core.domain import WorkshopDomain, workshop_domain
from sphinx_workshop.core.rebuild.names import find_names
from sphinx_workshop.core.rebuild.settings import content_digest, without_addresses
from sphinx_workshop.core.rebuild.today import find_other_day

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Domains of which a page shows what stands on it alone: ours by what its records are made from,
# the other's lists of entries are always written.
_OF_PAGES: Final = frozenset({"workshop", "index"})


def folder_digest(paths: Iterable[Path]) -> str:
    """Digest files, and all files and folders in folders, with their names."""
    state = blake2b(digest_size=16)
    for top in paths:
        for path in _paths_below(top):
            name = path.relative_to(top.parent).as_posix()
            state.update(f"{name}\0{content_digest(path)}\0".encode("utf-8", "replace"))
        state.update(b"\1")
    return state.hexdigest()


def files_below(top: Path) -> list[Path]:
    """Give the files that Sphinx copies from a folder, linked folders too, or the file itself."""
    return [path for path in _paths_below(top) if path.is_file()]


def _paths_below(top: Path) -> list[Path]:
    """Give the files and folders that Sphinx copies from a folder, or the file itself."""
    if not top.is_dir():
        return [top] if top.is_file() else []
    walked = os.walk(top, followlinks=True)
    found = (Path(at, name) for at, folders, names in walked for name in (*folders, *names))
    return sorted(path for path in found if path.exists())


def source_digests(env: BuildEnvironment) -> dict[str, str]:
    """Digest each page's source with the files that it was made from beside the data."""
    known: dict[Path, str] = {}
    made = {}
    # Quotes become curly when a page is read, and for some builders do not.
    straight = env._builder_cls.name in env.config.smartquotes_excludes.get("builders", ())
    for page in sorted(env.found_docs):
        state = blake2b(bytes([straight]), digest_size=16)
        state.update(
            repr(find_names(env, workshop_domain(env).data["names"].get(page, ()))).encode()
        )
        for path in _made_from(env, page):
            if path not in known:
                known[path] = content_digest(path)
            state.update(f"{path.name}\0{known[path]}\0".encode("utf-8", "replace"))
        made[page] = state.hexdigest()
    return made


def _made_from(env: BuildEnvironment, page: str) -> list[Path]:
    """Give a page's source and the files that it was made from beside the data."""
    read = {*map(Path, env.dependencies.get(page, ())), *_catalogs(env, page)}
    return [Path(env.doc2path(page)), *sorted(read)]


def _catalogs(env: BuildEnvironment, page: str) -> Iterator[Path]:
    """Give the translations that a page would be read with; Sphinx names those that there are."""
    config = env.config
    name = f"{docname_to_domain(page, config.gettext_compact)}.mo"
    for folder in config.locale_dirs:
        yield Path(env.srcdir, folder, config.language, "LC_MESSAGES", name)


def _edited(path: Path, since: int) -> bool:
    try:
        return path.stat().st_ctime_ns >= since
    except OSError:
        return False


def edited_since(env: BuildEnvironment, since: int) -> bool:
    """Tell whether somebody has edited what a page is made from.

    :param since: when the build began, in nanoseconds, by the clock of the file system.
    """
    return any(_edited(path, since) for page in env.found_docs for path in _made_from(env, page))


def find_changed(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Name the pages to read again: made from other data or sources (``env-get-outdated``)."""
    domain = workshop_domain(env)
    before = domain.digests
    stale = {page for page, now in _answered(domain).items() if before.get(page) != now}
    stale |= find_other_day(env)
    # What a contents list names without its being there is not part of it.
    stale |= {page for page, held in env.toctree_includes.items() if not removed.isdisjoint(held)}
    known = domain.sources
    return [*stale, *(page for page, now in source_digests(env).items() if known.get(page) != now)]


def data_digest(domain: WorkshopDomain) -> str:
    """Digest all data that anything may be made from."""
    earlier = domain.earlier.digest if domain.earlier else ""
    return f"{domain.program.digest} {earlier}"


def _answered(domain: WorkshopDomain) -> dict[str, str]:
    """Digest for each page what its questions are answered now."""
    # Imported here, as the data is loaded by now, and what it is made of.
    from sphinx_workshop.core.tracing import Answers  # noqa: PLC0415

    answers = Answers(domain.program, {"all": lambda _kind, _key: data_digest(domain)})
    return {page: answers.digest(asked) for page, asked in domain.asked.items()}


def note_sources(env: BuildEnvironment, since: int) -> None:
    """Note what the pages were read from, and what they were answered; all are fresh now.

    Pictures are named in the order of their paths.

    Of a page that somebody has edited meanwhile it is not known which form was read. Sphinx numbers
    pictures of one name in the order in which it meets them, which after an edit, or with several
    processes, is another.

    :param since: when the build began, in nanoseconds, by the clock of the file system.
    """
    domain = workshop_domain(env)
    domain.data["digests"] = _answered(domain)
    domain.data["sources"] = {
        page: digest
        for page, digest in source_digests(env).items()
        if not any(_edited(path, since) for path in _made_from(env, page))
    }
    numbered = type(env.images)()
    for path in sorted(env.images):
        for page in sorted(env.images[path][0]):
            numbered.add_file(page, path)
    env.images = numbered


def read_from(env: BuildEnvironment) -> dict[str, str]:
    """Tell for each page what it was read from: data, sources, the day."""
    domain = workshop_domain(env)
    parts = domain.digests, domain.sources, domain.data["today"]
    return {page: " ".join(part.get(page, "") for part in parts) for page in env.found_docs}


def forget_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Forget the numbers of sections before Sphinx gives them (``env-get-updated``).

    It takes none away: titles kept theirs when a contents list was no longer ``:numbered:``.

    :returns: no further pages to write.
    """
    for title in env.titles.values():
        title.attributes.pop("secnumber", None)
    for toc in env.tocs.values():
        for entry in toc.findall(nodes.reference):
            entry.attributes.pop("secnumber", None)
    return []


def common_digest(env: BuildEnvironment) -> str:
    """Digest what pages may say of others: titles, tables of contents, places, pictures."""
    said: list[Any] = [
        sorted(env.found_docs),
        _texts(env.titles),
        _texts(env.longtitles),
        [(page, toc.pformat()) for page, toc in sorted(env.tocs.items())],
        sorted(env.toctree_includes.items()),
        _sorted(env.toc_secnumbers),
        _sorted(env.toc_fignumbers),
        _sorted(env.metadata),
        sorted((path, name) for path, (_pages, name) in env.images.items()),
        sorted((str(path), str(name)) for path, (_pages, name) in env.dlfiles.items()),
        places_digest(env),
        # What other projects' inventories hold (sphinx.ext.intersphinx).
        getattr(env, "intersphinx_named_inventory", ""),
    ]
    for domain in env.domains.sorted():
        if domain.name not in _OF_PAGES:
            said.append([domain.name, sorted(domain.get_objects(), key=repr), _plain(domain.data)])
            said.append([index.name for index in domain.indices if index(domain).generate()[0]])
    return blake2b(without_addresses(repr(said)).encode("utf-8", "replace")).hexdigest()[:32]


def _texts(titles: dict[str, nodes.title]) -> list[tuple[str, str]]:
    return [(page, title.pformat()) for page, title in sorted(titles.items())]


def _sorted(held: dict[Any, Any]) -> list[Any]:
    return sorted(
        ((key, _sorted(one) if isinstance(one, dict) else one) for key, one in held.items()),
        key=repr,
    )


def _plain(held: Any) -> Any:
    """Give what a domain keeps in a form that is the same whenever the content is."""
    if isinstance(held, nodes.Node):
        return held.pformat()
    if isinstance(held, dict):
        return sorted(((key, _plain(one)) for key, one in held.items()), key=repr)
    if isinstance(held, set | frozenset):
        return sorted(map(repr, held))
    return list(map(_plain, held)) if isinstance(held, list | tuple) else held


def places_digest(env: BuildEnvironment) -> str:
    """Digest where all records and listings stand."""
    domain = workshop_domain(env)
    sections = sorted({section for held in domain.listings.values() for section in held})
    listings = [(section, domain.find_listing(section)) for section in sections]
    records = [(kind, key, *place) for key, _, kind, *place, _ in domain.get_objects()]
    return blake2b(repr((records, listings)).encode(), digest_size=16).hexdigest()
