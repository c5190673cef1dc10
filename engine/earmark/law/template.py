"""The sentences that people read: text with facts in braces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Template:
    """Pieces of text, each followed by the path of a fact (or by nothing, at the end)."""

    pieces: tuple[tuple[str, str | None], ...]

    def fill(self, shown: Callable[[str], str]) -> str:
        """Return the sentence, each fact as ``shown`` writes it."""
        return "".join(text + (shown(path) if path else "") for text, path in self.pieces)

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the facts that the sentence names."""
        return tuple(path for _, path in self.pieces if path)


def parse_template(text: str) -> Template:
    """Return the template of ``text``.

    Raises :class:`ValueError` with a readable message when the braces do not pair, or when a
    fact carries a format or a conversion: how a fact is written is not the rule's business.
    """
    pieces: list[tuple[str, str | None]] = []
    for literal, path, spec, conversion in Formatter().parse(text):
        if path == "":
            raise ValueError("{} names no fact")
        if spec or conversion:
            raise ValueError(f"{{{path}}} must be the bare name of a fact")
        pieces.append((literal, path))
    return Template(tuple(pieces))
