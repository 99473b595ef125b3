"""The second engine: LuaLaTeX, where it is installed, sets the made-up workshop."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Build, MakeProject
from tests.support import squeeze

TEX = all(map(shutil.which, ("lualatex", "latexmk", "make", "kpsewhich")))


def has_font(name: str) -> bool:
    if not shutil.which("fc-list"):
        return False
    done = subprocess.run(["fc-list", name], capture_output=True, check=False)
    return bool(done.stdout.strip())


needs_tex = pytest.mark.skipif(
    not (TEX and has_font("FreeSerif")),
    reason="no LuaLaTeX with latexmk and FreeSerif (see docs/latexpdf.md for Debian's packages)",
)
needs_cjk = pytest.mark.skipif(
    not has_font("Noto Serif CJK JP"), reason="no Noto CJK fonts (Debian: fonts-noto-cjk)"
)

SESSION = """\
      - id: s{0}
        kind: other
        title: A session with the number {0}
        start: "{1:02d}:{2:02d}"
        duration: 10 min
        speakers: [someone]
"""
DATA = """\
workshop:
  title: A workshop that never was
  acronym: NEVER
  start: 2030-01-15
  end: 2030-01-15
  timezone: Europe/London
  display_timezones: [Europe/London, Asia/Tokyo]
speakers:
  - {id: someone, name: 山田 太郎, affiliation: The Imaginary Academy of Έλληνες and Выдумкина}
papers:
  - {id: one, title: One, authors: [Émile Zola 100%, Zoë Ångström, Ada Öberg], decision: poster}
  - {id: two, title: Two, authors: [Eva Zu, Ada Öberg, Дана Ёлкина], decision: poster}
schedule:
  - date: 2030-01-15
    sessions:
"""
# In the order of the Unicode Collation Algorithm, each script apart.
PEOPLE = ["100%, Émile Zola", "Ångström, Zoë", "Öberg, Ada", "Zu, Eva", "Ёлкина, Дана", "山田 太郎"]
SESSIONS = 60
PAGES = {
    "index.md": (
        "# Never\n\nWords of welcome.\n\n## At the end\n\nMore words.\n\n"
        "```{toctree}\nprogram\nspeakers\npapers\n```\n"
    ),
    "papers.md": "# Papers\n\n```{papers}\n```\n",
    "program.md": "# Program\n\n```{schedule}\n```\n",
    "speakers.md": "# Speakers\n\n```{speakers}\n```\n",
}


@pytest.fixture
def source(make_project: MakeProject) -> Path:
    times = [(8 + n // 6, n % 6 * 10) for n in range(SESSIONS)]
    sessions = "".join(SESSION.format(n, *time) for n, time in enumerate(times))
    return make_project({**PAGES, "_data/all.yaml": DATA + sessions})


def test_the_source_has_a_chapter_for_each_page(source: Path, build: Build) -> None:
    done = build(source, "latex")
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = done.outdir.glob("*.tex")
    text = path.read_text("utf-8")
    chapters = [line for line in text.splitlines() if line.startswith(r"\chapter{")]
    names = ("About", "Program", "Speakers", "Papers", "People")
    assert chapters == [rf"\chapter{{{name}}}" for name in names]
    assert r"\begin{longtable}" in text
    assert r"\date{Tuesday 15" in text
    assert "luaotfload.add_fallback" in text


def test_people_have_an_index_in_the_order_of_the_sites(source: Path, build: Build) -> None:
    (path,) = build(source, "latex").outdir.glob("*.tex")
    lines = re.findall(r"^\\workshopperson{}(.+)", path.read_text("utf-8"), re.MULTILINE)
    names = [line.partition(r"\workshoppage")[0].replace(r"\%", "%") for line in lines]
    assert names == PEOPLE
    assert lines[2].endswith(
        r"\workshoppage{\detokenize{papers:paper-one}}\workshoppage{\detokenize{papers:paper-two}}"
    )


def test_nobody_has_no_index(make_project: MakeProject, build: Build) -> None:
    (path,) = build(make_project(), "latex").outdir.glob("*.tex")
    assert r"\chapter{People}" not in path.read_text("utf-8")


def test_what_conf_py_says_goes_before(make_project: MakeProject, build: Build) -> None:
    conf = 'latex_engine = "xelatex"\ntoday = "Some day"\nlatex_elements = {"preamble": "% own"}'
    done = build(make_project(conf=conf), "latex")
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = done.outdir.glob("*.tex")
    text = path.read_text("utf-8")
    assert r"\date{Some day}" in text
    assert "% own" in text
    assert "luaotfload" not in text


@needs_tex
@needs_cjk
@pytest.mark.slow
def test_the_pdf_is_complete(source: Path, build: Build) -> None:
    outdir = build(source, "latex").outdir
    (path,) = outdir.glob("*.tex")
    command = ["latexmk", "-lualatex", "-interaction=nonstopmode", path.name]
    done = subprocess.run(
        command, cwd=outdir, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout[-2000:]
    log = path.with_suffix(".log").read_text("utf-8", errors="replace")
    assert "Missing character" not in log
    assert "Overfull" not in log
    pages = [squeeze(page.extract_text()) for page in PdfReader(path.with_suffix(".pdf")).pages]
    holding = [n for n, page in enumerate(pages) if "Asessionwiththenumber" in page]
    assert len(holding) > 1
    printed = "".join(pages)
    for number in range(SESSIONS):
        assert f"Asessionwiththenumber{number}" in printed
    assert printed.count("山田太郎") > SESSIONS
    assert "Έλληνες" in printed
    assert "Выдумкина" in printed
    labels = PdfReader(path.with_suffix(".pdf")).page_labels
    (papers,) = (labels[n] for n, page in enumerate(pages[:-1]) if "ÉmileZola" in page)
    assert f"Öberg,Ada,{papers}Z" in pages[-1]  # once, though two papers are hers
    (numbers,) = re.findall(r"山田太郎((?:,\d+)+)", pages[-1].removesuffix(labels[-1]))
    named = [labels[n] for n, page in enumerate(pages[:-1]) if "山田太郎" in page]
    assert numbers[1:].split(",") == named  # each page once
    assert len(named) > len(holding)
