"""What every page is made from: settings, extensions, and code that stands beside ``conf.py``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sphinx
from sphinx.util._serialise import stable_str

from sphinx_workshop.core.code import INSTALLED, PACKAGE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["content_digest", "settings_digest", "without_addresses"]

# What else has its say in each page's HTML; extensions give their versions themselves.
_WRITERS: Final = ("docutils", "Pygments", "Jinja2")
# Where an object lies in memory is no part of a setting.
_ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]+")


def settings_digest(app: Sphinx, config: Config, code: str) -> str:
    """Digest what every page is made from: settings, tags, extensions.

    :param code: a digest of this package's own code.
    """
    held = {value.name: value.value for value in config}
    parts = [sphinx.__display_version__, *map(version, _WRITERS)]
    parts += [code, without_addresses(stable_str(held)), repr([*map(_order, held.values())])]
    parts.append(repr(sorted(app.tags)))
    parts += [f"{name} {one.version}" for name, one in sorted(app.extensions.items())]
    state = blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16)
    for path in _modules(app, config):
        state.update(content_digest(path).encode())
    return state.hexdigest()


def _modules(app: Sphinx, config: Config) -> Iterator[Path]:
    """Give ``conf.py``, the modules of the extensions that it names, and what both have loaded.

    That is what stands below the folder of ``conf.py``, or in the package of an extension that is
    not installed. Our own code has a digest of its own. Docutils' settings and the project's own
    words for Sphinx's count like code.
    """
    yield Path(app.confdir, "conf.py")
    yield Path(app.confdir, "docutils.conf")
    for folder in config.locale_dirs:
        yield Path(app.srcdir, folder, config.language, "LC_MESSAGES", "sphinx.mo")
    for name in config.extensions:
        file = getattr(getattr(app.extensions.get(name), "module", None), "__file__", None)
        if file:
            yield Path(file)
    packages = {name.partition(".")[0] for name in config.extensions}
    beside = f"{app.confdir}/"
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        is_local = file.startswith(beside) or name.partition(".")[0] in packages
        if is_local and not file.startswith((*INSTALLED, f"{PACKAGE}/")):
            yield Path(file)


def _order(value: object) -> object:
    """Give the order of the keys in a setting, which templates and themes may follow."""
    if isinstance(value, dict):
        return [(str(key), _order(one)) for key, one in value.items()]
    return [*map(_order, value)] if isinstance(value, list | tuple) else None


def content_digest(path: Path) -> str:
    """Digest a file's content; ``""`` where it cannot be read."""
    try:
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""


def without_addresses(text: str) -> str:
    """Leave out where in memory objects lie."""
    return _ADDRESS.sub("", text)
