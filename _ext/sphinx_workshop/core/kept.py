"""What is costly to find, kept from one build to the next: of texts, and parts of outputs.

Reading Markdown and making keys to sort by take a third of a build in which one record has changed.
The file stands beside Sphinx's own pickled state, and like that is only read where we wrote it.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sphinx_workshop.core.code import code_digest
from sphinx_workshop.core.collector import all_stays
from sphinx_workshop.core.whole import whole_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["connect_kept", "keep", "kept_pieces", "load_kept", "save_kept"]

T = TypeVar("T")

NAME: Final = "workshop-kept.pickle"
_PIECES: Final = "pieces"
# After so many builds that have added something the file is written again.
_MOST_PARTS: Final = 64


class _Table(dict[str, Any]):
    """What was asked for in this process; ``before``: what is kept of the builds before it."""

    def __init__(self) -> None:
        super().__init__()
        self.before: dict[str, Any] = {}

    def current(self) -> dict[str, Any]:
        """Give what is to be kept when all is written again; who asks for it is not loaded here."""
        return self.before

    def new(self) -> dict[str, Any]:
        """Give what is not kept yet."""
        return {name: held for name, held in self.items() if name not in self.before}


class _Asked(_Table):
    """A table whose owner is loaded: it has been asked for all that there is still a use for."""

    def current(self) -> dict[str, Any]:
        """Give what was asked for."""
        return dict(self)


class _Texts(_Asked):
    """What one function gives for texts; kept pickled one by one, as few builds ask for all."""

    def __init__(self, function: Callable[[str], Any]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, text: str) -> Any:
        found = None
        if packed := self.before.get(text):
            with suppress(Exception):  # damaged: it is made again
                found = pickle.loads(packed)  # noqa: S301 - see above
        if found is None:
            self.before.pop(text, None)
            found = self.function(text)
        self[text] = found
        return found

    def current(self) -> dict[str, Any]:
        """Give what was asked for, pickled."""
        return {text: self.before.get(text) or _pack(found) for text, found in self.items()}

    def new(self) -> dict[str, Any]:
        """Give what is not kept yet, pickled."""
        return {text: _pack(found) for text, found in self.items() if text not in self.before}


def _pack(found: object) -> bytes:
    return pickle.dumps(found, 5)


class _Pieces(_Asked):
    """Parts by the names of those who ask for them; under one name may come to stand another."""

    def recall(self, key: str) -> Any:
        """Give what is kept under a name; None where nothing is."""
        found = self.get(key)
        if found is None and (found := self.before.get(key)) is not None:
            self[key] = found
        return found

    def new(self) -> dict[str, Any]:
        """Give what is not as it was before."""
        return {key: made for key, made in self.items() if self.before.get(key) is not made}


_TABLES: Final[dict[str, _Table]] = {}


def keep(function: Callable[[str], T]) -> Callable[[str], T]:
    """Call a function once for each text, and not again in the next build.

    :param function: pure; what it gives is never changed nor None, and can be pickled.
    """
    name, table = f"{function.__module__}.{function.__qualname__}", _Texts(function)
    # The module may be loaded in the middle of a build.
    table.before = _TABLES[name].before if name in _TABLES else {}
    _TABLES[name] = table

    @wraps(function)
    def kept(text: str) -> T:
        return table[text]  # type: ignore[no-any-return]

    return kept


def kept_pieces() -> _Pieces:
    """Give the table for parts of outputs (:mod:`sphinx_workshop.core.pieces`)."""
    table = _TABLES.setdefault(_PIECES, _Pieces())
    assert isinstance(table, _Pieces)
    return table


def connect_kept(app: Sphinx) -> None:
    """Register both steps: before the data is read, and behind the exports."""
    app.connect("builder-inited", load_kept, priority=100)
    app.connect("build-finished", save_kept, priority=800)


def load_kept(app: Sphinx) -> None:
    """Take over what builds with this folder of doctrees have kept (``builder-inited``).

    The file holds a stamp and, one after the other, what each build has added.
    """
    path = Path(app.doctreedir) / NAME
    kept_pieces().clear()
    if _file.is_known(path):  # a live preview has just written it
        return
    with all_stays():
        found = _read(path)
    for name in _TABLES.keys() | found.keys():
        _TABLES.setdefault(name, _Table()).before = found.get(name, {})


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Read the file; nothing where it is another's, damaged or cut short: all can be made again."""
    found: dict[str, dict[str, Any]] = {}
    _file.parts = 0
    with suppress(Exception), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if pickle.load(file) != code_digest():  # noqa: S301 - see above
            return {}
        while file.tell() < size:
            for name, added in pickle.load(file).items():  # noqa: S301
                found.setdefault(name, {}).update(added)
            _file.parts += 1
        return found
    return {}


def save_kept(app: Sphinx, exception: Exception | None) -> None:
    """Keep what this build has asked for, where that is not kept already (``build-finished``)."""
    path = Path(app.doctreedir) / NAME
    before = sum(len(table.before) for table in _TABLES.values())
    used = sum(len(table) for table in _TABLES.values())
    # A build that has asked for most of it knows what is gone; of what workers ask nobody knows.
    is_old = _file.parts > _MOST_PARTS and 2 * used > before and app.parallel < 2
    anew = is_old or not before
    parts = {name: table.current() if anew else table.new() for name, table in _TABLES.items()}
    with suppress(OSError):  # the next build takes a little longer
        if anew:
            with whole_file(path) as file:
                pickle.dump(code_digest(), file, 5)
                # One by one: a pickler remembers all that it has written.
                for name, part in parts.items():
                    pickle.dump({name: part}, file, 5)
            _file.parts = len(parts)
        elif any(parts.values()):
            with path.open("ab") as file:
                file.write(pickle.dumps(parts, 5))
            _file.parts += 1
        for name, part in parts.items():
            table = _TABLES[name]
            table.before = part if anew else {**table.before, **part}
        _file.note(path)


class _File:
    """The file as this process has left it, and in how many parts it was written."""

    def __init__(self) -> None:
        self.parts = 0
        self._left: tuple[Path, int, int] | None = None

    def note(self, path: Path) -> None:
        """Note that what it holds is in the tables."""
        status = path.stat()
        self._left = path.resolve(), status.st_mtime_ns, status.st_size

    def is_known(self, path: Path) -> bool:
        """Tell whether it holds what is in the tables."""
        try:
            status = path.stat()
        except OSError:
            return False
        return self._left == (path.resolve(), status.st_mtime_ns, status.st_size)


_file: Final = _File()
