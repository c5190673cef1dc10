"""Who stands above a company: its owners, and its ultimate parent, as far as that is on file.

Three things are joined: the stakes of the user's registry, the ultimate parents of the shipped
tables (of which it is known that they own, not how much), and the order, which is the evidence that
a buyer owns at least half of the subsidiary that it names. A stake on file overrides the order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from earmark.facts.countries import country
from earmark.facts.fifty_percent import Certainty, FiftyPercentRule, ListedOwnership
from earmark.facts.lists.rows import Firm, node
from earmark.facts.parties import Match, Party
from earmark.facts.records import Records
from earmark.facts.stake_words import flag_text, path_text
from earmark.facts.stakes import CONSOLIDATION, HALF, Flag, Holding, Register, Stake
from earmark.facts.ultimate_parent import End, Parentage, Why, ultimate_parent

THE_ORDER: Final = "the order"

_TABLES: Final = "the tables shipped with Earmark"
_UNDATED: Final = frozenset({THE_ORDER, _TABLES})

_UNKNOWN_ABOVE: Final = (Why.HALF, Why.HOLDING, Why.CYCLE)

_NO_PARENT: Final = ("NATURAL_PERSONS", "NO_KNOWN_PERSON")
"""What a firm answers GLEIF when no other firm consolidates it."""


class Company(NamedTuple):
    """A company of a sale: the option that names it, what it is called, what is on file of it."""

    option: str
    name: str
    party: Party | None


class Lineage:
    """What is known above one company on a day.

    ``buyers`` are set for the subsidiary that the order names: all that its buyer may be, one where
    that is certain.
    """

    def __init__(self, company: Company, records: Records, buyers: Sequence[Company] = ()) -> None:
        self._records = records
        self._buyers = buyers
        self._shares = records.registry.shares(records.on)
        records.turns.update(self._shares.turns if self._shares else ())
        self._names: dict[str, str] = {}
        self._matches: dict[str, Match] = {}
        self._meant: dict[str, list[tuple[str, bool]]] = {}
        self._same: dict[str, str] = {}
        self._stakes: dict[str, list[Stake]] = {}
        self.company = self._node(company)
        self._buyer = self._node(buyers[0]) if buyers else ""

    def owned_by(self, lists: Collection[str]) -> ListedOwnership:
        """Return what parties on some lists own of the company."""
        rule = FiftyPercentRule(self._register, lambda owner: self._on(lists, owner))
        return rule.explain(self.company)

    @cached_property
    def parentage(self) -> Parentage:
        """Its ultimate parent, as far as that is on file; the order is left out."""
        on_file = Register.above(self.company, self._on_file, self._records.on)
        return ultimate_parent(self.company, on_file, self)

    @property
    def seat_sources(self) -> dict[str, str]:
        """Where it comes from who the ultimate parent is, and where that sits."""
        found = "; ".join(
            said for end in self.parentage.ends if end.headquarters for said in self._said_of(end)
        )
        return {"party.parent_headquarters": found} if found else {}

    def _said_of(self, end: End) -> Iterator[str]:
        path = self.parentage.path(end)
        if any(stake.source != _TABLES for holding in path for stake in holding.stakes):
            yield path_text(path, self.called)
        party = self._match(end.party).certain
        yield from (one.source for one in self._firms(end.party) if one.headquarters and one.source)
        if party and party.headquarters_source:
            yield party.headquarters_source

    @cached_property
    def taken_from_the_order(self) -> bool:
        """Whether nothing but the order tells that the buyer owns the company."""
        return bool(self._buyer) and not any(
            stake.owner == self._buyer
            and stake.source != _TABLES
            and stake.covers(self._records.on)
            for stake in self._on_file(self.company)
        )

    @cached_property
    def parent_is_the_buyers(self) -> bool:
        """Whether its ultimate parent is the buyer's: by the order, or by stakes on file.

        These count where it is certain who the buyer is, and all majority stakes lead to it.
        """
        if self.taken_from_the_order or len(self._buyers) != 1:
            return self.taken_from_the_order
        ways = ((end.party, self.parentage.path(end)) for end in self.parentage.ends)
        return all(self._buyer in (end, *(holding.owner for holding in path)) for end, path in ways)

    def only_owner(self, lists: Collection[str]) -> Company | None:
        """Return the buyer, if nothing else tells who the owner is and it is surely on no list."""
        alone = self.taken_from_the_order and not self._on_file(self.company)
        unlisted = bool(self._buyer) and self._on(lists, self._buyer) is Certainty.NONE
        return self._buyers[0] if alone and unlisted else None

    def listed(self, owner: str, lists: Collection[str]) -> tuple[Party, ...]:
        """Return the parties on some lists that an owner is, or may be."""
        if owner == self._buyer:
            parties = tuple(one.party for one in self._buyers if one.party)
        elif match := self._match(owner).certain:
            parties = (match,)
        else:
            parties = tuple(hit.party for hit in self._match(owner).possible)
        return tuple(party for party in parties if party.entries(self._records.on, lists))

    def is_certain(self, owner: str) -> bool:
        """Tell whether it is known for certain which party on file an owner is."""
        return self._match(owner).certain is not None

    def is_doubtful_buyer(self, owner: str) -> bool:
        """Tell whether an owner is the buyer, of which it is not known who it is."""
        return owner == self._buyer and len(self._buyers) > 1

    def path_from(self, path: Sequence[Holding]) -> str:
        """Return a path in words."""
        return path_text(path, self.called)

    def flagged(self, flags: Sequence[Flag]) -> list[str]:
        """Return what is doubtful about the records, in words."""
        told = [flag for flag in flags if not {one.source for one in flag.stakes} <= _UNDATED]
        return list(dict.fromkeys(flag_text(flag, self.called) for flag in told))

    @property
    def parent_notes(self) -> list[str]:
        """What was taken about the ultimate parent, and what is doubtful about it."""
        name = self.called(self.company)
        taken = [
            f"{self.called(end.party)} was taken to be the ultimate parent of {name}: no majority "
            "owner of it is on file. The EAR does not define the term."
            for end in self.parentage.ends
            if end.why is Why.TOP
        ]
        unknown = [
            f"The ultimate parent of {name} is not on file{self._above_it(end.party)}: {end.why}."
            for end in self.parentage.ends
            if end.why in _UNKNOWN_ABOVE
        ]
        return [*taken, *unknown, *self.flagged(self.parentage.flags)]

    def _above_it(self, party: str) -> str:
        return "" if party == self.company else f" above {self.called(party)}"

    def called(self, party: str) -> str:
        """Return what a node is called."""
        if party in self._names:
            return self._names[party]
        return self._shares.called(party) if self._shares else party

    # -- what majority stakes ask of firms -----------------------------------------------------

    def headquarters(self, party: str) -> str | None:
        """Return the country of a firm's headquarters, where it is on file."""
        known = self._match(party).certain
        if known and known.headquarters:
            return country(known.headquarters, self._records.on)
        firms = self._firms(party)
        seats = {firm.headquarters for firm in firms if firm.headquarters}
        return country(min(seats), self._records.on) if len(seats) == 1 else None

    def incorporated(self, party: str) -> str | None:
        """Return the country in which a firm is incorporated, where it is on file."""
        return next((one.incorporated for one in self._firms(party) if one.incorporated), None)

    def is_ultimate(self, party: str) -> bool:
        """Tell whether a firm is on file as its own ultimate parent."""
        known = self._match(party).certain
        shares = self._shares
        declared = (
            [one for meant in self._sure(party) for one in shares.declarations(meant)]
            if shares
            else ()
        )
        alone = any(one.level == "ultimate" and one.reason in _NO_PARENT for one in declared)
        return alone or bool(known and known.parent == known.id)

    def _firms(self, party: str) -> list[Firm]:
        shares = self._shares
        return [one for meant in self._sure(party) for one in shares.firms(meant)] if shares else []

    def _sure(self, party: str) -> list[str]:
        """Return the nodes under which a party is surely on file."""
        return [meant for meant, surely in self._meant.get(party, [(party, True)]) if surely]

    # -- the stakes ----------------------------------------------------------------------------

    @cached_property
    def _register(self) -> Register:
        return Register.above(self.company, self._above, self._records.on)

    def _above(self, owned: str) -> Iterator[Stake]:
        yield from self._on_file(owned)
        if owned == self.company and self.taken_from_the_order:
            yield Stake(self._buyer, owned, low=HALF, kind=CONSOLIDATION, source=THE_ORDER)

    def _on_file(self, owned: str) -> list[Stake]:
        if owned not in self._stakes:
            self._stakes[owned] = list(self._read(owned))
        return self._stakes[owned]

    def _read(self, owned: str) -> Iterator[Stake]:
        if self._shares:
            for meant, surely in self._meant.get(owned, [(owned, True)]):
                for stake in self._shares.above(meant):
                    self._records.turns.update(filter(None, (stake.since, stake.until)))
                    owner = self._one(stake.owner)
                    low = stake.low if surely else 0
                    yield stake._replace(owner=owner, owned=owned, low=low)
        party = self._match(owned).certain
        parent = self._records.parent(party) if party else None
        if parent and parent is not party:
            owner = self._node(Company("", parent.name, parent))
            yield Stake(owner, owned, kind=CONSOLIDATION, source=_TABLES)

    def _on(self, lists: Collection[str], owner: str) -> Certainty:
        """Return how surely an owner is on one of some lists."""
        if owner == self._buyer:
            found = [self._standing(one.party, lists) for one in self._buyers]
            return min(found) if min(found) else Certainty(bool(max(found)))
        match = self._match(owner)
        if match.certain:
            return self._standing(match.certain, lists)
        return Certainty(any(hit.party.entries(self._records.on, lists) for hit in match.possible))

    def _standing(self, party: Party | None, lists: Collection[str]) -> Certainty:
        entries = party.entries(self._records.on, lists) if party else ()
        sure = any(entry.covers(self._records.on) for entry in entries)
        return Certainty.CERTAIN if sure else Certainty(bool(entries))

    def _one(self, owner: str) -> str:
        """Return the node of an owner, the same by whichever of its names a source knows it."""
        if owner not in self._same:
            party = self._match(owner).certain
            company = Company("", self.called(owner), party)
            self._same[owner] = self._node(company) if party else owner
        return self._same[owner]

    def _match(self, owner: str) -> Match:
        if owner not in self._matches:
            self._matches[owner] = self._records.find(self.called(owner))
        return self._matches[owner]

    def _node(self, company: Company) -> str:
        """Return the node of a company whose party is known, or known to be none on file."""
        party = company.party
        name = party.name if party else company.name
        known_as = dict.fromkeys((company.name, name, *(party.aliases if party else ())))
        called = node(name)
        self._names[called] = name
        self._matches[called] = Match(party)
        if self._shares:
            meant = [self._shares.nodes(alias) for alias in known_as]
            # Where several firms bear a name, none of them is the company for certain.
            self._meant[called] = [(one, len(some) == 1) for some in meant for one in some]
            self._same |= dict.fromkeys((one for some in meant for one in some), called)
        return called
