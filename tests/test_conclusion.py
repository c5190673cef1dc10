"""Deny trumps allow; an exception lifts only when its acts are done; the default is named."""

from __future__ import annotations

import pytest

from earmark.conclusion import conclude
from earmark.law.rule import Effect, Status
from earmark.law.rulebook import Statement, shipped
from earmark.schema import POLICIES, strictest

BOOK = shipped()


def fired(*names: str, status: Status = Status.IN_FORCE) -> list[Statement]:
    return [Statement(BOOK.by_id[name], status, "") for name in names]


def nothing_done(_act: str) -> bool:
    return False


def all_done(_act: str) -> bool:
    return True


def test_without_a_requirement_the_default_stands_and_no_rule_decides() -> None:
    conclusion = conclude(fired("us-export", "3a090-a"), nothing_done)
    assert (conclusion.verdict, conclusion.deciding) == ("allow", ())


def test_a_requirement_denies() -> None:
    conclusion = conclude(fired("us-export", "ac-macau-d5"), all_done)
    assert (conclusion.verdict, conclusion.deciding) == ("deny", ("ac-macau-d5",))


def test_an_exception_lifts_once_its_acts_are_done_and_then_decides() -> None:
    conclusion = conclude(fired("ac-macau-d5", "nac"), all_done)
    assert (conclusion.verdict, conclusion.deciding) == ("allow", ("nac",))


def test_an_exception_with_acts_outstanding_lifts_nothing_and_is_named_as_help() -> None:
    conclusion = conclude(fired("ac-macau-d5", "nac"), "purchase_order".__eq__)
    assert conclusion.verdict == "deny"
    ((rule, outstanding),) = ((one.rule.id, one.outstanding) for one in conclusion.helpful)
    assert (rule, outstanding) == ("nac", ("nac_notice",))


def test_only_exceptions_to_what_stands_are_named_as_help() -> None:
    owned = "owned-by-listed-licence", "owned-by-listed-general-licence"
    alone = conclude(fired(*owned), nothing_done)
    assert [one.rule.id for one in alone.helpful] == ["owned-by-listed-general-licence"]
    beside = conclude(fired(*owned, "nac"), nothing_done)
    assert [one.rule.id for one in beside.helpful] == ["owned-by-listed-general-licence"]


def test_an_exception_is_no_help_where_another_requirement_stands_all_the_same() -> None:
    conclusion = conclude(fired("ac-macau-d5", "entity-list-licence", "nac"), nothing_done)
    assert conclusion.verdict == "deny"
    assert conclusion.helpful == []


def test_an_exception_that_lifts_one_of_two_requirements_does_not_allow() -> None:
    conclusion = conclude(fired("ac-macau-d5", "entity-list-licence", "nac"), all_done)
    assert (conclusion.verdict, conclusion.deciding) == ("deny", ("entity-list-licence",))


def test_a_prohibition_denies_whatever_an_exception_lifts() -> None:
    name = next(rule.id for rule in BOOK.rules if rule.effect is Effect.PROHIBITS)
    conclusion = conclude(fired(name, "ac-macau-d5", "nac"), all_done)
    assert (conclusion.verdict, conclusion.deciding) == ("deny", (name,))
    assert conclude(fired(name, "ac-macau-d5", "nac"), nothing_done).helpful == []


def test_law_that_is_not_enforced_only_warns() -> None:
    (statement,) = fired("ac-macau-d5", status=Status.NOT_ENFORCED)
    assert statement.warns
    assert conclude([statement], nothing_done).verdict == "allow"
    both = conclude([statement, *fired("entity-list-licence")], nothing_done)
    assert (both.verdict, both.deciding) == ("deny", ("entity-list-licence",))


@pytest.mark.parametrize("policy", POLICIES)
def test_the_strictest_policy_comes_first_and_one_that_is_not_on_file_last(policy: str) -> None:
    assert strictest([*reversed(POLICIES)]) == "policy of denial"
    assert strictest(["not on file", policy]) == policy
    assert strictest([]) == ""
