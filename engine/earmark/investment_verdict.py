"""The answer to one investment, as Python sees it and as ``--json`` prints it.

It is made of the parts of a :class:`~earmark.verdict.Verdict`. There is no licence in it: no one
grants one for an investment.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, JsonValue

from earmark.conclusion import Answer
from earmark.verdict import Finding, ListUsed, Question, RulebookUsed, Warned


class InvestmentVerdict(BaseModel):
    """The answer: allow, deny or review, with everything that it rests on.

    ``allow`` means: under this rulebook and the lists that were loaded. ``warnings`` are duties
    (a notification to the Treasury) and notices; ``caveats`` says what was assumed and what was
    not checked; ``not_fired`` why the other rules stayed silent.
    """

    model_config = ConfigDict(frozen=True)

    verdict: Answer
    investment: dict[str, JsonValue]
    findings: tuple[Finding, ...]
    deciding: tuple[str, ...]
    questions: tuple[Question, ...]
    warnings: tuple[Warned, ...]
    not_fired: dict[str, str]
    rulebook: RulebookUsed
    lists: tuple[ListUsed, ...]
    judges: dict[str, str]
    caveats: tuple[str, ...]
    earmark: str
