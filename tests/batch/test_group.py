"""Companies as many rows share them: one number for what is read of them, names by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.batch.group import groups
from earmark.batch.outline import Gap, line_of
from earmark.batch.parts import SOMEONE, Part
from earmark.matter import Doubt, Facts, Thing

NAMED = line_of((Gap("party.name", (0,)),), {})
FACTS = st.lists(st.integers(1, 3), min_size=1, max_size=3).map(tuple)


def company(facts, called=""):
    """Return a company; one that an option calls has a name in each row only."""
    name = SOMEONE if called else "Tencent"
    asked = Doubt(f"{called}.headquarters", f"Where is {name} headquartered?")
    of = Facts({"party.name": name, "party.headquarters": asked})
    part = Part(Thing(called or "buyer", "party", name, (of,)), facts)
    part.called = called
    return part


@given(st.lists(FACTS, max_size=12))
def test_groups_have_one_number_where_rules_read_the_same_of_all_their_companies(each):
    made = groups()
    numbers = [made(tuple(map(company, facts))).facts for facts in each]
    assert all((numbers[a] == numbers[b]) == (each[a] == each[b]) for a, b in pairs(each))
    assert all(numbers)


def pairs(each):
    return [(a, b) for a in range(len(each)) for b in range(a)]


def test_a_group_keeps_its_companies_in_their_order():
    one, other = company(1), company(2, "consignee")
    assert groups()((one, other)).parts == (one, other)


ODD = ["Acme", " Acme\u3000", "[company]", "(.*)", "\\1 \\g<0>", '"Acme", Inc.', "甲"]


@pytest.mark.parametrize("name", ODD)
def test_companies_of_which_nothing_is_known_are_called_as_their_row_calls_them(name):
    group = groups()((company(1, "buyer"), company(2), company(3, "end_user")))
    names = {"buyer": name, "end_user": "Third"}
    buyer, known, user = group.named(names.__getitem__)
    assert [part.says("party.name", NAMED) for part in (buyer, known, user)] == [
        name.strip(),
        "Tencent",
        "Third",
    ]
    assert buyer.asks("buyer.headquarters") == f"Where is {name.strip()} headquartered?"
    assert [part.facts for part in (buyer, known, user)] == [1, 2, 3]


def test_a_company_that_is_known_keeps_its_name_and_the_row_is_not_asked():
    known = company(1)
    assert groups()((known,)).named(lambda option: pytest.fail(option)) == (known,)


def test_naming_a_group_leaves_it_as_it_was():
    group = groups()((company(1, "buyer"),))
    (one,), (other,) = group.named(lambda _: "One"), group.named(lambda _: "Other")
    assert one.says("party.name", NAMED) == "One"
    assert other.says("party.name", NAMED) == "Other"
    assert [(part.thing.name, part.called) for part in group.parts] == [(SOMEONE, "buyer")]
