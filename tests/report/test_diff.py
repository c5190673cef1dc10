"""The page of a comparison: what changes, by which rules, and commands that can be pasted."""

import re
import shlex
import subprocess
from datetime import date

import pytest

from earmark import Sale
from earmark.diff import diff_orders
from earmark.law.rulebook import shipped
from earmark.law_diff.differences import Difference
from earmark.law_diff.search import Example, LawDiff
from earmark.orders import Order
from earmark.report.diff import print_law, print_orders
from earmark.standpoints import Answered, Standpoint, StandpointNamed
from earmark.verdict import Cited, RulebookUsed

HOSTILE = "Acme [/red] Ltd :smile: \x1b[31m\u202e"


def words(text):
    """Return text without its line breaks."""
    return " ".join(text.split())


def standpoint(day):
    return Standpoint(day, shipped(), date.fromisoformat(day))


# -- orders ----------------------------------------------------------------------------------


@pytest.fixture
def orders_page(capsys):
    """Return a function that prints the comparison of orders between two days."""

    def call(*stated, before="2023-11-16", after="2023-11-17"):
        base = {"buyer": "Moonshot AI", "chip": "RTX 4090", "destination": "CN"}
        read = [
            Order(
                row,
                fields.pop("order_id", ""),
                Sale.model_construct(**{**Sale(**base).model_dump(), **fields}),
            )
            for row, fields in enumerate(stated, 2)
        ]
        print_orders(diff_orders(read, standpoint(before), standpoint(after)))
        return capsys.readouterr().out

    return call


def test_the_first_line_reconciles(orders_page):
    page = orders_page({}, {"chip": "T4"}, {"chip": "H100", "destination": "SG"})
    assert words(page).startswith(
        "Between 2023-11-16 and 2023-11-17: 3 orders read = 1 the same + 2 changed."
    )


def test_what_was_not_screened_stands_above_all_groups(orders_page):
    top = words(orders_page({}).partition("\n\n")[0])
    assert "The full Consolidated Screening List was NOT" in top


def test_a_group_tells_the_change_the_rule_its_law_and_the_orders(orders_page):
    page = orders_page({"order_id": "PO-1"}, {"buyer": "Tencent"})
    assert page.split("\n\n")[1] == (
        "ALLOW → DENY, presumption of denial: 2 orders\n"
        "  now ac-macau-d5: Advanced computing items to Macau and Country Group D:5\n"
        "    law: 15 CFR 742.6(a)(6)(iii), (b)(10) (88 FR 73458)\n"
        "    PO-1 (row 2)  Moonshot AI: RTX 4090 to CN\n"
        "    row 3         Tencent: RTX 4090 to CN"
    )


def test_a_rule_that_decides_no_longer_is_told_as_such(orders_page):
    page = orders_page({"chip": "A100", "seller": "Acme Distribution GmbH"})
    assert "DENY, case by case → DENY, presumption of denial: 1 order\n" in page
    assert "\n  no longer ac-2022-china-macau: " in page


def test_nothing_that_changes_leaves_the_count_alone(orders_page):
    page = orders_page({"chip": "T4"})
    assert "1 orders read = 1 the same + 0 changed" in words(page)
    assert "→" not in page


def test_an_order_that_needs_an_exception_from_now_on_is_told(orders_page):
    page = orders_page({"purchase_order": True, "nac_notice": True})
    assert "ALLOW → ALLOW by an exception: 1 order\n" in page


def test_foreign_text_is_literal_and_steers_nothing(orders_page):
    page = orders_page({"buyer": HOSTILE, "buyer_hq": "CN", "order_id": HOSTILE})
    assert words(page).count("Acme [/red] Ltd :smile: [31m") == 2
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_the_page_ends_with_who_judged_and_by_which_rules(orders_page):
    *_, judged, used = orders_page({}).rstrip().split("\n")
    assert judged == "The reference judged alone; earmark check asks the second judge too."
    assert re.fullmatch(r"Rulebook sha256:[0-9a-f]{12}, checked through \d{4}-\d\d-\d\d", used)


# -- law -------------------------------------------------------------------------------------

