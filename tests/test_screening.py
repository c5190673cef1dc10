"""One sale end to end: what is stated, what is assumed, and what was not checked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from earmark import Sale, screen
from earmark.case_lists import registry_of, stated_rows
from earmark.errors import InputFileError
from earmark.judges.chaining import Chaining
from earmark.law.rulebook import shipped, shipped_for_investments
from earmark.screening import DEFAULT, unchecked

DENIED = Sale(buyer="Tencent", chip="H100", destination="China", on=date(2024, 2, 1))
ALLOWED = Sale(buyer="Acme", buyer_hq="DE", chip="A100", destination="DE", on=date(2021, 2, 1))
FROM = date(2019, 1, 1)


def test_a_sale_is_shown_as_it_was_understood() -> None:
    assert screen(DENIED).sale == {
        "buyer": "Tencent",
        "chip": "H100",
        "destination": "CN",
        "ship_from": "US",
        "kind": "export",
        "on": "2024-02-01",
    }


def test_figures_are_shown_as_json_has_them() -> None:
    stated = DENIED.model_copy(update={"quantity": 8, "tpp": Decimal("4800.5"), "kind": None})
    shown = screen(stated).sale
    assert (shown["quantity"], shown["tpp"], shown["kind"]) == (8, "4800.5", "export")
    assert json.loads(json.dumps(shown)) == shown


def test_the_default_is_named_only_where_no_rule_allows_or_denies() -> None:
    assert screen(ALLOWED).verdict == "allow"
    assert screen(ALLOWED).caveats[-1] == DEFAULT
    assert DEFAULT not in screen(DENIED).caveats


def test_the_default_is_not_named_where_an_exception_allows() -> None:
    done = {"chip": "RTX 4090", "purchase_order": True, "nac_notice": True}
    verdict = screen(DENIED.model_copy(update={**done, "buyer": "Moonshot AI"}))
    assert (verdict.verdict, verdict.deciding) == ("allow", ("nac-2023",))
    assert DEFAULT not in verdict.caveats


def test_the_default_is_not_named_where_it_is_open() -> None:
    verdict = screen(Sale(buyer="Acme Cloud", chip="A100", destination="SG", on=date(2023, 12, 1)))
    assert verdict.verdict == "review"
    assert DEFAULT not in verdict.caveats


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
    assert said == (
        f"This rulebook was checked through {through}; the sale is on "
        f"{through + timedelta(days=1)}. Law that came later is NOT in it, save what rules list "
        "shows."
    )
    assert unchecked(through, replace(book, verified_through=None)) == (
        "This rulebook does not say through which day it was checked; only its own rules were "
        f"applied ({len(book.rules)} of them).",
    )


def test_the_verdict_names_rulebook_lists_judges_and_version() -> None:
    verdict = screen(DENIED)
    assert verdict.rulebook.digest == shipped().digest
    assert verdict.rulebook.verified_through == shipped().verified_through
    assert verdict.lists
    assert verdict.judges == {"reference": "deny", "chaining": "not asked"}
    assert verdict.earmark


def test_who_is_who_is_asked_of_the_registry_given() -> None:
    listed = {"name": "Acme", "list": "EL", "policy": "Presumption of denial", "from": FROM}
    rows = registry_of(tuple(stated_rows({"listings": [listed]}, [])), FROM)
    verdict = screen(ALLOWED, registry=rows)
    assert verdict.deciding == ("entity-list-licence",)
    assert verdict.licence.review_policy == "presumption of denial"


def test_a_second_judge_is_asked_of_the_same_sale_under_the_same_law(chaining: Chaining) -> None:
    for sale, said in ((DENIED, "deny"), (ALLOWED, "allow")):
        verdict = screen(sale, chaining=chaining)
        assert verdict.judges == {"reference": said, "chaining": said}


def test_a_rulebook_about_investments_screens_no_sale() -> None:
    with pytest.raises(InputFileError, match="about investments, not about sales"):
        screen(DENIED, rulebook=shipped_for_investments())
