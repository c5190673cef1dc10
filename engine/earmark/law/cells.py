"""What the law of a day can tell apart: one representative for each stretch of values.

A rulebook asks finitely many questions. Two values that answer every question alike are the
same to the law; they share a cell, and one value stands for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Final, cast

from earmark.law.condition import Atom, Compare, InGroup, OneOf, decimal
from earmark.law.geography import CODES, members, names
from earmark.law.rulebook import Law
from earmark.matter import Doubt, Value
from earmark.schema import FIELDS, Kind

ANOTHER: Final = "another"
"""Stands for every text that no rule names."""


_End = tuple[Fraction, bool]
"""Where a stretch of numbers ends, and whether that number is outside."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """Values that the law cannot tell apart: a representative, and how a person says it.

    ``low`` and ``high`` are set for stretches of numbers, so that neighbours can be joined;
    ``parts`` are the cells that this one joins.
    """

    value: Value
    label: str
    low: _End | None = None
    high: _End | None = None
    parts: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place on the number line: just before ``at``, or just after it."""

    at: Fraction
    after: bool


def cells(law: Law, doubt: Doubt, scales: Mapping[str, Fraction]) -> tuple[Cell, ...]:
    """Return the cells over which ``doubt`` ranges under ``law``.

    ``scales`` gives, for a fact that is a ratio of the doubt, the divisor in mm².
    """
    if doubt.answers:
        return tuple(
            Cell(Fraction(index), answer) for index, answer in enumerate(map(str, doubt.answers))
        )
    kind = FIELDS[min(doubt.feeds)].kind
    asked = [
        (atom, scales.get(path, Fraction(1)))
        for path in sorted(doubt.feeds)
        for atom in law.asked.get(path, ())
    ]
    atoms = [atom for atom, _ in asked]
    match kind:
        case Kind.NUMBER:
            return _stretches(asked, doubt)
        case Kind.FLAG:
            return (Cell(True, "yes"), Cell(False, "no"))
        case Kind.COUNTRY:
            return _countries(tuple(atoms), law, doubt.among or _CODES)
        case Kind.CHOICE:
            return tuple(Cell(choice, choice) for choice in FIELDS[min(doubt.feeds)].choices)
        case Kind.TEXT if doubt.among:
            return tuple(Cell(text, text) for text in doubt.among)
        case _:
            return (*_named(atoms), Cell(ANOTHER, ANOTHER))


def label(group: Sequence[Cell]) -> str:
    """Return how a person says that a fact lies in one of these cells."""
    return _said(group, _stretch_label)


def amount(cell: Cell) -> str:
    """Return how a person says it of a figure in the middle of a sentence, behind "of"."""
    return _said(cell.parts or (cell,), _amount)


