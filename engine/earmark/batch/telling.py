"""What is told of a row, put into words once for all rows in which only names differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from earmark.batch.cells import Parts
from earmark.batch.group import Group
from earmark.batch.memory import Memory, Numbers, Worked
from earmark.batch.outline import Outline
from earmark.batch.parts import Part
from earmark.batch.screener import Added, Screened
from earmark.orders.sheet import Plain, doubled, end_of, in_quotes, stands_anywhere

_TOLD: Final = 1 << 13

_MARK: Final = "\x01"
"""Stands before and after an option, for what that calls a company: no cell and no rule has it."""

_CALLED: Final = re.compile(f"{_MARK}([a-z_]+){_MARK}")


class _Words:
    """What is told of rows in which only names differ; a mark stands for each name.

    Only the end of the line and what is counted is remembered: the words take room.
    """

    __slots__ = ("_told", "asks", "end", "in_quotes", "marks", "options", "rules")

    def __init__(self, outline: Outline, parts: Parts) -> None:
        self._told = outline, parts
        screened = self.screened
        cells = screened.cells()
        self.rules = tuple(flagged.rule for flagged in outline.warnings)
        self.asks = tuple((one.fact, screened.ask(one)) for one in outline.questions)
        self.end = end_of(cells)
        self.options = tuple(dict.fromkeys(_CALLED.findall(self.end.text)))
        """The options that are called by name."""
        self.marks = tuple(map(_mark, self.options))
        named = [cell for cell in cells if _MARK in cell]
        self.in_quotes = all(in_quotes(cell) and cell[0].isalnum() for cell in named)
        """Whether each name stands within quotation marks, whatever it is, and begins no cell."""

    @property
    def screened(self) -> Screened:
        """Everything that is told."""
        return Screened(*self._told)


class Told:
    """What is told of a row: words, and what each option in them calls a company."""

    __slots__ = ("_names", "_words")

    def __init__(self, words: _Words, names: Sequence[str]) -> None:
        self._words = words
        self._names = tuple(zip(words.marks, names, strict=True))

    @property
    def added(self) -> Added:
        """What is added to the row."""
        return self._all(self._words.screened.cells())

    @property
    def end(self) -> Plain:
        """What is added to the row as the end of its line."""
        if not self._names:
            return self._words.end
        text, neutralised = self._words.end
        if self._words.in_quotes:
            return Plain(self._said(text, doubled), neutralised)
        if all(stands_anywhere(name) for _, name in self._names):
            return Plain(self._said(text), neutralised)
        return end_of(self.added)

    @property
    def reason(self) -> str:
        """What the deciding rule says, or the law's own default."""
        return self._said(self._words.screened.reason)

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask, with where each answer leads."""
        return self._all(tuple(self._words.screened.questions))

    @property
    def asks(self) -> tuple[tuple[str, str], ...]:
        """What to ask, without where answers lead, each with its fact."""
        asks = self._words.asks
        return tuple((fact, self._said(ask)) for fact, ask in asks) if self._names else asks

    @property
    def warns(self) -> tuple[tuple[str, str], ...]:
        """The warnings by their rules."""
        said = map(self._said, self._words.screened.warnings)
        return tuple(zip(self.rules, said, strict=True))

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that warn."""
        return self._words.rules

    def _all(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self._said, texts)) if self._names else texts

    def _said(self, text: str, shown: Callable[[str], str] = str) -> str:
        for mark, name in self._names:
            text = text.replace(mark, shown(name))
        return text


class Telling:
    """Tells of rows, and remembers the words."""

    def __init__(self) -> None:
        self._known: Memory[tuple[object, ...], _Words] = Memory(_TOLD)
        self._spoken = Worked(self._spoken_of)
        self._numbers = Numbers()

    def told(
        self, outline: Outline, chip: Part, group: Group, itself: Part, names: Callable[[str], str]
    ) -> Told:
        """Return what is told of a row; ``names`` says what an option calls a company."""
        things = (chip, *group.parts, itself)
        spoken = [self._spoken[outline, place, things[place]] for place in outline.places]
        key = (outline, group.called, *spoken)
        words = self._known.get(key)
        if words is None:
            words = self._known[key] = _Words(outline, (chip, *group.named(_mark), itself))
        return Told(words, [names(option).strip() for option in words.options])

    def _spoken_of(self, key: tuple[Outline, int, Part]) -> int:
        """Return a number for all that is said and asked of one thing of a sale."""
        outline, place, part = key
        said = tuple(part.says(path, line) for at, path, line in outline.facts if at == place)
        asked = tuple(part.asked(fact) for at, fact in outline.asked if at == place)
        return self._numbers.of((said, asked))


def _mark(option: str) -> str:
    return f"{_MARK}{option}{_MARK}"
