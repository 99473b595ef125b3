from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_workshop.booklet.images import ImageRefusedError, ImageShelf

PNG = b"\x89PNG\r\n\x1a\n rest"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>'


def test_a_picture_is_shelved_under_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "b.png").write_bytes(PNG)
    shelf = ImageShelf(tmp_path)
    assert shelf.take("a.png") == shelf.take("b.png")
    assert list(shelf.files.values()) == [PNG]


def test_svg_may_point_at_itself(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(SVG)
    assert ImageShelf(tmp_path).take("a.svg").endswith(".svg")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.png", b"GIF89a", "its content is not what .png says"),
        ("a.pdf", b"%PDF", ".pdf is no supported format"),
        ("a.svg", b"<html/>", "its content is not SVG"),
        ("a.svg", b"<svg><script>1</script></svg>", "holds a script"),
        ("a.svg", b'<svg onload="x()"/>', "holds a script"),
        ("a.svg", b'<svg><image href="file:///etc/passwd"/></svg>', "points outside itself"),
        ("a.svg", b'<svg><image xlink:href = "other.png"/></svg>', "points outside itself"),
        ("a.svg", b"<svg><style>@import 'x'</style></svg>", "points outside itself"),
        ("a.svg", b'<svg><rect fill="url(http://x/y)"/></svg>', "points outside itself"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "points outside itself"),
    ],
)
def test_what_may_do_harm_is_refused(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImageRefusedError) as caught:
        ImageShelf(tmp_path).take(name)
    assert reason in str(caught.value)


@pytest.mark.parametrize("name", ["../out.png", "link.png", "https://example.org/a.png", "folder"])
def test_only_files_of_the_project_are_taken(name: str, tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "folder").mkdir(parents=True)
    (tmp_path / "out.png").write_bytes(PNG)
    (source / "link.png").symlink_to(tmp_path / "out.png")
    with pytest.raises(ImageRefusedError):
        ImageShelf(source).take(name)
