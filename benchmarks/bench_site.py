"""How long a site takes to build, beside Sphinx with MyST on the same pages written by hand.

    python -m benchmarks.bench_site [PAPERS …] [--stress] [--runs N]

Prints a table in Markdown for docs/speed.md. Both sites are built in turns, from nothing, then with
nothing changed, then with one paper's title changed; the last is set beside the other's build of
nothing too. Times are those of the processor, of whole processes, the least of the runs; memory is
the most that was resident. ``--stress`` builds ours alone, at growing sizes or those one names:
20,000 papers have 60 days, 100 rooms and 5,000 authors of one name, fewer have less of each.
"""

# ruff: noqa: T201 — a benchmark prints
from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import generate, sites
from sphinx_workshop.core.code import PACKAGE

# Papers → days and rooms.
SHAPES: Final = {43: (1, 1), 1000: (3, 4), 5000: (10, 6)}
STRESS: Final = (2500, 5000, 10_000, 20_000)
# The title of paper 7 is edited.
LEAST: Final = 8
# What an HTML build loads anyway.
HOST: Final = (
    "import sphinx.cmd.build, sphinx.application, sphinx.builders.html, sphinx.search.en, "
    "myst_parser.sphinx_ext.main"
)
# What it loads because of us before it knows what it is to do.
OURS: Final = (
    "from sphinx_workshop import html, latex; "
    "from sphinx_workshop.booklet import builder, options; "
    "from sphinx_workshop.core import domain, expand, kept, later, nodes"
)
TINY: Final = "extensions = ['myst_parser'{}]\nhtml_theme = 'basic'\nworkshop_booklet = False\n"
WORKSHOP: Final = (
    "workshop: {title: T, acronym: T, start: 2030-01-15, end: 2030-01-15, timezone: UTC}\n"
)


class Used(NamedTuple):
    """What a process took: seconds of the processor, and mebibytes at most."""

    seconds: float
    memory: float


def shape(number: int) -> tuple[int, int]:
    """Give the days and rooms of so many papers: those of the next smaller number there is."""
    return SHAPES[max((known for known in SHAPES if known <= number), default=min(SHAPES))]


def papers_argument(text: str) -> int:
    """Read a number of papers from the command line."""
    number = int(text)
    if number < LEAST:
        message = f"{text}: write {LEAST} or more"
        raise argparse.ArgumentTypeError(message)
    return number


def run(*command: str) -> Used:
    """Run Python on something; exit where that fails."""
    process = subprocess.Popen([sys.executable, *command], stdin=subprocess.DEVNULL, env=os.environ)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: status {status}")
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def build(folder: Path, out: Path) -> Used:
    """Build the website of a project."""
    return run("-m", "sphinx", "-q", "-b", "html", str(folder), str(out))


def build_both(root: Path) -> tuple[Used, Used]:
    """Build ours and the one by hand."""
    ours, bare = (build(root / name, root / f"{name}-out") for name in ("ours", "bare"))
    return ours, bare


def change(path: Path, key: str) -> None:
    """Change one title."""
    text = path.read_text("utf-8")
    assert key in text
    path.write_text(text.replace(key, f"{key} more", 1), "utf-8")


def compare(number: int, runs: int) -> Iterator[tuple[str, Used, Used]]:
    """Measure both sites; give what was done, what it took us, and what it took the other."""
    found: dict[str, list[tuple[Used, Used]]] = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            held = generate.papers(number)
            days = generate.days(held, *shape(number))
            files = generate.write(root / "ours", held, days)
            sites.write_ours(root / "ours")
            sites.write_bare(root / "bare", held, days)
            found.setdefault("full build", []).append(build_both(root))
            found.setdefault("nothing changed", []).append(build_both(root))
            papers = next(path for path in files if path.name.startswith("papers"))
            change(papers, ": part 7 in")
            change(root / "bare" / "papers" / "paper-7.md", ": part 7 in")
            change(root / "bare" / "papers" / "index.md", ": part 7 in")
            found.setdefault("one title changed", []).append(build_both(root))
    least = {
        what: [min(side) for side in zip(*pairs, strict=True)] for what, pairs in found.items()
    }
    for what, (ours, bare) in least.items():
        yield what, ours, bare
    # What somebody waits for who has edited something, beside what nobody can do without.
    (edited, _), (_, untouched) = least["one title changed"], least["nothing changed"]
    yield "one title changed, by hand nothing", edited, untouched


def start_up() -> tuple[float, float]:
    """Give the seconds that importing us adds to Sphinx, and those of Sphinx and MyST."""
    pairs = [(run("-c", f"{HOST}; {OURS}").seconds, run("-c", HOST).seconds) for _ in range(7)]
    ours, host = (min(side) for side in zip(*pairs, strict=True))
    return ours - host, host


def smallest() -> tuple[float, float]:
    """Give the seconds of a build of one page that finds nothing to do, with us and without."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        settings = {"ours": ", 'sphinx_workshop'", "bare": ""}
        for side, more in settings.items():
            (root / side / "_data").mkdir(parents=True)
            (root / side / "conf.py").write_text(TINY.format(more), "utf-8")
            (root / side / "index.md").write_text("# One\n", "utf-8")
        (root / "ours" / "_data" / "workshop.yaml").write_text(WORKSHOP, "utf-8")
        build_both(root)
        pairs = [build_both(root) for _ in range(7)]
    ours, bare = (min(side).seconds for side in zip(*pairs, strict=True))
    return ours, bare


def stress(numbers: Sequence[int]) -> None:
    """Build programs of so many papers and print what they take."""
    print("| papers | days | rooms | sessions | seconds | MiB | kB a record |")
    print("|---|---|---|---|---|---|---|")
    for number in numbers:
        days, rooms = max(1, round(number * 0.003)), max(1, number // 200)
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            held = generate.papers(number, people=2 * number, namesakes=number // 4)
            program = generate.days(held, days, rooms)
            generate.write(root, held, program)
            sites.write_ours(root)
            used = build(root, root / "out")
        sessions = sum(map(generate.count_sessions, program))
        each = used.memory * 1024 / (number + sessions)
        print(
            f"| {number:,} | {days} | {rooms} | {sessions:,} "
            f"| {used.seconds:.1f} | {used.memory:.0f} | {each:.0f} |",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", type=papers_argument)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--stress", action="store_true", help="ours alone, up to 20,000 papers")
    chosen = parser.parse_args()
    # As pip does with what it installs, and so with all that ours is measured against.
    compileall.compile_dir(PACKAGE, quiet=1)
    if chosen.stress:
        stress(chosen.papers or STRESS)
        return
    print("| papers | work | ours | by hand | ratio | memory |\n|---|---|---|---|---|---|")
    for number in chosen.papers or SHAPES:
        for what, ours, bare in compare(number, chosen.runs):
            print(
                f"| {number:,} | {what} | {ours.seconds:.1f} s | {bare.seconds:.1f} s "
                f"| {ours.seconds / bare.seconds:.2f} "
                f"| {ours.memory:.0f} : {bare.memory:.0f} MiB = {ours.memory / bare.memory:.2f} |",
                flush=True,
            )
    added, host = start_up()
    print(f"\nImporting us adds {added * 1000:.0f} ms to the {host * 1000:.0f} of Sphinx and MyST.")
    with_us, without = smallest()
    print(f"One page, nothing changed: {with_us:.2f} s, {without:.2f} s without us.")


if __name__ == "__main__":
    main()
