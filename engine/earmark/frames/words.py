"""Sentences as an engine puts them together: what many rows share, and the words of each part.

A text of a verdict is cut where it names facts. What stands between is the same for all rows of
a cell: pieces. Facts that stand together and belong to one part of a sale (chip, companies, the
sale itself) are a *fragment*, said once for each distinct part. Every fragment has a slot: a text
is the pieces and the fragments by the order of the slots.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from earmark.batch.cells import Parts
from earmark.batch.outline import Asked, Choice, Gap, Line, Outline, line_of, told
from earmark.batch.parts import fill
from earmark.batch.screener import BETWEEN
from earmark.frames.seen import Seen
from earmark.frames.shelf import Shelf
from earmark.schema import FIELDS
from earmark.unknowns.views import Assignment

TEXTS: Final = ("reason", "questions", "warnings")
CHIP, COMPANIES, ITSELF = range(3)
"""The parts of a sale, in the order of their slots."""

_OF: Final = {"chip": CHIP, "party": COMPANIES, "sale": ITSELF}

Slot = tuple[str, int]
"""Which text, and where in it: slots for chip, companies and the sale take turns."""

Fragment = tuple[str | Line | Asked | Choice, ...]
"""Words as they are, facts to be filled in, and questions to be asked of a part."""

_Token = str | tuple[int, Line | Asked | Choice]
"""Words as they are, or a fact or a question and of which part."""


@dataclass(frozen=True, slots=True)
class Template:
    """The texts of an answer: pieces before slots, the last piece of each text, and fragments.

    ``fragments`` has for each part of a sale the number of all its fragments, 0 for none.
    """

    pieces: dict[Slot, str]
    ends: dict[str, str]
    fragments: tuple[int, ...]


class Words:
    """The words of fragments, each said once for each part."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._shelves = shelves
        self._lines: dict[Hashable, Line] = {}
        self._numbers: dict[tuple[tuple[Slot, Fragment], ...], int] = {(): 0}
        self._fragments: list[tuple[tuple[Slot, Fragment], ...]] = [()]
        self.seen = Seen()
        """Fragments and parts, and the words in the slots."""

    def template(self, outline: Outline, companies: int) -> Template:
        """Return the texts of an answer to sales with so many companies."""
        pieces: dict[Slot, str] = {}
        ends: dict[str, str] = {}
        fragments: list[list[tuple[Slot, Fragment]]] = [[], [], []]
        for text, tokens in zip(TEXTS, self._texts(outline, companies), strict=True):
            place = -1
            cut, ends[text] = _cut(tokens)
            for piece, part, fragment in cut:
                place += 1 + (part - place - 1) % 3
                pieces[text, place] = piece
                fragments[part].append(((text, place), fragment))
        return Template(pieces, ends, tuple(self._number(tuple(found)) for found in fragments))

    def slots(self, number: int) -> tuple[Slot, ...]:
        """Return the slots of fragments."""
        return tuple(slot for slot, _ in self._fragments[number])

    def said(self, part: int, number: int, which: int) -> tuple[str, ...]:
        """Return the words of fragments for one of the parts, slot by slot."""
        parts = self._shelves[part].parts[which]
        return tuple(_filled(fragment, parts) for _, fragment in self._fragments[number])

    def _number(self, found: tuple[tuple[Slot, Fragment], ...]) -> int:
        number = self._numbers.setdefault(found, len(self._fragments))
        if number == len(self._fragments):
            self._fragments.append(found)
        return number

    def _texts(self, outline: Outline, companies: int) -> Iterator[Iterator[_Token]]:
        yield self._sentence(outline.reason)
        yield _parted(self._question(asked, companies) for asked in outline.questions)
        yield _parted(self._sentence(one.says) for one in outline.warnings)

    def _sentence(self, line: Line) -> Iterator[_Token]:
        for piece in line.pieces:
            yield piece if isinstance(piece, str) else self._fact(piece, line.taken)

    def _fact(self, gap: Gap, taken: Assignment) -> tuple[int, Line]:
        """Return a fact to fill in, the same for every sentence that names it alike."""
        part = _OF[FIELDS[gap.path].thing]
        things = tuple(place - 1 for place in gap.things) if part == COMPANIES else (0,)
        # What was taken of other parts' doubts does not show in this one.
        own = {key: taken[key] for key in taken.keys() & self._shelves[part].doubts}
        key = gap.path, things, told(own)
        if key not in self._lines:
            self._lines[key] = line_of((Gap(gap.path, things),), own)
        return part, self._lines[key]

    def _question(self, asked: Asked, companies: int) -> Iterator[_Token]:
        if asked.thing is None:
            yield asked.ask
        else:
            part, place = _place(asked.thing, companies)
            yield part, Asked(asked.fact, place, "", ())
        yield " ("
        for piece in asked.answers:
            if isinstance(piece, str):
                yield piece
            else:
                part, place = _place(piece.thing, companies)
                yield part, replace(piece, thing=place)
        yield ")"


def _place(thing: int, companies: int) -> tuple[int, int]:
    """Return the part that a thing of a sale belongs to, and its place there."""
    if 0 < thing <= companies:
        return COMPANIES, thing - 1
    return (ITSELF if thing else CHIP), 0


def _parted(texts: Iterable[Iterator[_Token]]) -> Iterator[_Token]:
    for place, text in enumerate(texts):
        if place:
            yield BETWEEN
        yield from text


def _cut(tokens: Iterable[_Token]) -> tuple[list[tuple[str, int, Fragment]], str]:
    """Return each fragment with the piece before it, and the last piece."""
    found: list[tuple[str, int, Fragment]] = []
    piece = ""
    for token in tokens:
        if isinstance(token, str):
            piece += token
            continue
        part, word = token
        if found and found[-1][1] == part:
            before, _, words = found[-1]
            found[-1] = (before, part, (*words, piece, word))
        else:
            found.append((piece, part, (word,)))
        piece = ""
    return found, piece


def _filled(fragment: Fragment, parts: Parts) -> str:
    said = []
    for word in fragment:
        if isinstance(word, Line):
            said.append(fill(word, parts))
        elif isinstance(word, Asked):
            said.append(parts[word.thing or 0].asks(word.fact))
        elif isinstance(word, Choice):
            said.append(parts[word.thing].answers(word))
        else:
            said.append(word)
    return "".join(said)
