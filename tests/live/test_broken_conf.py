"""A mistake in conf.py or a template is one line at its place, and no report about Sphinx."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import write

# What conf.py holds → the line that is said of it, behind the folder.
BROKEN = {
    "project = 'T'\nlanguage = 'en\n": (
        "conf.py:2: error: SyntaxError: unterminated string literal (detected at line 2)"
    ),
    "project = 'T'\n\nauthor = projct\n": (
        # From here on as that Python words it.
        "conf.py:3: error: NameError: name 'projct' is not defined"
    ),
    "import json\n\njson.loads('no')\n": (
        "conf.py:3: error: json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)"
    ),
    "import sys\nsys.path.insert(0, '.')\nimport words\n": (
        "words.py:2: error: ZeroDivisionError: division by zero"
    ),
    "def setup(app):\n    app.nothing()\n": (
        "conf.py:2: error: AttributeError: 'Sphinx' object has no attribute 'nothing'"
    ),
    "import sys\nsys.exit(3)\n": "conf.py:2: error: SystemExit: 3",
    "raise ValueError('one\\ntwo')\n": "conf.py:1: error: ValueError: one two",
    "project = 'T'\nextensions = ['sphinx_desing']\n": (
        "conf.py:2: error: Could not import extension sphinx_desing (exception: "
        "No module named 'sphinx_desing')"
    ),
    "project = 'T'\nhtml_theme = 'alabastre'\n": (
        "conf.py:2: error: no theme named 'alabastre' found (missing theme.toml?)"
    ),
}
# What a template holds → the line that is said of it, behind the folder.
TEMPLATES = {
    "{% block footer %}": (
        "1: error: jinja2.exceptions.TemplateSyntaxError: Unexpected end of template. Jinja was "
        "looking for the following tags: 'endblock'. The innermost block that needs to be closed "
        "is 'block'."
    ),
    "{% block footer %}\n{{ nope.nope }}\n{% endblock %}": (
        "2: error: jinja2.exceptions.UndefinedError: 'nope' is undefined"
    ),
}


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build as the preview does."""
    command = [sys.executable, "-m", "sphinx_workshop.live.build", "-q", *options, ".", "out"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize("conf", BROKEN)
def test_a_mistake_is_one_line(conf: str, tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": conf, "words.py": "one = 1\none / 0\n", "index.rst": "T\n=\n"})
    done = build(tmp_path)
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{tmp_path}/{BROKEN[conf]}")
    assert done.returncode == 2
    assert build(tmp_path, "-Q").stderr == ""


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_mistake_in_a_template_is_one_line(template: str, tmp_path: Path) -> None:
    layout = f"{{% extends '!layout.html' %}}{template}"
    write(tmp_path, {"conf.py": "templates_path = ['own']\n", "index.rst": "T\n=\n"})
    write(tmp_path, {"own/layout.html": layout})
    done = build(tmp_path)
    (line,) = done.stderr.splitlines()
    assert line == f"{tmp_path}/own/layout.html:{TEMPLATES[template]}"
    assert done.returncode == 2


def test_without_a_first_page_it_is_one_line(tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": "", "other.rst": "T\n=\n"})
    (line,) = build(tmp_path).stderr.splitlines()
    assert line.startswith("error: Sphinx is unable to load the master document")


def test_what_is_no_mistake_of_it_is_told_as_sphinx_does(tmp_path: Path) -> None:
    extension = "def add(app):\n    1 / 0\n\ndef setup(app):\n    app.connect('{}', add)\n"
    conf = "import sys\nsys.path.insert(0, '.')\nextensions = ['words']\n"
    words = extension.format("builder-inited")
    write(tmp_path, {"conf.py": conf, "words.py": words, "index.rst": "T\n=\n"})
    done = build(tmp_path)
    assert done.returncode == 2
    assert "division by zero" in done.stderr
    assert "The full traceback has been saved in:" in done.stderr


def test_no_conf_at_all(tmp_path: Path) -> None:
    (line,) = build(tmp_path).stderr.splitlines()
    assert line.startswith("error: config directory doesn't contain a conf.py file")
