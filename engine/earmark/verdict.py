"""The answer to one sale, as Python sees it and as ``--json`` prints it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from earmark.conclusion import Answer

About = Literal["chip", "party", "sale", "investment"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)


class Cited(_Part):
    """A source: a paragraph of law, or the words of a source text.

    ``start`` and ``end`` are character positions in the source text, end exclusive; ``gloss``
    is an English rendering.
    """

    law: str | None = None
    notice: str | None = None
    seed: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    gloss: str | None = None

    @model_serializer(mode="wrap")
    def _without_absent(self, plain: SerializerFunctionWrapHandler) -> dict[str, JsonValue]:
        return {key: value for key, value in plain(self).items() if value is not None}


class Finding(_Part):
    """A rule that fired: what it found, from which facts, resting on which other findings.

    ``facts`` are those that it asked and that it names, ``sources`` where figures come from.
    ``certain`` is false for what holds only under some of the alternatives.
    """

    rule: str
    title: str
    about: About
    subject: str
    finding: str
    effect: Literal["finds", "requires", "prohibits", "lifts", "warns"]
    says: str
    because: tuple[str, ...]
    facts: dict[str, JsonValue]
    sources: dict[str, str]
    citations: tuple[Cited, ...]
    certain: bool = True
    note: str | None = None


class Requirement(_Part):
    """One licence requirement, with the policy under which an application would be judged.

    ``certain`` is false for what is required only under some of the alternatives; ``lifted_by``
    names the exception that lifts it. A policy that the list does not give is "not on file".
    ``conditions`` are what an application must show for the policy to be taken.
    """

    rule: str
    review_policy: str
    reason_for_control: str
    conditions: tuple[str, ...] = ()
    certain: bool = True
    lifted_by: str | None = None


class Licence(_Part):
    """Whether a licence is required (``None``: it depends), and the strictest review policy.

    ``prohibited_by`` are rules that prohibit the sale, licence or not.
    """

    required: bool | None
    review_policy: str | None = None
    requirements: tuple[Requirement, ...] = ()
    prohibited_by: tuple[str, ...] = ()


class ExceptionHelp(_Part):
    """A licence exception that could help, or that was used, and what it takes."""

    rule: str
    title: str
    says: str
    takes: tuple[str, ...]
    used: bool
    citations: tuple[Cited, ...]


class AnswerSide(_Part):
    """What the verdict is under one answer to a question, and the rules that carry it."""

    answer: str
    verdict: Answer
    rules: tuple[str, ...]


class Question(_Part):
    """An unknown on which the verdict hangs, and where each answer leads."""

    fact: str
    ask: str
    rules: tuple[str, ...]
    if_: tuple[AnswerSide, ...] = Field(serialization_alias="if")


class Warned(_Part):
    """A red flag that the law attaches, or law that is codified and not enforced."""

    rule: str
    says: str
    citations: tuple[Cited, ...]
    certain: bool = True


class RulebookUsed(_Part):
    """Which rules were applied."""

    digest: str
    verified_through: date | None


class ListUsed(_Part):
    """Which list was screened."""

    name: str
    as_of: str
    parties: int
    digest: str


class Verdict(_Part):
    """The answer: allow, deny or review, with everything that it rests on.

    ``allow`` means: under this rulebook and the lists that were loaded. ``caveats`` says what
    was assumed and what was not checked; ``not_fired`` why the other rules stayed silent.
    """

    verdict: Answer
    licence: Licence
    sale: dict[str, JsonValue]
    findings: tuple[Finding, ...]
    deciding: tuple[str, ...]
    exceptions: tuple[ExceptionHelp, ...]
    questions: tuple[Question, ...]
    warnings: tuple[Warned, ...]
    not_fired: dict[str, str]
    rulebook: RulebookUsed
    lists: tuple[ListUsed, ...]
    judges: dict[str, str]
    caveats: tuple[str, ...]
    earmark: str
