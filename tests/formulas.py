"""What a formula's output must hold: the letters and digits that were written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter


def letters(text: str) -> Counter[str]:
    """Count letters and digits, whatever their style, without the marks on them."""
    plain = unicodedata.normalize("NFKD", text)
    return Counter(char for char in plain if char.isalnum())


def letters_written(source: str) -> Counter[str]:
    """Count the letters and digits of a TeX formula that are no part of its commands."""
    text = re.sub(r"\\(begin|end)\{\w+\*?\}(\{[lcr]+\})?", " ", source)
    return letters(re.sub(r"\\[a-zA-Z]+", " ", text))