LAW = Cited(law="1 CFR 1.1", notice="1 FR 1")
NEW = Difference(kind="rule", name="one", change="new", title="The first rule", citation=LAW)
MOVED = Difference(
    kind="country", name="MO", change="changed", title="Macau", says=("joins D:5", "leaves A:6")
)
LISTED = Difference(
    kind="list", name="l", change="new", title="2 parties put on a list", says=("A", "B")
)
WORDS = Difference(
    kind="rule",
    name="two",
    change="changed",
    title="The second rule",
    says=("title: A → B",),
    decisive=False,
    citation=LAW,
)
ALLOW = Answered(verdict="allow", review_policy=None)
DENY = Answered(verdict="deny", review_policy="case by case")


def example(*differences, also=(), **stated):
    sale = {"buyer": "Acme", "chip": "H800", "destination": "CN", **stated}
    day = date(2023, 11, 17)
    return Example(
        sale=sale,
        before_on=day,
        before=ALLOW,
        after_on=day,
        after=DENY,
        differences=differences,
        also=also,
    )


@pytest.fixture
def law_page(capsys):
    """Return a function that prints what differs in law."""

    def call(*examples, without=(), command=lambda _: ["earmark check"], names=("a", "b")):
        used = RulebookUsed(digest="sha256:0", verified_through=None)
        shown = sum(len(one.differences) for one in examples)
        sides = [StandpointNamed(name=name, on=None, rulebook=used) for name in names]
        diff = LawDiff(
            before=sides[0],
            after=sides[1],
            found=shown + len(without),
            shown=shown,
            not_shown=len(without),
            examples=examples,
            without_example=without,
            caveats=("Nothing was checked.",),
        )
        print_law(diff, command)
        return capsys.readouterr().out

    return call


def test_the_count_of_differences_reconciles(law_page):
    page = law_page(example(NEW, MOVED), example(LISTED), without=(WORDS,))
    assert words(page).startswith(
        "What differs in law between a and b: 4 = 3 shown by 2 sales + 1 without an example."
    )


def test_that_nothing_differs_is_said(law_page):
    assert law_page().startswith(
        "Nothing differs in law between a and b.\n\nNothing was checked.\n"
    )


def test_an_example_tells_the_change_the_command_and_what_it_shows(law_page):
    page = law_page(example(NEW, MOVED, LISTED, also=("three", "four")))
    assert page.split("\n\n")[1] == (
        "ALLOW → DENY, case by case\n"
        "  earmark check\n"
        "  new one: The first rule\n"
        "    law: 1 CFR 1.1 (1 FR 1)\n"
        "  Macau (MO): joins D:5; leaves A:6\n"
        "  2 parties put on a list: A; B\n"
        "  also: three, four"
    )


def test_what_has_no_example_is_listed_as_such(law_page):
    page = law_page(without=(WORDS,))
    assert page.split("\n\n")[1] == (
        "Without an example\n"
        "  changed two: The second rule\n"
        "    law: 1 CFR 1.1 (1 FR 1)\n"
        "    title: A → B\n"
        "    words only: no sale is judged otherwise because of it"
    )


def test_a_command_is_never_folded_and_is_one_command_when_pasted(law_page):
    pieces = [
        "earmark check",
        shlex.join(("--buyer", "A very long name that says “no” " * 8)),
        *(shlex.join((f"--option-{number}", "a value")) for number in range(9)),
        "--on 2023-11-17",
    ]
    page = law_page(example(NEW), command=lambda _: pieces)
    lines = page.split("\n\n")[1].split("\n  new one")[0].split("\n")[1:]
    shell = "\n".join(lines).replace("earmark check", "printf '%s\\n'", 1)
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == shlex.split(" ".join(pieces[1:]))
    assert all(line.endswith(" \\") for line in lines[:-1])
    assert sum(len(line) > 80 for line in lines) == 1


def test_the_page_says_how_to_get_the_other_verdict(law_page):
    page = law_page(example(NEW), names=("shipped", "mine"))
    assert "Each command is for mine; with --rules shipped it gives the first verdict." in words(
        page
    )
