"""``python -m sphinx_workshop.booklet --keep COMMAND``: a typesetter kept for a command."""

from __future__ import annotations

import sys

from .typesetter import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
