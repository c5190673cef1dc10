"""The one sentence that carries a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from earmark.conclusion import REVIEW
from earmark.law.rule import Rule
from earmark.matter import Thing
from earmark.unknowns.sides import Side
from earmark.verdict import Licence
from earmark.weighed import Weighed
from earmark.wording import sentence


class Reason(NamedTuple):
    """What a rule says of a thing on one side; ``before`` are words to begin with."""

    before: str
    rule: Rule
    thing: Thing
    side: Side

    def __str__(self) -> str:
        return f"{self.before}{sentence(self.rule, self.thing, self.side)}"


def reason(weighed: Weighed, licence: Licence) -> Reason | None:
    """Return what the deciding rule with the strictest policy says; ``None`` for law's default.

    A certain one goes before others.
    """
    strictest_first = [one.rule for one in licence.requirements if one.rule in weighed.deciding]
    found = [next(_firings(weighed, name)) for name in (*strictest_first, *weighed.deciding)]
    return next((one for one in found if not one.before), found[0] if found else None)


def _firings(weighed: Weighed, rule: str) -> Iterator[Reason]:
    possibly = "Possibly: " if weighed.verdict == REVIEW else "By one rule or another: "
    for side in (*weighed.carrying, *weighed.sides):
        for statement, thing in side.firings:
            if statement.rule.id == rule:
                sure = (rule, thing.key) in weighed.every.everywhere
                yield Reason("" if sure else possibly, statement.rule, thing, side)
