from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from .support import document, make_writer, page_of, typst_of


def test_running_text_is_literals_in_code(tmp_path: Path) -> None:
    code = typst_of("Say *yes* to ``#x``.", tmp_path)
    assert 'ws.para({"Say "; ws.emph("yes"); " to "; ws.code("#x"); "."})' in code


def test_each_block_names_its_line(tmp_path: Path) -> None:
    code = typst_of("One.\n\nTwo.", tmp_path)
    assert '// index:1\nws.para("One.")' in code
    assert '// index:3\nws.para("Two.")' in code


def test_text_cannot_forge_a_line_mark(tmp_path: Path) -> None:
    code = typst_of("::\n\n  a\n  // other:7", tmp_path)
    assert "\n// other:7" not in code


def test_headings_are_numbered_by_depth_and_carry_their_label(tmp_path: Path) -> None:
    code = typst_of("A\n=\n\nB\n-\n\nText.", tmp_path)
    assert 'ws.section(number: "", 1, "index#a", "A")' in code
    assert 'ws.section(number: "", 2, "index#b", "B")' in code


def test_a_link_inside_becomes_a_link_to_a_label(tmp_path: Path) -> None:
    code = typst_of("A\n=\n\nSee A_.", tmp_path)
    assert 'ws.inner(page: true, "index#a", "A")' in code


def test_no_link_dangles(tmp_path: Path) -> None:
    tree = document("Text.")
    link = nodes.reference("", "words", refid="nowhere")
    far = nodes.reference("", "far", refuri="%missing#x")
    page_of(tree).extend([nodes.paragraph("", "", link), nodes.paragraph("", "", far)])
    code = make_writer(tree, tmp_path).blocks(tree)
    assert 'ws.para("words")' in code
    assert 'ws.para("far")' in code


def test_a_page_that_is_not_printed_is_linked_on_the_web(tmp_path: Path) -> None:
    tree = document("Text.")
    page_of(tree).append(nodes.paragraph("", "", nodes.reference("", "far", refuri="%other#x")))
    code = make_writer(tree, tmp_path, "https://example.org/w").blocks(tree)
    assert 'ws.outer("https://example.org/w/other.html", "far")' in code


@pytest.mark.parametrize(
    "uri", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "x"]
)
def test_only_web_addresses_are_linked(uri: str, tmp_path: Path) -> None:
    tree = document("Text.")
    page_of(tree).append(nodes.paragraph("", "", nodes.reference("", "words", refuri=uri)))
    assert 'ws.para("words")' in make_writer(tree, tmp_path).blocks(tree)


def test_an_anchor_is_set_once(tmp_path: Path) -> None:
    tree = document("One.")
    for _ in range(2):
        page_of(tree).append(
            nodes.paragraph("", "", nodes.target("", "", ids=["here"]), nodes.Text("x"))
        )
    assert make_writer(tree, tmp_path).blocks(tree).count('ws.anchor("index#here")') == 1


def test_footnotes_are_set_where_they_are_referred_to(tmp_path: Path) -> None:
    code = typst_of("One [1]_ and again [1]_.\n\n.. [1] The *note*.", tmp_path)
    note = 'ws.note("index#footnote-1", {"The "; ws.emph("note"); "."})'
    assert note in code
    assert code.count('"The "') == 1
    assert 'ws.note-again("index#footnote-1")' in code


def test_a_footnote_that_refers_to_itself_ends(tmp_path: Path) -> None:
    code = typst_of("One [1]_.\n\n.. [1] See [1]_.", tmp_path)
    assert code.count("ws.note(") == 1


def test_a_table_keeps_spans_and_its_head(tmp_path: Path) -> None:
    table = """
+-----+-----+
| a   | b   |
+=====+=====+
| c and d   |
+-----+-----+
"""
    code = typst_of(table, tmp_path)
    assert 'table.header(ws.cell(breakable: false, "a"), ws.cell(breakable: false, "b"))' in code
    assert 'ws.cell(breakable: false, colspan: 2, "c and d")' in code


def test_anchors_in_a_repeated_head_are_set_before_the_table(tmp_path: Path) -> None:
    tree = document("===== =====\n_`a`   b\n===== =====\nc     d\n===== =====")
    code = make_writer(tree, tmp_path).blocks(tree)
    assert 'anchors: ws.anchor("index#a")' in code


def test_lists_keep_their_numbering(tmp_path: Path) -> None:
    assert 'pattern: "(i)", start: 4' in typst_of("(iv) a\n(v) b", tmp_path)
    assert 'pattern: "A.", start: 1' in typst_of("A. a\nB. b", tmp_path)


def test_code_is_kept_to_the_character(tmp_path: Path) -> None:
    code = typst_of('::\n\n  a  "b"\n\n    c\\', tmp_path)
    assert r'ws.listing("a  \"b\"\n\n  c\\")' in code


class strange(nodes.General, nodes.Element):  # noqa: N801
    """A node of some other extension."""


def test_an_unknown_node_is_reported_once_and_its_text_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = document("Text.")
    for _ in range(2):
        page_of(tree).append(strange("", nodes.paragraph("", "inside")))
    writer = make_writer(tree, tmp_path)
    said: list[str] = []
    monkeypatch.setattr(writer, "warn", lambda message, node, *words: said.append(message % words))
    assert writer.blocks(tree).count('ws.para("inside")') == 2
    assert said == ["the booklet cannot print 'strange'; its text is printed plain"]


def test_own_classes_reach_the_template(tmp_path: Path) -> None:
    tree = document("Text.")
    item = nodes.list_item(
        "",
        nodes.paragraph("", "AB", classes=["ws-portrait"]),
        nodes.paragraph("", "Name", classes=["ws-name"]),
        classes=["ws-speaker"],
    )
    page_of(tree).append(nodes.bullet_list("", item, classes=["ws-speakers"]))
    code = make_writer(tree, tmp_path).blocks(tree)
    assert 'ws.records(inside: "", brief: true, "ws-speakers"' in code
    assert 'picture: ws.line("ws-portrait", "AB")' in code
    assert 'ws.line("ws-name", "Name")' in code
