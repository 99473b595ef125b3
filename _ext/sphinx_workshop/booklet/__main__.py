"""``python -m sphinx_workshop.booklet --keep COMMAND``: a typesetter kept for a command."""

from __future__ import annotations

import sys

from sphinx_workshop.core.short_folder import NoShortFolderError

from .typesetter import main

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except NoShortFolderError as error:
        sys.exit(f"error: {error}")
