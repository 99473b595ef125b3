"""How long an edit takes to be in the browser: from the file's being saved to the word to reload.

    python -m benchmarks.bench_live [PAPERS] [--edits N] [--booklet]

Starts the live preview of a made-up site and changes one paper's title again and again. Times are
those of a clock, so that they hold on a quiet machine alone.
"""

# ruff: noqa: T201 — a benchmark prints
from __future__ import annotations

import argparse
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from websockets.sync.client import connect

from benchmarks import generate, sites
from benchmarks.bench_site import papers_argument, shape

# Between two edits somebody looks at the page; the booklet goes on behind it.
PAUSE = 5.0


def start(root: Path, host: str) -> subprocess.Popen[bytes]:
    """Start the preview; return when it has built the site."""
    port = host.rpartition(":")[2]
    live = [sys.executable, "-m", "sphinx_workshop.live", "-q", "--host", "127.0.0.1"]
    live += ["--port", port, "-b", "html", str(root / "site"), str(root / "out")]
    kept = [sys.executable, "-m", "sphinx_workshop.booklet", "--keep", *live]
    process = subprocess.Popen(kept, stdout=subprocess.DEVNULL, start_new_session=True)
    while process.poll() is None:
        try:
            urlopen(f"http://{host}/").close()
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return process
    sys.exit("the preview did not start")


def edit(host: str, file: Path, before: str, after: str) -> float:
    """Change a file; give the seconds until the browser is told."""
    with connect(f"ws://{host}/websocket-reload") as browser:
        time.sleep(PAUSE)
        text = file.read_text("utf-8")
        began = time.perf_counter()
        file.write_text(text.replace(before, after, 1), "utf-8")
        browser.recv()
        return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="?", type=papers_argument, default=1000)
    parser.add_argument("--edits", type=int, default=10)
    parser.add_argument("--booklet", action="store_true", help="make the booklet too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        root = Path(name)
        held = generate.papers(chosen.papers)
        days = generate.days(held, *shape(chosen.papers))
        files = generate.write(root / "site", held, days)
        sites.write_ours(root / "site")
        if chosen.booklet:
            conf = root / "site" / "conf.py"
            conf.write_text(
                conf.read_text("utf-8").replace("workshop_booklet = False", ""), "utf-8"
            )
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        process = start(root, host)
        try:
            papers = next(path for path in files if path.name.startswith("papers"))
            words = (": part 7 in", ": part 7 more in")
            taken = [
                edit(host, papers, *(words if turn % 2 == 0 else words[::-1]))
                for turn in range(chosen.edits)
            ]
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait()
    middle = statistics.median(taken)
    print(f"{chosen.papers:,} papers: {middle:.2f} s ({min(taken):.2f} to {max(taken):.2f})")


if __name__ == "__main__":
    main()
