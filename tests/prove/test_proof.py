"""The proof of a rulebook: what is counted, what is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from earmark.errors import UsageError
from earmark.law.rulebook import shipped_for_investments
from earmark.prove.proof import PROPERTIES, prove


def test_the_rulebook_on_investments_is_proved_like_that_on_sales() -> None:
    proof = prove(shipped_for_investments())
    assert proof.deals == "investment"
    assert proof.holds
    assert [one.name for one in proof.properties] == [
        name for name in PROPERTIES if name != "no-loophole"
    ]
    assert proof.routes == ()
    assert any(said.startswith("no-loophole is about sales") for said in proof.caveats)


def test_what_is_about_sales_is_not_proved_of_investments() -> None:
    """Found by a user: it held, with nothing tried."""
    with pytest.raises(UsageError, match="no-loophole is about sales: an investment has one"):
        prove(shipped_for_investments(), ["no-loophole"])


def test_each_day_on_which_an_answer_changes_is_told_with_what_makes_it(
    book: Any, requires: Any
) -> None:
    until = "in_force = [{ from = 2020-01-01, until = 2024-01-01 }]"
    seats = requires("seats", 'in group["D:5"]', until)
    proof = prove(book(seats, requires("russia", '== "RU"')), ["minimal"])
    told = [(str(one.on), one.rules, one.countries) for one in proof.changes]
    assert told[0] == ("2020-01-01", ("subject", "russia", "seats"), ())
    assert told[-1] == ("2024-01-01", ("seats",), ())
    assert told[1:3] == [("2021-11-01", (), ("ET",)), ("2021-12-09", (), ("KH",))]
    assert prove(book(seats), ["no-gap"]).changes == ()


def test_cells_are_counted_day_by_day(book: Any, requires: Any) -> None:
    once = prove(book(requires()), ["consistent"])
    # China, the United States, and all others; and Hong Kong, on the two epochs until it counts
    # as China.
    assert once.facts == 1
    assert once.cells == 3 * once.epochs + 2


def test_a_rule_that_reads_across_roles_is_said_not_to_be_proved(book: Any, requires: Any) -> None:
    seat = 'id = "seat"\nabout = "party"\nroles = ["consignee"]\nwhen = "party.uae_approved"\n'
    reads = 'id = "reads"\nabout = "party"\nroles = ["end_user"]\ngiven = ["seated"]\nwarns = true'
    proof = prove(book(requires(), f'{seat}finds = "seated"', reads), ["consistent"])
    assert any("proved for one company in both: reads" in said for said in proof.caveats)


def test_progress_is_told_for_every_epoch_and_property(book: Any, requires: Any) -> None:
    told: list[int] = []
    proof = prove(book(requires()), tell=told.append)
    assert told == list(range(1, proof.epochs + len(PROPERTIES) + 1))


def test_the_smallest_rulebook_is_proved(book: Any) -> None:
    red = 'id = "red"\nabout = "chip"\nwhen = "chip.data_centre"\nwarns = true'
    assert prove(book(subject=red)).holds
