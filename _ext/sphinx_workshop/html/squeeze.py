"""Style sheets and scripts as they are served: without comments and needless blanks.

Those are for who reads the sources; who reads the site need not load them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_workshop.core.whole import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC: Final = Path(__file__).parent / "static"
_STRING: Final = re.compile(r'("[^"]*")')
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND: Final = re.compile(r"\s*([{};,])\s*")
# The child combinator, not the comparison of a query ("width >= 40em").
_CHILD: Final = re.compile(r" ?>(?!=) ?")


def squeeze_style(text: str) -> str:
    """Write a style sheet (CSS Syntax 3) without comments and needless blanks.

    :param text: a sheet whose strings have double quotes and no such quote inside.
    """
    parts = _STRING.split(_COMMENT.sub("", text))
    parts[::2] = [_squeezed(part) for part in parts[::2]]
    return "".join(parts).strip() + "\n"


def _squeezed(part: str) -> str:
    plain = re.sub(r"\s+", " ", part)
    tight = _AROUND.sub(r"\1", plain).replace(": ", ":").replace(";}", "}")
    return _CHILD.sub(">", tight)


def squeeze_script(text: str) -> str:
    """Write a module without indentation and comments, and without the ends of lines that go on.

    :param text: a module whose comments have lines of their own, and whose texts are on one line.
    """
    lines = (line.strip() for line in text.splitlines())
    kept = [line for line in lines if line and not line.startswith(("//", "/**"))]
    return "".join(
        line if line.endswith(("{", "(", "[", ",", ";")) else f"{line}\n" for line in kept
    )


SQUEEZE: Final = {".css": squeeze_style, ".js": squeeze_script}


def squeeze_files(app: Sphinx, exception: Exception | None) -> None:
    """Replace the copies in the output folder (``build-finished``); the same bytes every time."""
    if exception is not None or app.builder.format != "html":
        return
    for source in sorted(STATIC.iterdir()):
        copy = Path(app.outdir, "_static", source.name)
        if source.suffix in SQUEEZE and copy.is_file():
            write_whole(copy, SQUEEZE[source.suffix](source.read_text("utf-8")).encode())
