"""Foreign text on a terminal: never markup, no control or direction characters."""

from __future__ import annotations

import unicodedata

from rich.text import Text


def plain(text: str, style: str = "") -> Text:
    """Return text that shows as it reads: what could steer a terminal is removed."""
    kept = "".join(
        character
        for character in text
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )
    return Text(kept, style=style)
