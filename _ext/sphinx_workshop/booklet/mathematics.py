"""TeX formulas as Typst code, for the part of TeX's mathematics that workshops use.

A formula that uses anything else is refused as a whole, with the reason: half a formula would be a
wrong one. Every sign reaches Typst as a string, so a formula can do nothing but be set.
"""

from __future__ import annotations

import unicodedata

from sphinx_workshop.core.tex import rewrite

from .literals import EMPTY, Code, call, content, string
from .mathparts import joined, prose, sign
from .mathsymbols import (
    ACCENTS,
    ALIGNED,
    FUNCTION_TEXT,
    FUNCTIONS,
    IGNORED,
    LIMIT_FUNCTIONS,
    MATRICES,
    PAIRS,
    PUNCTUATION,
    RULES,
    SIGNS,
    SIZES,
    SPACES,
    STYLES,
    SYMBOLS,
    TEXTS,
)
from .mathtokens import Tokens, UnreadableFormulaError

__all__ = ["UnreadableFormulaError", "formula"]

_ALIGN_POINT = Code("$&$.body")
_CASE_GAP = Code("{$&$.body; h(1em)}")
_DEEPEST = 60


def formula(source: str) -> Code:
    """Return the Typst code of a TeX formula, to be put into ``math.equation``.

    :raises UnreadableFormulaError: if any part of it is not understood.
    """
    made = _Reader(Tokens(rewrite(source, RULES))).run(until=())
    if made in (EMPTY, ""):
        raise UnreadableFormulaError("it shows nothing")
    return made


