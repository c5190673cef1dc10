"""The page about an investment: the same as for a sale, without any licence."""

import re
from datetime import date

import pytest

from earmark import Investment, screen_investment
from earmark.investing import NO_RULE
from earmark.report.investment import print_investment

BARRED = {
    "investor": "Acme Fund",
    "target": "SenseTime Group Limited",
    "investor_us_person": True,
    "instrument": "public-securities",
}
NOTIFIABLE = {
    "investor": "Acme Fund",
    "target": "Moonshot AI",
    "investor_us_person": True,
    "instrument": "equity",
    "activity": "chip-design",
}


@pytest.fixture
def page(capsys):
    """Return a function that screens an investment and returns its page."""

    def show(**stated):
        print_investment(screen_investment(Investment(**stated)))
        return capsys.readouterr().out

    return show


def words(text):
    """Return a page without its line breaks, indents and the branches of its tree."""
    return " ".join(re.sub(r"[│├└─]", " ", text).split())


def section(text, title):
    """Return one section of a page."""
    return words(text.partition(f"\n\n{title}\n")[2].partition("\n\n")[0])


def test_a_page_begins_with_the_verdict_the_investment_and_what_was_not_screened(page):
    top = words(page(**BARRED, on=date(2022, 2, 8)).partition("\n\n")[0])
    assert top.startswith(
        "DENY Acme Fund invests in SenseTime Group Limited (public-securities), on 2022-02-08 "
        "Only the parties shipped with Earmark were screened"
    )


def test_what_is_known_of_the_target_stands_in_the_headline(page):
    text = page(**NOTIFIABLE | {"target": "Northwind", "target_hq": "HK"}, on=date(2025, 1, 2))
    assert text.startswith("ALLOW  Acme Fund invests in Northwind of China (equity; chip-design)")
    bare = page(investor="Acme Fund", target="Northwind", on=date(2025, 1, 2))
    assert bare.startswith("REVIEW  Acme Fund invests in Northwind, on 2025-01-02\n")


def test_an_allowed_investment_says_so_once_and_speaks_of_no_licence_that_it_needs(page):
    text = page(**NOTIFIABLE, on=date(2025, 1, 2))
    assert text.splitlines()[1] == NO_RULE
    assert text.count(NO_RULE) == 1
    assert "Licence requirement" not in text
    assert "No licence is required" not in text


def test_the_reasons_are_a_tree_with_the_words_of_the_source_text_and_their_meaning(page):
    why = words(page(**BARRED, on=date(2022, 2, 8)).partition("Why\n")[2])
    assert "US persons may not buy traded securities of SenseTime Group Limited" in why
    assert "“sur une liste noire d’investissement. Cette dernière décision a été prise" in why
    assert "= on an investment blacklist." in why
    assert "[000_91fa1b76b8366164.txt, characters 4693–4805]" in why


def test_a_duty_stands_under_a_heading_of_its_own(page):
    text = page(**NOTIFIABLE, on=date(2025, 1, 2))
    duties = section(text, "Duties and notices")
    assert "must notify the Treasury's Office of Investment Security no later than 30" in duties
    assert "31 CFR 850.217, 850.401, 850.404(c) (89 FR 90398)" in duties
    assert "Red flags" not in text


def test_the_order_of_2023_is_quoted_with_its_broken_punctuation(page):
    text = words(page(**NOTIFIABLE, on=date(2023, 10, 26)))
    assert "no rule was in force yet" in text
    assert "informatique quantique en Chine. , puces avancées et intelligence artificielle”" in text
    assert "[000_91fa1b76b8366164.txt, characters 1351–1530]" in text


def test_what_is_not_known_is_asked_with_where_each_answer_leads(page):
    text = page(**{**NOTIFIABLE, "activity": "ai", "ai_use": "other"}, on=date(2025, 1, 2))
    asked = section(text, "What to ask")
    assert "How many operations went into training the target's largest AI system?" in asked
    assert "if above 10^25: deny (outbound-prohibited)" in asked


def test_what_was_assumed_and_what_is_not_encoded_is_said(page):
    assumed = section(page(**NOTIFIABLE, on=date(2025, 1, 2)), "Assumed, and not checked")
    assert "This says nothing about chip licences (earmark check)" in assumed
    assert "the list of blocked persons (SDN) was NOT screened" in assumed
    assert NO_RULE not in assumed


def test_a_later_day_than_the_rulebook_was_checked_for_is_said_at_the_top(page):
    top = words(page(**NOTIFIABLE, on=date(2026, 9, 25)).partition("\n\n")[0])
    assert "This rulebook was checked through 2026-09-24; the investment is on 2026-09-25." in top


def test_foreign_text_is_shown_and_never_obeyed(page):
    text = page(**{**BARRED, "investor": "Acme [/red] Ltd\u202e"}, on=date(2022, 2, 8))
    assert text.startswith("DENY  Acme [/red] Ltd invests in")
