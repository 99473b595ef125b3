"""What a theme renders for many pages alike: rendered for a few, filled in for the rest.

A theme's template takes far longer than what is on a paper's page. It is given a context; where two
pages' contexts agree in all but their title, text and neighbours, so do the pages. That is tried on
the first pages of each pattern and on some of the later ones, and no pattern is used that once was
wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from markupsafe import Markup, escape

# What differs from page to page: the rest of the context has to be the same.
OWN: Final = ("body", "metatags", "title", "pageurl", "pagename", "current_page_name")
BESIDE: Final = ("prev", "next")
_TRIALS: Final = 3
# Every so many pages the pattern is tried again.
_PERIOD: Final = 50
# More of them than pages have shapes: each costs its trials.
_MOST: Final = 8

Values = dict[str, str]


class Patterns:
    """Renders pages, by a pattern where there is one that holds.

    :param usable: no template chooses by what is a page's own what it shows.
    """

    def __init__(self, *, usable: bool = True) -> None:
        self._known: list[_Pattern] = []
        self.failed = not usable

    def render(self, context: Mapping[str, Any], render: Callable[[], str]) -> str:
        """Give a page.

        After :attr:`failed` has become true, pages given before may be wrong, and are to be
        rendered again; patterns are no longer used then.

        :param render: renders it by the theme.
        """
        values = None if self.failed else _values(context)
        if values is None:
            return render()
        pattern = next((one for one in self._known if one.fits(context)), None)
        if pattern is None:
            html = render()
            if len(self._known) < _MOST:
                self._known.append(_Pattern(context, values, html))
            return html
        pattern.uses += 1
        if pattern.uses > _TRIALS and pattern.uses % _PERIOD:
            return pattern.fill(values)
        html = render()
        self.failed = pattern.fill(values) != html
        return html


class _Pattern:
    """One page, cut at all that is its own."""

    def __init__(self, context: Mapping[str, Any], values: Values, html: str) -> None:
        self.context = {name: held for name, held in context.items() if name not in OWN}
        self.uses = 0
        # Literal text and names of values by turns.
        self.parts = [html]
        for name in sorted(values, key=lambda name: -len(values[name])):
            if values[name]:
                self._cut(name, values[name])

    def _cut(self, name: str, value: str) -> None:
        parts: list[str] = []
        for position, part in enumerate(self.parts):
            if position % 2:
                parts.append(part)
                continue
            first, *rest = part.split(value)
            parts.append(first)
            for literal in rest:
                parts += [name, literal]
        self.parts = parts

    def fits(self, context: Mapping[str, Any]) -> bool:
        """Tell whether a page differs from this one in nothing but the values."""
        own = self.context
        return len(context) == len(own) + sum(name in context for name in OWN) and all(
            name in own and _alike(name, held, own[name])
            for name, held in context.items()
            if name not in OWN
        )

    def fill(self, values: Values) -> str:
        """Give the page that has these values."""
        return "".join(
            values[part] if position % 2 else part for position, part in enumerate(self.parts)
        )


def _alike(name: str, held: Any, other: Any) -> bool:
    if held is other or (callable(held) and callable(other)):
        return True
    if name in BESIDE:
        return bool(held) == bool(other)
    if name == "rellinks":
        # A page's name and title are those of the pages before and after it.
        return [one[2:] for one in held] == [one[2:] for one in other]
    return bool(held == other)


def _values(context: Mapping[str, Any]) -> Values | None:
    """Give what is a page's own; None where templates may show it in another form."""
    values = {name: str(context[name]) for name in OWN if context.get(name)}
    titles = [values.get("title", "")]
    for name in BESIDE:
        held = context.get(name)
        if held:
            values |= {f"{name}-link": held["link"], f"{name}-title": held["title"]}
            titles.append(held["title"])
    return values if all(map(_is_plain, titles)) else None


def _is_plain(title: str) -> bool:
    """Tell whether a title is the same without its markup, as it stands in a page's ``title``."""
    return str(escape(Markup(title).striptags())) == title  # noqa: S704 - it is escaped already
