"""How long loading and checking takes, against PyYAML's C loader on the same files.

python -m benchmarks.bench_load [PAPERS] [--profile]
"""

# ruff: noqa: T201 — a benchmark prints
from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks.generate import papers as make
from benchmarks.generate import write
from sphinx_workshop.core.loader import load
from sphinx_workshop.core.problems import Problems
from sphinx_workshop.core.reading.reader import parse
from sphinx_workshop.registry import SECTIONS


def _best(run: Callable[[], object], times: int = 5) -> float:
    found = []
    for _ in range(times):
        gc.collect()
        before = time.perf_counter()
        run()
        found.append(time.perf_counter() - before)
    return min(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="?", type=int, default=5000)
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [path.read_text("utf-8") for path in write(folder, make(chosen.papers))]
        load(folder, SECTIONS)  # imports, tables of zones, pydantic's validators
        if chosen.profile:
            with cProfile.Profile() as profile:
                load(folder, SECTIONS)
            pstats.Stats(profile).sort_stats("tottime").print_stats(30)
            return
        plain = _best(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts])
        ours = _best(lambda: load(folder, SECTIONS))
        gc.disable()
        tree = _best(lambda: [parse(text, "x", Problems()) for text in texts])
        gc.enable()
    size = sum(map(len, texts)) / 1e6
    print(f"{chosen.papers} papers, {size:.1f} million characters in {len(texts)} files")
    print(f"CSafeLoader alone  {plain:.3f} s")
    print(f"our reading alone  {tree:.3f} s  ({tree / plain:.2f})")
    print(f"load and check     {ours:.3f} s  ({ours / plain:.2f})")


if __name__ == "__main__":
    main()
