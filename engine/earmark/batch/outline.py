"""What a verdict says, with the facts left open that differ between the sales of one cell.

Sales of one cell have the same verdict by the same rules. Their sentences name other companies,
chips and figures: those are filled in from the things of each sale.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from earmark import explain, licensing
from earmark.batch.memory import Memory
from earmark.conclusion import ALLOW, DENY, REVIEW, Answer
from earmark.law.rule import Rule
from earmark.matter import Thing, keys_of
from earmark.reason import reason
from earmark.schema import FIELDS
from earmark.screening import DEFAULT
from earmark.unknowns.sides import Side
from earmark.unknowns.views import Assignment
from earmark.verdict import Licence
from earmark.weighed import Weighed
from earmark.wording import holders

LicenceWord = Literal["required", "exception", "not required", "prohibited", "depends"]
"""``required``: and not to be had without one; ``exception``: it would be, but for an exception."""

_MASK: Final = re.compile("\ue000(\\d+)\ue001")
"""Characters for private use: no text of a rule or a table has them."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that a sentence names: of which things of the sale (by their place), and which."""

    path: str
    things: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A sentence with gaps, and what was taken of open facts where it is said."""

    pieces: tuple[str | Gap, ...]
    taken: Assignment


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the named answers to a doubt, by its place: which party, which variant."""

    fact: str
    thing: int
    place: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the kind, whose doubt it is (the place of the thing), and where answers lead.

    Doubts about law are nobody's: ``ask`` has their words, and is empty for all others.
    """

    fact: str
    thing: int | None
    ask: str
    answers: tuple[str | Choice, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """A red flag: the rule, and what it says."""

    rule: str
    says: Line


@dataclass(frozen=True, eq=False)
class Outline:
    """Everything that the rows of a cell have in common; each is equal to itself alone."""

    verdict: Answer
    licence: LicenceWord
    review_policy: str
    rules: tuple[str, ...]
    conditions: tuple[str, ...]
    reason: Line
    questions: tuple[Asked, ...]
    warnings: tuple[Flagged, ...]

    @cached_property
    def alike(self) -> tuple[str, ...]:
        """What is added to each of its rows, where that is the same; else nothing."""
        reason = self.reason.pieces
        if self.questions or self.warnings or any(isinstance(piece, Gap) for piece in reason):
            return ()
        said = "".join(map(str, reason))
        return self.verdict, self.licence, self.review_policy, " ".join(self.rules), said, "", ""

    @cached_property
    def facts(self) -> tuple[tuple[int, str, Line], ...]:
        """What its sentences name: of which thing, which fact, and in which line."""
        lines = (self.reason, *(flagged.says for flagged in self.warnings))
        return tuple(
            dict.fromkeys(
                (place, gap.path, line)
                for line in lines
                for gap in line.pieces
                if isinstance(gap, Gap)
                for place in gap.things
            )
        )

    @cached_property
    def asked(self) -> tuple[tuple[int, str], ...]:
        """What its questions are about: of which thing, and which fact is asked."""
        own = ((one.thing, one.fact) for one in self.questions if one.thing is not None)
        named = (
            (piece.thing, piece.fact)
            for one in self.questions
            for piece in one.answers
            if isinstance(piece, Choice)
        )
        return tuple(dict.fromkeys((*own, *named)))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The places of the things that are spoken of or asked about."""
        spoken_of = [place for place, _, _ in self.facts]
        return tuple(dict.fromkeys((*spoken_of, *(place for place, _ in self.asked))))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its questions, each once."""
        return tuple(dict.fromkeys(asked.fact for asked in self.questions))


def told(taken: Assignment) -> Hashable:
    """Return what can be told of what was taken: cells from another process are other objects."""
    return frozenset(
        (key, cell.label, cell.value, *(part.value for part in cell.parts))
        for key, cell in taken.items()
    )


class Outlines:
    """Outlines that were met. Many cells are told of in the same words: they share them."""

    def __init__(self) -> None:
        self._lines: Memory[Hashable, Line] = Memory()
        self._known: Memory[Hashable, Outline] = Memory()

    def one(self, outline: Outline) -> Outline:
        """Return the outline that says the same and was met first."""
        reason = self._line(outline.reason)
        warnings = tuple(Flagged(one.rule, self._line(one.says)) for one in outline.warnings)
        answer = outline.verdict, outline.licence, outline.review_policy
        key = answer, outline.rules, outline.conditions, reason, outline.questions, warnings
        if key not in self._known:
            self._known[key] = replace(outline, reason=reason, warnings=warnings)
        return self._known[key]

    def _line(self, line: Line) -> Line:
        key = line.pieces, told(line.taken)
        if key not in self._lines:
            self._lines[key] = line
        return self._lines[key]


def outline(weighed: Weighed) -> Outline:
    """Return what a sale comes to, as far as every sale of its cell does."""
    licence = licensing.licence(weighed)
    return Outline(
        verdict=weighed.verdict,
        licence=_licence(weighed, licence),
        review_policy=licence.review_policy or "",
        rules=weighed.deciding,
        conditions=tuple(
            dict.fromkeys(one for part in licence.requirements for one in part.conditions)
        ),
        reason=_reason(weighed, licence),
        questions=tuple(_questions(weighed)),
        warnings=tuple(_warnings(weighed)),
    )


def _licence(weighed: Weighed, licence: Licence) -> LicenceWord:
    if weighed.verdict == REVIEW:
        return "depends"
    if weighed.verdict == ALLOW:
        return "exception" if weighed.deciding else "not required"
    return "required" if licence.required else "prohibited"


# -- sentences -------------------------------------------------------------------------------


def _reason(weighed: Weighed, licence: Licence) -> Line:
    found = reason(weighed, licence)
    if found is None:
        return line_of((DEFAULT,), {})
    before, rule, thing, side = found
    open_ones = licensing.exceptions(weighed) if weighed.verdict == DENY else ()
    after = "".join(f" {one.title} could lift it, if {'; '.join(one.takes)}." for one in open_ones)
    return _line(before, rule, thing, side, after)


def _warnings(weighed: Weighed) -> Iterator[Flagged]:
    for rule, thing, side in explain.red_flags(weighed):
        sure = (rule.id, thing.key) in weighed.every.everywhere
        yield Flagged(rule.id, _line("" if sure else "Possibly: ", rule, thing, side, ""))


def _line(before: str, rule: Rule, thing: Thing, side: Side, after: str) -> Line:
    places = {id(outcome.thing): place for place, outcome in enumerate(side.outcomes)}
    pieces: list[str | Gap] = [before]
    doubts: set[str] = set()
    for text, path in rule.says.pieces:
        pieces.append(text)
        if path:
            spoken_of = holders(rule, thing, side, FIELDS[path].thing)
            pieces.append(Gap(path, tuple(places[id(one)] for one in spoken_of)))
            doubts.update(key for one in spoken_of for key in keys_of(one, path))
    # Nothing else of what was taken is read again, and it would take room.
    taken = {key: cell for key, cell in side.assignment.items() if key in doubts}
    return line_of((*pieces, after), taken)


def line_of(pieces: Sequence[str | Gap], taken: Assignment) -> Line:
    """Return a line; each is equal to itself alone."""
    return Line(tuple(filter(None, pieces)), taken)


# -- questions -------------------------------------------------------------------------------


def _questions(weighed: Weighed) -> Iterator[Asked]:
    alternatives = weighed.every.alternatives
    for question in explain.questions(weighed):
        asked = alternatives.asked.get(question.fact)
        place = alternatives.ways.index(asked) if asked else None
        text = "; ".join(f"{side.answer}: {side.verdict}" for side in question.if_)
        pieces: list[str | Choice] = []
        for index, piece in enumerate(_MASK.split(text)):
            pieces.append(Choice(question.fact, place or 0, int(piece)) if index % 2 else piece)
        ask = "" if asked else question.ask
        yield Asked(question.fact, place, ask, tuple(filter(None, pieces)))


def masked(thing: Thing) -> Thing:
    """Return a thing whose options are not called by name: other things have others of that kind.

    What is said of the options in answers becomes a :class:`Choice`.
    """
    if thing.doubt is None:
        return thing
    places = tuple(f"\ue000{place}\ue001" for place in range(len(thing.options)))
    return replace(thing, doubt=replace(thing.doubt, answers=places))
