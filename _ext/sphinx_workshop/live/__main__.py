"""``python -m sphinx_workshop.live``: sphinx-autobuild, with a Sphinx that is kept."""

from __future__ import annotations

import sys

from sphinx_workshop.live.preview import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
