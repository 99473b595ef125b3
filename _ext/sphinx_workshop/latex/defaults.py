"""Settings of Sphinx's LaTeX builder, where conf.py says nothing of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .people import PREAMBLE as PEOPLE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_workshop.core.program import Program

__all__ = ["set_dates", "set_defaults"]

# Languages for whose own text Sphinx knows a better engine.
_OTHER_ENGINES: Final = ("ja", "zh")

# Names in scripts that the text face has not got; a font that is not installed is passed over.
_FONTS: Final = r"""
\directlua{workshop_fonts = {}}
\newcommand{\workshopfallback}[1]{\IfFontExistsTF{#1}{%
  \directlua{table.insert(workshop_fonts, "#1:mode=node;")}}{}}
\workshopfallback{Noto Serif CJK SC}
\workshopfallback{Noto Serif CJK JP}
\workshopfallback{Noto Serif CJK KR}
\workshopfallback{Droid Sans Fallback}
\workshopfallback{IPAexMincho}
\workshopfallback{FandolSong}
\workshopfallback{Noto Naskh Arabic}
\workshopfallback{Noto Serif Hebrew}
\workshopfallback{Noto Serif Devanagari}
\workshopfallback{Noto Serif Thai}
\workshopfallback{DejaVu Sans}
\workshopfallback{Noto Emoji}
\directlua{luaotfload.add_fallback("workshop", workshop_fonts)}
\setmainfont{FreeSerif}[
  Extension=.otf, UprightFont=*, ItalicFont=*Italic, BoldFont=*Bold, BoldItalicFont=*BoldItalic,
  RawFeature={fallback=workshop}]
\setsansfont{FreeSans}[
  Extension=.otf, UprightFont=*, ItalicFont=*Oblique, BoldFont=*Bold, BoldItalicFont=*BoldOblique,
  RawFeature={fallback=workshop}]
\setmonofont{FreeMono}[Scale=0.9,
  Extension=.otf, UprightFont=*, ItalicFont=*Oblique, BoldFont=*Bold, BoldItalicFont=*BoldOblique,
  RawFeature={fallback=workshop}]
"""

# A letter that no font has is said where TeX runs.
_PREAMBLE: Final = (
    r"""
\tracinglostchars=2
\setlength{\emergencystretch}{3em}
\widowpenalty=10000 \clubpenalty=10000
"""
    + PEOPLE
)

_PAPERS: Final = {"A4": "a4paper", "A5": "a5paper", "Letter": "letterpaper"}


def set_defaults(app: Sphinx, config: Config) -> None:
    """Choose engine, paper and fonts (``config-inited``); what conf.py says goes before."""
    said = getattr(config, "_raw_config", {})
    tongue = str(config.language or "en").partition("_")[0]
    if "latex_engine" not in said and tongue not in _OTHER_ENGINES:
        config["latex_engine"] = "lualatex"
    if "latex_domain_indices" not in said:
        config["latex_domain_indices"] = False  # people have an index with page numbers
    elements = {
        "papersize": _PAPERS.get(str(getattr(config, "workshop_booklet_paper", "A4")), "a4paper"),
        "extraclassoptions": "openany,oneside",
        "preamble": _PREAMBLE,
    }
    if config.latex_engine == "lualatex":
        elements["fontpkg"] = _FONTS
    own = dict(config.latex_elements)
    if "preamble" in own:
        own["preamble"] = _PREAMBLE + str(own["preamble"])
    config["latex_elements"] = {**elements, **own}


def set_dates(app: Sphinx) -> None:
    """Print the workshop's days on the title page, not today's date (``builder-inited``)."""
    domains = {domain.name: domain for domain in app.env.domains.sorted()}
    program: Program | None = getattr(domains.get("workshop"), "program", None)
    if app.builder.name == "latex" and program is not None:
        from sphinx_workshop.core.wording import days_in_words  # noqa: PLC0415 - for LaTeX alone
        from sphinx_workshop.sections.workshop import Workshop  # noqa: PLC0415

        # The builder has read the settings before the data was read.
        context = getattr(app.builder, "context", None)
        if context is not None and not app.config.today:
            context["date"] = days_in_words(*program.one(Workshop).days)
