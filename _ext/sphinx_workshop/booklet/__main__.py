"""``python -m sphinx_workshop.booklet --keep COMMAND``: a typesetter kept for a command."""

from __future__ import annotations

import signal
import sys

if __name__ == "__main__":
    # There is nothing to put in order at Ctrl-C as long as modules are loaded.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sphinx_workshop.core.short_folder import NoShortFolderError

    from .typesetter import main

    try:
        sys.exit(main(sys.argv[1:]))
    except NoShortFolderError as error:
        sys.exit(f"error: {error}")
