"""A rule: one dated statement of law, as data, with the sources it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from earmark.errors import Place
from earmark.law.condition import Condition
from earmark.law.template import Template


class Status(Enum):
    """How sure it is that a rule is law on a day."""

    IN_FORCE = "in_force"
    UNCONFIRMED = "unconfirmed"
    NOT_ENFORCED = "not_enforced"


class Effect(Enum):
    """What follows when a rule fires; every rule has exactly one."""

    FINDS = "finds"
    REQUIRES = "requires"
    PROHIBITS = "prohibits"
    LIFTS = "lifts"
    WARNS = "warns"


NOWHERE: Final = Place("")
EFFECTS: Final = tuple(effect.value for effect in Effect)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days: ``start`` is the first in force, ``until`` the first no longer."""

    start: date
    until: date
    status: Status = Status.IN_FORCE
    doubt: str = ""
    """What is unconfirmed; rules with the same words share one doubt."""

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies in the window."""
        return self.start <= day < self.until


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph of law, or the words of a source text with their place.

    ``start`` and ``end`` are character positions in the source text, end exclusive.
    """

    law: str = ""
    notice: str = ""
    seed: str = ""
    quote: str = ""
    gloss: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Control:
    """A family of rules from one legal instrument: one file."""

    name: str
    authority: str
    file: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated statement of law. ``finding`` is what it adds when it fires."""

    id: str
    title: str
    about: str
    control: Control
    windows: tuple[Window, ...]
    effect: Effect
    finding: str
    says: Template
    when: Condition
    given: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    lifts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    review_policy: str = ""
    reason_for_control: str = ""
    conditions: tuple[str, ...] = ()
    """What an application must show for the review policy to be taken."""
    replaces: str = ""
    note: str = ""
    cites: tuple[Citation, ...] = ()
    place: Place = NOWHERE
    stratum: int = 0

    def window(self, day: date) -> Window | None:
        """Return the window that covers ``day``, if any."""
        return next((window for window in self.windows if window.covers(day)), None)
