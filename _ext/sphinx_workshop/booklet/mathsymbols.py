"""TeX command -> Unicode: the commands that stand for one sign."""

from __future__ import annotations

from sphinx_workshop.core.tex import COMMON, Rules

__all__ = [
    "ACCENTS",
    "ALIGNED",
    "FUNCTIONS",
    "FUNCTION_TEXT",
    "IGNORED",
    "LIMIT_FUNCTIONS",
    "MATRICES",
    "PAIRS",
    "PUNCTUATION",
    "RULES",
    "SIGNS",
    "SIZES",
    "SPACES",
    "STYLES",
    "SYMBOLS",
    "TEXTS",
]


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


#: Command (without backslash) -> character.
SYMBOLS: dict[str, str] = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ beth ℶ wp ℘ partial ∂ nabla ∇ infty ∞ emptyset ∅ varnothing ∅
    forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □
    diamond ⋄ Diamond ◇ star ⋆ ast ∗ bullet ∙ cdot ⋅ circ ∘ times × div ÷ pm ± mp ∓ setminus ∖
    oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ wedge ∧ land ∧
    vee ∨ lor ∨ dagger † ddagger ‡ amalg ⨿ wr ≀
    leq ≤ le ≤ geq ≥ ge ≥ leqslant ⩽ geqslant ⩾ ll ≪ gg ≫ neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃
    approx ≈ cong ≅ propto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ asymp ≍ doteq ≐ triangleq ≜
    coloneqq ≔ lesssim ≲ gtrsim ≳ models ⊨ vdash ⊢ dashv ⊣ Vdash ⊩ perp ⟂ parallel ∥ mid ∣ nmid ∤
    in ∈ ni ∋ notin ∉ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋
    sqsubseteq ⊑ sqsupseteq ⊒ bowtie ⋈ smile ⌣ frown ⌢
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶ longleftarrow ⟵
    Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ longleftrightarrow ⟷ mapsto ↦
    longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘
    swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightleftharpoons ⇌
    leadsto ⇝ rightsquigarrow ⇝ twoheadrightarrow ↠
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcap ⋂ bigcup ⋃ bigsqcup ⨆ bigvee ⋁
    bigwedge ⋀ bigodot ⨀ bigotimes ⨂ bigoplus ⨁ biguplus ⨄
    ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ prime ′ backslash ∖ colon :
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖
    Vert ‖ lbrace { rbrace } lbrack [ rbrack ] llbracket ⟦ rrbracket ⟧
    S § P ¶ copyright © pounds £ degree ° checkmark ✓ imath ı jmath ȷ eth ð Bbbk 𝕜 therefore ∴
    because ∵ blacksquare ■ complement ∁ lozenge ◊ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠
    """
)

#: Accent command -> the combining character that Typst's ``accent`` takes.
ACCENTS: dict[str, str] = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "breve": "\u0306", "dot": "\u0307", "ddot": "\u0308", "dddot": "\u20db",
    "mathring": "\u030a", "check": "\u030c", "acute": "\u0301", "grave": "\u0300",
    "vec": "\u20d7", "overrightarrow": "\u20d7", "overleftarrow": "\u20d6",
}  # fmt: skip

#: Alphabet command -> Typst functions, outermost first.
STYLES: dict[str, tuple[str, ...]] = {
    "mathbf": ("math.bold", "math.upright"), "boldsymbol": ("math.bold",), "bm": ("math.bold",),
    "mathbb": ("math.bb",), "mathcal": ("math.cal",), "mathscr": ("math.scr",),
    "mathfrak": ("math.frak",), "mathsf": ("math.sans",), "mathtt": ("math.mono",),
    "mathit": ("math.italic",), "mathrm": ("math.upright",), "mathnormal": (),
    "overline": ("math.overline",), "underline": ("math.underline",), "phantom": ("hide",),
    "cancel": ("math.cancel",),
    "sqrt": ("math.sqrt",), "boxed": (), "mathop": (), "mathbin": (), "mathrel": (), "mathord": (),
}  # fmt: skip

#: Functions written upright.
FUNCTIONS = frozenset(
    """arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan
    tanh bmod""".split()
)

#: Functions whose subscript goes below them in a displayed formula.
LIMIT_FUNCTIONS = frozenset("det gcd inf lim liminf limsup max min Pr sup argmax argmin".split())

#: Spaces, in em.
SPACES: dict[str, float] = {
    ",": 1 / 6, "thinspace": 1 / 6, ":": 2 / 9, ">": 2 / 9, "medspace": 2 / 9, ";": 5 / 18,
    "thickspace": 5 / 18, " ": 0.25, "enspace": 0.5, "quad": 1, "qquad": 2, "!": -1 / 6,
    "negthinspace": -1 / 6,
}  # fmt: skip

# Commands and environments that the reader tells apart by name.
MATRICES = {
    "matrix": None, "smallmatrix": None, "array": None, "pmatrix": "(", "bmatrix": "[",
    "Bmatrix": "{", "vmatrix": "|", "Vmatrix": "‖",
}  # fmt: skip
ALIGNED = frozenset(
    "align aligned alignat split gather gathered equation multline eqnarray".split()
)
IGNORED = frozenset(
    "displaystyle textstyle scriptstyle limits nolimits nonumber notag hline left. right.".split()
)
SIZES = frozenset(
    f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)
PAIRS = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), "math.frac"),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), "math.binom"),
}
TEXTS = frozenset("text textrm textnormal mbox textit textbf texttt textsf hbox".split())

#: Commands that others stand for.
RULES: Rules = {
    **COMMON,
    "xrightarrow": (1, r"\overset{#1}{\longrightarrow}"),
    "xleftarrow": (1, r"\overset{#1}{\longleftarrow}"),
    "hphantom": (1, r"\phantom{#1}"),
    "vphantom": (1, ""),
}

# Signs typed on a keyboard and the ones meant; functions of two words.
SIGNS = {"-": "−", "*": "∗", "'": "′", "`": "‘"}
PUNCTUATION = frozenset("{}%$#&_|")
FUNCTION_TEXT = {
    "bmod": "mod",
    "argmax": "arg max",
    "argmin": "arg min",
    "limsup": "lim sup",
    "liminf": "lim inf",
}
