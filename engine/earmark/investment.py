"""What an investment is: who puts money into whom, by what, on which day, as the user states it.

Nothing is looked up here. The fields are the options of ``earmark invest``; their descriptions
are its help. What is left out is unknown, save ``other_exception``, which counts as not stated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from earmark.investment_terms import ACTIVITIES, AI_USES, INSTRUMENTS
from earmark.sale import Company, Day, Name

MOST_OPERATIONS: Final = 10**30

_OPERATIONS: Final = re.compile(r"\d{1,31}|\d(\.\d{1,30})?[eE]\+?\d{1,2}", re.ASCII)
_POWER: Final = re.compile(r"10\^(\d{1,2})", re.ASCII)
_ONLY_AI: Final = ("ai_use", "training_operations", "biological_data")


def _operations(value: object) -> int:
    """Return a count of operations, exactly; a float has lost digits already."""
    text = _POWER.sub(r"1e\1", str(value).strip())
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise ValueError(
            f"is {text[:40]}; write it as text, such as 1e25, so that no digit is lost"
        )
    if not _OPERATIONS.fullmatch(text):
        raise ValueError(f"is {text[:40]!r}; a number of operations such as 1e25 is expected")
    number = Decimal(text)
    if number != number.to_integral_value():
        raise ValueError(f"is {text}; a whole number of operations is expected")
    if not 1 <= number <= MOST_OPERATIONS:
        raise ValueError(f"is {text}; 1 to 1e30 operations are expected")
    return int(number)


Operations = Annotated[int, BeforeValidator(_operations)]


class Investment(BaseModel):
    """One proposed investment. Fields are the options of ``earmark invest``.

    ``target`` is the company invested in: of a joint venture the partner, of a fund the company
    that it will invest in. ``training_operations`` counts integer and floating-point operations,
    exactly. ``target_hq`` states where the target is headquartered and, unless
    ``target_parent_hq`` is given, its ultimate parent. Raises ``pydantic.ValidationError`` for
    what cannot be an investment.
    """

    # The schema is built when it is first used: whoever screens a sale never uses it.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    investor: Company = Field(description="Who invests.")
    target: Company = Field(
        description="The company invested in; the partner of a joint venture, a fund's target."
    )
    on: Day = Field(
        default_factory=date.today, description="The day of the purchase or completion (today)."
    )
    investor_us_person: bool | None = Field(
        default=None,
        description="Whether the investor is a US citizen or resident, a US entity, or in the US.",
    )
    instrument: Literal[tuple(INSTRUMENTS)] | None = Field(  # type: ignore[valid-type]
        default=None, description="What the investor gets; see below."
    )
    beyond_minority_rights: bool | None = Field(
        default=None,
        description="Whether it gives rights beyond a minority shareholder's usual protections.",
    )
    fund_limits: bool | None = Field(
        default=None,
        description="Of a fund: at most $2,000,000, or a binding assurance against such deals.",
    )
    other_exception: bool = Field(
        default=False,
        description="So: an exception of 31 CFR 850.501(b) to (g) or an exemption (850.502).",
    )

    target_hq: Name | None = Field(
        default=None,
        description="Where the target is headquartered; also its ultimate parent, unless stated.",
    )
    target_parent_hq: Name | None = Field(
        default=None, description="Where the ultimate parent of the target is headquartered."
    )
    activity: Literal[tuple(ACTIVITIES)] | None = Field(  # type: ignore[valid-type]
        default=None, description="What the target does, or the joint venture will do; see below."
    )
    ai_use: Literal[tuple(AI_USES)] | None = Field(  # type: ignore[valid-type]
        default=None, description="Of ai: what the systems are for; see below."
    )
    training_operations: Operations | None = Field(
        default=None, description="Of ai: operations that trained the largest, such as 1e25."
    )
    biological_data: bool | None = Field(
        default=None, description="Of ai: whether it was trained on mainly biological sequences."
    )

    @model_validator(mode="after")
    def _consistent(self) -> Investment:
        found = conflicts(self.model_dump(exclude_none=True))
        if found:
            raise ValueError("; ".join(found))
        return self


def conflicts(stated: Mapping[str, object]) -> list[str]:
    """Return what cannot stand together among the fields that an investment states."""
    found = []
    if stated.get("activity", "ai") != "ai":
        found += [
            f"{field} was given although activity is {stated['activity']}"
            for field in _ONLY_AI
            if field in stated
        ]
    if "fund_limits" in stated and stated.get("instrument", "fund") != "fund":
        found.append(f"fund_limits was given although instrument is {stated['instrument']}")
    return found
