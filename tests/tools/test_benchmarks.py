"""`make bench` takes numbers of papers, and says only what it has measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import bench_site, generate
from benchmarks.bench_site import Used


@pytest.mark.parametrize("number", [8, 30, 300, 2000])
def test_each_room_of_each_day_has_papers(number: int) -> None:
    days, rooms = bench_site.shape(number)
    program = generate.days(generate.papers(number), days, rooms)
    assert len(program) == days
    assert all(room.posters for day in program for room in day.rooms)


def test_a_stress_of_chosen_size(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(folder: Path, out: Path) -> Used:
        assert (folder / "_data").is_dir()
        return Used(1.0, 1.0)

    monkeypatch.setattr(bench_site, "build", build)
    monkeypatch.setattr("compileall.compile_dir", lambda *_, **__: True)
    monkeypatch.setattr("sys.argv", ["bench_site", "--stress", "20", "700"])
    bench_site.main()
    rows = [line.split(" | ")[:3] for line in capsys.readouterr().out.splitlines()[2:]]
    assert rows == [["| 20", "1", "1"], ["| 700", "2", "3"]]


def test_too_few_papers_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bench_site", "3"])
    with pytest.raises(SystemExit):
        bench_site.main()
    assert capsys.readouterr().err.endswith("argument papers: 3: write 8 or more\n")
