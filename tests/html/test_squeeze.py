"""Style sheets and scripts lose what only readers of the sources need, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_workshop.html.squeeze import STATIC, squeeze_script, squeeze_style

SCRIPTS = sorted(STATIC.glob("*.js"))
SHEETS = sorted(STATIC.glob("*.css"))


@pytest.mark.parametrize(
    ("source", "served"),
    [
        ("/* why */\n.a > .b, .c {\n\tcolor: red;\n\ttop: 0;\n}\n", ".a>.b,.c{color:red;top:0}\n"),
        ('a::before { content: " ;  { > " }', 'a::before{content:" ;  { > "}\n'),
        (
            "@media (width >= 40em) { a { b: calc(1px + 2px) } }",
            "@media (width >= 40em){a{b:calc(1px + 2px)}}\n",
        ),
        ("a { > b { c: d }\n> e { f: g } }", "a{>b{c:d}>e{f:g}}\n"),
        ("a :is(b, c) { d: e }", "a :is(b,c){d:e}\n"),
    ],
)
def test_a_style_sheet_is_squeezed(source: str, served: str) -> None:
    assert squeeze_style(source) == served


def test_a_script_is_squeezed() -> None:
    source = (
        "// why\nconst a = (b) => {\n\t/** what */\n\treturn `// ${b}`;\n};\nlet c = 1\nlet d\n"
    )
    assert squeeze_script(source) == "const a = (b) => {return `// ${b}`;};let c = 1\nlet d\n"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_written_as_squeezing_needs_it(path: Path) -> None:
    """Comments on lines of their own, no text over several lines."""
    for line in path.read_text("utf-8").splitlines():
        assert line.count("`") % 2 == 0, line
        code = re.sub(r"\"[^\"]*\"|`[^`]*`", "", line)
        assert "//" not in code or line.strip().startswith("//"), line
        assert "/*" not in code or line.strip().startswith("/**"), line


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_strings_in_style_sheets_have_double_quotes(path: Path) -> None:
    text = path.read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert "'" not in bare
    assert bare.count('"') % 2 == 0
    assert bare.count("{") == bare.count("}") == squeeze_style(text).count("{")
