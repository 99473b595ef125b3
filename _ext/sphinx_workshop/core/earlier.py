"""The program as it was: a file that an earlier build has left, or a revision of the data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final

from sphinx_workshop.core.history import HistoryError, Revision
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.problems import DataErrors, quote
from sphinx_workshop.core.program import Earlier
from sphinx_workshop.core.reading.files import DATA_FOLDER
from sphinx_workshop.core.rebuild.scratch import scratch_folder
from sphinx_workshop.core.section import Section

_GIT: Final = "git:"
# The version of program.json that is understood.
_VERSION: Final = 1
_MOST_BYTES: Final = 200_000_000


class EarlierError(Exception):
    """There is no such earlier program: the message is one line."""


def read_earlier(source: Path, name: str, sections: Sequence[Section]) -> Earlier:
    """Read what was before.

    :param source: the folder that holds ``_data``; paths are relative to it.
    :param name: the path of a ``program.json``, or ``git:`` with a revision behind it.
    :raises EarlierError: it cannot be read.
    """
    if name.startswith(_GIT):
        return _read_revision(source, name.removeprefix(_GIT), sections)
    return _read_file(source / name, name)


def _read_revision(source: Path, name: str, sections: Sequence[Section]) -> Earlier:
    try:
        revision = Revision(source, name)
        with scratch_folder() as folder:
            for path, data in revision.files(DATA_FOLDER, (".yaml", ".yml")):
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            program = load(folder, sections, pictures=False)
        changed = revision.last_change(DATA_FOLDER)
    except HistoryError as error:
        raise EarlierError(str(error)) from None
    except DataErrors as error:
        first, more = error.problems[0], len(error.problems) - 1
        others = f", and {more} more" if more else ""
        message = f"the data of {quote(name)} cannot be read as today's: {first}{others}"
        raise EarlierError(message) from None
    except OSError as error:
        raise EarlierError(f"the data of {quote(name)} cannot be read: {error}") from None
    return Earlier(program.digest, program=program, changed=changed)


def _read_file(path: Path, name: str) -> Earlier:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise EarlierError(f"{quote(name)} is too large")
        data = path.read_bytes()
        held = json.loads(data)
    except OSError as error:
        raise EarlierError(f"{quote(name)} cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise EarlierError(f"{quote(name)} is no JSON") from None
    if not isinstance(held, dict) or not isinstance(held.get("workshop"), dict):
        raise EarlierError(f"{quote(name)} is no program.json")
    if held.get("version") != _VERSION:
        version = quote(str(held.get("version")))
        raise EarlierError(f"{quote(name)} has version {version}, and only {_VERSION} is known")
    return Earlier(blake2b(data, digest_size=16).hexdigest(), plain=held)
