"""Where the process that builds is found, and what goes between it and sphinx-autobuild."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["Place"]

# How long the worker may take to listen, in seconds.
_STARTING: Final = 30.0
# Changes in the folder that says so: pages are to be shown again, or to be built again.
SHOW: Final = "pages"
BUILD: Final = "stale"


class Place(NamedTuple):
    """Where a worker listens, and the key that it wants."""

    address: str
    key: bytes

    def build(self, arguments: Sequence[str]) -> int:
        """Have the worker build; give Sphinx's status as soon as all pages are written.

        :raises OSError, EOFError: there is no worker any more.
        """
        with self._connect() as connection:
            connection.send_bytes(json.dumps(list(arguments)).encode())
            return int(connection.recv_bytes())

    def _connect(self) -> Connection:
        until = time.monotonic() + _STARTING
        while True:
            try:
                return Client(self.address, authkey=self.key)
            except (FileNotFoundError, ConnectionRefusedError):
                # It may be starting anew.
                if time.monotonic() > until or not self._is_served():
                    raise
                time.sleep(0.05)

    @contextmanager
    def lend(self) -> Iterator[tuple[int, ...]]:
        """Give descriptors for the worker to inherit: as long as it holds them, it is there.

        The operating system frees the lock with the process, however that ends.
        """
        if sys.platform == "win32":  # pragma: no cover - no such machine at hand
            yield ()
            return
        import fcntl  # noqa: PLC0415 - not there on Windows

        descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield (descriptor,)
        finally:
            os.close(descriptor)

    def _is_served(self) -> bool:
        """Tell whether the worker is there, although it may not listen at the moment."""
        if sys.platform == "win32":  # pragma: no cover - no such machine at hand
            return True
        import fcntl  # noqa: PLC0415 - not there on Windows

        try:
            descriptor = os.open(self._lock, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(descriptor)

    @property
    def _lock(self) -> Path:
        return Path(self.address).with_name("lock")

    @property
    def shown(self) -> Path | None:
        """The folder in which a file changes when pages are to be shown again, where there is one.

        None where nothing is written behind the answer.
        """
        return None if sys.platform == "win32" else Path(self.address).with_name("shown")

    def show_again(self, stale: bool) -> None:
        """Have pages shown that were written behind the answer, or built again where stale."""
        if self.shown is not None:
            (self.shown / (BUILD if stale else SHOW)).write_text(str(time.time_ns()), "ascii")
