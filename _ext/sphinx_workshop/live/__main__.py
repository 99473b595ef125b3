"""``python -m sphinx_workshop.live``: sphinx-autobuild, with a Sphinx that is kept."""

from __future__ import annotations

import sys

from sphinx_workshop.live.interrupt import end_in_silence

if __name__ == "__main__":
    end_in_silence()
    # What follows takes half a second to load.
    from sphinx_workshop.live.preview import main

    status = main(sys.argv[1:])
    # Somebody may press it twice.
    end_in_silence()
    sys.exit(status)
