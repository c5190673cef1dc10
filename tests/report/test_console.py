"""The page that a person reads: the answer, the chain of reasons, the sources, what to ask."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from earmark import Sale, screen
from earmark.report.console import print_verdict
from earmark.screening import DEFAULT

GROUP = {"buyer": "SenseTime Group Inc.", "subsidiary": "SenseTime International Pte. Ltd."}
BEIJING = {**GROUP, "buyer": "Beijing Sensetime Technology Development Co., Ltd."}
LOOPHOLE = {**GROUP, "chip": "H800", "quantity": 64, "destination": "Singapore"}
NOT_SCREENED = (
    "The full Consolidated Screening List was NOT: a name without a match is not cleared."
)


@pytest.fixture
def page(capsys):
    """Return a function that screens a sale and returns its page."""

    def show(verdict=None, **sale):
        print_verdict(verdict or screen(Sale(**sale)))
        return capsys.readouterr().out

    return show


def words(text):
    """Return a page without its line breaks, indents and the branches of its tree."""
    return " ".join(re.sub(r"[│├└─]", " ", text).split())


def section(text, title):
    """Return one section of a page."""
    return words(text.partition(f"\n\n{title}\n")[2].partition("\n\n")[0])


# -- what every page shows -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "headline"),
    [
        (date(2023, 10, 22), "ALLOW"),
        (date(2023, 11, 16), "REVIEW"),
        (date(2023, 11, 17), "DENY"),
    ],
)
def test_a_page_begins_with_the_verdict_and_the_sale(page, on, headline):
    first = words(page(**LOOPHOLE, on=on).partition("\n\n")[0])
    assert first.startswith(
        f"{headline} 64 × H800 for SenseTime Group Inc. through SenseTime International Pte. "
        f"Ltd., to Singapore, on {on}"
    )


def test_a_sale_from_elsewhere_says_from_where(page):
    text = words(page(buyer="Acme", chip="T4", destination="DE", ship_from="NL"))
    assert text.startswith("ALLOW T4 for Acme, from Netherlands to Germany, on ")


@pytest.mark.parametrize("on", [date(2023, 10, 22), date(2023, 11, 16), date(2023, 11, 17)])
def test_what_was_not_screened_stands_before_any_reason(page, on):
    top = words(page(**LOOPHOLE, on=on).partition("\n\n")[0])
    assert "Only the parties shipped with Earmark were screened" in top
    assert NOT_SCREENED in top


def test_a_fault_of_the_second_judge_hides_nothing_and_is_not_hidden(page):
    verdict = screen(Sale(**LOOPHOLE, on=date(2023, 10, 22)))
    fault = "INTERNAL FAULT: the two judges disagree, so nothing may rest on this verdict."
    torn = verdict.model_copy(update={"caveats": (fault, *verdict.caveats)})
    top = words(page(torn).partition("\n\n")[0])
    assert fault in top
    assert NOT_SCREENED in top


def test_the_page_ends_with_the_judges_the_rulebook_and_the_lists(page):
    end = words(page(**LOOPHOLE, on=date(2023, 11, 17)).rpartition("\n\n")[2])
    assert end.startswith("Judges: reference: deny")
    assert re.search(r"Rulebook sha256:[0-9a-f]{12}, checked through \d{4}-\d\d-\d\d", end)
    assert re.search(r"Lists: Parties shipped with Earmark, \d+ parties, as of \d{4}-", end)


# -- deny ------------------------------------------------------------------------------------


@pytest.fixture
def denied(page):
    """Return the page of the loophole, closed."""
    return page(**LOOPHOLE, on=date(2023, 11, 17))


def test_a_deny_names_the_requirement_and_its_policy(denied):
    assert "\nLicence requirement ac-headquarters (RS): presumption of denial.\n" in denied


def test_a_deny_shows_its_reasons_as_a_tree(denied):
    tree = denied.partition("\n\nWhy\n")[2].partition("\n\n")[0]
    assert tree.startswith("└── A licence is required to send an advanced computing item")
    branches = [line for line in tree.splitlines() if "├── " in line or "└── " in line]
    assert len(branches) >= 4
    assert [rule for rule in re.findall(r"\[([\w-]+)\]", words(tree)) if "_" not in rule][:4] == [
        "ac-headquarters",
        "ac-item-a",
        "3a090-a",
        "headquarters-d5",
    ]


def test_a_deny_shows_quotes_with_their_gloss_and_place(denied):
    assert re.search(
        "“Nvidia ne pourrait plus vendre à la Chine ses GPU A800 et H800” = Nvidia could no longer "
        r"sell its A800 and H800 GPUs to China[^\]]* \[000_91fa1b76b8366164.txt, characters "
        r"5859–5921\]",
        words(denied),
    )


def test_a_deny_cites_the_law_and_its_notice(denied):
    assert "law: 15 CFR 744.23(a)(3)(i), (d)(1) (88 FR 73458)" in words(denied)
    assert "law: 15 CFR 774 Supp. 1, ECCN 3A090.a and Note 2 (88 FR 73458)" in words(denied)


def test_a_deny_shows_where_its_figures_come_from(denied):
    assert "chip.tpp: published by the maker (NVIDIA part table" in words(denied)


def test_a_deny_says_what_was_assumed(denied):
    assumed = section(denied, "Assumed, and not checked")
    assert "was taken to be owned at least half by SenseTime Group Inc." in assumed
    assert "It was taken to ship from the United States." in assumed
    assert "No end use was stated: civil was assumed." in assumed


def test_a_deny_does_not_list_what_is_not_so(denied):
    assert "Looked at, and not so" not in denied


def test_every_requirement_has_its_own_policy(page):
    text = page(buyer="Sense Time", chip="H100", destination="CN", on=date(2024, 5, 2))
    assert "Licence requirement entity-list-licence (Entity List): presumption of denial." in text
    assert "Licence requirement ac-macau-d5 (RS): presumption of denial." in text
    assert text.count("[us-export]") == 1


def test_an_exception_that_could_help_says_what_it_takes(page):
    text = words(page(buyer="Moonshot AI", chip="RTX 4090", destination="CN", on=date(2024, 5, 2)))
    assert "Exception nac could help." in text
    assert "It takes: a written purchase order is in hand; BIS was notified" in text


def test_a_red_flag_names_its_rule_and_its_law(page):
    text = page(**BEIJING, chip="A800", destination="SG", on=date(2023, 5, 15))
    flags = section(text, "Red flags")
    assert "buys through a company of its own." in flags
    assert "[listed-parent] law: Supp. 3 to 15 CFR part 732" in flags
    assert "“SenseTime a acheté des puces avancées directement via ses propres filiales" in flags


# -- review ----------------------------------------------------------------------------------


def test_a_review_asks_each_question_with_its_sides(page):
    asked = section(page(**LOOPHOLE, on=date(2023, 11, 16)), "What to ask")
    assert asked == (
        "1. Who sells? if NVIDIA Corporation: deny (letter-2023-headquarters) if another: allow"
    )


def test_a_review_numbers_its_questions(page):
    sale = {"buyer": "Moonshot AI", "chip": "Unheard-of 7", "destination": "CN"}
    verdict = screen(Sale(**sale, on=date(2024, 5, 2)))
    asked = section(page(verdict), "What to ask")
    assert len(verdict.questions) > 1
    for number, question in enumerate(verdict.questions, 1):
        assert f"{number}. {' '.join(question.ask.split())}" in asked
        for side in question.if_:
            assert f"if {side.answer}: {side.verdict}" in asked


def test_what_is_only_possible_is_marked_as_possible(page):
    text = words(page(**LOOPHOLE, on=date(2023, 11, 16)))
    assert "Possibly: Licence requirement letter-2023-headquarters" in text
    assert "Possibly: By letter of 23 October 2023 NVIDIA Corporation needs a licence" in text


# -- allow -----------------------------------------------------------------------------------


@pytest.fixture
def allowed(page):
    """Return the page of the loophole, open."""
    return page(**LOOPHOLE, on=date(2023, 10, 22))


def test_an_allow_without_a_rule_names_the_default_of_the_law_at_the_top(allowed):
    top = words(allowed.partition("\n\n")[0])
    assert "No licence is required under this rulebook and the lists that were loaded." in top
    assert DEFAULT in top
    assert words(allowed).count(DEFAULT) == 1


def test_an_allow_says_what_was_found(allowed):
    found = section(allowed, "Found")
    assert "below 600: ECCN 3A090 of 2022 needs both limits and does not reach it." in found
    assert "“les versions modifiées de ses puces les plus puissantes" in found


def test_an_allow_lists_what_was_looked_at_and_is_not_so(allowed):
    looked_at = section(allowed, "Looked at, and not so")
    assert "3a090-2022: not so: chip.tpp >= 4,800 and chip.transfer_rate >= 600" in looked_at
    assert "entity-list: not so: party.on_entity_list" in looked_at
    assert "Nor does any of these apply (why: --json): " in looked_at
    assert " entity-list-licence," in looked_at


def test_an_allow_by_an_exception_names_what_is_lifted_and_does_not_claim_the_default(page):
    text = page(
        buyer="Acme",
        buyer_hq="US",
        chip="RTX 4090",
        destination="VN",
        purchase_order=True,
        on=date(2024, 5, 2),
    )
    top = words(text.partition("\n\n")[0])
    assert top.startswith("ALLOW RTX 4090 for Acme, to Vietnam")
    assert "Licence requirement ac-d1-d4 (RS): presumption of approval, lifted by aca." in top
    assert "Exception aca is used." in top
    assert DEFAULT not in words(text)
    assert "A licence is required to send an advanced computing item to Vietnam." in words(text)


# -- the three sales of the demo -------------------------------------------------------------

DEMO = {
    "before_the_rule": {**LOOPHOLE, "on": date(2023, 10, 22)},
    "after_the_rule": {**LOOPHOLE, "on": date(2023, 11, 17)},
    "listed_parent": {**BEIJING, "chip": "A800", "destination": "SG", "on": date(2023, 5, 15)},
}
CHANGING = {
    r"\(\d+ of them, as of [\d-]+\)": "(N of them, as of DAY)",
    r"Rulebook sha256:[0-9a-f]+, checked through [\d-]+": "Rulebook DIGEST, checked through DAY",
    r"(Parties shipped with Earmark), \d+ parties, as of [\d-]+": r"\1, N parties, as of DAY",
    r"\(\d+ of them, as of\n[\d-]+\)": "(N of them, as of\nDAY)",
}


@pytest.mark.parametrize("name", DEMO)
def test_the_sales_of_the_demo_read_as_written_down_here(page, name):
    """The pages stand in ``demo_*.txt``; run with ``EARMARK_ACCEPT=1`` to accept new ones."""
    text = page(**DEMO[name])
    for pattern, stands_for in CHANGING.items():
        text = re.sub(pattern, stands_for, text)
    file = Path(__file__).with_name(f"demo_{name}.txt")
    if os.environ.get("EARMARK_ACCEPT"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
