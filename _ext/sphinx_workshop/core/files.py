"""Finding and reading the data files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sphinx_workshop.core.problems import Location, Problems
from sphinx_workshop.core.source import MAX_BYTES

DATA_FOLDER = "_data"


def read_data_files(source: Path, problems: Problems) -> Iterator[tuple[str, str]]:
    """Read every ``*.yaml`` below ``_data``, in the order of their names.

    :param source: the folder that holds ``conf.py``.
    :returns: each file's name relative to ``source``, and its text.
    """
    folder = source / DATA_FOLDER
    if not folder.is_dir():
        problems.error(Location(DATA_FOLDER), "no such folder: the workshop's facts belong there")
        return
    names = list(_yaml_files(folder, problems, source))
    if not names:
        problems.error(Location(DATA_FOLDER), "no .yaml file in it: begin with workshop.yaml")
    for path in names:
        name = path.relative_to(source).as_posix()
        text = _read(path, name, problems)
        if text is not None:
            yield name, text


def _yaml_files(folder: Path, problems: Problems, source: Path) -> Iterator[Path]:
    def note(error: OSError) -> None:
        name = Path(error.filename or folder).relative_to(source).as_posix()
        problems.error(Location(name), f"cannot be read: {error.strerror}")

    found = []
    for root, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in files if not name.startswith(".")]
    for path in sorted(found):
        if path.suffix == ".yaml":
            yield path
        elif path.suffix.lower() in (".yml", ".yaml"):
            name = path.relative_to(source)
            message = f"not read: rename it to {path.with_suffix('.yaml').name}"
            problems.error(Location(name.as_posix()), message)


def _read(path: Path, name: str, problems: Problems) -> str | None:
    try:
        # Opened without waiting, so that a pipe or device with this name cannot hang the build.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                problems.error(Location(name), "not a regular file")
                return None
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        problems.error(Location(name), f"cannot be read: {error.strerror or error}")
        return None
    if len(data) > MAX_BYTES:
        problems.error(Location(name), f"larger than {MAX_BYTES:,} bytes: split the file")
        return None
    return _decode(data, name, problems)


def _decode(data: bytes, name: str, problems: Problems) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        problems.error(Location(name, line, column), "not UTF-8: save the file as UTF-8")
        return None
    return text.removeprefix("\ufeff")
