"""How long the booklet takes, beside Sphinx's ``latexpdf``, and how much memory.

python -m benchmarks.bench_booklet [PAPERS …] [--latex]

Times are those of processes, with nothing cached: reading, assembling, setting.
"""

# ruff: noqa: T201 — a benchmark prints
from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generate import papers as make
from benchmarks.generate import write
from sphinx_workshop.booklet.products import count_pages

_CONF = """\
project = "Made up"
extensions = ["myst_parser", "sphinx_workshop"]
primary_domain = "workshop"
html_theme = "basic"
suppress_warnings = ["workshop.unplaced"]
"""
_PAGES = {
    "conf.py": _CONF,
    "index.md": "# Made up\n\n```{toctree}\npapers\n```\n",
    "papers.md": "# Papers\n\n```{papers}\n```\n",
}


def project(folder: Path, papers: int) -> Path:
    """Write a project of so many papers."""
    write(folder, make(papers))
    for name, text in _PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*command: str) -> tuple[float, float, int]:
    """Run Sphinx; return seconds on the clock, of the processor, and the most memory in bytes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "sphinx", *command, "-q"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=os.environ,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)}: status {status}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return wall, used, usage.ru_maxrss * 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", type=int, default=[43, 1000])
    parser.add_argument("--latex", action="store_true", help="latexpdf beside it (needs TeX)")
    chosen = parser.parse_args()
    print("papers  what        clock  processor   memory  pages")
    for papers in chosen.papers:
        with tempfile.TemporaryDirectory() as name:
            folder = project(Path(name), papers)
            wall, used, memory = run("-b", "booklet", str(folder), str(folder / "b"))
            made = sorted((folder / "b").glob("program*.pdf"))
            pages = sum(count_pages(path.read_bytes()) for path in made)
            print(_line(papers, "booklet", wall, used, memory, pages))
            if chosen.latex:
                wall, used, memory = run("-M", "latexpdf", str(folder), str(folder / "l"))
                print(_line(papers, "latexpdf", wall, used, memory, 0))


def _line(papers: int, what: str, wall: float, used: float, memory: int, pages: int) -> str:
    size = f"{memory / 2**20:5.0f} MiB"
    return f"{papers:6}  {what:9} {wall:6.1f} s   {used:6.1f} s  {size}  {pages or '':>5}"


if __name__ == "__main__":
    main()
