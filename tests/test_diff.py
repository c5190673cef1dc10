"""Orders at two standpoints: what differs is told, with the rules that make it differ."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark import Sale, screen
from earmark.diff import diff_orders
from earmark.errors import InputFileError, UsageError
from earmark.law.rulebook import load, shipped
from earmark.orders import Order
from earmark.resources import RULES
from earmark.standpoints import ONE_JUDGE, Standpoint, judged, responsible
from earmark.testing import days, sales

EVE, DAY = date(2023, 11, 16), date(2023, 11, 17)


def on(day):
    """Return the standpoint of the shipped rulebook on a day."""
    return Standpoint(day.isoformat(), shipped(), day)


def orders(*stated):
    """Return orders with the fields that are stated, and a good sale for the rest."""
    base = {"buyer": "Moonshot AI", "chip": "RTX 4090", "destination": "CN", "on": DAY}
    return [
        Order(row, f"PO-{row}", Sale(**{**base, **fields})) for row, fields in enumerate(stated, 2)
    ]


def between(before, after, *stated):
    return diff_orders(orders(*stated), on(before), on(after))


def changed_rows(diff):
    return sorted(order.row for group in diff.groups for order in group.orders)


# -- what is told ----------------------------------------------------------------------------


def test_a_changed_order_is_told_with_its_rule_and_both_verdicts():
    diff = between(EVE, DAY, {})
    (group,) = diff.groups
    (rule,) = group.rules
    assert (rule.rule, rule.decides) == ("ac-macau-d5", "after")
    assert rule.title == shipped().by_id["ac-macau-d5"].title
    assert rule.citation.law == "15 CFR 742.6(a)(6)(iii), (b)(10)"
    assert (group.before.verdict, group.before.review_policy) == ("allow", None)
    assert (group.after.verdict, group.after.review_policy) == ("deny", "presumption of denial")
    (order,) = group.orders
    assert order.model_dump() == {
        "row": 2,
        "order_id": "PO-2",
        "buyer": "Moonshot AI",
        "chip": "RTX 4090",
        "destination": "CN",
    }


def test_the_count_reconciles():
    diff = between(EVE, DAY, {}, {"chip": "T4"}, {"chip": "H100", "destination": "SG"})
    assert (diff.read, diff.same, diff.changed) == (3, 1, 2)


def test_with_two_days_the_date_of_an_order_does_not_matter():
    one, other = between(EVE, DAY, {"on": date(2020, 1, 1)}), between(EVE, DAY, {})
    assert one.groups == other.groups


def test_a_policy_that_changes_is_a_change_though_the_verdict_is_the_same():
    (group,) = between(EVE, DAY, {"chip": "A100", "seller": "Acme Distribution GmbH"}).groups
    assert group.before.verdict == group.after.verdict == "deny"
    assert group.before.review_policy == "case by case"
    assert group.after.review_policy == "presumption of denial"
    assert [(rule.rule, rule.decides) for rule in group.rules] == [
        ("ac-2022-china-macau", "before"),
        ("ac-macau-d5", "after"),
    ]


def test_a_rule_that_decides_on_both_sides_and_was_unconfirmed_on_one_is_named():
    stated = {"chip": "T4", "end_use": "supercomputer"}
    (group,) = between(date(2022, 10, 20), date(2022, 10, 21), stated).groups
    assert (group.before.verdict, group.after.verdict) == ("review", "deny")
    assert [(rule.rule, rule.decides) for rule in group.rules] == [("supercomputer-2022", "both")]


def test_orders_that_change_alike_are_one_group_and_the_largest_comes_first():
    stated = [{"chip": "A30"}, {}, {"destination": "SG"}, {"buyer": "Tencent"}, {"quantity": 9}]
    diff = between(EVE, DAY, *stated)
    assert [[order.row for order in group.orders] for group in diff.groups] == [[2, 3, 5, 6], [4]]


def test_a_party_that_is_put_on_the_list_changes_its_orders():
    diff = between(
        date(2022, 12, 15), date(2022, 12, 16), {"buyer": "Cambricon (Hong Kong)", "chip": "T4"}, {}
    )
    (group,) = diff.groups
    assert [rule.rule for rule in group.rules] == ["entity-list-licence"]
    assert [order.row for order in group.orders] == [2]


def test_what_was_not_checked_is_said():
    diff = between(EVE, date(2099, 1, 1), {})
    assert "The full Consolidated Screening List was NOT" in diff.caveats[0]
    assert "the sale is on 2099-01-01" in diff.caveats[1]
    assert diff.caveats[-1] == ONE_JUDGE


def test_every_order_that_is_no_sale_on_one_of_the_days_is_named():
    """Hong Kong counts as China since 2020-12-23, so what was an export is a transfer."""
    days_of_change = date(2020, 12, 22), date(2020, 12, 23)
    way = {"ship_from": "HK", "destination": "CN", "kind": "reexport"}
    with pytest.raises(InputFileError) as error:
        between(*days_of_change, {}, way, {"chip": "T4"}, way)
    assert [str(fault)[:36] for fault in error.value.faults] == [
        "row 3, on one of the two days: kind ",
        "row 5, on one of the two days: kind ",
    ]


# -- two rulebooks ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stricter(tmp_path_factory):
    """Return a rulebook in which the limit of October 2023 is lower."""
    folder = tmp_path_factory.mktemp("stricter")
    for file in RULES.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        text = text.replace("\nchip.tpp >= 4800\n", "\nchip.tpp >= 4000\n")
        (folder / file.name).write_text(text, encoding="utf-8")
    return Standpoint("stricter", load(folder))


def test_two_rulebooks_judge_each_order_on_its_own_day(stricter):
    figures = {"chip": "Card 1", "tpp": "4500", "performance_density": "1", "data_centre": False}
    read = orders({**figures, "on": EVE}, {**figures, "on": DAY}, {"chip": "T4"})
    diff = diff_orders(read, Standpoint("ours", shipped()), stricter)
    assert changed_rows(diff) == [3]
    assert diff.before.on is None
    assert diff.before.rulebook.digest != diff.after.rulebook.digest


def test_a_rule_is_named_as_the_rulebook_has_it_where_it_decides(tmp_path):
    (tmp_path / "a.toml").write_text(
        """
