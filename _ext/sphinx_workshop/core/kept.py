"""What follows from a text alone and is costly to find, kept from one build to the next.

Reading Markdown and making keys to sort by take a third of a build in which one record has changed.
The file stands beside Sphinx's own pickled state, and like that is only read where we wrote it.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sphinx_workshop.core.code import code_digest
from sphinx_workshop.core.whole import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["keep", "load_kept", "save_kept"]

T = TypeVar("T")

NAME: Final = "workshop-kept.pickle"
# Other versions of these may give something else.
_MAKERS: Final = ("markdown-it-py", "mdit-py-plugins", "pyuca")


class _Table(dict[str, Any]):
    """What one function has given in this process, and what it gave in the builds before it."""

    before: dict[str, Any]

    def __init__(self, function: Callable[[str], Any]) -> None:
        super().__init__()
        self.before = {}
        self.function = function

    def __missing__(self, text: str) -> Any:
        try:
            found = self.before[text]
        except KeyError:
            found = self.function(text)
        self[text] = found
        return found


_TABLES: Final[dict[str, _Table]] = {}


def keep(function: Callable[[str], T]) -> Callable[[str], T]:
    """Call a function once for each text, and not again in the next build.

    :param function: pure; what it gives is never changed, and can be pickled.
    """
    table = _TABLES[f"{function.__module__}.{function.__qualname__}"] = _Table(function)

    @wraps(function)
    def kept(text: str) -> T:
        return table[text]  # type: ignore[no-any-return]

    return kept


def load_kept(app: Sphinx) -> None:
    """Take over what builds with this folder of doctrees have kept (``builder-inited``).

    The file holds a stamp and, one after the other, what each build has added.
    """
    was_enabled = gc.isenabled()
    gc.disable()  # tens of thousands of small objects, and none is garbage
    try:
        found = _read(Path(app.doctreedir) / NAME)
    finally:
        if was_enabled:
            gc.enable()
    for name, table in _TABLES.items():
        table.before = found.get(name, {})


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Read the file; nothing where it is another's, damaged or cut short: all can be made again."""
    found: dict[str, dict[str, Any]] = {}
    with suppress(Exception), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if pickle.load(file) != _stamp():  # noqa: S301 - see above
            return {}
        while file.tell() < size:
            for name, added in pickle.load(file).items():  # noqa: S301
                found.setdefault(name, {}).update(added)
        return found
    return {}


def save_kept(app: Sphinx, exception: Exception | None) -> None:
    """Keep what this build has asked for, where that is not kept already (``build-finished``)."""
    before = sum(len(table.before) for table in _TABLES.values())
    used = sum(len(table) for table in _TABLES.values())
    new = {name: _without(table, table.before) for name, table in _TABLES.items()}
    path = Path(app.doctreedir) / NAME
    with suppress(OSError):  # the next build takes a little longer
        # Most of the file is for texts that are gone; of what workers ask for we know nothing.
        if not before or (before > 2 * used and app.parallel < 2):
            tables = {name: dict(table) for name, table in _TABLES.items()}
            write_whole(path, pickle.dumps(_stamp(), 5) + pickle.dumps(tables, 5))
        elif any(new.values()):
            with path.open("ab") as file:
                file.write(pickle.dumps(new, 5))


def _without(table: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    return {text: held for text, held in table.items() if text not in known}


def _stamp() -> tuple[str, ...]:
    return (code_digest(), *map(version, _MAKERS))
