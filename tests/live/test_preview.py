"""``make live``: an edit is in the browser at once, and what it leaves is what any build makes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from websockets.sync.client import ClientConnection, connect

from sphinx_workshop.booklet.names import size_in_words
from sphinx_workshop.html.papers.write import MOST_AT_ONCE
from tests.support import copy_synthetic

PATIENCE = 60.0
EXTENSION = """
def add_word(app, pagename, templatename, context, doctree):
    context["title"] = "first word"

def setup(app):
    app.connect("html-page-context", add_word, priority=900)
"""


class Preview:
    """A preview that runs."""

    def __init__(self, folder: Path, said: Path, temporary: Path | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{free.getsockname()[1]}"
        self.folder, self.out, self.said = folder, folder.parent / "out", said
        port = self.host.rpartition(":")[2]
        command = [sys.executable, "-m", "sphinx_workshop.live", "-q", "--host", "127.0.0.1"]
        command += ["--port", port, "-b", "html", str(folder), str(self.out)]
        self.temporary = temporary
        env = {**os.environ, "TMPDIR": str(temporary)} if temporary else None
        with said.open("wb") as file:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=file, stderr=file, start_new_session=True, env=env
            )
        self.until(lambda: bool(self.get("index.html")))

    def get(self, page: str) -> str:
        try:
            with urlopen(f"http://{self.host}/{page}") as answer:
                return str(answer.read().decode())
        except (OSError, HTTPException):  # not there yet, or just being written
            return ""

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < end, self.said.read_text()
            time.sleep(0.05)

    def browser(self) -> ClientConnection:
        return connect(f"ws://{self.host}/websocket-reload")

    def edit(self, path: str, before: str, after: str) -> None:
        """Edit a file and wait until the browser is told to show the pages again."""
        with self.browser() as browser:
            hear_out(browser, 0.3)
            file = self.folder / path
            text = file.read_text("utf-8")
            assert before in text
            file.write_text(text.replace(before, after, 1), "utf-8")
            assert browser.recv(timeout=PATIENCE) == "refresh"


def hear_out(browser: ClientConnection, seconds: float) -> None:
    """Listen to what edits before have to say; the server keeps the last word for who comes."""
    with suppress(TimeoutError):
        while browser.recv(timeout=seconds):
            pass


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Preview the made-up workshop, with an extension of its own and the booklet."""
    folder = copy_synthetic(tmp_path_factory.mktemp("live") / "w", booklet=True)
    (folder / "words.py").write_text(EXTENSION, "utf-8")
    conf = folder / "conf.py"
    (folder / "_static").mkdir()
    (folder / "_static" / "own.css").write_text("a {color: red}", "utf-8")
    more = 'import sys\nsys.path.insert(0, ".")\nextensions.append("words")\n'
    more += 'html_static_path = ["_static"]\nhtml_css_files = ["own.css"]\n'
    conf.write_text(f"{conf.read_text('utf-8')}\n{more}", "utf-8")
    held = Preview(folder, folder.parent / "said.txt")
    yield held
    os.killpg(held.process.pid, signal.SIGINT)
    assert held.process.wait(timeout=PATIENCE) == 0


def test_an_edit_of_the_data_is_shown(preview: Preview) -> None:
    preview.edit("_data/speakers.yaml", "affiliation: ", "affiliation: Newly ")
    assert "Newly " in preview.get("program/speakers.html")


def test_a_page_follows_by_whatever_address_one_came(preview: Preview) -> None:
    with pytest.raises(HTTPError) as missing:
        urlopen(f"http://{preview.host}/nowhere.html")
    for page in (preview.get("words.html"), missing.value.read().decode()):
        script = page.rpartition("<script>")[2]
        assert "location.origin" in script
        assert "127.0.0.1" not in script


def test_an_edit_of_a_page_is_shown(preview: Preview) -> None:
    preview.edit("words.md", "\n", "\nBrand new.\n")
    assert "Brand new." in preview.get("words.html")


def test_an_edited_style_sheet_has_another_address(preview: Preview) -> None:
    def address() -> str:
        return preview.get("words.html").partition("own.css")[2].partition('"')[0]

    known = {address()}
    for number in range(2):
        preview.edit("_static/own.css", "red", f"red; margin: {number}px")
        preview.until(lambda: address() not in {*known, ""})
        known.add(address())


def test_mistakes_leave_the_last_good_site(preview: Preview) -> None:
    before, known = preview.get("papers/index.html"), len(preview.said.read_text("utf-8"))
    preview.edit("_data/papers.yaml", "decision: ", "decison: ")
    said = preview.said.read_text("utf-8")[known:]
    assert "_data/papers.yaml:" in said
    assert "did you mean 'decision'?" in said
    assert "The last good site stays" in said
    assert "Traceback" not in said
    assert preview.get("papers/index.html") == before
    preview.edit("_data/papers.yaml", "decison: ", "decision: ")


