"""Where cards stand below the HTML root: the pictures that networks show beside a link.

The booklet's part makes them, for it knows Typst; the pages' part names them in their heads.
"""

from __future__ import annotations

from typing import Final

# Notes, in the folder of the doctrees, which cards there are.
LEDGER: Final = "workshop-cards.json"
SITE_CARD: Final = "card.png"
WIDTH: Final = 1200
HEIGHT: Final = 630


def paper_card(key: str) -> str:
    """Give the path of the card of the paper with an id."""
    return f"cards/{key}.png"
