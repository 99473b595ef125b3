"""An earlier state of a folder, out of its git repository; nothing is checked out.

Git is run without a shell; a revision can be no option of it, and no setting of the environment
leads it to another repository.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sphinx_workshop.core.problems import quote

# Far more than the data of any workshop; what is larger was never meant as such.
_MOST_BYTES: Final = 100_000_000
_SECONDS: Final = 60
_FILE: Final = re.compile(rb"100(?:644|755) blob ([0-9a-f]+) +(\d+)\t(.+)", re.DOTALL)


class HistoryError(Exception):
    """What was asked for is not in the history: its message is one line."""


class Revision:
    """A commit of the repository that holds a folder.

    :param folder: a folder of the work tree.
    :param name: a branch, tag, commit or anything else that git takes for one.
    :raises HistoryError: there is no git, no repository or no such commit.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        found = shutil.which("git")
        if found is None:
            raise HistoryError("git is not installed")
        self._git = found
        if not name or name.startswith("-") or not name.isprintable():
            raise HistoryError(f"{quote(name)} is no revision of git")
        if self._ask("rev-parse", "--git-dir").returncode:
            raise HistoryError("the folder is in no git repository")
        asked = self._ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        if asked.returncode:
            raise HistoryError(f"the git repository has no revision {quote(name)}")
        self.commit = asked.stdout.decode("ascii").strip()

    def files(self, below: str, suffixes: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Give path and content of the regular files below a path inside the folder.

        :raises HistoryError: there is none, or there is too much.
        """
        listed = self._ask("ls-tree", "-r", "-z", "-l", self.commit, "--", f"{below}/")
        found = {}
        size = 0
        for line in listed.stdout.split(b"\0"):
            entry = _FILE.fullmatch(line)
            path = entry[3].decode("utf-8", "replace") if entry else ""
            if entry and path.lower().endswith(tuple(suffixes)) and ".." not in Path(path).parts:
                found[path] = entry[1]
                size += int(entry[2])
        if listed.returncode or not found:
            raise HistoryError(f"revision {self.commit[:12]} has no file in {below}")
        if size > _MOST_BYTES:
            raise HistoryError(f"revision {self.commit[:12]} has more than 100 MB in {below}")
        for path, blob in found.items():
            yield path, self._ask("cat-file", "blob", blob.decode("ascii")).stdout

    def last_change(self, below: str) -> datetime | None:
        """Tell when what is below a path was last committed, up to now; in UTC."""
        asked = self._ask("log", "-1", "--format=%ct", "HEAD", "--", below)
        seconds = asked.stdout.decode("ascii", "replace").strip()
        return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else None

    def _ask(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        environ = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
        try:
            return subprocess.run(
                [self._git, "--no-pager", *arguments],
                cwd=self.folder,
                env={**environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise HistoryError(f"git cannot be run: {error}") from None
