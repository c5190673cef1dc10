"""What is told of a row, put into words once for all rows in which only names differ."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from earmark.batch.group import Group
from earmark.batch.memory import Memory
from earmark.batch.outline import Outline
from earmark.batch.parts import Part
from earmark.batch.screener import ADDED, Added, Screened

_TOLD: Final = 1 << 11

_REASON: Final = ADDED.index("reason")

_CALLED: Final = re.compile("\x01([a-z_]+)\x01")
"""Stands for what an option calls a company; no cell and no rule has control characters."""


class Told(NamedTuple):
    """What is added to a row, and parts of it: questions, and warnings by their rules.

    ``asks`` are the questions without where the answers lead, each with its fact.
    """

    added: Added
    questions: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    warns: tuple[tuple[str, str], ...]

    @property
    def reason(self) -> str:
        """What the deciding rule says, or the law's own default."""
        return self.added[_REASON]

    def by(self, names: Callable[[str], str]) -> Told:
        """Return the same of a row in which options call companies by these names."""

        def said(text: str) -> str:
            return _CALLED.sub(lambda found: names(found[1]).strip(), text)

        return Told(
            tuple(map(said, self.added)),
            tuple(map(said, self.questions)),
            tuple((fact, said(ask)) for fact, ask in self.asks),
            tuple((rule, said(words)) for rule, words in self.warns),
        )


class Telling:
    """Tells of rows, and remembers the words."""

    def __init__(self) -> None:
        self._known: Memory[tuple[object, ...], Told] = Memory(_TOLD)

    def told(
        self, outline: Outline, chip: Part, group: Group, itself: Part, names: Callable[[str], str]
    ) -> Told:
        """Return what is told of a row; ``names`` says what an option calls a company."""
        things = (chip, *group.parts, itself)
        spoken_of = [things[place] for place in outline.mentions]
        key = (outline, *spoken_of)
        told = self._known.get(key)
        if told is None:
            told = self._known[key] = _told(Screened(outline, (chip, *group.named(_mark), itself)))
        return told.by(names) if any(one.called for one in spoken_of) else told


def _mark(option: str) -> str:
    return f"\x01{option}\x01"


def _told(screened: Screened) -> Told:
    rules = (flagged.rule for flagged in screened.outline.warnings)
    return Told(
        screened.cells(),
        tuple(screened.questions),
        tuple((asked.fact, screened.ask(asked)) for asked in screened.outline.questions),
        tuple(zip(rules, screened.warnings, strict=True)),
    )