class _Reader:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._depth = 0

    # -- grammar ----------------------------------------------------------------------------

    def run(self, until: tuple[str, ...]) -> Code:
        """Return everything up to a token of *until*, which is left for the caller to take."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableFormulaError("it is nested too deeply")
        parts: list[Code] = []
        while (token := self._tokens.peek()) is not None and token not in until:
            if token in ("}", "\\right", "\\end"):
                raise UnreadableFormulaError(f"{token} closes nothing")
            parts.append(self._scripted())
        if token is None and until:
            raise UnreadableFormulaError(f"{until[0]} is missing")
        self._depth -= 1
        return content(parts)

    def _scripted(self) -> Code:
        """Return one atom with its superscript and subscript."""
        base = EMPTY if self._tokens.peek() in ("^", "_") else self._atom()
        above: list[Code] = []
        below: list[Code] = []
        while (token := self._tokens.peek()) in ("^", "_", "'", "\\limits", "\\nolimits"):
            self._tokens.next()
            if token == "'":
                above.append(sign("′"))
            elif token in ("^", "_"):
                (above if token == "^" else below).append(self._argument())
        named: dict[str, Code] = {}
        if above:
            named["t"] = content(above)
        if below:
            named["b"] = content(below)
        return call("math.attach", base, **named) if named else base

    def _argument(self) -> Code:
        """Return what a command applies to: a group or the next atom."""
        if self._tokens.peek() == "{":
            return self._group()
        if digit := self._tokens.digit():
            return string(digit)
        return self._atom()

    def _group(self) -> Code:
        self._tokens.next()
        body = self.run(until=("}",))
        self._tokens.next()
        return body

    def _atom(self) -> Code:
        token = self._tokens.peek()
        if token == "{":
            return self._group()
        token = self._tokens.next()
        if token.startswith("\\"):
            return self._command(token[1:])
        if token in ("^", "_", "#", "$"):
            raise UnreadableFormulaError(f"{token} is out of place")
        if token == "&":
            return _ALIGN_POINT
        if token == "~":
            return string("\u00a0")
        if token[0].isdigit():
            return string(token)
        return sign(SIGNS.get(token, token))

    def _command(self, name: str) -> Code:
        plain = name.rstrip("*")
        if plain in SYMBOLS:
            return sign(SYMBOLS[plain])
        if plain in SPACES:
            return Code(f"h({SPACES[plain]:.4f}em)")
        if plain in IGNORED:
            return Code("")
        if plain in FUNCTIONS or plain in LIMIT_FUNCTIONS:
            return call("math.op", FUNCTION_TEXT.get(plain, plain), limits=plain in LIMIT_FUNCTIONS)
        if plain in ACCENTS:
            return call("math.accent", self._argument(), ACCENTS[plain])
        if plain in STYLES and not (plain == "sqrt" and self._tokens.peek() == "["):
            body = self._argument()
            for function in reversed(STYLES[plain]):
                body = call(function, body)
            return body
        if plain in TEXTS:
            return prose(self._tokens.raw_group(), formula)
        if name in PUNCTUATION:
            return sign("‖" if name == "|" else name)
        return self._construct(plain, starred=name != plain)

    def _construct(self, name: str, *, starred: bool) -> Code:
        """Return a command with a syntax of its own."""
        if name in PAIRS:
            return call(PAIRS[name], self._argument(), self._argument())
        if name in SIZES:
            return self._delimiter()
        match name:
            case "sqrt":
                return self._root()
            case "overset" | "stackrel" | "underset":
                side = "b" if name == "underset" else "t"
                mark, base = self._argument(), self._argument()
                return call("math.attach", call("math.limits", base), **{side: mark})
            case "overbrace" | "underbrace":
                return call("math.limits", call(f"math.{name}", self._argument()))
            case "operatorname":
                return call("math.op", self._tokens.raw_group().strip(), limits=starred)
            case "left":
                return self._fenced()
            case "begin":
                return self._environment(self._tokens.raw_group())
            case "\\" | "newline":
                return Code("linebreak()")
        return self._odd(name)

    def _odd(self, name: str) -> Code:
        if name == "label":  # the number is Sphinx's
            self._tokens.raw_group()
            return Code("")
        if name == "not":
            negated = self._tokens.next()
            negated = SYMBOLS.get(negated[1:], negated)
            return sign(unicodedata.normalize("NFC", negated[:1] + "\u0338"))
        if name == "pmod":
            modulus = self._argument()
            mod = call("math.op", "mod")
            return content([string("\u2003("), mod, string("\u2002"), modulus, string(")")])
        raise UnreadableFormulaError(f"\\{name} is not known")

    def _root(self) -> Code:
        self._tokens.next()
        index = self.run(until=("]",))
        self._tokens.next()
        return call("math.root", index, self._argument())

    def _delimiter(self) -> Code:
        token = self._tokens.next()
        if token == ".":
            return Code("")
        name = token[1:]
        if token.startswith("\\"):
            char = "‖" if name == "|" else SYMBOLS.get(name, name if name in PUNCTUATION else "")
        else:
            char = {"<": "⟨", ">": "⟩"}.get(token, token)
        if not char:
            raise UnreadableFormulaError(f"{token} is no delimiter")
        return sign(char)

    def _fenced(self) -> Code:
        parts = [self._delimiter()]
        while True:
            parts.append(self.run(until=("\\right", "\\middle")))
            last = self._tokens.next() == "\\right"
            fence = self._delimiter()
            parts.append(fence if last or not fence else call("math.mid", fence))
            if last:
                return call("math.lr", content(parts))

    def _environment(self, name: str) -> Code:
        plain = name.rstrip("*")
        if plain in ("array", "alignat") and self._tokens.peek() == "{":
            self._tokens.raw_group()
        rows = self._rows(plain)
        self._tokens.next()
        if self._tokens.raw_group() != name:
            raise UnreadableFormulaError(f"\\end{{{name}}} is missing")
        if plain in MATRICES:
            return call("math.mat", *rows, delim=MATRICES[plain])
        if plain in ("cases", "dcases"):
            return call("math.cases", *[joined(row, _CASE_GAP) for row in rows])
        if plain in ALIGNED:
            return joined([joined(row, _ALIGN_POINT) for row in rows], Code("linebreak()"))
        raise UnreadableFormulaError(f"the environment {name} is not known")

    def _rows(self, name: str) -> list[list[Code]]:
        rows: list[list[Code]] = [[]]
        while True:
            rows[-1].append(self.run(until=("&", "\\\\", "\\end")))
            token = self._tokens.peek()
            if token == "\\end":
                break
            self._tokens.next()
            if token == "\\\\":
                rows.append([])
        return rows if len(rows) == 1 or rows[-1] != [EMPTY] else rows[:-1]
