from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_workshop.booklet import compiler, typesetter
from sphinx_workshop.booklet.compiler import (
    MAIN,
    BookletError,
    Fault,
    Manuscript,
    compile_pdf,
    fingerprint,
    read_faults,
)

DATE = dt.datetime(2001, 2, 3, tzinfo=dt.UTC)
HEAD = '#set document(title: "T")\n#set text(lang: "en")\n#heading("H")\n'


def manuscript(text: str, **more: bytes) -> Manuscript:
    return Manuscript({MAIN: (HEAD + text).encode(), **more}, DATE)


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(BookletError) as caught:
        compile_pdf(manuscript(text))
    return caught.value.faults


def test_the_same_manuscript_gives_the_same_bytes() -> None:
    made = [compile_pdf(manuscript("Text.")) for _ in range(2)]
    assert made[0] == made[1]
    assert b"D:20010203" in made[0]


def test_an_answer_that_is_cut_off_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(folder: Path) -> str:
        (folder / typesetter.ANSWER).write_bytes(b'{"pla')
        return "OSError: [Errno 28] No space left on device"

    monkeypatch.setattr(compiler, "_work_apart", end)
    (fault,) = faults_of("Text.")
    said = "Typst ended before it was done (OSError: [Errno 28] No space left on device)"
    assert fault == Fault(said)


def test_every_missing_glyph_is_named_with_its_places() -> None:
    faults = faults_of('#{\n// a:1\npar("x 中")\n// b:2\npar("y")\n// c:3\npar("中 🎉")\n}')
    assert Fault("no font has the character 中 (U+4E2D)", "a:1") in faults
    assert Fault("no font has the character 中 (U+4E2D)", "c:3") in faults
    assert Fault("no font has the character 🎉 (U+1F389)", "c:3") in faults
    assert len(faults) == 3


def test_a_skipped_heading_is_named_with_its_place() -> None:
    (fault,) = faults_of('#{\n// page:12\nheading(level: 3, "deep")\n}')
    assert fault.place == "page:12"
    assert "skipped from heading level 1 to 3" in fault.message


def test_no_package_is_ever_fetched() -> None:
    (fault,) = faults_of('#import "@preview/tablex:0.0.1": *')
    assert "package" in fault.message


def test_nothing_outside_the_folder_can_be_read() -> None:
    for path in ("../../etc/passwd", "/etc/passwd"):
        assert faults_of(f'#read("{path}")')


def test_a_missing_typst_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError('no wheel')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    (fault,) = faults_of("Text.")
    assert fault.message == "Typst is not installed (no wheel)"


def test_a_typesetter_that_dies_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dying = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
    (tmp_path / "typst.py").write_text(dying, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    (fault,) = faults_of("Text.")
    assert fault.message == "Typst ended before it was done (status -9)"


def test_a_kept_typesetter_does_the_jobs_of_the_builds_below_it(tmp_path: Path) -> None:
    """Twice the same PDF, and the one who asks sets nothing by itself."""
    script = tmp_path / "builds.py"
    script.write_text(
        "import datetime, subprocess\n"
        "from sphinx_workshop.booklet.compiler import MAIN, Manuscript, compile_pdf\n"
        "subprocess.run = None\n"
        f"made = Manuscript({{MAIN: {(HEAD + 'Text.').encode()!r}}}, {DATE!r})\n"
        "print(len({compile_pdf(made), compile_pdf(made)}))\n",
        encoding="utf-8",
    )
    kept = [sys.executable, "-m", "sphinx_workshop.booklet", "--keep"]
    command = [*kept, sys.executable, str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("1\n", "", 0)


def test_an_error_of_the_template_names_its_line() -> None:
    diagnostic = "error: unknown variable: x\n  ┌─ template.typ:7:2\n  │\n"
    assert read_faults(diagnostic, "") == [Fault("unknown variable: x", "template.typ:7")]


def test_whatever_typst_says_becomes_a_fault() -> None:
    assert read_faults("", "") == [Fault("Typst failed")]


def test_the_fingerprint_covers_files_and_date() -> None:
    one = manuscript("Text.")
    assert fingerprint(one) == fingerprint(manuscript("Text."))
    others = [
        manuscript("Text!"),
        manuscript("Text.", picture=b"1"),
        Manuscript(one.files, DATE + dt.timedelta(days=1)),
    ]
    assert len({fingerprint(it) for it in (one, *others)}) == 4