def _said(group: Sequence[Cell], stretch: Callable[[_End | None, _End | None], str]) -> str:
    said: list[str] = []
    runs: list[list[Cell]] = []
    for cell in group:
        if not (cell.low or cell.high):
            said.append(cell.label)
        elif runs and _meet(runs[-1][-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    said = [*(stretch(run[0].low, run[-1].high) for run in runs), *said]
    if len(said) > 1 and ELSEWHERE in said:
        said.remove(ELSEWHERE)
        said.append(ELSEWHERE)
    return " or ".join(said)


def _meet(one: Cell, other: Cell) -> bool:
    """Tell whether a stretch begins where another ends, with the value between them in one."""
    end, start = one.high, other.low
    return (
        end is not None and start is not None and end[0] == start[0] and not (end[1] and start[1])
    )


def _named(atoms: Sequence[Atom]) -> Iterator[Cell]:
    """Yield a cell for each set of texts that the same questions name."""
    texts = sorted({text for atom in atoms for text in _texts(atom)})
    alike: defaultdict[tuple[bool, ...], list[str]] = defaultdict(list)
    for text in texts:
        alike[tuple(text in _texts(atom) for atom in atoms)].append(text)
    for group in alike.values():
        yield Cell(group[0], " or ".join(group))


def _texts(atom: Atom) -> tuple[str, ...]:
    # No other questions are asked of a text.
    return atom.values if isinstance(atom, OneOf) else (str(cast("Compare", atom).literal),)


# -- numbers ---------------------------------------------------------------------------------


def _stretches(asked: Iterable[tuple[Atom, Fraction]], doubt: Doubt) -> tuple[Cell, ...]:
    cuts: set[_Cut] = set()
    for atom, scale in asked:
        # No other questions are asked of a number.
        compared = cast("Compare", atom)
        at = cast("Fraction", compared.literal) * scale
        if compared.op in ("<", ">=", "==", "!="):
            cuts.add(_Cut(at, after=False))
        if compared.op in (">", "<=", "==", "!="):
            cuts.add(_Cut(at, after=True))
    ordered: list[_Cut | None] = [None, *sorted(cuts, key=lambda cut: (cut.at, cut.after)), None]
    found = [cell for low, high in pairwise(ordered) if (cell := _stretch(low, high, doubt))]
    return (*found, *([Cell(None, "does not apply")] if doubt.may_not_apply else []))


def _stretch(low: _Cut | None, high: _Cut | None, doubt: Doubt) -> Cell | None:
    """Return the cell between two cuts, as far as the doubt's own bounds reach into it."""
    left = (low.at, low.after) if low else None
    if doubt.low is not None and (left is None or doubt.low > left[0]):
        left = doubt.low, False
    right = (high.at, not high.after) if high else None
    if doubt.high is not None and (right is None or doubt.high < right[0]):
        right = doubt.high, False
    start, open_start = left or (Fraction(0), False)
    stop, open_stop = right or (start + 2, True)
    if start > stop or (start == stop and (open_start or open_stop)):
        return None
    value = (start + stop) / 2 if open_start else start
    return Cell(value, _stretch_label(left, right), left, right)


def _amount(low: _End | None, high: _End | None) -> str:
    if low and high and low[0] < high[0]:
        start, stop = decimal(low[0]), decimal(high[0])
        if low[1]:
            return f"more than {start} and {'less than' if high[1] else 'up to'} {stop}"
        return f"{start} to {'below ' if high[1] else ''}{stop}"
    said = _stretch_label(low, high)
    return said.replace("above", "more than").replace("below", "less than")


def _stretch_label(low: _End | None, high: _End | None) -> str:
    if low and high:
        if low[0] == high[0]:
            return f"exactly {decimal(low[0])}"
        start = "above" if low[1] else "from"
        stop = "to below" if high[1] else "to"
        return f"{start} {decimal(low[0])} {stop} {decimal(high[0])}"
    if low:
        return f"above {decimal(low[0])}" if low[1] else f"{decimal(low[0])} or more"
    if high:
        return f"below {decimal(high[0])}" if high[1] else f"{decimal(high[0])} or less"
    return "any figure"


# -- countries -------------------------------------------------------------------------------

ELSEWHERE: Final = "elsewhere"
_CODES: Final = tuple(sorted(CODES))
_NAMED: Final = 6
"""So many places are named one by one where no country group holds them."""


@cache
def _countries(atoms: tuple[Atom, ...], law: Law, codes: tuple[str, ...]) -> tuple[Cell, ...]:
    classes: dict[tuple[bool, ...], list[str]] = {}
    for code in codes:
        signature = tuple(_inside(atom, code, law) for atom in atoms)
        classes.setdefault(signature, []).append(code)
    found = [
        Cell(_spokesman(alike), _place_label(atoms, signature, alike))
        for signature, alike in classes.items()
    ]
    return tuple(sorted(found, key=lambda cell: cell.label == ELSEWHERE))


def _inside(atom: Atom, code: str, law: Law) -> bool:
    """Tell whether a question names a place, whatever it then asks of it."""
    match atom:
        case Compare(literal=literal):
            return code == literal
        case OneOf(values=values):
            return code in values
        case _:
            # No other question is asked of a country.
            return code in members(cast("InGroup", atom).group, law.day)


def _spokesman(codes: Sequence[str]) -> str:
    # A familiar example reads better than the first code of the alphabet.
    return next((code for code in ("CN", "RU", "DE", "AE") if code in codes), codes[0])


def _place_label(atoms: Sequence[Atom], signature: tuple[bool, ...], codes: Sequence[str]) -> str:
    if not any(signature):
        return ELSEWHERE
    if len(codes) <= 2:
        return " or ".join(names()[code] for code in codes)
    groups = dict.fromkeys(
        atom.group
        for atom, true in zip(atoms, signature, strict=True)
        if true and isinstance(atom, InGroup)
    )
    if groups:
        return f"Country Group {' and '.join(groups)} (such as {names()[_spokesman(codes)]})"
    few = len(codes) <= _NAMED
    return " or ".join(names()[code] for code in codes) if few else ELSEWHERE
