"""The page of a timeline: the picture, then each period with what made it."""

import re
from datetime import date

import pytest

from earmark import Sale
from earmark.report.timeline import print_timeline
from earmark.screening import DEFAULT
from earmark.timeline import timeline
from earmark.turns.causes import Change

GROUP = {
    "buyer": "SenseTime Group Inc.",
    "subsidiary": "SenseTime International Pte. Ltd.",
    "chip": "H800",
    "destination": "Singapore",
}
LETTERED = {"buyer": "Acme", "chip": "A100", "destination": "China", "seller": "NVIDIA"}
TODAY = date(2026, 8, 1)


@pytest.fixture
def page(capsys):
    """Return a function that prints the timeline of a sale and returns the page."""

    def show(**sale):
        print_timeline(timeline(Sale(**sale)), TODAY)
        return capsys.readouterr().out

    return show


def words(text):
    return " ".join(text.split())


def period(text, first):
    """Return the part of a page about the period that begins on a day."""
    return words(re.split(rf"(?m)^(?={first} )", text)[1].partition("\n\n")[0])


def test_a_page_begins_with_the_sale_and_what_was_not_checked(page):
    top = words(page(**GROUP, quantity=64).partition("\n\n")[0])
    assert top.startswith(
        "64 × H800 for SenseTime Group Inc. through SenseTime International Pte. Ltd., "
        "to Singapore, on every day since 2019-01-01 Only the parties shipped with Earmark"
    )
    assert "The full Consolidated Screening List was NOT" in top
    assert "This rulebook was checked through" in top


def test_the_picture_reads_without_colour(page):
    line, years = page(**GROUP).split("\n\n")[1].splitlines()[:2]
    assert re.fullmatch("·+\\?█+", line)
    assert len(line) == 80
    assert years.startswith("|2019 ")


def test_a_period_says_when_what_and_why(page):
    text = page(**LETTERED)
    assert period(text, "2019-01-01") == f"2019-01-01 to 2022-08-25 ALLOW {DEFAULT}"
    assert period(text, "2022-08-26") == (
        "2022-08-26 to 2022-10-20 DENY, presumption of denial "
        "By letter of 26 August 2022 NVIDIA Corporation needs a licence to sell this chip to "
        "China. Changed: letter-2022 now decides: the rule begins. "
        "Letter of August 2022: NVIDIA needs a licence for China and Russia "
        "law: 15 CFR 744.21(b), (e)"
    )


def test_a_rule_that_goes_is_named_without_its_law(page):
    said = period(page(**LETTERED), "2022-10-21")
    assert said.endswith(
        "Changed: letter-2022 no longer decides: the rule ends. "
        "Letter of August 2022: NVIDIA needs a licence for China and Russia"
    )


def test_a_review_says_what_to_ask(page):
    said = period(page(**GROUP), "2023-10-23")
    assert said.startswith("2023-10-23 to 2023-11-16 REVIEW Possibly: By letter")
    assert "To ask: Who sells?" in said


def test_an_exception_that_could_help_is_named(page):
    text = page(buyer="Moonshot AI", chip="RTX 4090", destination="CN")
    said = period(text, "2024-04-04")
    assert "Exception nac could help: License Exception NAC" in said
    assert "Changed: nac could help now: the rule begins." in said
    assert "Changed: nac-2023 could no longer help: the rule ends." in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Change(why="listing changes", says="Acme is put on a list"),
            "Changed: Acme is put on a list.",
        ),
        (
            Change(why="rule changes", says="the rule was odd", rule="odd", title="An odd rule"),
            "Changed: odd: the rule was odd. An odd rule",
        ),
    ],
)
def test_a_change_without_a_rule_that_comes_or_goes_is_told(capsys, change, said):
    told = timeline(Sale(**GROUP))
    first, second, *others = told.periods
    changed = second.model_copy(update={"changed_by": (change,)})
    print_timeline(told.model_copy(update={"periods": (first, changed, *others)}), TODAY)
    assert period(capsys.readouterr().out, second.first).endswith(said)


def test_the_last_period_is_open(page):
    assert re.search(r"(?m)^\d{4}-\d\d-\d\d and on  DENY", page(**GROUP))


def test_what_was_assumed_and_who_judged_stand_at_the_end(page):
    text = page(**GROUP)
    assumed = words(text.partition("\n\nAssumed, and not checked\n")[2])
    assert "was taken to be owned at least half by SenseTime Group Inc." in assumed
    assert "Judges: reference: every period, chaining: not asked" in assumed
    assert re.search(r"Rulebook sha256:[0-9a-f]{12}, checked through", assumed)
    assert "Lists: Parties shipped with Earmark" in assumed