def test_a_mistake_in_the_settings_is_one_line(preview: Preview) -> None:
    preview.edit("words.md", "\n", "\nReady.\n")
    known = len(preview.said.read_text("utf-8"))
    preview.edit("conf.py", "import sys\n", "import sys\nauthor = nobody\n")
    said = preview.said.read_text("utf-8")[known:]
    lines = (preview.folder / "conf.py").read_text("utf-8").splitlines()
    place = f"{preview.folder}/conf.py:{lines.index('author = nobody') + 1}"
    _, line, end = said.splitlines()
    assert line == f"{place}: error: NameError: name 'nobody' is not defined"
    assert end.startswith("sphinx-build ended with status 2.")
    preview.edit("conf.py", "author = nobody\n", "")


def test_pages_that_an_edit_touches_by_the_way_follow(preview: Preview) -> None:
    """The page is shown first; when those of all papers have followed, all is shown again."""
    number = MOST_AT_ONCE + 5
    papers = [f"  - {{id: p{at}, title: Of {at}, authors: [Cy]}}\n" for at in range(number)]
    (preview.folder / "_data" / "many.yaml").write_text(f"papers:\n{''.join(papers)}", "utf-8")
    preview.until(lambda: f"Of {number - 1}" in preview.get(f"papers/p{number - 1}.html"))
    preview.until(lambda: preview.said.read_text("utf-8").count("many.yaml") == 1)
    with preview.browser() as browser:
        hear_out(browser, 3)
        data = preview.folder / "_data" / "workshop.yaml"
        text = data.read_text("utf-8").replace("title: ", "title: Renamed ", 1)
        data.write_text(text, "utf-8")
        assert browser.recv(timeout=PATIENCE) == "refresh"
        assert "Renamed" in preview.get("index.html")
        assert browser.recv(timeout=PATIENCE) == "refresh"
        assert all("Renamed" in preview.get(f"papers/p{at}.html") for at in range(number))
    (preview.folder / "_data" / "many.yaml").unlink()
    preview.until(lambda: not preview.get("papers/p0.html"))


def test_edited_code_is_loaded_again(preview: Preview) -> None:
    assert "first word" in preview.get("index.html")
    preview.edit("words.py", "first word", "second word")
    # Pages that others are made of are written again with the next edit of their own at the latest.
    preview.until(lambda: "second word" in preview.get("index.html"))
    # The worker that has started anew goes on.
    preview.edit("_data/speakers.yaml", "affiliation: ", "affiliation: Again ")
    assert "Again " in preview.get("program/speakers.html")


def test_the_booklet_follows_and_a_build_by_hand_finds_nothing_wrong(preview: Preview) -> None:
    booklet = preview.out / "program.pdf"
    preview.until(booklet.exists)
    before = booklet.stat().st_size
    # Enough for another number of kilobytes, which the landing page states as soon as it is known.
    preview.edit(
        "words.md", "\n", "\n" + "Many more words, none of them twice. 0123456789\n\n" * 400
    )
    preview.until(lambda: booklet.exists() and booklet.stat().st_size > before + 5000)
    preview.until(lambda: size_in_words(booklet.stat().st_size) in preview.get("index.html"))
    preview.edit("_data/workshop.yaml", "title: ", "title: Most ")
    preview.until(lambda: "Most " in preview.get("index.html"))
    clean = preview.out.with_name("clean")
    for out in (preview.out, clean):
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", str(out)]
        subprocess.run(command, cwd=preview.folder, check=True)
    assert tree(preview.out) == tree(clean)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Preview]:
    """A preview without booklet and cards, which may be ended; its temporary files stand apart."""
    folder = copy_synthetic(tmp_path / "site")
    conf = folder / "conf.py"
    settings = "\nworkshop_booklet = False\nworkshop_cards = ''\n"
    conf.write_text(conf.read_text("utf-8") + settings, "utf-8")
    # Not below tmp_path: the address of a socket has to be short.
    with tempfile.TemporaryDirectory(prefix="live-") as temporary:
        started = Preview(folder, tmp_path / "said.txt", Path(temporary))
        yield started
        with suppress(ProcessLookupError):
            os.killpg(started.process.pid, signal.SIGKILL)
        started.process.wait()


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.1])
def test_it_ends_at_once_whatever_was_just_saved(small: Preview, pause: float) -> None:
    page = small.folder / "words.md"
    page.write_text(page.read_text("utf-8") + "\nMore.\n", "utf-8")
    time.sleep(pause)
    os.killpg(small.process.pid, signal.SIGINT)
    assert small.process.wait(timeout=10) in (0, 130)
    said = small.said.read_text("utf-8")
    assert "Traceback" not in said
    assert "error" not in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_when_it_is_told_to_end(small: Preview, number: int) -> None:
    os.killpg(small.process.pid, number)
    small.process.wait(timeout=10)
    assert small.temporary is not None
    assert not [*small.temporary.glob("workshop-live*")]


def test_a_lost_process_is_started_again(small: Preview) -> None:
    time.sleep(3.5)  # it lives long enough not to be given up
    (worker,) = children(small.process.pid, "live.worker")
    os.kill(worker, signal.SIGKILL)
    small.until(lambda: "is started again" in small.said.read_text("utf-8"))
    small.edit("words.md", "A page", "One page")
    assert "One page" in small.get("words.html")


def children(parent: int, words: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(status[1]) == parent and words in (folder / "cmdline").read_text():
                found.append(int(folder.name))
    return found


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".doctrees" not in path.parts
    }
