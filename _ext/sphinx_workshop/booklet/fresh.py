"""Whether what is set in type would come out as it is: told without making any of it.

All that it follows from is known before: settings, data, sources, fonts. So a build in which
nothing has changed neither assembles the booklet nor loads what makes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.code import version_of
from sphinx_workshop.core.domain import WorkshopDomain
from sphinx_workshop.core.rebuild.freshness import common_digest, data_digest
from sphinx_workshop.core.rebuild.outputs import output_note
from sphinx_workshop.core.rebuild.run import SETTINGS
from sphinx_workshop.core.rebuild.settings import content_digest
from sphinx_workshop.core.whole import read_note, write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_workshop.core.tracing import Question

__all__ = ["is_fresh", "note_made", "workshop_of"]

_OWN: Final = Path(__file__).parent


def is_fresh(app: Sphinx, what: str, files: Iterable[str]) -> bool:
    """Tell whether files that are there are what would be made now.

    :param what: what they are together: a word for the note of them.
    :param files: all of them that are there, below the output folder.
    """
    note = read_note(output_note(app, what))
    if not note or note.get("made_from") != _made_from(app, note.get("asked")):
        return False
    fonts = note.get("fonts")
    return note.get("files") == _digests(app, files) and (not fonts or fonts == _fonts(app))


def note_made(
    app: Sphinx,
    what: str,
    files: Iterable[str],
    *,
    fonts: bool,
    asked: Iterable[Question] | None = None,
) -> None:
    """Note that files were made without anything to say of them.

    What a warning was given of is made again in the next build, so that it is given again.

    :param fonts: whether other fonts than Typst's own were used.
    :param asked: all that was asked of the program, for files that no page has a say in.
    """
    questions = None if asked is None else sorted(map(list, asked))
    made_from = _made_from(app, questions)
    if made_from is not None:
        held = _digests(app, files)
        note = {
            "made_from": made_from,
            "asked": questions,
            "files": held,
            "fonts": _fonts(app) if fonts else "",
        }
        write_whole(output_note(app, what), json.dumps(note, sort_keys=True).encode())


def workshop_of(env: BuildEnvironment) -> WorkshopDomain | None:
    """Return the domain, which is not there where only the booklet is an extension."""
    found = (domain for domain in env.domains.sorted() if isinstance(domain, WorkshopDomain))
    return next(found, None)


def _content(app: Sphinx, asked: Iterable[Iterable[str]] | None) -> object:
    """Give digests of pages and data, or of what was asked for; None where not all is known."""
    domain = workshop_of(app.env)
    if domain is None:
        return None
    if asked is not None:
        # Imported here, as the data is loaded by now, and what it is made of.
        from sphinx_workshop.core.tracing import Answers  # noqa: PLC0415

        return Answers(domain.program).digest((what, kind, key) for what, kind, key in asked)
    # Nobody knows which form of a page was read that was edited meanwhile.
    if not app.env.found_docs <= domain.sources.keys():
        return None
    pages = [(one, domain.sources[one]) for one in sorted(app.env.found_docs)]
    # What pages say of others, of other sites and of the day is not all in their sources.
    return data_digest(domain), common_digest(app.env), sorted(domain.data["today"].items()), pages


def _made_from(app: Sphinx, asked: Iterable[Iterable[str]] | None) -> str | None:
    """Digest what files are made from, and what else has its say; None where not all is known."""
    content = _content(app, asked)
    if content is None:
        return None
    own = app.config.workshop_booklet_template
    held = (
        app.builder.name,
        content_digest(Path(app.doctreedir, SETTINGS)),
        content,
        content_digest(Path(app.confdir, own)) if own else "",
        [content_digest(path) for path in sorted(_OWN.rglob("*.typ"))],
        version_of("typst"),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
    )
    return blake2b(repr(held).encode(), digest_size=16).hexdigest()


def _digests(app: Sphinx, files: Iterable[str]) -> dict[str, str]:
    return {name: content_digest(Path(app.outdir, name)) for name in files}


def _fonts(app: Sphinx) -> str:
    """Digest all fonts that there are."""
    from .fonts import digest_of, font_folders  # noqa: PLC0415 - most booklets need none

    folders = font_folders(app)
    return f"{folders} {digest_of(folders)}"
