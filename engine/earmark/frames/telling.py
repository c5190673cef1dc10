"""The answers beside the rows: what a cell comes to is joined, and its texts are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw

from earmark.batch.screener import ADDED
from earmark.frames.answers import Answer, Answers
from earmark.frames.engine import Engine, Frame, Table, here, lists
from earmark.frames.placing import Placing
from earmark.frames.shelf import Shelf
from earmark.frames.words import TEXTS, Slot, Words

FAULT: Final = "fault"
_PLAIN: Final = tuple(word for word in ADDED if word not in TEXTS)
CHANGED: Final = (
    "changed: the frame was read several times, and this row was another one before "
    "(keep what is read, as by persist() or collect(), and screen that)"
)


class Telling:
    """Puts the answers beside the rows of one frame, which have numbers for their parts."""

    def __init__(self, engine: Engine, shelves: Sequence[Shelf], words: Words) -> None:
        self._engine = engine
        self._shelves = shelves
        self._words = words
        self._slots: list[Slot] = []

    def with_answers(self, frame: Frame, answers: Answers, placing: Placing) -> Frame:
        """Return the frame with what each row comes to: its words, pieces, and fragments."""
        name = self._engine.name
        cell = [name("law"), *(name(f"{shelf.name}_facts") for shelf in self._shelves)]
        answer = nw.col(name("answer"))
        faulty: dict[str, int] = {}
        table = answers.seen.found(
            (self._engine.backend, *cell),
            here(frame.select(*cell).unique()),
            cell,
            lambda met: self._answered(met, answers, placing, faulty),
            answer > 0,
        )
        frame = self._engine.joined(frame, table, cell).drop(*cell)
        frame = frame.with_columns(answer.fill_null(0))
        numbers = table[name("answer")].unique().to_list()
        given = {number: answers[number] for number in numbers if number > 0}
        return self._told(frame, given, {number: said for said, number in faulty.items()})

    def _answered(
        self, met: Table, answers: Answers, placing: Placing, faulty: dict[str, int]
    ) -> Table:
        """Return cells with the numbers of their answers."""
        found = lists(met)
        numbers = [self._number(key, answers, placing, faulty) for key in zip(*found, strict=True)]
        columns = dict(zip(met.columns, found, strict=True))
        return self._engine.table({**columns, self._engine.name("answer"): numbers})

    def _number(
        self, key: tuple[int, ...], answers: Answers, placing: Placing, faulty: dict[str, int]
    ) -> int:
        """Return the number of an answer, below zero of what is wrong, 0 of what is not known."""
        if min(key) > 0:
            return answers.number(placing.laws[key[0]], key)
        if min(key) == 0:
            return 0
        return faulty.setdefault(placing.wrongs.told(key), -len(faulty) - 1)

    def _told(self, frame: Frame, given: Mapping[int, Answer], faulty: Mapping[int, str]) -> Frame:
        """Return the frame with everything that the rows of an answer have in common."""
        plain = [*map(_plain, given.values()), *map(_faulty, faulty.values())]
        told = [*(self._words.template(*one) for one in given.values()), *(None for _ in faulty)]
        self._slots = sorted({slot for one in told if one for slot in one.pieces})
        shared: dict[str, list[Any]] = {
            **{word: [one[at] for one in plain] for at, word in enumerate((*_PLAIN, FAULT))},
            **{_column(x): [one and one.pieces.get(x, "") for one in told] for x in self._slots},
            **{_end(text): [one and one.ends[text] for one in told] for text in TEXTS},
        }
        numbers = {
            "answer": [*given, *faulty],
            **{
                f"{shelf.name}_words": [one.fragments[part] if one else 0 for one in told]
                for part, shelf in enumerate(self._shelves)
            },
        }
        name = self._engine.name
        table = {name(column): values for column, values in (numbers | shared).items()}
        texts = [name(column) for column in shared]
        return self._engine.joined(frame, self._engine.table(table, texts), [name("answer")])

    def with_words(self, frame: Frame) -> Frame:
        """Return the frame with the words of each part in their slots."""
        for part, shelf in enumerate(self._shelves):
            slots = [slot for slot in self._slots if slot[1] % len(self._shelves) == part]
            if slots:
                frame = self._with_words_of(frame, part, shelf, slots)
        return frame

    def _with_words_of(self, frame: Frame, part: int, shelf: Shelf, slots: Sequence[Slot]) -> Frame:
        name = self._engine.name
        key = [name(f"{shelf.name}_words"), name(f"{shelf.name}_number")]
        table = self._words.seen.found(
            (self._engine.backend, *slots, *key),
            here(frame.filter(nw.col(key[0]) > 0).select(*key).unique()),
            key,
            lambda met: self._said(met, part, slots),
        )
        return self._engine.joined(frame, table, key)

    def _said(self, met: Table, part: int, slots: Sequence[Slot]) -> Table:
        """Return fragments and parts with the words in each slot."""
        found = lists(met)
        words: dict[Slot, list[str]] = {slot: [""] * len(met) for slot in slots}
        for at, (number, which) in enumerate(zip(*found, strict=True)):
            said = self._words.said(part, number, which)
            for slot, text in zip(self._words.slots(number), said, strict=True):
                words[slot][at] = text
        numbers = dict(zip(met.columns, found, strict=True))
        texts = {self._engine.name(f"said_{_column(slot)}"): said for slot, said in words.items()}
        return self._engine.table({**numbers, **texts}, list(texts))

    def told(self, frame: Frame) -> tuple[Frame, Mapping[str, nw.Expr]]:
        """Return the frame with its texts put together, and the columns to add, by name."""
        name = self._engine.name
        frame = frame.with_columns(**{name(text): self._text(text) for text in TEXTS})
        fault = nw.col(name(FAULT))
        unsaid = (nw.col(name(text)).is_null() for text in TEXTS)
        changed = fault.is_null() & nw.any_horizontal(*unsaid, ignore_nulls=False)
        frame = frame.with_columns(changed.alias(name("changed")))
        changed = nw.col(name("changed"))
        return frame, {
            **{word: nw.when(~changed).then(nw.col(name(word))) for word in ADDED},
            FAULT: nw.when(changed).then(nw.lit(CHANGED)).otherwise(fault),
        }

    def _text(self, text: str) -> nw.Expr:
        """Return a text: its pieces, and between them the words in its slots."""
        name = self._engine.name
        found = []
        for slot in (slot for slot in self._slots if slot[0] == text):
            number = nw.col(name(f"{self._shelves[slot[1] % len(self._shelves)].name}_words"))
            said = nw.col(name(f"said_{_column(slot)}"))
            found.append(nw.col(name(_column(slot))))
            found.append(nw.when(number > 0).then(said).otherwise(nw.lit("")))
        return nw.concat_str(*found, nw.col(name(_end(text))))


def _plain(answer: Answer) -> tuple[str | None, ...]:
    """Return the words of an answer that are the same for all its rows; nothing is wrong."""
    one = answer.outline
    return one.verdict, one.licence, one.review_policy, " ".join(one.rules), None


def _faulty(said: str) -> tuple[str | None, ...]:
    return *(None for _ in _PLAIN), said


def _column(slot: Slot) -> str:
    return f"{slot[0]}_{slot[1]}"


def _end(text: str) -> str:
    return f"{text}_end"
