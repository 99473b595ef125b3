"""What is wrong with a setting, said at its place in ``conf.py``."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setting_place", "warn_setting"]

logger = logging.getLogger(__name__)


def warn_setting(app: Sphinx, name: str, message: str) -> None:
    """Warn of what is wrong with a setting, at its place."""
    place = setting_place(app.confdir, name)
    logger.warning("%s: %s", name, message, location=place, type="workshop", subtype="config")


def setting_place(confdir: str | PathLike[str], name: str) -> str | None:
    """Give ``file:line`` of a setting in conf.py, or None where it does not stand there.

    :param confdir: the folder of conf.py.
    """
    path = Path(confdir, "conf.py")
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        lines = []
    stands = re.compile(rf"\s*{re.escape(name)}\b")
    number = next((i for i, line in enumerate(lines, 1) if stands.match(line)), None)
    return f"{path}:{number}" if number else None
