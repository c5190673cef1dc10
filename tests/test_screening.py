"""One sale end to end: what is stated, what is assumed, and what was not checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from earmark import Sale, screen
from earmark.errors import InputFileError
from earmark.law.rulebook import shipped, shipped_for_investments
from earmark.screening import DEFAULT, unchecked

DENIED = Sale(buyer="Tencent", chip="H100", destination="China", on=date(2024, 2, 1))
ALLOWED = Sale(buyer="Acme", buyer_hq="DE", chip="A100", destination="DE", on=date(2021, 2, 1))


def test_a_sale_is_shown_as_it_was_understood() -> None:
    assert screen(DENIED).sale == {
        "buyer": "Tencent",
        "chip": "H100",
        "destination": "CN",
        "ship_from": "US",
        "kind": "export",
        "on": "2024-02-01",
    }


def test_the_default_is_named_only_where_no_rule_allows_or_denies() -> None:
    assert screen(ALLOWED).verdict == "allow"
    assert screen(ALLOWED).caveats[-1] == DEFAULT
    assert DEFAULT not in screen(DENIED).caveats


def test_what_was_not_screened_is_said_before_what_was_assumed() -> None:
    late = DENIED.model_copy(update={"on": date(2100, 1, 1)})
    first, second, *rest = screen(late).caveats
    assert first.startswith("Only the parties shipped with Earmark were screened")
    assert second == unchecked(late.on, shipped())[0]
    assert rest


def test_a_rulebook_answers_for_the_days_that_it_was_checked_for() -> None:
    book = shipped()
    through = book.verified_through
    assert through
    assert unchecked(through, book) == ()
    (said,) = unchecked(through + timedelta(days=1), book)
    assert said.startswith(f"This rulebook was checked through {through}; the sale is on ")
    assert unchecked(through, replace(book, verified_through=None)) == (
        "This rulebook does not say through which day it was checked.",
    )


def test_the_verdict_names_rulebook_lists_judges_and_version() -> None:
    verdict = screen(DENIED)
    assert verdict.rulebook.digest == shipped().digest
    assert verdict.rulebook.verified_through == shipped().verified_through
    assert verdict.lists
    assert verdict.judges == {"reference": "deny", "chaining": "not asked"}
    assert verdict.earmark


def test_a_rulebook_about_investments_screens_no_sale() -> None:
    with pytest.raises(InputFileError, match="about investments, not about sales"):
        screen(DENIED, rulebook=shipped_for_investments())
