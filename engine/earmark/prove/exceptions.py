"""What the law itself makes an exception to a property, each with the paragraph that does.

An exception belongs to a rule, and counts only where that rule is what breaks the property.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from earmark.prove.found import Listed


class Exempt(NamedTuple):
    """A rule that a property leaves out: by which paragraph, and why."""

    law: str
    why: str

    def listed(self, rule: str) -> Listed:
        """Return it as it is printed."""
        return Listed(what=rule, law=self.law, why=self.why)


# The 50 percent rule (15 CFR 744.11(a)(1); 90 FR 50857).
_FIFTY_PERCENT_SINCE: Final = date(2025, 9, 29)
_STAYED_FROM: Final = date(2025, 11, 10)
_BACK_FROM: Final = date(2026, 11, 10)
TURNS: Final = (_FIFTY_PERCENT_SINCE, _STAYED_FROM, _BACK_FROM)
"""The days on which it became law, was stayed, and becomes law again."""


def is_stayed(first: date, until: date) -> bool:
    """Tell whether the 50 percent rule was stayed on all days before ``until`` (90 FR 50857)."""
    return first >= _STAYED_FROM and until <= _BACK_FROM


def is_silent(first: date, until: date) -> bool:
    """Tell whether there was no 50 percent rule on any of these days, or only a stayed one."""
    return until <= _FIFTY_PERCENT_SINCE or is_stayed(first, until)


_STAY: Final = Exempt(
    "90 FR 50857",
    "the 50 percent rule was stayed from 2025-11-10 through 2026-11-09, and nothing took its place",
)

_STATED: Final = Exempt(
    "Supp. 3 to 15 CFR part 732",
    "what a seller states of an item counts against the sale beside its figures: until the two "
    "agree, it meets the requirements of both paragraphs",
)
CONSISTENT: Final = dict.fromkeys(("3a090-c-stated", "eccn-a", "eccn-undivided", "eccn-b"), _STATED)
"""Rules that may put an item into a second paragraph."""

NO_DENSITY: Final = "3a090-no-density"
MONOTONE: Final = {
    NO_DENSITY: Exempt(
        "15 CFR 774 Supp. 1, ECCN 3A090, technical notes",
        "the text gives no density for a chip without any non-planar die, and the cautious reading "
        "controls it: a density below the limits clears it",
    )
}
"""Rules that deny what more of a figure clears."""

_LETTERS: Final = Exempt(
    "15 CFR 744.21(b), 744.23(b)",
    "each letter is a control of its own: it binds whom it was sent to, for the chips it names",
)
_NS_CMIC: Final = Exempt(
    "EO 13959 as amended by EO 14032, section 1(b)",
    "EO 14032 took the place of the first edition on 2021-06-03, its own bar begins on 2021-08-02",
)


class Gap(NamedTuple):
    """Days from ``first``, before ``until``, on which a control is by law none."""

    exempt: Exempt
    first: date = date.min
    until: date = date.max

    def covers(self, first: date, until: date) -> bool:
        """Tell whether it covers all days from ``first``, before ``until``."""
        return self.first <= first and until <= self.until


GAPS: Final = {
    **dict.fromkeys(
        ("owned-by-listed", "owned-by-listed-licence", "red-flag-29"),
        Gap(_STAY, _STAYED_FROM, _BACK_FROM),
    ),
    "Is-informed letters to chip makers": Gap(_LETTERS),
    "The NS-CMIC list: traded securities of Chinese military-industrial companies": Gap(
        _NS_CMIC, date(2021, 6, 3), date(2021, 8, 2)
    ),
}
"""By the id of a rule, or the name of the control that all rules of a file are."""
