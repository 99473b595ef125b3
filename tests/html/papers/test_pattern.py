"""Pages filled in by a pattern: the theme's own page, or the theme is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from sphinx_workshop.html import HERE
from sphinx_workshop.html.papers.frame import choose_by_page
from sphinx_workshop.html.papers.pattern import Patterns


def context(number: int, **more: Any) -> dict[str, Any]:
    return {
        "title": str(escape(f"Paper {number} & more")),
        "body": f"<p>Text {number}</p>",
        "metatags": "",
        "pagename": f"papers/paper-{number}",
        "prev": {"link": f"paper-{number - 1}.html", "title": f"Paper {number - 1}"},
        "next": None,
        "rellinks": [(f"papers/paper-{number - 1}", "Before", "P", "previous")],
        "script_files": ["a.js"],
        "pathto": lambda name: name,
        **more,
    }


class Theme:
    """Renders a page, and counts how often."""

    def __init__(self, more_of: Callable[[dict[str, Any]], str] = lambda held: "") -> None:
        self.more_of = more_of
        self.rendered = 0

    def page(self, held: dict[str, Any]) -> str:
        """Render."""
        before = held["prev"]
        self.rendered += 1
        return (
            f"<title>{held['title']}</title><a href={before['link']}>{before['title']}</a>"
            f"{held['script_files']}<h1>{held['title']}</h1>{held['body']}{self.more_of(held)}"
        )


def give(patterns: Patterns, theme: Theme, held: dict[str, Any]) -> str:
    return patterns.render(held, lambda: theme.page(held))


def test_pages_are_those_of_the_theme_which_is_asked_for_a_few() -> None:
    patterns, theme = Patterns(), Theme()
    for number in range(40):
        made = give(patterns, theme, context(number))
        assert made == Theme().page(context(number))
    assert theme.rendered == 4
    assert not patterns.failed


def test_a_theme_that_says_more_than_it_is_given_is_asked_for_every_page() -> None:
    patterns = Patterns()
    theme = Theme(lambda held: held["pagename"].replace("/", "-"))
    made = [give(patterns, theme, context(number)) for number in range(20)]
    assert patterns.failed
    assert made[2:] == [theme.page(context(number)) for number in range(2, 20)]


def test_a_pattern_that_fails_later_is_found_out() -> None:
    patterns = Patterns()
    theme = Theme(lambda held: "odd" if "Text 50" in held["body"] else "")
    for number in range(60):
        give(patterns, theme, context(number))
    assert patterns.failed


def test_what_differs_otherwise_has_another_pattern() -> None:
    patterns, theme = Patterns(), Theme()
    for number in range(30):
        held = context(number, script_files=["a.js", "b.js"][: 1 + number % 2])
        assert give(patterns, theme, held) == Theme().page(held)
    assert theme.rendered == 8


def test_titles_with_markup_or_blanks_are_left_to_the_theme() -> None:
    patterns, theme = Patterns(), Theme()
    for number in range(10):
        give(patterns, theme, context(number, title=f"Two  blanks {number}"))
        give(patterns, theme, context(number, title=f"<em>{number}</em>"))
    assert theme.rendered == 20


@pytest.mark.parametrize(
    ("template", "chooses"),
    [
        ("{% extends '!page.html' %}{% block body %}{{ super() }}{% endblock body %}", False),
        ("{%- block title -%}{{ title|striptags }} / {{ docstitle }}{%- endblock -%}", False),
        ("{% if theme_dark and docstitle == 'body of work' %}A{% endif %}", True),
        ("{% if docstitle %}{{ body }}{% endif %}", False),
        ("{% if pagename == 'papers/two' %}A{% endif %}", True),
        ("{%+ set long = body|length > 99 %}", True),
        ("{{ 'A' if pagename.endswith('two') else 'B' }}", True),
        ("{{ title and 'A' }}", True),
        ("{{\n  'A' if\n  next\n}}", True),
        ("{{ banners[pagename] }}", True),
        ("{{- banners.get(pagename, '') -}}", True),
        ("{{ banner(title) }}", True),
        ("{{ title|truncate(9) }}", True),
        ("{{ 'x' ~ title|striptags|e ~ ' and ' ~ docstitle }} {{ next.link }}", False),
        ("{{ _('next topic') }} {{ pathto('body') }}", False),
    ],
)
def test_templates_that_choose_by_page_are_known(
    template: str, chooses: bool, tmp_path: Path
) -> None:
    (tmp_path / "layout.html").write_text(template, "utf-8")
    assert choose_by_page([tmp_path]) == chooses


def test_templates_of_ours_do_not_choose_by_page() -> None:
    assert not choose_by_page([HERE / "templates"])
