"""Finding and reading the data files."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sphinx_workshop.core.problems import Location, Problems, quote
from sphinx_workshop.core.reading.source import MAX_BYTES

DATA_FOLDER = "_data"
_SUFFIXES = (".yaml", ".yml")


def read_data_files(source: Path, problems: Problems) -> Iterator[tuple[str, str | None]]:
    """Read every ``*.yaml`` below ``_data``, in the order of their names.

    :param source: the folder that holds ``conf.py``.
    :returns: each file's name relative to ``source``, and its text; None where it cannot be read.
    """
    folder = source / DATA_FOLDER
    if not folder.is_dir():
        problems.error(Location(DATA_FOLDER), "no such folder: the workshop's facts belong there")
        return
    before = len(problems.found)
    names = list(_yaml_files(folder, problems, source))
    if not names and len(problems.found) == before:
        problems.error(Location(DATA_FOLDER), "no .yaml file in it: begin with workshop.yaml")
    if len(problems.found) > before:
        yield "", None
    inside = (source.resolve(), folder.resolve())
    for path in names:
        name = _name(path, source)
        yield name, _read(path, name, inside, problems)


def _name(path: Path, source: Path) -> str:
    """Name a file for messages: on one line, whatever its name holds."""
    name = path.relative_to(source).as_posix()
    return name if name.isprintable() else quote(name, 200)


def _yaml_files(folder: Path, problems: Problems, source: Path) -> Iterator[Path]:
    def note(error: OSError) -> None:
        name = _name(Path(error.filename or folder), source)
        problems.error(Location(name), f"cannot be read: {error.strerror}")

    found: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(root, name) for name in folders):
            if path.suffix.lower() in _SUFFIXES:
                message = "a folder, not a file: give it a name without '.yaml'"
                problems.error(Location(_name(path, source)), message)
            elif path.is_symlink():
                message = "a link to a folder, which is not followed: put the folder itself here"
                problems.error(Location(_name(path, source)), message)
        found += [Path(root, name) for name in files if not name.startswith(".")]
    for path in sorted(found):
        if path.suffix == ".yaml":
            yield path
        elif path.suffix.lower() in _SUFFIXES:
            message = f"not read: rename it to {quote(path.with_suffix('.yaml').name)}"
            problems.error(Location(_name(path, source)), message)


def _read(path: Path, name: str, inside: tuple[Path, ...], problems: Problems) -> str | None:
    try:
        real = path.resolve(strict=True)
        if not any(real.is_relative_to(folder) for folder in inside):
            problems.error(
                Location(name), "a link that leads out of the source folder: copy the file"
            )
            return None
        # Opened without waiting, so that a pipe or device with this name cannot hang the build.
        descriptor = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                problems.error(Location(name), "not a regular file: only text files are read")
                return None
            data = file.read(MAX_BYTES + 1)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "a link that leads to itself"
        problems.error(Location(name), f"cannot be read: {reason}")
        return None
    if len(data) > MAX_BYTES:
        problems.error(Location(name), f"larger than {MAX_BYTES:,} bytes: split the file")
        return None
    return decode(data, name, problems)


def decode(data: bytes, name: str, problems: Problems) -> str | None:
    """Give the text of a file; None where it is no UTF-8."""
    if b"\0" in data[:4] or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problems.error(Location(name), "UTF-16 or UTF-32: save the file as UTF-8")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        last = before.rpartition(b"\n")[2].removeprefix(codecs.BOM_UTF8 if line == 1 else b"")
        column = len(last.decode("utf-8", "replace")) + 1
        problems.error(Location(name, line, column), "not UTF-8: save the file as UTF-8")
        return None
    return text.removeprefix("\ufeff")
