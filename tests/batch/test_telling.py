"""Words put together once for many rows are in each row what they would be by themselves."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from earmark import Sale
from earmark.batch import telling
from earmark.batch.desk import Desk, Sales
from earmark.batch.fields import PARTIES
from earmark.batch.group import groups
from earmark.batch.outline import Asked, Flagged, Gap, Outline, line_of
from earmark.batch.parts import SOMEONE, Part, fill
from earmark.batch.screener import Screened, Screener
from earmark.batch.telling import Telling, Told
from earmark.facts.roles import OPTIONS
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped
from earmark.matter import Doubt, Facts, Thing
from earmark.orders.sheet import end_of
from earmark.orders.table import Table
from earmark.testing import STRANGERS, sales

sys.path.insert(0, str(Path(__file__).parent))
from stated import EVERY, Stated, row_of, stated_by

DAY = date(2024, 3, 4)
ODD = (
    *("[company]", "(.*) Co", "\\1 \\g<0> GmbH", "{name}", '"Acme", Inc.', "x' or 1=1", " Acme "),
    *("$1 & Sons", "buyer", "a|b", "甲乙丙丁戊", "ACME COMPUTE GMBH", "<b>A</b>", "%s", "A\u3000B"),
)
"""Names of companies of which nothing is known."""


@pytest.fixture(scope="module")
def screener() -> Screener:
    """One for all examples: what it remembers of one row must not colour another."""
    return Screener(shipped(), registry())


@pytest.fixture(scope="module")
def desk(screener: Screener) -> Desk:
    return Desk(EVERY, DAY, screener)


def read(desk: Desk, *rows: Stated) -> Sales:
    table = Table.of(row_of(line, stated) for line, stated in enumerate(rows, 2))
    (found,) = desk.read(table)
    assert isinstance(found, Sales)
    return found


def everything(told: Told) -> tuple[object, ...]:
    """Return all that is told of a row."""
    return told.added, told.end, told.reason, told.questions, told.asks, told.warns, told.rules


def by_itself(screener: Screener, found: Sales, at: int) -> tuple[object, ...]:
    """Return what is told of a row whose companies have their names from the beginning."""
    texts = dict(zip(EVERY.columns, found.table.rows[at].cells, strict=True))
    cells = tuple(texts[field] or None for field in PARTIES)
    companies = screener.things.companies.on(cells, found.days[at]).value
    parts = (found.chips[at], *companies, found.themselves[at])
    screened = Screened(found.cells[at].outline, parts)
    warns = tuple((flag.rule, fill(flag.says, parts)) for flag in screened.outline.warnings)
    return (
        *(screened.cells(), end_of(screened.cells()), screened.reason, tuple(screened.questions)),
        tuple((asked.fact, screened.ask(asked)) for asked in screened.outline.questions),
        *(warns, tuple(rule for rule, _ in warns)),
    )


@given(sale=sales(), names=st.lists(st.sampled_from(ODD), min_size=5, max_size=5))
@example(
    sale=Sale(
        buyer="Acme Compute GmbH", end_user="Fabrikam", chip="H800", destination="SG", on=DAY
    ),
    names=["(.*) Co", "a|b", "a|b", "a|b", "[company]"],
)
def test_a_row_is_told_of_as_it_would_be_by_itself(
    desk: Desk, screener: Screener, sale: Sale, names: list[str]
) -> None:
    stated = stated_by(sale)
    called = dict(zip(OPTIONS, names, strict=True))
    strangers = {option: called[option] for option in OPTIONS if stated.get(option) in STRANGERS}
    found = read(desk, stated, {**stated, **strangers}, stated)
    for at in (0, 1, 2, 1, 0):
        assert everything(desk.told(found, at)) == by_itself(screener, found, at)


@pytest.mark.parametrize("name", ODD)
def test_a_company_of_which_nothing_is_known_is_called_as_its_row_calls_it(
    desk: Desk, name: str
) -> None:
    of_it = {"chip": "H800", "destination": "SG"}
    found = read(
        desk,
        {**of_it, "buyer": name, "end_user": "Third"},
        {**of_it, "buyer": "Other", "end_user": name},
    )
    assert found.cells[0] is found.cells[1]
    asked = [[ask for _, ask in desk.told(found, at).asks] for at in (0, 1)]
    where = [[ask.partition(" headquartered")[0] for ask in asks] for asks in asked]
    assert where == [
        [f"Where is {name.strip()}", "Where is Third"],
        ["Where is Other", f"Where is {name.strip()}"],
    ]


# -- an outline by hand ----------------------------------------------------------------------


def thing(about: str, name: str, key: str = "") -> Part:
    asked = Doubt(f"{key}.headquarters", f"Where is {name}?")
    facts = Facts({f"{about}.name": name, f"{about}.headquarters": asked})
    part = Part(Thing(key, about, name, (facts,)), 1)
    part.called = key if name == SOMEONE else ""
    return part


CHIP, ITSELF = thing("chip", "H100"), thing("sale", "the sale")
GROUP = groups()((thing("party", SOMEONE, "buyer"), thing("party", SOMEONE, "end_user")))
KNOWN = groups()((thing("party", "Tencent", "buyer"), thing("party", "Third", "end_user")))
BOTH = Gap("party.name", (1, 2))
OUTLINE = Outline(
    *("review", "depends", "", ("a",), ()),
    reason=line_of((Gap("chip.name", (0,)), " for ", BOTH, "."), {}),
    questions=(Asked("end_user.headquarters", 2, "", ("if CN: deny",)),),
    warnings=(Flagged("flag", line_of(("See ", Gap("party.name", (2,)), "."), {})),),
)


def test_each_option_has_its_name_in_the_reason_the_questions_and_the_warnings() -> None:
    names = {"buyer": "One", "end_user": " (Two) "}
    told = Telling().told(OUTLINE, CHIP, GROUP, ITSELF, names.__getitem__)
    assert told.added[4:] == (
        "H100 for One and (Two).",
        "Where is (Two)? (if CN: deny)",
        "See (Two).",
    )
    assert told.reason == "H100 for One and (Two)."
    assert told.questions == ("Where is (Two)? (if CN: deny)",)
    assert told.asks == (("end_user.headquarters", "Where is (Two)?"),)
    assert told.warns == (("flag", "See (Two)."),)


def test_words_are_put_together_once_for_rows_in_which_only_names_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []
    words = telling._Words
    monkeypatch.setattr(telling, "_Words", lambda *of: made.append(of) or words(*of))
    tells = Telling()
    each = [tells.told(OUTLINE, CHIP, GROUP, ITSELF, f"{name} ".__add__) for name in "abc"]
    assert len(made) == 1
    assert [told.reason for told in each] == [
        f"H100 for {name} buyer and {name} end_user." for name in "abc"
    ]
    other = thing("chip", "T4")
    assert tells.told(OUTLINE, other, GROUP, ITSELF, str).reason == "T4 for buyer and end_user."
    assert len(made) == 2


def test_what_is_not_spoken_of_makes_no_words_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The outline says nothing of the sale itself: any other has the same words."""
    made = []
    words = telling._Words
    monkeypatch.setattr(telling, "_Words", lambda *of: made.append(of) or words(*of))
    tells = Telling()
    for itself in (ITSELF, thing("sale", "another")):
        told = tells.told(OUTLINE, CHIP, KNOWN, itself, pytest.fail)
        assert told.reason == "H100 for Tencent and Third."
    assert len(made) == 1


NAMES = ("Acme", "=1+1", "-5", 'the "A" Co', "A, B", "a\tb", " A", "甲", "+86", "\u200bA")


@pytest.mark.parametrize("name", NAMES)
def test_the_end_of_a_line_is_that_of_its_cells_whatever_the_companies_are_called(
    name: str,
) -> None:
    """Also where the name stands at the very beginning of a cell, or is all of it."""
    said = Gap("party.name", (1,))
    for pieces in ((said,), (said, " buys."), ("To ", said), ("To ", said, ", and so on")):
        outline = replace(OUTLINE, reason=line_of(pieces, {}), warnings=())
        told = Telling().told(outline, CHIP, GROUP, ITSELF, lambda _: name)
        assert told.end == end_of(told.added)


def test_words_that_were_forgotten_are_put_together_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_TOLD", 1)
    tells = Telling()
    for chip in (CHIP, thing("chip", "T4"), CHIP):
        told = tells.told(OUTLINE, chip, GROUP, ITSELF, str)
        assert told.reason == f"{chip.thing.name} for buyer and end_user."
