"""What an entry of a list says in law: which list it counts as, since when, on which terms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from earmark.facts.lists.rows import Dating, Entry
from earmark.facts.parties import Listing
from earmark.facts.registry.listings import listings
from earmark.facts.registry.reading import Listed

FIRST, SECOND, THIRD = date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)
EVERY_ITEM = "For all items subject to the EAR (See §744.11 of the EAR)"


def entry(**stated: Any) -> Entry:
    return Entry(
        **{"list": "EL", "key": "EL:1", "name": "Beta", "requirement": EVERY_ITEM, **stated}
    )


def listed(
    *seen: date, gone: date | None = None, dated: tuple[date | None, ...] = (), **stated: Any
) -> Listed:
    datings = tuple(Dating("EL:1", "Beta", day, str(day or "Various")) for day in dated)
    return Listed(entry(**stated), seen or (FIRST,), gone, datings)


def only(*found: Listed) -> Listing:
    (one,) = listings(found)
    return one


# -- since when ------------------------------------------------------------------------------


def test_an_effective_date_decides_over_notices_and_copies() -> None:
    one = only(listed(SECOND, dated=(date(2019, 10, 9),), notices=("84 FR 54004",)))
    assert (one.since, one.earliest) == (date(2019, 10, 9), None)


def test_the_volume_of_the_first_notice_bounds_the_year() -> None:
    one = only(listed(FIRST, notices=("84 FR 54004", "85 FR 34505")))
    assert [one.covers(date(year, 6, 1)) for year in (2018, 2019, 2020)] == [False, None, True]


def test_a_notice_that_gives_its_day_begins_on_it() -> None:
    one = only(listed(FIRST, notices=("88 FR No. 151 (2023-08-08)",)))
    assert (one.covers(date(2023, 8, 7)), one.covers(date(2023, 8, 8))) == (False, True)


def test_where_nothing_tells_the_day_everything_before_the_first_copy_is_open() -> None:
    one = only(listed(FIRST))
    assert (one.covers(date(2019, 1, 1)), one.covers(FIRST)) == (None, True)


def test_a_date_that_reads_various_is_no_date() -> None:
    one = only(listed(FIRST, dated=(None,), notices=("84 FR 54004",)))
    assert one.covers(date(2019, 6, 1)) is None


def test_entries_of_one_name_with_different_days_are_sure_from_the_last_of_them() -> None:
    one = only(listed(FIRST, dated=(date(2019, 1, 1), date(2021, 1, 1))))
    assert [one.covers(date(year, 6, 1)) for year in (2018, 2019, 2021)] == [False, None, True]


# -- until when ------------------------------------------------------------------------------


def test_an_entry_in_the_newest_copy_stands() -> None:
    assert only(listed(FIRST, SECOND)).until is None


def test_between_the_last_copy_with_an_entry_and_the_first_without_it_nobody_knows() -> None:
    one = only(listed(FIRST, SECOND, gone=THIRD))
    assert [one.covers(day) for day in (SECOND, date(2025, 7, 1), THIRD)] == [True, None, False]


def test_an_entry_s_own_end_is_its_last_day() -> None:
    one = only(listed(FIRST, list="DPL", start=date(2020, 1, 1), end=date(2030, 1, 1)))
    assert (one.covers(date(2030, 1, 1)), one.covers(date(2030, 1, 2))) == (True, False)


def test_an_entry_that_is_reworded_stands_without_a_gap() -> None:
    old = listed(FIRST, gone=SECOND, policy="Presumption of denial.")
    new = listed(SECOND, policy="Policy of denial.")
    first, second = listings([new, old])
    days = [FIRST, date(2025, 5, 31), SECOND, THIRD]
    assert [first.covers(day) for day in days] == [True, True, False, False]
    assert [second.covers(day) for day in days] == [False, False, True, True]
    assert (first.policy, second.policy) == ("presumption of denial", "policy of denial")


# -- what it says ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "policy"),
    [
        ("Presumption of denial", "presumption of denial"),
        ("Presumption  for denial.", "presumption of denial"),
        ("Policy of denial for all items subject to the EAR apart from food and medicine "
         "designated as EAR99", "policy of denial"),
        ("Case-by-case review for ECCN 1A995; presumption of denial for all other items subject to "
         "the EAR", "presumption of denial"),
        ("Case-by-case basis.", "case by case"),
        ("Presumption of approval for EAR99 items", ""),
        ("See §744.2(d) of the EAR", ""),
        ("Case-by-case for all items listed on the CCL. Presumption of approval for EAR99 items",
         "case by case"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_review_policy_is_read_from_the_entry_or_shown_as_it_stands(
    words: str, policy: str
) -> None:
    one = only(listed(policy=words))
    assert (one.policy, one.policy_note) == (policy, "" if policy else words)


@pytest.mark.parametrize(
    ("words", "every_item"),
    [
        (EVERY_ITEM, True),
        ("All items subject to the EAR. (See §744.11 of the EAR)", True),
        ("For All Items Subject to the EAR (See §734.9(g), §746.8(a)(3))", True),
        ("", True),
        (
            "For all items subject to the EAR when used in projects specified in § 746.8(a)(4)",
            False,
        ),
        ("For items on the CCL and listed in supplement no. 7 to part 746 of the EAR", False),
        ("For all items subject to the EAR except items classified as EAR99", False),
        ("For all items subject to the EAR, except for EAR99", False),
        ("For all items subject to the EAR other than food", False),
        (
            "For all items subject to the EAR (See §744.11), apart from items authorised by OFAC",
            False,
        ),
        ("All items subject to the EAR. May be overcome by License Exception GOV", True),
    ],
)
def test_a_narrower_licence_requirement_keeps_its_words(words: str, every_item: bool) -> None:
    assert only(listed(requirement=words)).scope == ("" if every_item else words)


def test_blocked_persons_count_under_section_744_8_by_their_programmes() -> None:
    assert only(listed(list="SDN", programs=("IFSR", "NPWMD"))).list == "sdn-744.8"
    assert only(listed(list="SDN", programs=("GLOMAG",))).list == "sdn"


def test_lists_that_no_rule_speaks_of_are_no_listings() -> None:
    assert list(listings([listed(list="DTC")])) == []


# -- several entries under one key -----------------------------------------------------------


def test_two_entries_of_one_copy_are_two_listings_whichever_comes_first() -> None:
    old = listed(FIRST, list="DPL", start=date(2010, 1, 1), end=date(2014, 12, 31))
    new = listed(FIRST, list="DPL", start=date(2018, 1, 1), end=date(2034, 12, 31))
    for found in ((old, new), (new, old)):
        spans = {(one.since, one.until) for one in listings(found)}
        assert spans == {
            (date(2010, 1, 1), date(2015, 1, 1)),
            (date(2018, 1, 1), date(2035, 1, 1)),
        }


def test_an_entry_that_begins_anew_in_a_later_copy_begins_on_its_own_day() -> None:
    old = listed(FIRST, gone=SECOND, list="DPL", start=date(2010, 1, 1), end=date(2025, 3, 31))
    new = listed(SECOND, list="DPL", start=date(2025, 4, 1))
    assert [one.since for one in listings((old, new))] == [date(2010, 1, 1), date(2025, 4, 1)]
