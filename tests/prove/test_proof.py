"""The proof of a rulebook: what is counted, what is said of it."""

from __future__ import annotations

from typing import Any

from earmark.law.rulebook import shipped_for_investments
from earmark.prove.proof import PROPERTIES, prove


def test_the_rulebook_on_investments_is_proved_like_that_on_sales() -> None:
    proof = prove(shipped_for_investments())
    assert proof.deals == "investment"
    assert proof.holds
    assert [one.name for one in proof.properties] == list(PROPERTIES)
    assert proof.routes == ()
    assert any(said.startswith("no-loophole is about sales") for said in proof.caveats)


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
