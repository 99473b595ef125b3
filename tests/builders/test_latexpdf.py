"""The second engine: LuaLaTeX, where it is installed, sets the made-up workshop."""

from __future__ import annotations

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
schedule:
  - date: 2030-01-15
    sessions:
"""
SESSIONS = 60
PAGES = {
    "index.md": (
        "# Never\n\nWords of welcome.\n\n## At the end\n\nMore words.\n\n"
        "```{toctree}\nprogram\nspeakers\n```\n"
    ),
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
    assert chapters == [r"\chapter{About}", r"\chapter{Program}", r"\chapter{Speakers}"]
    assert r"\begin{longtable}" in text
    assert r"\date{Tuesday 15" in text
    assert "luaotfload.add_fallback" in text


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
