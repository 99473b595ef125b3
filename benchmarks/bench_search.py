"""How long a keystroke in the papers' search takes, from the key to the drawn frame.

    python -m benchmarks.bench_search [PAPERS] [THEME]

Builds a made-up workshop (5,000 papers unless told), opens its papers in headless Chromium and
types queries letter by letter. Prints the median and the slowest keystroke in milliseconds; the
target of a keystroke is 50 ms.
"""

# ruff: noqa: T201 — a benchmark prints
from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from benchmarks.generate import papers as make
from benchmarks.generate import write
from tools import chromium

QUERIES: Final = ("Scholkopf", "diffusion flows", "poster grace", "e", "part 4999", "zzz")

CONF: Final = """
project = "Made up"
extensions = ["myst_parser", "sphinx_workshop"]
html_theme = "{theme}"
html_copy_source = False
workshop_booklet = False
"""

# From the event to the second frame after it, when the first has been drawn.
TYPE: Final = """letters => new Promise(done => {
  const box = document.querySelector(".ws-tools input");
  const start = performance.now();
  box.value = letters;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const handled = performance.now() - start;
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done([handled, performance.now() - start]);
    channel.port2.postMessage(0);
  });
})"""


class Quiet(SimpleHTTPRequestHandler):
    """Serve files without a word: browsers load no modules from ``file:`` addresses."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def build(folder: Path, papers: int, theme: str) -> Path:
    """Write and build the site; return the folder of pages."""
    write(folder, make(papers))
    folder.joinpath("conf.py").write_text(CONF.format(theme=theme), "utf-8")
    page = "# Papers\n\n```{workshop:papers}\n```\n"
    folder.joinpath("index.md").write_text(page, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(folder), str(folder / "out")]
    subprocess.run(command, check=True)
    return folder / "out"


def measure(pages: Path) -> None:
    """Type the queries and print what each letter took."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chromium.browser() as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        page.locator(".ws-tools input").focus()
        page.wait_for_timeout(2000)
        for query in QUERIES:
            pairs = [page.evaluate(TYPE, query[:end]) for end in range(1, len(query) + 1)]
            handled = [pair[0] for pair in pairs]
            drawn = [pair[1] for pair in pairs]
            said = page.locator("output").first.inner_text()
            print(
                f"{query!r:20} {said:22} drawn: median {statistics.median(drawn):5.0f} ms, "
                f"slowest {max(drawn):5.0f} ms; script alone: {statistics.median(handled):5.0f} ms"
            )
            page.evaluate(TYPE, "")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    chosen = sys.argv[2] if len(sys.argv) > 2 else "furo"
    with tempfile.TemporaryDirectory() as made:
        measure(build(Path(made), number, chosen))
