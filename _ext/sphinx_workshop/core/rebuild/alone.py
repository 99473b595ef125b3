"""One build at a time has its folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

from sphinx_workshop.core.rebuild.faults import give_up, tell
from sphinx_workshop.core.rebuild.lock import FolderTakenError, leave, take
from sphinx_workshop.core.rebuild.scratch import begin_scratch

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["have_alone"]


def have_alone(app: Sphinx) -> None:
    """Wait for a build that is at work in the same folders, and keep them to the end of this one.

    :raises BrokenBuild: it does not come to an end.
    """
    folders = [Path(app.doctreedir), Path(app.outdir)]
    try:
        folders[0].mkdir(parents=True, exist_ok=True)
        taken = take(folders, lambda line: tell(app, line))
    except (FolderTakenError, OSError) as error:
        give_up(app, str(error))
    begin_scratch(folders[0])
    finalize(app, leave, taken)
    app.connect("build-finished", lambda _app, _exception: leave(taken), priority=999)
