"""The 50 percent rule: which companies listed parties own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.fifty_percent import Certainty, FiftyPercentRule, Listed, ListedOwnership
from earmark.facts.stakes import HALF, WHOLE, Register, Stake
from earmark.testing import stakes

DAY = date(2026, 7, 31)
NONE, POSSIBLE, CERTAIN = Certainty
PARTIES = "ABCDEF"


def told(text: str) -> list[Stake]:
    """Read "X 50 A, Y ? A, Z 25-75 A": who holds what percentage of whom."""
    found = []
    for owner, share, owned in (one.split() for one in text.split(",")):
        low, _, high = "0-100".partition("-") if share == "?" else share.partition("-")
        bounds = [round(float(bound) * 10_000) for bound in (low, high or low)]
        found.append(Stake(owner, owned, *bounds, since=date(2020, 1, 1)))
    return found


def listing(certain: Iterable[str], possible: Iterable[str] = ()) -> Listed:
    standing = {**dict.fromkeys(possible, POSSIBLE), **dict.fromkeys(certain, CERTAIN)}
    return lambda party: standing.get(party, NONE)


def rule(text: str, certain: str = "XYZ", possible: str = "") -> FiftyPercentRule:
    return FiftyPercentRule(Register(told(text), DAY), listing(certain, possible))


def explain(text: str, party: str, certain: str = "XYZ", possible: str = "") -> ListedOwnership:
    return rule(text, certain, possible).explain(party)


# X, Y and Z are listed. The examples are those of OFAC's FAQ, told by their numbers only.
@pytest.mark.parametrize(
    ("faq", "text", "owned"),
    [
        ("398: control is no ownership", "X 49 A", ""),
        ("399: half is enough", "X 50 A", "A"),
        ("399: what listed parties hold is added up", "X 25 A, Y 25 A", "A"),
        ("399: less than half is not enough", "X 25 A, Y 24.9999 A", ""),
        ("401: through a company so owned", "X 50 A, A 50 B", "AB"),
        ("401: through two of them", "X 50 A, X 50 B, A 25 C, B 25 C", "ABC"),
        ("401: directly and through one", "X 50 A, X 10 B, A 40 B", "AB"),
        ("401: one of two is not so owned", "X 50 A, X 25 B, A 25 C, B 25 C", "A"),
        ("401: neither is so owned", "X 25 A, X 25 B, A 50 C, B 50 C", ""),
        ("a minority of a wholly owned chain", "X 40 A, A 100 B, B 100 C", ""),
        ("several listed parties through several", "X 25 A, Y 25 A, A 30 B, Z 20 B", "AB"),
        ("a circle below a listed party", "X 20 A, B 30 A, X 50 B, A 50 B", "AB"),
        ("a circle that nobody listed owns", "A 60 B, B 60 A, X 10 A", ""),
        ("a circle that owns most of itself", "A 90 B, B 90 A, X 10 A, X 10 B", ""),
        ("never up, and never to a sister", "M 100 X, M 100 S", ""),
    ],
)
def test_the_arithmetic_is_that_of_the_official_examples(faq: str, text: str, owned: str) -> None:
    found = rule(text)
    assert {party for party in "ABCMS" if found.owned(party)} == set(owned), faq
    assert all(found.owned(party) is CERTAIN for party in owned)


def test_a_stake_that_was_sold_frees_and_one_not_yet_bought_does_not_count() -> None:
    sold = Stake("X", "A", HALF, HALF, since=date(2020, 1, 1), until=DAY)
    bought = Stake("X", "B", HALF, HALF, since=DAY)
    for day, owned in ((date(2026, 7, 30), "A"), (DAY, "B")):
        found = FiftyPercentRule(Register([sold, bought], day), listing("X"))
        assert [party for party in "AB" if found.owned(party)] == [owned]


@pytest.mark.parametrize(
    ("text", "owned", "lowest", "highest"),
    [
        ("X ? A", POSSIBLE, 0, 100),
        ("X 49.9999-50 A", POSSIBLE, 49.9999, 50),
        ("X 50-75 A", CERTAIN, 50, 75),
        ("X 20 A, Y ? A", POSSIBLE, 20, 100),
        ("X 20 A, P 30 A", POSSIBLE, 20, 50),
        ("X 20 A, P 29 A", NONE, 20, 49),
        ("P 100 A", POSSIBLE, 0, 100),
        ("P 60 B, B 60 A", POSSIBLE, 0, 60),
        ("X ? B, B 60 A, Y 20 A", POSSIBLE, 20, 80),
        ("X 40-50 B, B 60 A", POSSIBLE, 0, 60),
        ("X 20 A, N ? A", NONE, 20, 20),
        ("X ? A, N 60 A", POSSIBLE, 0, 100),
        ("X 60 A, N 60 A", CERTAIN, 60, 60),
        ("X 60 A, Y 60 A", CERTAIN, 100, 100),
        ("X 10 A, B 60 A, X 40 B", NONE, 10, 10),
    ],
)
def test_what_is_not_known_for_certain_is_a_possibility(
    text: str, owned: Certainty, lowest: float, highest: float
) -> None:
    found = explain(text, "A", "XYZ", "P")
    bounds = round(lowest * 10_000), round(highest * 10_000)
    assert (found.owned, found.lowest, found.highest) == (owned, *bounds)


def test_an_accounting_parent_that_is_listed_may_own_the_company() -> None:
    accounts = Stake("X", "A", kind="consolidation")
    assert FiftyPercentRule(Register([accounts], DAY), listing("X")).owned("A") is POSSIBLE


def test_all_listed_owners_are_told_whose_terms_may_be_the_strictest() -> None:
    text = "X 50 A, Y 10 A, A 50 B, Z 1 B, P 1 B, N 20 B"
    found = explain(text, "B", "XYZ", "P")
    assert [(one.party, one.counts) for one in found.owners] == [
        ("Z", CERTAIN),
        ("X", CERTAIN),
        ("Y", CERTAIN),
        ("P", POSSIBLE),
    ]


def test_the_owners_of_a_listed_owner_count_only_where_listed_parties_own_it() -> None:
    assert [one[:] for one in explain("X 50 A, Y 50 X", "A").owners] == [
        ("X", CERTAIN),
        ("Y", CERTAIN),
    ]
    assert [one[:] for one in explain("X 50 A, Y 49 X", "A").owners] == [
        ("X", CERTAIN),
        ("Y", NONE),
    ]


def test_a_path_is_told_stake_by_stake_from_the_listed_owner_down() -> None:
    found = explain("X 60 A, A 51 B, B 100 C, X 1 Q, Q 1 C", "C")
    (owner,) = found.owners
    assert [(one.owner, one.low, one.owned) for one in found.path(owner)] == [
        ("X", 600_000, "A"),
        ("A", 510_000, "B"),
        ("B", 1_000_000, "C"),
    ]
    assert found.path(owner)[0].stakes[0].since == date(2020, 1, 1)


def test_a_listed_party_that_holds_a_minority_is_told_with_what_it_holds() -> None:
    found = explain("X 20 A, Y ? A, N 55 A", "A", "X", "Y")
    assert (found.owned, found.lowest, found.highest) == (POSSIBLE, 200_000, 1_000_000)
    found = explain("X 20 A, Y 5-10 A, N 55 A", "A", "X", "Y")
    assert (found.owned, found.lowest, found.highest) == (NONE, 200_000, 300_000)
    assert [one[:] for one in found.owners] == [("X", CERTAIN), ("Y", POSSIBLE)]


def test_a_listed_party_above_a_company_that_it_does_not_own_is_told_and_does_not_count() -> None:
    found = explain("X 40 A, A 100 B", "B")
    assert (found.owned, found.highest) == (NONE, 0)
    (owner,) = found.owners
    assert owner == ("X", NONE)
    assert [one.owned for one in found.path(owner)] == ["A", "B"]


def test_a_company_without_owners_on_file_is_owned_by_nobody() -> None:
    found = explain("X 60 A", "B")
    assert (found.owned, found.lowest, found.highest, found.owners) == (NONE, 0, 0, ())


def test_a_share_of_nothing_makes_no_owner() -> None:
    assert explain("X 0 A", "A").owners == ()


def test_a_listed_company_that_owns_itself_through_others_is_its_own_listed_owner() -> None:
    found = explain("X 100 A, A 60 X", "X")
    assert found.owned is CERTAIN
    (owner,) = found.owners
    assert [(one.owner, one.owned) for one in found.path(owner)] == [("X", "A"), ("A", "X")]


def test_flags_are_told_of_the_company_and_of_those_through_which_it_is_owned() -> None:
    text = "X 60 A, N 60 A, A 80 B, B 10 B, N 70 Q, X 70 Q, Q 5 M, N 60 X, M 60 X"
    assert [(one.what, one.owned) for one in explain(text, "B").flags] == [
        ("owns itself", "B"),
        ("sum above 100 %", "A"),
    ]
    circle = "X 100 A, A 60 X, N 60 X"
    assert [(one.what, one.owned) for one in explain(circle, "X").flags] == [
        ("sum above 100 %", "X")
    ]


def test_disagreement_is_flagged_where_the_stake_may_count() -> None:
    text = "X 40 A, X 60 A, N 10 A, N 20 A"
    (flag,) = explain(text, "A").flags
    assert (flag.what, flag.stakes[0].owner) == ("sources disagree", "X")
    assert explain(text, "A").owned is POSSIBLE


def test_a_party_that_is_possibly_listed_and_possibly_owned_is_taken_up_once() -> None:
    found = explain("X ? P, P 30 A", "A", "X", "P")
    assert (found.owned, found.highest) == (NONE, 300_000)


def test_a_chain_of_twenty_thousand_companies_is_followed_to_its_end() -> None:
    chain = [Stake(str(step), str(step + 1), HALF, HALF) for step in range(20_000)]
    found = FiftyPercentRule(Register(chain, DAY), listing(["0"])).explain("20000")
    assert found.owned is CERTAIN
    assert len(found.path(found.owners[0])) == 20_000


# -- what holds for every graph -----------------------------------------------------------------

names = st.sets(st.sampled_from(PARTIES))
graphs = st.lists(stakes(since=st.none(), until=st.none()), max_size=14)
plain = st.lists(
    stakes(kind=st.just("share"), since=st.none(), until=st.none()),
    max_size=14,
    unique_by=lambda stake: (stake.owner, stake.owned),
).map(lambda found: [stake for stake in found if stake.owner != stake.owned])
"""Graphs in which each stake is told once."""


def naive(given: list[Stake], bound: str, listed: set[str]) -> set[str]:
    """Return who is owned: by the words of the rule, over and over until nothing changes."""
    owned: set[str] = set()
    while True:
        now = {
            party
            for party in PARTIES
            if 2
            * sum(
                Fraction(getattr(stake, bound), WHOLE)
                for stake in given
                if stake.owned == party and stake.owner in listed | owned
            )
            >= 1
        }
        if now == owned:
            return owned
        owned = now


def standings(given: list[Stake], certain: set[str], possible: set[str]) -> list[Certainty]:
    found = FiftyPercentRule(Register(given, DAY), listing(certain, possible))
    return [found.owned(party) for party in PARTIES]


@given(given=plain, certain=names, possible=names)
def test_the_answer_is_that_of_the_rule_read_word_by_word(
    given: list[Stake], certain: set[str], possible: set[str]
) -> None:
    surely = naive(given, "low", certain)
    maybe = naive(given, "high", certain | possible)
    assert standings(given, certain, possible) == [
        CERTAIN if party in surely else POSSIBLE if party in maybe else NONE for party in PARTIES
    ]


@given(given=plain, certain=names, possible=names, data=st.data())
def test_every_world_that_is_possible_lies_between_the_bounds(
    given: list[Stake], certain: set[str], possible: set[str], data: st.DataObject
) -> None:
    share = {stake: data.draw(st.integers(stake.low, stake.high)) for stake in given}
    world = [stake._replace(low=share[stake], high=share[stake]) for stake in given]
    listed = certain | (possible & data.draw(names))
    owned = naive(world, "low", listed)
    for party, standing in zip(PARTIES, standings(given, certain, possible), strict=True):
        assert standing is not CERTAIN or party in owned
        assert standing is not NONE or party not in owned


@given(given=graphs, certain=names, possible=names)
def test_one_company_by_itself_stands_as_it_does_among_all(
    given: list[Stake], certain: set[str], possible: set[str]
) -> None:
    listed = listing(certain, possible)
    whole = FiftyPercentRule(Register(given, DAY), listed)
    for party in PARTIES:
        above = Register.above(party, lambda one: [s for s in given if s.owned == one], DAY)
        one, among = FiftyPercentRule(above, listed).explain(party), whole.explain(party)
        assert (one.owned, one.lowest, one.highest) == (among.owned, among.lowest, among.highest)
        assert (one.owners, one.flags) == (among.owners, among.flags)
        assert all(one.path(owner) == among.path(owner) for owner in one.owners)


@given(given=graphs, certain=names, possible=names, one=st.sampled_from(PARTIES))
def test_one_more_listed_party_never_frees_anyone(
    given: list[Stake], certain: set[str], possible: set[str], one: str
) -> None:
    before = standings(given, certain, possible)
    for after in (
        standings(given, certain, possible | {one}),
        standings(given, certain | {one}, possible),
    ):
        assert all(now >= then for now, then in zip(after, before, strict=True))


@given(given=graphs, certain=names, possible=names, more=stakes(since=st.none(), until=st.none()))
def test_one_more_stake_never_frees_anyone(
    given: list[Stake], certain: set[str], possible: set[str], more: Stake
) -> None:
    before = standings([s for s in given if s[:2] != more[:2]], certain, possible)
    after = standings([*(s for s in given if s[:2] != more[:2]), more], certain, possible)
    assert all(now >= then for now, then in zip(after, before, strict=True))


@given(given=graphs, certain=names, possible=names)
def test_every_path_leads_from_a_listed_owner_to_the_company_through_what_counts(
    given: list[Stake], certain: set[str], possible: set[str]
) -> None:
    found = FiftyPercentRule(Register(given, DAY), listing(certain, possible))
    for party in PARTIES:
        told_of = found.explain(party)
        best = max((owner.counts for owner in told_of.owners), default=NONE)
        assert best >= told_of.owned
        assert (told_of.highest > 0) == (best > NONE)
        for owner in told_of.owners:
            path = told_of.path(owner)
            assert owner.party in certain | possible
            assert (path[0].owner, path[-1].owned) == (owner.party, party)
            for upper, lower in pairwise(path):
                assert upper.owned == lower.owner
                assert found.owned(lower.owner) >= owner.counts
            assert all(one.high > 0 for one in path)
            assert owner.counts is not CERTAIN or all(one.low > 0 for one in path)
