"""Measurements that run inside a page."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from axe_core_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Text of ours → [what, contrast with the first ground behind it that is not transparent].
CONTRAST: Final = """selector => {
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = colour => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    return pixel.getImageData(0, 0, 1, 1).data;
  };
  const light = colour => {
    const [r, g, b] = [...rgba(colour)].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = one => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }
    return 'white';
  };
  const texts = one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll(selector), ...document.querySelectorAll(`${selector} *`)]
    .filter(one => texts(one) && one.checkVisibility())
    .map(one => {
      const [low, high] = [light(getComputedStyle(one).color), light(ground(one))]
        .sort((a, b) => a - b);
      return [`${one.tagName} ${one.className} ${one.textContent.slice(0, 30)}`,
              (high + 0.05) / (low + 0.05)];
    });
}"""

# What has the keyboard: where it is, whether it is on the screen and marked.
FOCUSED: Final = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  return {
    what: one.outerHTML.slice(0, 80),
    where: ['.sidebar-drawer', '.toc-drawer', 'article'].filter(part => one.closest(part)),
    inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
  };
}"""

# Elements → [what, width, height].
SIZES: Final = """selector => [...document.querySelectorAll(selector)].map(one => {
  const box = one.getBoundingClientRect();
  return [one.outerHTML.slice(0, 80), Math.round(box.width), Math.round(box.height)];
})"""

# Unfold all that unfolds, and wait for the fonts that this asks for.
UNFOLD: Final = """() => {
  document.querySelectorAll('details').forEach(one => { one.open = true });
  return document.fonts.ready.then(() => null);
}"""

# The first timetable's zones, before and after scrolling to the last of its rows: do they cover a
# row, are they on top where they stand, and are they below what the theme keeps at the top?
STUCK: Final = """() => {
  const zone = document.querySelector('.ws-timetable thead th');
  const rows = [...document.querySelector('.ws-timetable tbody').rows];
  const look = () => {
    const box = zone.getBoundingClientRect();
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
      covers: rows[0].getBoundingClientRect().top < box.bottom - 1,
      seen: zone.contains(middle),
      below: box.top >= 0 && box.bottom <= innerHeight,
    };
  };
  const jump = y => scrollTo({ top: y, behavior: 'instant' });
  jump(zone.getBoundingClientRect().top + scrollY - innerHeight / 2);
  const before = look();
  const row = rows.at(-1);
  jump(row.getBoundingClientRect().top + scrollY - innerHeight / 2);
  const scrolled = rows[0].getBoundingClientRect().top < 0;
  const after = look();
  return [before, scrolled ? after : { short: true }];
}"""


def violations(
    page: Page, scheme: str = "light", without: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Return what axe finds wrong on a page: the rule, and the rule with the place.

    In the dark only colours are looked at, as nothing else differs from the light. ``without``
    holds selectors of what is not looked at.
    """
    # Without the selectors of all that is right it takes a third of the time.
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = ["color-contrast", "link-in-text-block"]
    context = {"exclude": [[one] for one in without]} if without else None
    found = Axe().run(page, context, options)["violations"]
    return [
        (rule["id"], f"{rule['id']}: {node['target']}") for rule in found for node in rule["nodes"]
    ]
