"""The typesetter: calls Typst for a PDF, in a process apart from Sphinx.

The memory that a PDF took is given back with the process, Ctrl-C ends it in the middle, and
whatever happens to it, Sphinx goes on. As a script it needs nothing of this package and starts in
some 20 ms::

    typesetter.py FOLDER           do the job that lies in a folder, and end
    typesetter.py --keep COMMAND   run a command, and do the jobs of every build that it starts

The second keeps what Typst has worked out, so that setting again after an edit takes a small part
of the time; ``make live`` runs so.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import Any, Final

__all__ = ["ANSWER", "JOB", "MADE", "PLACES", "ROOT", "ask_kept", "work"]

#: Files in a job's folder: what is asked for, what Typst sees, what came of it.
JOB: Final = "job.json"
ROOT: Final = "root"
MADE: Final = "made.pdf"
ANSWER: Final = "answer.json"
#: Label of the metadata that tell on which page things stand.
PLACES: Final = "booklet-places"

# Where a kept typesetter listens, and the key that it wants.
_VARIABLE: Final = "SPHINX_WORKSHOP_TYPESETTER"
_KEY_BYTES: Final = 32


def work(folder: Path) -> None:
    """Do the job in *folder* and leave the PDF or what Typst has against it there."""
    job = json.loads((folder / JOB).read_text("utf-8"))
    answer = _set(folder, job)
    (folder / ANSWER).write_text(json.dumps(answer), "utf-8")


def _set(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    try:
        import typst  # noqa: PLC0415 - the site can be built where it is missing
    except ImportError as problem:
        return {"missing": str(problem)}
    root = folder / ROOT
    # Packages would come from the network or the user's cache: from nowhere instead.
    nowhere = str(folder / "no-packages")
    try:
        compiler = typst.Compiler(
            str(root / job["main"]),
            root=str(root),
            font_paths=list(job["font_paths"]),
            ignore_system_fonts=True,
            sys_inputs=job["inputs"],
            package_path=nowhere,
            package_cache_path=nowhere,
        )
        compiler.compile(
            output=str(folder / MADE),
            format="pdf",
            pdf_standards=job["standards"],
            pdf_tags=bool(job["standards"]),
            timestamp=dt.datetime.fromisoformat(job["date"]),
        )
        asked = compiler.query(f"<{PLACES}>", field="value", one=True) if job["places"] else "[]"
    except typst.TypstError as problem:
        return {"diagnostic": problem.diagnostic}
    return {"places": json.loads(asked)}


def ask_kept(folder: Path) -> bool:
    """Have a job done by the typesetter that is kept for this build; tell whether there is one."""
    key, _, address = os.environ.get(_VARIABLE, "").partition("@")
    if not address:
        return False
    try:
        with Client(address, authkey=bytes.fromhex(key)) as connection:
            connection.send_bytes(os.fsencode(folder))
            connection.recv_bytes()
    except (OSError, EOFError, ValueError):
        return False
    return True


def keep(command: Sequence[str]) -> int:
    """Run *command*, do the jobs of the builds that it starts, and return its status.

    :raises NoShortFolderError: there is no place where to listen.
    """
    started: list[subprocess.Popen[bytes]] = []

    def end(number: int, frame: object) -> None:
        if not started:
            sys.exit(128 + number)
        # Ctrl-C comes to the command too, which ends in its own way.
        if number != signal.SIGINT:
            started[0].terminate()

    for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, end)
    from sphinx_workshop.core.short_folder import short_folder  # noqa: PLC0415 - no job needs it

    key = secrets.token_bytes(_KEY_BYTES)
    with short_folder("booklet-live-") as folder, _listen(folder, key) as listener:
        threading.Thread(target=_serve, args=[listener], daemon=True).start()
        place = f"{key.hex()}@{listener.address}"
        started.append(subprocess.Popen(command, env={**os.environ, _VARIABLE: place}))
        status = started[0].wait()
        return status if status >= 0 else 128 - status  # of a signal, as a shell has it


def _listen(folder: Path, key: bytes) -> Listener:
    return Listener(None if sys.platform == "win32" else f"{folder}/jobs", authkey=key)


def _serve(listener: Listener) -> None:
    while True:
        try:
            with listener.accept() as connection:
                work(Path(os.fsdecode(connection.recv_bytes())))
                connection.send_bytes(b"done")
        except Exception:  # noqa: BLE001, S112 - without an answer the build sets it by itself
            continue


def main(arguments: Sequence[str]) -> int:
    """Do as the command line says; return the status."""
    if arguments[:1] == ["--keep"]:
        return keep(arguments[1:])
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # at once, not when Typst has finished
    work(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
