"""Conditions: a small, typed subset of Python expressions, as a tree that judges read.

Nothing here is evaluated by Python. A condition knows which fields it asks, with which
literals, so that the same tree serves both judges and the cells of the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from earmark.schema import Field


@dataclass(frozen=True, slots=True)
class Compare:
    """``field op literal``; ``op`` is one of ``== != < <= > >=``."""

    field: Field
    op: str
    literal: Fraction | str

    def __str__(self) -> str:
        shown = f'"{self.literal}"' if isinstance(self.literal, str) else decimal(self.literal)
        return f"{self.field.path} {self.op} {shown}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """``field in {…}``."""

    field: Field
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field.path} in {{{', '.join(self.values)}}}"


@dataclass(frozen=True, slots=True)
class InGroup:
    """``field in group["D:5"]``: membership on the day of the sale."""

    field: Field
    group: str

    def __str__(self) -> str:
        return f'{self.field.path} in group["{self.group}"]'


@dataclass(frozen=True, slots=True)
class IsTrue:
    """A flag, named on its own."""

    field: Field

    def __str__(self) -> str:
        return self.field.path


@dataclass(frozen=True, slots=True)
class Not:
    """``not …``, also the meaning of ``not in``."""

    of: Condition

    def __str__(self) -> str:
        return f"not ({self.of})"


@dataclass(frozen=True, slots=True)
class All:
    """``… and …``."""

    of: tuple[Condition, ...]

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, Any) else str(part) for part in self.of)


@dataclass(frozen=True, slots=True)
class Any:
    """``… or …``."""

    of: tuple[Condition, ...]

    def __str__(self) -> str:
        return " or ".join(f"({part})" if isinstance(part, All) else str(part) for part in self.of)


Atom = Compare | OneOf | InGroup | IsTrue
Condition = Atom | Not | All | Any

ALWAYS = All(())
"""The condition of a rule that states none."""


def atoms(condition: Condition) -> Iterator[Atom]:
    """Yield every question that the condition asks, from left to right."""
    match condition:
        case Not(of):
            yield from atoms(of)
        case All(parts) | Any(parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield condition


_LONG: Final = 10**15
"""From here on a number is easier to read as a power of ten."""


def decimal(number: Fraction) -> str:
    """Write an exact number as people do: a decimal, rounded to four places if need be."""
    if number.denominator == 1:
        whole = number.numerator
        return f"{whole:,}" if whole < _LONG else _power(str(whole))
    return f"{float(number):,.4f}".rstrip("0").rstrip(".")


def _power(digits: str) -> str:
    """Write a long whole number by its power of ten, no digit lost: 3.8 × 10^25."""
    power = f"10^{len(digits) - 1}"
    first, rest = digits[0], digits[1:].rstrip("0")
    if rest:
        return f"{first}.{rest} × {power}"
    return power if first == "1" else f"{first} × {power}"
