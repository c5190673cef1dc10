"""What differs in law between two days, and between two rulebooks."""

from datetime import date

import pytest

from earmark.law.rulebook import load, shipped
from earmark.law_diff.connected import connected
from earmark.law_diff.differences import differences, moved_groups
from earmark.standpoints import Standpoint

RULE = """\
control   = "A control"
authority = "1 CFR 1"

[[rule]]
id       = "one"
title    = "The first rule"
about    = "chip"
in_force = [{ from = 2019-01-01 }]
when     = "chip.tpp >= 4800"
finds    = "big"
says     = "It is big."

[[rule.cites]]
law = "1 CFR 1.1"
"""


def on(day):
    return Standpoint(day, shipped(), date.fromisoformat(day))


def between(before, after):
    return differences(on(before), on(after))


@pytest.fixture
def written(tmp_path):
    """Return a function that gives the differences between RULE and a version of it."""

    def call(*changes, day=None):
        books = []
        for number, replaced in enumerate(((), changes)):
            text = RULE
            for old, new in replaced:
                assert old in text
                text = text.replace(old, new)
            path = tmp_path / f"{number}.toml"
            path.write_text(text, encoding="utf-8")
            books.append(Standpoint(str(number), load(path), day))
        return differences(*books)

    return call


# -- days ------------------------------------------------------------------------------------


def test_rules_that_begin_and_end_are_new_and_gone():
    changes = {one.name: one.change for one in between("2023-01-16", "2023-01-17")}
    assert changes == {
        "ac-2022-china": "gone",
        "ac-2022-china-macau": "new",
        "supercomputer-2022": "gone",
        "supercomputer-2023": "new",
    }


def test_a_rule_that_is_confirmed_has_changed_and_says_how():
    found = {one.name: one for one in between("2022-10-20", "2022-10-21")}
    confirmed = found["supercomputer-2022"]
    assert confirmed.change == "changed"
    assert confirmed.says[0].startswith("in force: unconfirmed; ")
    assert confirmed.says[0].endswith(" → in force")


def test_every_rule_is_told_with_its_title_and_its_law():
    (macau,) = (one for one in between("2023-01-16", "2023-01-17") if one.name.endswith("macau"))
    assert macau.title == "Advanced computing chips to China and Macau"
    assert macau.citation.law == "15 CFR 742.6(a)(6), (b)(10) (2023-01-17)"


def test_a_country_that_joins_leaves_and_counts_as_another_is_told():
    found = {
        one.name: one.says for one in between("2020-12-22", "2020-12-23") if one.kind != "rule"
    }
    assert found["HK"] == ("counts as China", "leaves Country Group A:6")


def test_the_day_before_hong_kong_was_no_china():
    found = {one.name: one.says for one in between("2020-12-23", "2020-12-22")}
    assert found["HK"] == ("no longer counts as China", "joins Country Group A:6")


def test_places_that_one_section_names_are_not_called_a_group():
    says = [line for one in between("2019-01-01", "2026-09-01") for line in one.says]
    assert "joins the places of 15 CFR 744.21" in says
    assert not any("Country Group 7" in line for line in says)


def test_parties_that_move_on_a_list_are_named_together():
    (listed,) = between("2022-12-15", "2022-12-16")
    assert (listed.kind, listed.name, listed.change) == ("list", "entity-list", "new")
    assert listed.title == f"{len(listed.says)} parties put on the Entity List"
    assert "Yangtze Memory Technologies Co., Ltd." in listed.says
    assert listed.citation.law == "15 CFR part 744, Supp. 4"


def test_an_entry_that_changes_is_told_as_changed():
    found = between("2024-12-01", "2024-12-02")
    (entry,) = (one for one in found if one.kind == "list" and one.change == "changed")
    assert entry.title == f"{len(entry.says)} parties with another entry on the Entity List"
    assert "Fujian Jinhua Integrated Circuit Company, Ltd." in entry.says


@pytest.mark.parametrize("day", ["2019-01-01", "2023-11-17", "2026-11-22"])
def test_a_day_differs_from_itself_in_nothing(day):
    assert between(day, day) == []


@pytest.mark.parametrize("day", ["2020-12-23", "2022-12-16", "2023-11-17", "2026-07-10"])
def test_the_other_way_round_what_was_new_is_gone(day):
    eve = date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
    other = {"new": "gone", "gone": "new", "changed": "changed"}
    there, back = between(eve, day), between(day, eve)
    assert there
    assert {(one.kind, one.name, one.change) for one in there} == {
        (one.kind, one.name, other[one.change]) for one in back
    }


# -- rulebooks -------------------------------------------------------------------------------


def test_a_rulebook_differs_from_itself_in_nothing(written):
    assert written() == []


def test_a_limit_that_changes_is_told_before_and_after(written):
    (one,) = written(("4800", "4000"))
    assert (one.change, one.says) == ("changed", ("when: chip.tpp >= 4,800 → chip.tpp >= 4,000",))
    assert one.decisive


def test_windows_that_change_are_told_before_and_after(written):
    (one,) = written(
        (
            "{ from = 2019-01-01 }",
            '{ from = 2020-01-01, until = 2021-01-01, status = "not_enforced" }',
        )
    )
    assert one.says == (
        "in force: from 2019-01-01 → from 2020-01-01 until 2021-01-01, not enforced",
    )


def test_a_rule_under_another_id_is_gone_and_new(written):
    assert {(one.name, one.change) for one in written(('"one"', '"two"'))} == {
        ("one", "gone"),
        ("two", "new"),
    }


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("The first rule", "A rule", "title: The first rule → A rule"),
        ("It is big.", "Big it is.", "says: other words"),
        ("1 CFR 1.1", "1 CFR 1.2", "cites: other words"),
        ("A control", "Another control", "control: other words"),
    ],
)
def test_words_for_people_change_no_sale(written, old, new, says):
    (one,) = written((old, new))
    assert one.says == (says,)
    assert not one.decisive


def test_where_a_rule_stands_in_its_file_is_no_difference(written):
    assert written(("[[rule]]\n", "\n\n# A remark.\n[[rule]]\n")) == []


def test_on_a_day_only_the_law_of_that_day_is_compared(written):
    change = ("from = 2019-01-01", "from = 2020-01-01")
    assert written(change, day=date(2021, 1, 1)) == []
    assert [one.change for one in written(change, day=date(2019, 6, 1))] == ["gone"]


def test_tables_do_not_differ_between_rulebooks(written):
    assert {one.kind for one in written(('"one"', '"two"'))} == {"rule"}


# -- what is connected -----------------------------------------------------------------------


def connected_on(eve, day):
    groups = moved_groups(date.fromisoformat(eve), date.fromisoformat(day))
    return connected(shipped().rules, between(eve, day), groups)


def test_a_rule_is_connected_with_what_rests_on_it_and_what_it_rests_on():
    names = connected_on("2023-01-16", "2023-01-17")
    assert {"ac-2022-china-macau", "3a090-2022", "us-export"} <= names
    assert "entity-list-licence" not in names


def test_a_list_is_connected_with_the_rules_that_ask_for_it():
    names = connected_on("2022-12-15", "2022-12-16")
    assert {"entity-list", "entity-list-licence"} <= names
    assert "3a090-2022" not in names


def test_a_country_group_is_connected_with_the_rules_that_ask_for_it():
    assert "ac-macau-d5" in connected_on("2024-03-14", "2024-03-15")
