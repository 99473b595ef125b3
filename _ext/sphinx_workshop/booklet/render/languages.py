"""Names and passages that are in another language, or run the other way."""

from __future__ import annotations

import re
import unicodedata

from docutils import nodes

from ..fonts import variant_of
from ..literals import Code, call, content
from ..writer import Renderer, Writer

__all__ = ["RENDERERS", "runs_leftwards"]

# BCP 47 subtags that write from right to left; Typst knows the same ones.
_LEFTWARDS = frozenset(
    "ar arc ckb dv fa he iw khw ks ku mzn nqo pa-arab ps sd syr ug ur yi".split()
)
_OF_HAN = {"JP": "ja", "KR": "ko"}


def runs_leftwards(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return language.lower().partition("-")[0].partition("_")[0] in _LEFTWARDS


def isolate(writer: Writer, node: nodes.Element) -> Code:
    """Render a name or a title: set apart where it or the text around it runs leftwards.

    All that depends on the text is a string, so that no text can change the code around it.
    """
    text = node.astext()
    body = content([writer.anchor(node), writer.inline(node)])
    language = node.get("language") or _OF_HAN.get(variant_of("", text) or "", "")
    around = runs_leftwards(writer.around.language)
    leftwards = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return call(
        "ws.isolate",
        body,
        **_named(language, text),
        apart="yes" if leftwards or around else "",
        around="rtl" if around else "ltr",
    )


def foreign(writer: Writer, node: nodes.Element) -> Code:
    """Render paragraphs in another language."""
    return call("ws.foreign", writer.blocks(node), **_named(node["language"], node.astext()))


def _named(language: str, text: str) -> dict[str, str]:
    """Return what the template needs to know of a language: its subtags and its forms."""
    primary, *rest = re.split("[-_]", language)
    region = next((part for part in rest if re.fullmatch("[A-Za-z]{2}", part)), "")
    return {
        "lang": primary.lower(),
        "region": region.upper(),
        "forms": variant_of(language, text) or "base",
    }


RENDERERS: dict[str, Renderer] = {"isolate": isolate, "foreign": foreign}