control   = "A house rule"
authority = "1 CFR 1.1"

[[rule]]
id        = "no-sale"
title     = "Nothing is sold"
about     = "sale"
in_force  = [{ from = 2019-01-01 }]
prohibits = true
says      = "Nothing is sold."

[[rule.cites]]
law = "1 CFR 1.1"
""",
        encoding="utf-8",
    )
    diff = diff_orders(
        orders({"chip": "T4"}), Standpoint("ours", shipped()), Standpoint("b", load(tmp_path))
    )
    (rule,) = diff.groups[0].rules
    assert (rule.rule, rule.title, rule.citation.law) == ("no-sale", "Nothing is sold", "1 CFR 1.1")


def test_a_rulebook_about_investments_is_refused():
    from earmark.law.rulebook import shipped_for_investments

    with pytest.raises(InputFileError, match="about investments, not about sales"):
        Standpoint("investments", shipped_for_investments())


# -- what must hold for all orders -----------------------------------------------------------

some_orders = st.lists(sales(), min_size=1, max_size=4).map(
    lambda found: [Order(row, "", sale) for row, sale in enumerate(found, 2)]
)


def compared(read, before, after):
    """Return the comparison, or nothing where an order is no sale on one of the days."""
    try:
        return diff_orders(read, on(before), on(after))
    except InputFileError:
        return None


@given(read=some_orders, day=days())
def test_a_day_differs_from_itself_in_nothing(read, day):
    diff = compared(read, day, day)
    assert diff is None or (diff.groups, diff.changed, diff.same) == ((), 0, len(read))


@settings(max_examples=60)
@given(read=some_orders, before=days(), after=days())
def test_an_order_is_changed_exactly_when_screening_it_says_so(read, before, after):
    diff = compared(read, before, after)
    if diff is None:
        return
    told = {
        order.row: (group.before, group.after) for group in diff.groups for order in group.orders
    }
    assert diff.read == diff.same + diff.changed == len(read)
    assert diff.changed == len(told) == sum(len(group.orders) for group in diff.groups)
    for order in read:
        was, now = (screen(order.sale.model_copy(update={"on": day})) for day in (before, after))
        answers = [(one.verdict, one.licence.review_policy) for one in (was, now)]
        assert (answers[0] != answers[1]) == (order.row in told)
        if order.row in told:
            assert answers == [(one.verdict, one.review_policy) for one in told[order.row]]


@settings(max_examples=60)
@given(read=some_orders, before=days(), after=days())
def test_the_other_way_round_everything_is_mirrored(read, before, after):
    there, back = compared(read, before, after), compared(read, after, before)
    assert (there is None) == (back is None)
    if there is None:
        return
    other = {"before": "after", "after": "before", "both": "both"}
    mirrored = {
        (
            frozenset((rule.rule, other[rule.decides]) for rule in group.rules),
            group.after,
            group.before,
            group.orders,
        )
        for group in back.groups
    }
    assert mirrored == {
        (
            frozenset((rule.rule, rule.decides) for rule in group.rules),
            group.before,
            group.after,
            group.orders,
        )
        for group in there.groups
    }


@settings(max_examples=60)
@given(sale=sales(), before=days(), after=days())
def test_a_change_always_has_a_rule_that_stands_where_it_decides(sale, before, after):
    standpoints = on(before), on(after)
    try:
        was, now = (judged(one.weigh(sale)) for one in standpoints)
    except UsageError:
        return
    rules = responsible(was, now)
    assert bool(rules) == (was.answer != now.answer)
    for rule, decides in rules.items():
        sides = {"before": [was], "after": [now], "both": [was, now]}[decides]
        for side in sides:
            assert rule in side.deciding or rule in {one[0] for one in side.required}
