"""Make the virtual environment hold exactly what a lock file says.

    python tools/environment.py LEVEL      LEVEL is site, live or test

Each level's lock contains the one before it. The environment is rebuilt from nothing where it was
made from another lock, by another Python or in another place, and where an earlier run did not
finish; where it is right already, nothing happens. Standard library only: it runs before anything
is installed.
"""

from __future__ import annotations

import compileall
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
LEVELS: Final = ("site", "live", "test")

# Of pip's own settings, those that say where packages come from are the user's business; the others
# (--user, --target, --require-virtualenv, ...) would change what ends up in the environment.
KEPT_PIP_SETTINGS: Final = frozenset(
    "PIP_CACHE_DIR PIP_CERT PIP_CLIENT_CERT PIP_CONFIG_FILE PIP_DEFAULT_TIMEOUT PIP_FIND_LINKS "
    "PIP_EXTRA_INDEX_URL PIP_INDEX_URL PIP_KEYRING_PROVIDER PIP_NO_CACHE_DIR PIP_NO_INDEX "
    "PIP_PROXY PIP_RETRIES PIP_TIMEOUT PIP_TRUSTED_HOST".split()
)


class State(NamedTuple):
    """What an environment was made from; two equal states need no work."""

    level: str
    lock: str
    project: str

    def holds(self, level: str) -> bool:
        """Whether an environment of this state has everything that ``level`` asks for."""
        return LEVELS.index(self.level) >= LEVELS.index(level)


def wanted(level: str, root: Path = ROOT) -> State:
    """Return the state an environment for ``level`` has to be in.

    The lock's digest covers the Python version and the folder too: a virtual environment works with
    one of each only.
    """
    lock = (root / "requirements" / f"{level}.txt").read_bytes()
    base = f"{sys.version_info[:2]} {root}".encode()
    project = (root / "pyproject.toml").read_bytes()
    return State(level, _digest(base + lock), _digest(project))


def recorded(record: Path) -> State | None:
    """Return the state written at the end of the last run; None where it did not get there."""
    try:
        return State(**json.loads(record.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def python_of(folder: Path) -> Path:
    """Return the path of the interpreter inside a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def clean_environ(environ: dict[str, str]) -> dict[str, str]:
    """Return ``environ`` without the settings that would leak into the environment being made."""
    kept = {
        name: value
        for name, value in environ.items()
        if name not in {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP"}
        and (not name.startswith("PIP_") or name in KEPT_PIP_SETTINGS)
    }
    # pip reads these from its configuration files as well; the environment has the last word.
    return kept | {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def ensure(level: str, folder: Path) -> None:
    """Bring the virtual environment in ``folder`` to ``level``.

    Raises subprocess.CalledProcessError where a command fails; it has said why.
    """
    record = folder / "sphinx-workshop.json"
    state = recorded(record) if python_of(folder).exists() else None
    # An environment never steps down: what serves the tests serves the site.
    goal = wanted(state.level if state and state.holds(level) else level)
    if state == goal:
        return
    start = time.monotonic()
    same_base = state is not None and state.lock == wanted(state.level).lock
    record.unlink(missing_ok=True)
    if not same_base:
        _say(f"making {folder.name} with Python {sys.version.split()[0]}")
        _remake(folder)
    if state is None or state.lock != goal.lock:
        _say(f"installing requirements/{goal.level}.txt")
        _pip(folder, "--require-hashes", "--requirement", f"requirements/{goal.level}.txt")
    # The build backend came with the lock; isolation would fetch the newest one instead.
    _pip(folder, "--no-deps", "--no-build-isolation", "--editable", ".")
    # As pip does with packages that it copies: PYTHONDONTWRITEBYTECODE, which containers often set,
    # would have each build compile ours again.
    compileall.compile_dir(folder.parent / "_ext", quiet=2)
    record.write_text(json.dumps(goal._asdict()), "utf-8")
    _say(f"ready in {time.monotonic() - start:.0f} s")


def _remake(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")


def _pip(folder: Path, *arguments: str) -> None:
    command = [str(python_of(folder)), "-m", "pip", "install", "-qq", *arguments]
    subprocess.run(command, check=True, cwd=ROOT, env=clean_environ(dict(os.environ)))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _say(message: str) -> None:
    print(f"environment: {message}", flush=True)


def main(arguments: list[str]) -> int:
    """Run the command; return the exit status."""
    if len(arguments) != 1 or arguments[0] not in LEVELS:
        print(f"usage: environment.py {{{','.join(LEVELS)}}}", file=sys.stderr)
        return 2
    folder = ROOT / ".venv"
    try:
        ensure(arguments[0], folder)
    except subprocess.CalledProcessError as error:
        print(f"error: setting up {folder.name} failed (exit {error.returncode})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
