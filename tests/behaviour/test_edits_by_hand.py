"""One edit after another, of every thing that a page may be made from.

Each list begins with the project as it is first built.
"""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Final

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from tests.behaviour.by_hand import Edit, both, conf, gone, moved, put, put_ahead, put_unseen, swap
from tests.behaviour.history import History
from tests.behaviour.in_process import build_here, check_equal
from tests.support import png

PLAIN: Final = "No data here."
EXTENSION: Final = (
    "def setup(app):\n    app.connect('source-read', lambda a, d, c: c.append(c.pop() + '{}'))\n"
)
LOCAL: Final = """\
import os, sys
sys.path.insert(0, os.path.dirname(__file__))
sys.modules.pop("made_up_extension", None)
extensions = [*extensions, "made_up_extension"]
with open(os.path.join(os.path.dirname(__file__), "title.txt")) as file:
    html_title = file.read()
"""
LOADED: Final = """\
import os, sys
sys.path.insert(0, os.path.dirname(__file__))
for name in ("made_up_words", "made_up_package", "made_up_package.words"):
    sys.modules.pop(name, None)
import made_up_words
extensions = [*extensions, "made_up_package"]

def setup(app):
    app.connect("source-read", lambda a, d, c: c.append(c.pop() + made_up_words.say()))
"""
SAY: Final = "def say(*held):\n    return '{}'\n"
INVENTORIES: Final = """\
extensions = [*extensions, "sphinx.ext.intersphinx"]
intersphinx_mapping = {"there": ("https://example.org/", "../objects.inv")}
"""
TERMS: Final = """\
{title}
===

.. glossary::

   zig
     zag

.. math:: x
   :label: one

.. program:: made-up

.. option:: --x

   An option.

.. [BOOK] A book.
"""
GERMAN: Final = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "No data here."
msgstr "{}"
"""
READ: Final = """\
import json
from pathlib import Path
html_context = {"nav": json.loads(Path(__file__).with_name("nav.json").read_text())}
"""
PYDATA: Final = """\
html_theme = "pydata_sphinx_theme"
html_theme_options = {"logo": {"image_light": "pics/l.svg", "image_dark": "pics/l.svg"}}
"""

# A template, and a handler, that put something around some pages.
ON_ONE: Final = '{{% extends "!layout.html" %}}{{% block footer %}}{}{{% endblock %}}'
AROUND: Final = """\
def add(app, page, template, context, doctree):
    if page == "papers/two":
        context["body"] += "<p>{}</p>"


def setup(app):
    app.connect("html-page-context", add)
    return {{"parallel_read_safe": True, "parallel_write_safe": True}}
"""
OWN_LAYOUT: Final = "{{% extends 'basic/layout.html' %}}{{% block header %}}{}{{% endblock %}}"
IF_TWO: Final = "{% if pagename == 'papers/two' %}A{% endif %}"
SIDE: Final = "html_sidebars = {'papers/two': ['beside.html']}"
INDICES: Final = "{ref}`genindex` and {ref}`workshop-people`"


def beside(text: str, page: str = "plain") -> Edit:
    """Write something more on a page."""
    return swap(f"{page}.md", PLAIN if page == "plain" else "See", f"{text}\n\nSee {PLAIN}")


def linked(name: str, to: str) -> Edit:
    """Make a link to a folder."""

    def edit(folder: Path) -> None:
        (folder / to).mkdir()
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(folder / to)

    return edit


def pointed(name: str, to: str) -> Edit:
    """Make a link lead to a file beside it, wherever it led."""

    def edit(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(to)

    return edit


def catalog(word: str) -> bytes:
    """Give another word for one of Sphinx's own."""
    words, stream = Catalog(locale="de"), io.BytesIO()
    words.add("Navigation", word)
    write_mo(stream, words)
    return stream.getvalue()


def inventory(place: str) -> Edit:
    """Write what another project offers: a function and a label."""
    head = "# Sphinx inventory version 2\n# Project: There\n# Version: 1\n# zlib\n"
    held = f"made_up py:function 1 {place} -\nlab std:label -1 {place} A place\n"
    data = head.encode() + zlib.compress(held.encode())
    return lambda folder: (folder.parent / "objects.inv").write_bytes(data)


