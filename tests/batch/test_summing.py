"""From counts to the summary: what is denied first, the largest first, and nothing dropped."""

from collections import Counter
from datetime import date

import pytest

from earmark.batch.sample import Sampled
from earmark.batch.summary import Counts, Line
from earmark.batch.summing import summed
from earmark.batch.tally import Kept, Key, Tally
from earmark.batch.worker import Settings, Worker
from earmark.orders import read

DAY = date(2024, 3, 4)
DENIAL = Key("deny", "required", "policy of denial", ("entity-list-licence",), ())
PRESUMED = Key("deny", "required", "presumption of denial", ("ac-macau-d5",), ())
MANY = Key("deny", "required", "presumption of denial", ("ac-headquarters",), ())
UNCLEAR = Key("review", "depends", "", ("ac-headquarters",), ())
ALLOWED = Key("allow", "not required", "", (), ())
AGREED = Sampled(1, (), "")
COUNTS = Counts(read=18, allowed=9, denied=6, review=2, quarantined=1)


@pytest.fixture
def summary(tmp_path):
    """Return a function that sums up a tally."""
    path = tmp_path / "orders.csv"
    path.write_text("buyer,chip,destination,sku\n")

    def total(tally, sampled=AGREED):
        with read(path) as reader:
            worker = Worker(Settings(reader.header, DAY))
            return summed(reader, COUNTS, worker.done()._replace(tally=tally), sampled)

    return total


def kept(row, key):
    line = {"buyer": "Acme", "chip": "H100", "destination": "China", "on": DAY}
    more = {"order_id": "", "quantity": "", "reason": "", "questions": (), "warnings": ()}
    return Kept(key, Line(row=row, verdict=key.verdict, **line, **more))


def test_groups_are_in_the_order_of_their_weight_and_lines_know_theirs(summary):
    groups = Counter({ALLOWED: 9, UNCLEAR: 2, PRESUMED: 1, MANY: 4, DENIAL: 1})
    lines = {"deny": [kept(2, MANY), kept(3, DENIAL)], "review": [kept(4, UNCLEAR)]}
    found = summary(Tally(groups=groups, kept=lines, first=DAY, last=DAY))
    weights = [(one.verdict, one.review_policy, one.lines) for one in found.groups]
    assert weights == [
        ("deny", "policy of denial", 1),
        ("deny", "presumption of denial", 4),
        ("deny", "presumption of denial", 1),
        ("review", "", 2),
        ("allow", "", 9),
    ]
    assert [(line.row, line.group) for line in found.lines] == [(2, 1), (3, 0), (4, 3)]
    by_rule = {one.name: (one.deny, one.review) for one in found.by_rule}
    assert by_rule["ac-headquarters"] == (4, 2)
    assert all(rule.citations for group in found.groups for rule in group.rules)


def test_what_is_held_most_comes_first(summary):
    chips = Counter(
        {("T4", "allow"): 90, ("H100", "deny"): 3, ("H100", "review"): 1, ("A100", "deny"): 3}
    )
    found = summary(Tally(chips=chips))
    assert [one.name for one in found.by_chip] == ["H100", "A100", "T4"]
    assert (found.by_chip[0].deny, found.by_chip[0].review, found.by_chip[0].allow) == (3, 1, 0)


def test_a_file_without_sales_has_no_days(summary):
    found = summary(Tally())
    assert (found.first, found.last, found.groups, found.lines) == (None, None, (), ())
    assert found.unread == ("sku",)


def test_rows_that_were_judged_again_are_told(summary):
    found = summary(Tally(), Sampled(40, (), "no answer: it is off"))
    assert (found.sampled.rows, found.sampled.differing) == (40, 0)
    assert found.sampled.chaining == "no answer: it is off"
    assert summary(Tally()).sampled.chaining == "agreed"


def test_what_was_not_checked_is_told(summary):
    found = summary(Tally(first=DAY, last=date(2050, 1, 1)))
    assert any("Consolidated Screening List was NOT" in one for one in found.not_screened)
    assert any("checked through" in one for one in found.caveats)


def test_assumptions_are_told_with_how_often_the_commonest_first(summary):
    notes = Counter({f"note {number}": number for number in range(1, 700)})
    found = summary(Tally(notes=notes)).caveats
    assert "note 699 (on 699 rows)" in found
    assert found.index("note 699 (on 699 rows)") < found.index("note 698 (on 698 rows)")
    assert found[-1] == "199 more assumptions are told by earmark explain."
