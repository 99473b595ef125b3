"""Fonts beyond Typst's own: where they are found, and in which order they are tried.

They come from folders that ``workshop_booklet_font_paths`` names and from installed packages: those
of the extra ``fonts``, any other of the same makers, and any that announces a module in the entry
point group ``sphinx_workshop.fonts``; the module's folder is searched, subfolders too. Fonts of the
system are used only where a setting names their folder, so that two machines print the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "VARIANTS",
    "arrange",
    "digest_of",
    "families_in",
    "font_files",
    "font_folders",
    "packaged_folders",
    "variant_of",
]

_GROUPS: Final = ("sphinx_workshop.fonts", "fontpkg.family")
_CJK_MODULES: Final = tuple(
    f"noto_cjk_{family}_{part}"
    for family in ("serif", "sans")
    for part in (
        "otc",
        *(f"{lang}_{w}" for lang in ("jp", "kr", "sc", "tc") for w in ("regular", "bold")),
    )
)
_SUFFIXES: Final = frozenset((".ttf", ".otf", ".ttc", ".otc"))

#: How the makers of Han fonts call the forms that a language uses.
VARIANTS: Final = ("JP", "KR", "SC", "TC", "HK")
_VARIANT: Final = re.compile(rf"\b({'|'.join(VARIANTS)})\b")


def font_folders(app: Sphinx) -> tuple[str, ...]:
    """Give the folders with fonts, those of the settings first."""
    named = app.config.workshop_booklet_font_paths
    found = [Path(app.srcdir, name).resolve() for name in named]
    return tuple(dict.fromkeys(str(folder) for folder in (*found, *packaged_folders())))


@cache
def packaged_folders() -> tuple[Path, ...]:
    """Give the folders of installed font packages, without importing them."""
    modules = {entry.module for group in _GROUPS for entry in entry_points(group=group)}
    folders = []
    for module in (*sorted(modules), *_CJK_MODULES):
        try:
            spec = find_spec(module)
        except (ImportError, ValueError):
            continue
        folders += [Path(folder) for folder in (spec and spec.submodule_search_locations) or ()]
    return tuple(folders)


def font_files(folders: Iterable[str]) -> Iterator[Path]:
    """Give the font files below *folders*, in order of their names."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix.lower() in _SUFFIXES and path.is_file():
                yield path


def digest_of(folders: Sequence[str]) -> str:
    """Give what stands for the content of all fonts in *folders*."""
    digest = hashlib.sha256()
    for path in font_files(folders):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def families_in(folders: Iterable[str]) -> tuple[str, ...]:
    """Ask Typst for the names of the font families in *folders*."""
    from typst import Fonts  # noqa: PLC0415 - the site can be built where it is missing

    fonts = Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    return tuple(fonts.families())


def variant_of(language: str, text: str = "") -> str | None:
    """Give the forms of Han characters that a text needs, or None where nothing tells.

    :param language: a BCP 47 tag or ``""``; it decides.
    :param text: Kana in it mean Japanese, Hangul Korean.
    """
    primary, *rest = re.split("[-_]", language.lower())
    if primary in ("zh", "yue", "lzh"):
        if "hk" in rest or "mo" in rest or primary == "yue":
            return "HK"
        return "TC" if {"tw", "hant"} & set(rest) else "SC"
    if primary in ("ja", "ko"):
        return "JP" if primary == "ja" else "KR"
    if re.search("[\u3041-\u30ff\u31f0-\u31ff]", text):
        return "JP"
    return "KR" if re.search("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7ff]", text) else None


def arrange(families: Iterable[str], variant: str | None) -> list[str]:
    """Put font families in the order in which they are tried.

    The Han forms wanted go before other ones, serifs (as the booklet is set) before sans,
    monospaced fonts last.
    """
    wanted = variant or "SC"  # as most people whose names are written in Han characters

    def rank(family: str) -> tuple[bool, bool, bool, str]:
        match = _VARIANT.search(family)
        other = match is not None and match[1] != wanted
        return "Mono" in family, other, "Sans" in family, family

    return sorted(families, key=rank)
