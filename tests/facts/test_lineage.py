"""Who stands above a company: stakes on file, the shipped tables and the order, taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pytest

from earmark.facts.fifty_percent import Certainty
from earmark.facts.lineage import Company, Lineage
from earmark.facts.lists.rows import Declaration, Firm, node
from earmark.facts.parties import LICENCE_LISTS
from earmark.facts.records import Records
from earmark.facts.shipped import Shipped, registry
from earmark.facts.stakes import HALF, WHOLE, Stake

DAY = date(2025, 10, 6)
HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."
TEN_PERCENT = WHOLE // 10


class Shares:
    """A register of stakes and firms kept in memory; a firm goes by its name."""

    turns: frozenset[date] = frozenset()

    def __init__(
        self,
        stakes: Iterable[Stake] = (),
        firms: Iterable[Firm] = (),
        declared: Iterable[Declaration] = (),
    ) -> None:
        self._stakes = [
            one._replace(owner=node(one.owner), owned=node(one.owned)) for one in stakes
        ]
        self._firms = list(firms)
        self._declared = list(declared)

    def nodes(self, name: str) -> tuple[str, ...]:
        keys = [one.key for one in self._firms if node(one.name) == node(name)]
        return tuple(keys) or (node(name),)

    def above(self, party: str) -> list[Stake]:
        return [stake for stake in self._stakes if stake.owned == party]

    def below(self, party: str) -> list[Stake]:
        return [stake for stake in self._stakes if stake.owner == party]

    def firms(self, party: str) -> Sequence[Firm]:
        return [one for one in self._firms if one.key == party]

    def declarations(self, party: str) -> Sequence[Declaration]:
        return [one for one in self._declared if one.key == party]

    def called(self, party: str) -> str:
        return next((one.name for one in self.firms(party)), party)


class WithShares(Shipped):
    """The shipped parties, with shares on file."""

    def __init__(self, shares: Shares) -> None:
        super().__init__(registry().parties)
        self._shares = shares

    def shares(self, on: date) -> Shares:  # noqa: ARG002
        return self._shares


def company(name: str, option: str = "buyer") -> Company:
    return Company(option, name, registry().find(name).certain)


def lineage(
    below: Company, *stakes: Stake, buyers: Sequence[Company] = (), firms: Iterable[Firm] = ()
) -> Lineage:
    return Lineage(below, Records(WithShares(Shares(stakes, firms)), DAY), buyers)


BETA = Company("subsidiary", "Beta", None)
TENTH = Stake("Alpha", "Beta", TEN_PERCENT, TEN_PERCENT)


# -- owners ----------------------------------------------------------------------------------


def test_a_stake_of_a_listed_party_is_found_by_its_name_and_told_with_date_and_source() -> None:
    stake = Stake("Hikvision", "Beta", 600_000, 600_000, since=date(2021, 5, 1), source="filing")
    found = lineage(BETA, stake)
    assert found.owned_by(LICENCE_LISTS).owned is Certainty.CERTAIN
    listed = found.owned_by(LICENCE_LISTS)
    path = found.path_from(listed.path(listed.owners[0]))
    assert path == f"{HIKVISION} holds 60 % (filing, since 2021-05-01) of Beta"


def test_an_owner_that_resembles_a_listed_party_may_be_one() -> None:
    found = lineage(BETA, Stake("Hikvision Singapore Pte. Ltd.", "Beta", WHOLE, WHOLE))
    assert found.owned_by(LICENCE_LISTS).owned is Certainty.POSSIBLE
    (owner,) = found.owned_by(LICENCE_LISTS).owners
    assert [party.name for party in found.listed(owner.party, LICENCE_LISTS)] == [HIKVISION]


def test_the_order_counts_where_no_stake_of_the_buyer_is_on_file() -> None:
    found = lineage(BETA, buyers=[company(HIKVISION)])
    assert found.taken_from_the_order
    assert found.owned_by(LICENCE_LISTS).owned is Certainty.CERTAIN


def test_a_stake_on_file_overrides_the_order() -> None:
    minority = Stake(HIKVISION, "Beta", TEN_PERCENT, TEN_PERCENT)
    found = lineage(BETA, minority, buyers=[company(HIKVISION)])
    assert not found.taken_from_the_order
    assert found.owned_by(LICENCE_LISTS).owned is Certainty.NONE
    assert found.owned_by(LICENCE_LISTS).highest == TEN_PERCENT


def test_a_stake_that_is_over_does_not_override_the_order() -> None:
    sold = Stake(HIKVISION, "Beta", WHOLE, WHOLE, until=DAY)
    assert lineage(BETA, sold, buyers=[company(HIKVISION)]).taken_from_the_order


@pytest.mark.parametrize(
    "written", [HIKVISION, "Hikvision", "Hangzhou HIKVISION digital technology"]
)
def test_a_buyer_s_stake_is_found_under_each_of_its_names(written: str) -> None:
    half = Stake(written, "Beta", HALF, HALF)
    assert not lineage(BETA, half, buyers=[company("Hikvision")]).taken_from_the_order


def test_where_several_firms_bear_the_name_none_is_the_company_for_certain() -> None:
    firms = [Firm("lei1", "Beta"), Firm("lei2", "Beta")]
    found = lineage(BETA, Stake(HIKVISION, "lei1", WHOLE, WHOLE), firms=firms)
    assert found.owned_by(LICENCE_LISTS).owned is Certainty.POSSIBLE


def test_a_parent_of_the_shipped_tables_is_no_stake_against_the_order() -> None:
    group = company("SenseTime Group Inc.")
    below = company("SenseTime International Pte. Ltd.", "subsidiary")
    assert lineage(below, buyers=[group]).taken_from_the_order


# -- the ultimate parent ---------------------------------------------------------------------


def test_majority_stakes_lead_to_the_headquarters_of_the_ultimate_parent() -> None:
    firms = [Firm("top", "Top AG", headquarters="DE", source="GLEIF")]
    found = lineage(BETA, Stake("top", "Beta", 510_000, 510_000, source="filing"), firms=firms)
    assert found.parentage.headquarters == ("DE",)
    assert "Top AG holds 51 % (filing) of Beta" in found.seat_sources["party.parent_headquarters"]
    assert found.parent_notes[0].startswith("Top AG was taken to be the ultimate parent of Beta")


def test_the_place_of_incorporation_is_never_taken_for_the_headquarters() -> None:
    firms = [Firm("top", "Top Ltd", incorporated="KY")]
    found = lineage(BETA, Stake("top", "Beta", WHOLE, WHOLE), firms=firms)
    assert found.parentage.headquarters == ()


ALPHA = Company("buyer", "Alpha", None)
MOST = 510_000


def majority(owner: str, owned: str) -> Stake:
    return Stake(owner, owned, MOST, MOST)


LEADS = [
    ([], True),
    ([majority("Alpha", "Beta")], True),
    ([majority("Alpha", "Gamma"), majority("Gamma", "Beta")], True),
    ([majority("Alpha", "Gamma"), majority("Gamma", "Beta"), TENTH], True),
    ([majority("Alpha", "Beta"), majority("Gamma", "Alpha")], True),
    ([TENTH, majority("Gamma", "Beta")], False),
    ([Stake("Alpha", "Beta", HALF, HALF)], False),
    ([Stake("Alpha", "Beta", 0, WHOLE)], False),
    ([TENTH], False),
]


@pytest.mark.parametrize(("stakes", "leads"), LEADS)
def test_the_ultimate_parent_is_the_buyer_s_where_all_majority_stakes_lead_to_it(
    stakes: list[Stake], leads: bool
) -> None:
    assert lineage(BETA, *stakes, buyers=[ALPHA]).parent_is_the_buyers is leads


def test_of_a_buyer_that_may_be_several_stakes_do_not_lead_to_the_ultimate_parent() -> None:
    buyers = [ALPHA, company(HIKVISION)]
    assert not lineage(BETA, majority("Alpha", "Beta"), buyers=buyers).parent_is_the_buyers


def test_the_order_alone_does_not_say_who_the_ultimate_parent_is() -> None:
    assert lineage(BETA, buyers=[company(HIKVISION)]).parentage.headquarters == ()


def test_a_parent_of_the_shipped_tables_is_the_ultimate_one() -> None:
    found = lineage(company("SenseTime International Pte. Ltd."))
    assert found.parentage.headquarters == ("CN",)
    assert "l’entreprise basée à Hong Kong" in found.seat_sources["party.parent_headquarters"]


def test_who_tells_gleif_that_no_firm_consolidates_it_is_its_own_ultimate_parent() -> None:
    firms = [Firm("lei1", "Beta", headquarters="FR", source="GLEIF")]
    declared = [Declaration("lei1", "ultimate", reason="NATURAL_PERSONS")]
    found = Lineage(BETA, Records(WithShares(Shares((), firms, declared)), DAY))
    assert found.parentage.headquarters == ("FR",)