PROJECTS: dict[str, list[Edit]] = {
    "a picture of the same size and time": [
        both(),
        put_unseen("shown/face.png", png((9, 9, 200))),
    ],
    "a picture on two pages": [
        both(),
        beside("![face](shown/face.png)"),
        swap("index.md", "![face](shown/face.png)", ""),
        swap("plain.md", "![face](shown/face.png)", ""),
    ],
    "a picture that is not there": [
        beside("![face](later.png)"),
        put("later.png", png((3, 3, 3))),
        gone("later.png"),
    ],
    "a picture in the form that there is": [
        beside("![face](shown/later.*)"),
        put("shown/later.png", png((3, 3, 3))),
        put("shown/later.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
        gone("shown/later.svg"),
    ],
    "a logo": [
        both(put("logo.png", png((1, 1, 1))), conf("html_logo = 'logo.png'")),
        put_unseen("logo.png", png((2, 2, 2))),
        conf("html_logo = None"),
    ],
    "a page's capitals": [
        both(),
        both(moved("plain.md", "Plain.md"), swap("index.md", "plain", "Plain")),
    ],
    "a page becomes a folder": [
        both(),
        both(moved("plain.md", "plain/index.md"), swap("index.md", "plain", "plain/index")),
    ],
    "a page in another language of markup": [
        both(),
        both(gone("plain.md"), put("plain.rst", "Plain\n=====\n\ntext\n")),
        both(gone("plain.rst"), put("plain.md", "# Plain\n")),
    ],
    "a page of a paper's name": [
        both(),
        put("papers/one.md", "# By hand\n"),
        gone("papers/one.md"),
    ],
    "a further page of a paper's name": [
        both(),
        conf("html_additional_pages = {'papers/one': 'hello.html'}"),
        conf("html_additional_pages = {}"),
    ],
    "files of the names of others": [
        both(put("x/papers/one.html", "x"), put("x/plain.html", "x"), put("x/papers.bib", "x")),
        conf("html_extra_path = ['x']"),
        conf("html_extra_path = []"),
    ],
    "files beside the pages": [
        both(put("x/a/b.txt", "1"), put("c.txt", "1"), conf("html_extra_path = ['x', 'c.txt']")),
        both(put_unseen("x/a/b.txt", "2"), put_unseen("c.txt", "2")),
        gone("x/a"),
        conf("html_extra_path = ['x']"),
    ],
    "static files": [
        put("_static/my.css", "a {}"),
        put_unseen("_static/my.css", "b {}"),
        both(
            put("_static/workshop.css", "c {}"), put("_static/t.css.jinja", "/* {{ project }} */")
        ),
        put_unseen("_static/t.css.jinja", "/* {{ release }} */"),
        gone("_static"),
    ],
    "a template": [
        put(
            "_templates/layout.html",
            '{% extends "!layout.html" %}{% block footer %}1{% endblock %}',
        ),
        put_unseen(
            "_templates/layout.html",
            '{% extends "!layout.html" %}{% block footer %}2{% endblock %}',
        ),
        gone("_templates/layout.html"),
    ],
    "data in a file of another name": [
        both(),
        moved("_data/papers.yaml", "_data/zz.yaml"),
        moved("_data/zz.yaml", "_data/deep/er/papers.yaml"),
        put("_data/empty.yaml", ""),
    ],
    "a part in a file of its own": [
        beside("```{include} part.txt\n```\n\n```{literalinclude} part.txt\n```"),
        put("part.txt", "one *x*"),
        put_unseen("part.txt", "two *x*"),
        gone("part.txt"),
    ],
    "a file that is compared with another": [
        both(put("a.txt", "one"), put("b.txt", "two")),
        beside("```{literalinclude} a.txt\n:diff: b.txt\n```"),
        put_unseen("b.txt", "six"),
        gone("b.txt"),
    ],
    "docutils' settings": [
        both(),
        put("docutils.conf", "[html writers]\ninitial_header_level: 3\n"),
        gone("docutils.conf"),
    ],
    "the order of keys in a setting": [
        both(
            put("_templates/layout.html", ON_ONE.format("{{ nav|join(' ') }}")),
            put("nav.json", '{"a": 1, "b": 2}'),
            conf(READ),
        ),
        put("nav.json", '{"b": 2, "a": 1}'),
    ],
    "a logo that the theme's options name": [
        both(put("pics/l.svg", "<svg>1</svg>"), conf(PYDATA)),
        put_unseen("pics/l.svg", "<svg>2</svg>"),
        conf("html_theme_options = {}"),
    ],
    "a file to download": [
        beside("{download}`d/part.txt` [file](part.txt)"),
        both(put("d/part.txt", "one"), put("part.txt", "one")),
        both(put_unseen("d/part.txt", "two"), put_unseen("part.txt", "two")),
        both(gone("d/part.txt"), gone("part.txt")),
    ],
    "files that are named by way of links": [
        both(
            *(put(f"{way}/part.txt", f"{way} *x*") for way in ("old", "new")),
            *(pointed(name, "old") for name in ("now", "here", "there")),
            pointed("table.txt", "old/part.txt"),
            beside("```{include} now/part.txt\n```\n\n```{literalinclude} /here/part.txt\n```"),
            beside("{download}`there/part.txt`\n```{csv-table} x\n:file: table.txt\n```"),
        ),
        *(pointed(name, "new") for name in ("now", "here", "there")),
        pointed("table.txt", "new/part.txt"),
        both(*(pointed(name, "old") for name in ("now", "here", "there"))),
    ],
    "a table and a figure": [
        both(
            put("t.csv", "a,b\n1,2\n"),
            beside("```{figure} shown/face.png\n:name: fig\n\nA caption\n```"),
            beside("```{csv-table} x\n:file: t.csv\n```", "prose"),
            beside("{ref}`fig` {numref}`fig`", "prose"),
            conf("numfig = True"),
        ),
        both(put_unseen("t.csv", "a,b\n1,3\n"), swap("plain.md", "A caption", "Another")),
    ],
    "a page that others name already": [
        both(
            beside("{doc}`later` [](later.md) [x](later.md#part) {ref}`lab` {any}`later`", "prose"),
            swap("index.md", "plain\n", "later\nplain\nsub/later\n"),
            swap("index.md", "```{toctree}\n", "```{toctree}\n:glob:\n\nsub/*\n"),
        ),
        both(put("later.md", "(lab)=\n# Later\n\n## Part\n"), put("sub/later.md", "# Later\n")),
        swap("later.md", "# Later", "# Later on"),
        both(gone("later.md"), gone("sub/later.md")),
    ],
    "a page in the middle goes": [
        both(),
        gone("prose.md"),
    ],
    "what other pages name": [
        both(
            put("a.rst", "A\n=\n\n:term:`zig` :eq:`one` :option:`made-up --x` [BOOK]_\n"),
            put("c.rst", TERMS.format(title="C")),
            put("e.rst", "E\n=\n"),
        ),
        both(put("c.rst", "C\n=\n"), put("e.rst", TERMS.format(title="E"))),
        swap("e.rst", ".. math:: x", ".. math:: y\n   :label: zero\n\n.. math:: x"),
    ],
    "what another extension gathers": [
        both(
            conf("extensions = [*extensions, 'sphinx.ext.todo']"),
            conf("todo_include_todos = True"),
            put("a.rst", "A\n=\n\n.. todolist::\n"),
            put("c.rst", "C\n=\n\n.. todo:: one\n"),
        ),
        swap("c.rst", "one", "two"),
    ],
    "headings as places": [
        both(
            conf("myst_heading_anchors = 3"),
            beside("[](plain.md#a-part) [x](list.md#papers)", "prose"),
            beside("## A part"),
        ),
        swap("plain.md", "## A part", "## A part\n\n### More"),
        swap("plain.md", "## A part", "## B part"),
    ],
    "files whose time lies ahead": [
        both(
            *(put_ahead(name, "1") for name in ("_static/a.txt", "x/b.txt", "c.txt")),
            put_ahead("d.png", png((8, 8, 8))),
            conf("html_extra_path = ['x']"),
            beside("{download}`c.txt` ![d](d.png)"),
        ),
        both(gone("_static"), gone("x/b.txt"), swap("plain.md", "{download}`c.txt`", "")),
        swap("plain.md", "![d](d.png)", ""),
    ],
    "folders that are linked": [
        both(
            linked("_static/more", "../m"),
            linked("x/more", "../n"),
            *(put(name, "a {}") for name in ("_static/more/a.css", "x/more/a.txt", "x/more/b.txt")),
            conf("html_css_files = ['more/a.css']\nhtml_extra_path = ['x']"),
        ),
        both(put_unseen("_static/more/a.css", "b {}"), gone("x/more/a.txt")),
        gone("_static/more/a.css"),
    ],
    "links to records as Markdown has them": [
        beside("[](one) [](#two) <project:#three>"),
        swap("_data/papers.yaml", "The one", "A first"),
        swap("_data/papers.yaml", "The two", "A second"),
        swap("_data/papers.yaml", "The three", "A third"),
    ],
    "code that is loaded by others": [
        both(
            put("made_up_words.py", SAY.format("a")),
            put("made_up_package/__init__.py", "from .words import say as setup\n"),
            put("made_up_package/words.py", EXTENSION.format("one").replace("setup", "say")),
            conf(LOADED),
        ),
        put("made_up_words.py", SAY.format("another")),
        # Of another length: Python keeps what it has compiled of a file of this size and second.
        put("made_up_package/words.py", EXTENSION.format("three").replace("setup", "say")),
    ],
    "what another project offers": [
        both(
            conf(INVENTORIES),
            inventory("a.html"),
            beside("{py:func}`made_up` {external:std:ref}`lab`"),
        ),
        inventory("b.html"),
    ],
    "numbers of sections": [
        swap("index.md", "```{toctree}\n", "```{toctree}\n:numbered:\n"),
        swap("index.md", ":numbered:\n", ":reversed:\n"),
    ],
    "an entry of the index": [
        beside("```{index} zebra\n```"),
        swap("plain.md", "zebra", "ape"),
    ],
    "code of one's own": [
        both(
            put("made_up_extension.py", EXTENSION.format("one")),
            put("title.txt", "One"),
            conf(LOCAL),
        ),
        put_unseen("title.txt", "Two"),
        put("made_up_extension.py", EXTENSION.format("another")),
    ],
    "a theme": [
        both(),
        conf("html_theme = 'furo'"),
        conf("html_theme = 'alabaster'"),
        conf("html_theme = 'basic'"),
    ],
    "a language and a translation": [
        both(),
        both(conf("language = 'de'"), conf("locale_dirs = ['locale']")),
        put("locale/de/LC_MESSAGES/plain.po", GERMAN.format("Keine Daten.")),
        put("locale/de/LC_MESSAGES/plain.po", GERMAN.format("Nichts.")),
        gone("locale"),
        put("locale/de/LC_MESSAGES/sphinx.mo", catalog("Wohin")),
        put_unseen("locale/de/LC_MESSAGES/sphinx.mo", catalog("Woher")),
        gone("locale"),
        conf("language = 'en'"),
    ],
    "exports": [
        conf("html_baseurl = 'https://example.org/'"),
        conf("workshop_exports = ['program']"),
        conf("workshop_exports = []"),
        conf("workshop_exports = ['bibtex', 'calendar', 'sitemap', 'jsonld']"),
    ],
    "the way to papers that no page lists": [
        both(
            conf("html_baseurl = 'https://example.org/'\nworkshop_exports = ['jsonld']"),
            swap("list.md", "```{papers}\n```", ""),
        ),
        swap("index.md", "# Start", "# Begin"),
    ],
    "settings of files": [
        conf("html_split_index = True\nhtml_use_opensearch = 'https://example.org'"),
        conf("html_split_index = False\nhtml_use_opensearch = ''"),
        conf("html_file_suffix = '.htm'"),
        conf("html_file_suffix = None\nexclude_patterns = ['_build', 'plain.md']"),
        conf("exclude_patterns = ['_build']\nroot_doc = 'list'"),
        conf("root_doc = 'index'\nhtml_search_language = 'de'"),
        conf("html_search_language = 'en'\nmyst_substitutions = {'a': 'b'}"),
    ],
    "a picture for the language": [
        conf("language = 'de'"),
        put("shown/face.de.png", png((4, 4, 4))),
        gone("shown/face.de.png"),
    ],
    "a link that leads to another picture": [
        both(pointed("shown/now.png", "face.png"), beside("![face](shown/now.png)")),
        both(put("shown/other.png", png((4, 4, 4))), pointed("shown/now.png", "other.png")),
        pointed("shown/now.png", "face.png"),
    ],
    "formulas in kept items": [
        both(conf("html_math_renderer = 'mathjax'"), swap("_data/papers.yaml", "acorn", "$a^2$")),
        swap("list.md", "# Papers", "# All papers"),
        swap("_data/papers.yaml", "bellows", "whistles"),
        swap("_data/papers.yaml", "$a^2$", "acorn"),
    ],
    "what is put around some papers alone": [
        both(put("_templates/layout.html", ON_ONE.format("")), put("title.txt", "One")),
        put("_templates/layout.html", ON_ONE.format(IF_TWO)),
        put("_templates/layout.html", ON_ONE.format("{{ 'A' if 'two' in body else 'B' }}")),
        both(put("made_up_extension.py", AROUND.format("One")), conf(LOCAL)),
        put("made_up_extension.py", AROUND.format("Other")),
        both(put("_templates/beside.html", "A"), conf("html_theme = 'alabaster'"), conf(SIDE)),
        put("_templates/beside.html", "B"),
    ],
    "what a theme of the project's puts around some papers alone": [
        both(
            put("themes/own/theme.conf", "[theme]\ninherit = basic\n"),
            put("themes/own/layout.html", OWN_LAYOUT.format("")),
            conf("html_theme = 'own'\nhtml_theme_path = ['themes']"),
        ),
        put("themes/own/layout.html", OWN_LAYOUT.format(IF_TWO)),
        put_unseen("themes/own/layout.html", OWN_LAYOUT.format(IF_TWO.replace("A", "B"))),
    ],
    "pages with the names of Sphinx's own": [
        both(put("genindex.md", "# Index"), put("workshop-people.md", "# People"), beside(INDICES)),
        both(gone("workshop-people.md"), put("genindex.md", "# The index")),
        gone("genindex.md"),
    ],
    "a page with the name under which papers' frame is tried out": [
        put("papers/-.md", "# Dash"),
        gone("papers/-.md"),
    ],
    "pages of modules' code": [
        both(
            conf("extensions = [*extensions, 'sphinx.ext.autodoc', 'sphinx.ext.viewcode']"),
            put("code.rst", "Code\n====\n\n.. autofunction:: json.dumps\n"),
        ),
        beside("One edit."),
        beside("Another edit."),
        put("_templates/layout.html", ON_ONE.format("A")),
        put("code.rst", "Code\n====\n\n.. autofunction:: textwrap.indent\n"),
        gone("code.rst"),
    ],
    "files for search engines": [
        both(
            put("_extra/robots.txt", "User-agent: *\n"),
            put("_extra/sitemap.xml", "<urlset/>"),
            conf("html_extra_path = ['_extra']"),
            conf("html_baseurl = 'https://example.org/'"),
            conf("workshop_exports = ['sitemap']"),
        ),
        gone("_extra/robots.txt"),
        conf("html_extra_path = []"),
    ],
}


# After which pages say the same as before.
SAME: Final = {"data in a file of another name"}


@pytest.mark.parametrize("name", PROJECTS)
def test_each_edit_shows(name: str, tmp_path: Path) -> None:
    first, *edits = PROJECTS[name]
    source, outdir = History(tmp_path / "site", 1).folder, tmp_path / "out"
    first(source)
    build_here(source, outdir)
    before = check_equal(source, outdir, "the first build")
    for number, edit in enumerate(edits, 1):
        edit(source)
        build_here(source, outdir)
        after = check_equal(source, outdir, f"edit {number}")
        assert name in SAME or after != before, f"edit {number} did nothing"
        before = after


@pytest.mark.parametrize("line", ["html_last_updated_fmt = '%Y'", "today_fmt = '%Y'"])
def test_another_day_is_stated(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, outdir = History(tmp_path / "site", 1).folder, tmp_path / "out"
    both(conf(line), beside("{sub-ref}`today`"))(source)
    for year, seconds in (("2020", "1600000000"), ("2033", "2000000000")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        build_here(source, outdir)
        assert year in (outdir / "plain.html").read_text("utf-8")
        check_equal(source, outdir, year)


MEANWHILE: Final = """
import os

def _edit(app, *rest):
    if os.environ.pop("EDIT", ""):
        with open(os.path.join(app.srcdir, "{name}"), "a") as file:
            file.write('{text}')

def setup(app):
    app.connect("{event}", _edit)
"""
WORDS: Final = "Edited while it was built."
FRAME: Final = f'{{% extends "!layout.html" %}}{{% block footer %}}{WORDS}{{% endblock %}}'


def test_an_edit_while_it_is_built_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, outdir = History(tmp_path / "site", 1).folder, tmp_path / "out"
    conf(MEANWHILE.format(name="plain.md", text=WORDS, event="doctree-read"))(source)
    build_here(source, outdir)
    swap("plain.md", "# Plain", "# Plainer")(source)
    monkeypatch.setenv("EDIT", "now")
    build_here(source, outdir)
    build_here(source, outdir)
    check_equal(source, outdir, "it")
    assert WORDS in (outdir / "plain.html").read_text("utf-8")


def test_a_template_that_was_there_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, outdir = History(tmp_path / "site", 1).folder, tmp_path / "out"
    name = "_templates/layout.html"
    conf(MEANWHILE.format(name=name, text=FRAME, event="write-started"))(source)
    monkeypatch.setenv("EDIT", "now")
    build_here(source, outdir)
    assert WORDS in (outdir / "plain.html").read_text("utf-8")
    gone(name)(source)
    build_here(source, outdir)
    check_equal(source, outdir, "it was taken back")


def test_a_page_becomes_a_folder_in_folders(tmp_path: Path) -> None:
    source, outdir = History(tmp_path / "site", 1).folder, tmp_path / "out"
    build_here(source, outdir, "dirhtml")
    moved("plain.md", "plain/index.md")(source)
    swap("index.md", "plain", "plain/index")(source)
    put("papers/one.md", "# By hand\n")(source)
    build_here(source, outdir, "dirhtml")
    check_equal(source, outdir, "it", "dirhtml")
