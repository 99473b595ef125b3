"""The theme's templates, compiled once and not in every build: a tenth of a second.

Jinja knows a template by its name and its source; what else compiled code depends on is in the
names of the files.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

import jinja2
import sphinx
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from sphinx_workshop.core.code import code_digest

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from sphinx.application import Sphinx

_FOLDER: Final = "workshop-templates"


class _Cache(FileSystemBytecodeCache):
    """Keeps what there is room for: on a full disk it is for others to say so."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, or compile it again in the next build."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_templates(app: Sphinx) -> None:
    """Keep compiled templates beside the doctrees (``builder-inited``)."""
    environment = _environment(app)
    if environment is None or environment.bytecode_cache is not None:
        return
    folder = Path(app.doctreedir, _FOLDER)
    kind = _kind(app, environment)
    with suppress(OSError):  # a folder that cannot be written to: compiled again
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            if not path.name.startswith(kind):
                path.unlink()
        environment.bytecode_cache = _Cache(str(folder), f"{kind}-%s.cache")


def kept_templates(app: Sphinx) -> BytecodeCache | None:
    """Give where compiled templates are kept; None where they are not."""
    environment = _environment(app)
    return environment.bytecode_cache if environment else None


def _environment(app: Sphinx) -> jinja2.Environment | None:
    found = getattr(getattr(app.builder, "templates", None), "environment", None)
    return found if isinstance(found, jinja2.Environment) else None


def _kind(app: Sphinx, environment: jinja2.Environment) -> str:
    """Digest what compiled templates depend on beside their sources."""
    names = sorted(environment.extensions)
    versions = (jinja2.__version__, sphinx.__display_version__)
    settings = (app.config.language, app.config.html_theme, environment.autoescape)
    held = (versions, names, settings, code_digest())
    return blake2b(repr(held).encode(), digest_size=6).hexdigest()
