"""Where the process that builds is found, and what goes between it and sphinx-autobuild."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["Place"]

# How long the worker may take to listen, in seconds.
_STARTING: Final = 30.0


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
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    @property
    def shown(self) -> Path | None:
        """The folder in which a file changes when pages are to be shown again, where there is one.

        None where nothing is written behind the answer.
        """
        return None if sys.platform == "win32" else Path(self.address).with_name("shown")

    def show_again(self) -> None:
        """Have pages shown that were written behind the answer."""
        if self.shown is not None:
            (self.shown / "pages").write_text(str(time.time_ns()), "ascii")
