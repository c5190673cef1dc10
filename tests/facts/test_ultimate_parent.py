"""The ultimate parent: majority stakes followed upward to where they end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.stakes import (
    CONSOLIDATION,
    HALF,
    PERSONAL,
    SHARE,
    Holding,
    Kind,
    Register,
    Stake,
)
from earmark.facts.ultimate_parent import (
    HOLDING_JURISDICTIONS,
    Parentage,
    Why,
    ultimate_parent,
)
from earmark.testing import stakes

DAY = date(2023, 11, 17)
PARTIES = "ABCDEF"


@dataclass
class Known:
    """What a test knows of companies."""

    seats: dict[str, str] = field(default_factory=dict)
    formed: dict[str, str] = field(default_factory=dict)
    stated: str = ""

    def headquarters(self, party: str) -> str | None:
        return self.seats.get(party)

    def incorporated(self, party: str) -> str | None:
        return self.formed.get(party)

    def is_ultimate(self, party: str) -> bool:
        return party in self.stated


def told(text: str) -> list[Stake]:
    """Read "X 60 A, Y ? A, Z 25-75 A, V has A": who holds what percentage of whom."""
    found = []
    for owner, share, owned in (one.split() for one in text.split(",") if one):
        if share == "has":
            found.append(Stake(owner, owned, kind=CONSOLIDATION))
            continue
        low, _, high = "0-100".partition("-") if share == "?" else share.partition("-")
        bounds = [round(float(bound) * 10_000) for bound in (low, high or low)]
        # Small letters are natural persons.
        kind: Kind = PERSONAL if owner.islower() else SHARE
        found.append(Stake(owner, owned, *bounds, kind, since=date(2020, 1, 1)))
    return found


def parentage(text: str, known: Known | None = None, party: str = "A") -> Parentage:
    return ultimate_parent(party, Register(told(text), DAY), known or Known())


def ends(found: Parentage) -> set[tuple[str, Why]]:
    assert len(set(found.ends)) == len(found.ends)
    return {(end.party, end.why) for end in found.ends}


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("X 60 A", "X"),
        ("X 50.0001 A", "X"),
        ("X 51 B, B 51 A", "X"),
        ("X 60 A, Y 40 A", "X"),
        ("X 60 A, Y ? A", "X"),
        ("X 60-75 A", "X"),
        ("X has A", "X"),
        ("X has A, X 100 A, Y 30 A", "X"),
        ("X has B, B 100 A, Y 50 A", "X"),
        ("X 60 A, Y 45 X", "X"),
        ("X 60 B, X 60 C, B 60 A, C has A", "X"),
        ("X 60 A, A 100 A", "X"),
        ("X 60 A, X 100 X", "X"),
    ],
)
def test_majority_stakes_are_followed_to_the_top(text: str, parent: str) -> None:
    found = parentage(text, Known(seats={"X": "CN"}))
    assert found.parent == (parent, Why.TOP, "CN")
    assert found.headquarters == ("CN",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.NO_OWNER),
        ("X 30 A, Y 30 A, Z 40 A", Why.NO_OWNER),
        ("X 50 A", Why.HALF),
        ("X 50 A, Y 50 A", Why.HALF),
        ("X 50 B, Y 50 B, B 100 A", Why.HALF),
        ("X 25-50 B, B 100 A", Why.HALF),
        ("B 60 A, A 60 B", Why.CYCLE),
        ("B 60 A, C 60 B, B 60 C", Why.CYCLE),
    ],
)
def test_where_nobody_holds_a_majority_the_parent_is_unknown(text: str, why: Why) -> None:
    found = parentage(text, Known(seats=dict.fromkeys("ABCXYZ", "DE")))
    assert [end.why for end in found.ends] == [why]
    assert found.parent is None
    assert found.headquarters == ()


@pytest.mark.parametrize("place", ["KY", "VG", "BM", "SC", "JE"])
def test_a_chain_that_ends_in_a_holding_jurisdiction_leaves_the_parent_unknown(place: str) -> None:
    known = Known(seats={"X": "SG"}, formed={"X": place})
    assert ends(parentage("X 100 A", known)) == {("X", Why.HOLDING)}
    assert parentage("X 100 A", known).headquarters == ()
    onward = parentage("X 100 A, Y 80 X", Known(seats={"Y": "CN"}, formed={"X": place}))
    assert onward.headquarters == ("CN",)


@pytest.mark.parametrize("place", ["CN", "HK", "SG", "US", "AE", "NL"])
def test_places_where_companies_do_sit_are_no_holding_jurisdictions(place: str) -> None:
    assert place not in HOLDING_JURISDICTIONS
    assert parentage("X 100 A", Known(formed={"X": place})).parent == ("X", Why.TOP, None)


def test_the_place_of_incorporation_is_never_taken_for_the_headquarters() -> None:
    found = parentage("X 100 A", Known(formed={"X": "CN", "A": "CN"}))
    assert found.parent is not None
    assert found.headquarters == ()


def test_a_company_that_is_stated_to_be_its_own_ultimate_parent_ends_the_way() -> None:
    known = Known(seats={"A": "CN", "X": "CN"}, formed={"X": "KY"}, stated="X")
    disputed = parentage("X 100 A, Y 60 X, Y 70 X, Z 80 X", known)
    assert (disputed.parent, disputed.flags) == (("X", Why.STATED, "CN"), ())
    assert parentage("Y 100 X, X 100 A", known).headquarters == ("CN",)
    itself = parentage("", Known(seats={"A": "DE"}, stated="A"))
    assert (itself.parent, itself.headquarters) == (("A", Why.STATED, "DE"), ("DE",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A stake that may be a majority: its owner is the parent, or the company below has none.
        ("X ? B, B 60 A", {("X", Why.TOP), ("B", Why.TOP)}),
        ("X 40-60 B, B 60 A", {("X", Why.TOP), ("B", Why.TOP)}),
        ("X ? A", {("X", Why.TOP), ("A", Why.NO_OWNER)}),
        ("X 30-60 A, Y 30-60 A", {("X", Why.TOP), ("Y", Why.TOP), ("A", Why.NO_OWNER)}),
        ("X 50-75 A", {("X", Why.TOP), ("A", Why.HALF)}),
        # Records that contradict each other.
        ("X 40 B, X 60 B, B 60 A", {("X", Why.TOP), ("B", Why.TOP)}),
        ("X 60 A, Y 60 A", {("X", Why.TOP), ("Y", Why.TOP)}),
        ("X has A, Y 60 A", {("X", Why.TOP), ("Y", Why.TOP)}),
        # One of two ways leads in a circle.
        ("B 60 A, C 60 B, B ? C", {("C", Why.TOP), ("B", Why.CYCLE)}),
        ("B ? A, A ? B", {("A", Why.NO_OWNER), ("B", Why.TOP), ("A", Why.CYCLE)}),
    ],
)
def test_every_end_that_is_possible_is_told(text: str, expected: set[tuple[str, Why]]) -> None:
    found = parentage(text)
    assert ends(found) == expected
    assert found.parent is None


def test_headquarters_are_those_that_all_possible_parents_may_have() -> None:
    def seats(**known: str) -> tuple[str, ...]:
        return parentage("X 60 A, Y 60 A", Known(seats=known)).headquarters

    assert seats(X="CN", Y="CN") == ("CN",)
    assert seats(X="CN", Y="DE") == ("CN", "DE")
    assert seats(X="CN") == ()


def test_a_path_is_told_stake_by_stake_from_the_top_down() -> None:
    found = parentage("X 60 B, B 51 A")
    assert found.parent is not None
    path = found.path(found.parent)
    assert [(one.owner, one.low, one.owned) for one in path] == [
        ("X", 600_000, "B"),
        ("B", 510_000, "A"),
    ]


def test_what_is_doubtful_about_the_records_on_the_way_is_flagged() -> None:
    found = parentage("X 40 B, X 70 B, B has A, N 20 B, B 70 A, M 40 A")
    assert [(flag.what, flag.owned) for flag in found.flags] == [
        ("sum above 100 %", "A"),
        ("sources disagree", "B"),
    ]
    (undated,) = parentage("X has A").flags
    assert (undated.what, undated.owned) == ("start unknown", "A")


def test_stakes_count_on_the_days_on_which_they_are_held() -> None:
    sold = Stake("X", "A", HALF + 1, HALF + 1, since=date(2020, 1, 1), until=DAY)
    bought = Stake("Y", "A", HALF + 1, HALF + 1, since=DAY)
    for day, parent in ((date(2023, 11, 16), "X"), (DAY, "Y")):
        found = ultimate_parent("A", Register([sold, bought], day), Known())
        assert [end.party for end in found.ends] == [parent]


def test_a_chain_of_twenty_thousand_companies_is_followed_to_its_end() -> None:
    chain = [Stake(str(step), str(step + 1), HALF + 1) for step in range(20_000)]
    found = ultimate_parent("20000", Register(chain, DAY), Known())
    assert found.parent is not None
    assert len(found.path(found.parent)) == 20_000
    circle = [*chain, Stake("20000", "0", HALF + 1)]
    found = ultimate_parent("20000", Register(circle, DAY), Known())
    assert [end.why for end in found.ends] == [Why.CYCLE]


# -- what holds for every graph -----------------------------------------------------------------

graphs = st.lists(stakes(since=st.none(), until=st.none()), max_size=12)
places = st.dictionaries(st.sampled_from(PARTIES), st.sampled_from(("CN", "DE", "KY")))
knowns = st.builds(Known, places, places, st.sampled_from(("", "", "F", "BD")))


def walk(register: Register, known: Known, way: list[Holding], party: str) -> set[tuple[str, str]]:
    """Return every end that walking upward can come to, told by the words of the definition."""
    holders = register.holders(party)
    sure = [one for one in holders if one.consolidates or one.low > HALF]
    may_be = [one for one in holders if one.high > HALF]
    if known.is_ultimate(party):
        return {(party, "parent")}
    found: set[tuple[str, str]] = set()
    for holding in sure or may_be:
        if holding.owner in {"A", *(one.owner for one in way)}:
            found.add(("", "unknown"))
        else:
            found |= walk(register, known, [*way, holding], holding.owner)
    if not sure:
        half = any(HALF in (one.low, one.high) for one in holders)
        shell = known.incorporated(party) in HOLDING_JURISDICTIONS
        unknown = half or shell or party == "A"
        found.add(("", "unknown") if unknown else (party, "parent"))
    return found


@given(given=graphs, known=knowns)
def test_the_ends_are_those_that_walking_every_way_comes_to(
    given: list[Stake], known: Known
) -> None:
    register = Register(given, DAY)
    found = ultimate_parent("A", register, known)
    said = {(end.party, "parent") if end.is_parent else ("", "unknown") for end in found.ends}
    assert said == walk(register, known, [], "A")


@given(given=graphs, known=knowns)
def test_every_path_leads_from_an_end_to_the_company_through_possible_majorities(
    given: list[Stake], known: Known
) -> None:
    found = ultimate_parent("A", Register(given, DAY), known)
    assert len(set(found.ends)) == len(found.ends) > 0
    for end in found.ends:
        assert end.headquarters == known.headquarters(end.party)
        path = found.path(end)
        assert [one.owner for one in path[:1]] == [end.party][: len(path)]
        assert [one.owned for one in path[-1:]] == ["A"][: len(path)]
        assert all(upper.owned == lower.owner for upper, lower in pairwise(path))
        assert all(one.consolidates or one.high > HALF for one in path)


@given(given=graphs, known=knowns)
def test_one_company_by_itself_has_the_parent_that_it_has_among_all(
    given: list[Stake], known: Known
) -> None:
    above = Register.above("A", lambda one: [s for s in given if s.owned == one], DAY)
    alone, among = (ultimate_parent("A", r, known) for r in (above, Register(given, DAY)))
    assert (alone.ends, alone.flags) == (among.ends, among.flags)
    assert all(alone.path(end) == among.path(end) for end in alone.ends)


@given(given=graphs, seat=places)
def test_a_country_is_only_given_where_someone_said_so(
    given: list[Stake], seat: dict[str, str]
) -> None:
    found = ultimate_parent("A", Register(given, DAY), Known(seats=seat, formed={"B": "CN"}))
    assert set(found.headquarters) <= {seat[end.party] for end in found.ends if end.party in seat}


# -- what is on file beside a parent --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("p 100 A", Why.NO_OWNER),
        ("p 50 A", Why.NO_OWNER),
        ("p ? A, q 25-50 A", Why.NO_OWNER),
        ("X 100 A, p 100 X", Why.TOP),
        ("X 100 A, p 50 X, q 50 X", Why.TOP),
        ("p 100 A, Y 50 A", Why.HALF),
    ],
)
def test_a_natural_person_is_no_parent_company(text: str, why: Why) -> None:
    (end,) = parentage(text).ends
    assert end.why is why


def test_an_owner_that_one_source_calls_a_person_and_another_does_not_may_be_a_company() -> None:
    both = [Stake("x", "A", 600_000, 600_000, kind) for kind in (PERSONAL, SHARE)]
    (end,) = ultimate_parent("A", Register(both, DAY), Known()).ends
    assert (end.party, end.why) == ("x", Why.TOP)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("", False),
        ("p 100 A", False),
        ("S 30 A", False),
        ("S 60 A", False),
        ("S 60 A, T 30 A", False),
        ("C 10 A", True),
        ("S 60 A, C 10 A", True),
        ("X 10 A", True),
        ("X 0 A", False),
        ("X 60 A", True),
        ("C 60 A", True),
        ("S 60 A, C 60 S", True),
        ("S 50 A, T 50 A", True),
        ("S 60 A, A 60 S", True),
        ("S 60 A, p 60 S", False),
    ],
)
def test_a_company_s_seat_says_nothing_of_its_parent_s_where_an_owner_may_sit_elsewhere(
    text: str, apart: bool
) -> None:
    found = parentage(text, Known(seats={"A": "SG", "S": "SG", "T": "SG", "C": "CN"}))
    assert found.is_apart_from("SG") is apart
