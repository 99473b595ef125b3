"""What follows from a text alone and is costly to find, kept from one build to the next.

Reading Markdown and making keys to sort by take a third of a build in which one record has changed.
The file stands beside Sphinx's own pickled state, and like that is only read where we wrote it.
"""

from __future__ import annotations

import gc
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
    """Take over what the last build with this folder of doctrees has kept (``builder-inited``)."""
    was_enabled = gc.isenabled()
    gc.disable()  # tens of thousands of small objects, and none is garbage
    try:
        with suppress(Exception):  # whatever a damaged file may hold, all of it can be found again
            stamp, tables = pickle.loads(Path(app.doctreedir, NAME).read_bytes())  # noqa: S301
            if stamp == _stamp():
                for name, table in _TABLES.items():
                    table.before = dict(tables.get(name, {}))
    finally:
        if was_enabled:
            gc.enable()


def save_kept(app: Sphinx, exception: Exception | None) -> None:
    """Keep what this build has asked for, where that is not kept already (``build-finished``)."""
    if all(table.keys() == table.before.keys() for table in _TABLES.values()):
        return
    # What workers have asked for is not known here.
    alone = app.parallel < 2
    tables = {
        name: dict(table) if alone else {**table.before, **table} for name, table in _TABLES.items()
    }
    with suppress(OSError):  # the next build takes a little longer
        write_whole(Path(app.doctreedir, NAME), pickle.dumps((_stamp(), tables), protocol=5))


def _stamp() -> tuple[str, ...]:
    return (code_digest(), *map(version, _MAKERS))
