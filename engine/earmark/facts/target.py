"""From an investment as stated to the things that judges see: the target and the investment."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from earmark.facts.companies import identity
from earmark.facts.headquarters import headquarters
from earmark.facts.lineage import Company, Lineage
from earmark.facts.ownership import ownership
from earmark.facts.parties import Match, Party, Registry
from earmark.facts.party_facts import fact_sources, party_facts
from earmark.facts.records import Records
from earmark.facts.resolve import Matter
from earmark.facts.roles import RoleHolder
from earmark.facts.securities import NS_CMIC
from earmark.facts.shipped import registry
from earmark.facts.spelling import read
from earmark.investment import Investment
from earmark.matter import Doubt, Facts, Known, Thing
from earmark.schema import FIELDS

NOT_ENCODED: Final = (
    "This says nothing about chip licences (earmark check), nor about other sanctions: the list of "
    "blocked persons (SDN) was NOT screened.",
    "What the investor knows, or could learn by asking, counts (31 CFR 850.104). Not encoded: "
    "deals of a controlled foreign company (850.302), directing a deal of someone who is no US "
    "person (850.303), and targets that only hold interests in such companies (850.209(a)(2)).",
)
"""What no rule of the rulebook looks at."""

_OPTION: Final = "target"
_LISTINGS: Final = ("party.on_entity_list", "party.on_meu_list", "party.on_ns_cmic_list")
_STATED: Final = {
    "us_person": "investor_us_person",
    **{
        name: name
        for name in (
            *("instrument", "beyond_minority_rights", "fund_limits", "other_exception"),
            *("activity", "ai_use", "training_operations", "biological_data"),
        )
    },
}
"""For each fact of an investment, the field that states it."""


def resolve_investment(investment: Investment, known: Registry | None = None) -> Matter:
    """Resolve the names and places of an investment.

    Raises :class:`UsageError` for a place that is no country. Whatever is not stated, and the
    name of a target that is not known, is a doubt.
    """
    records = Records(known or registry(), investment.on)
    target, itself = _target(investment, records), _itself(investment)
    assumed = (*target.notes, *itself.notes, *NOT_ENCODED)
    not_screened = records.registry.not_screened(investment.on)
    return Matter((target, itself), not_screened, assumed, tuple(records.registry.lists()))


# -- the target ------------------------------------------------------------------------------


def _target(investment: Investment, records: Records) -> Thing:
    match = records.find(investment.target)
    others, doubt = _identity(investment, match, records)
    notes: list[str] = [*match.notes]
    options = [_facts(investment, party, notes, records) for party in (*others, match.certain)]
    name = str(options[-1].values["party.name"])
    notes.append(
        f"{name} was taken to be organised, and to have its principal place of business, where it "
        "is headquartered; either in China, Hong Kong or Macau is enough (31 CFR 850.221(b))."
    )
    return Thing(
        _OPTION,
        "party",
        name,
        tuple(options),
        doubt,
        frozenset({_OPTION}),
        tuple(dict.fromkeys(notes)),
    )


def _identity(
    investment: Investment, match: Match, records: Records
) -> tuple[list[Party], Doubt | None]:
    """Return the listed companies that the name may mean besides, and the doubt about that."""
    written = investment.target
    if match.certain is None:
        like = [hit.party for hit in match.possible if _lists(hit.party, records)]
        holder = RoleHolder((_OPTION,), written, frozenset({_OPTION}), match)
        return like, identity(holder, like) if like else None
    kin = _namesakes(investment, match.certain, records)
    if not kin:
        return [], None
    names = tuple(_listed_as(party, records) for party in (*kin, match.certain))
    ask = f"Which company of the group is meant by {written}: {' or '.join(names)}?"
    return kin, Doubt(f"{_OPTION}.identity", ask, answers=names)


def _namesakes(investment: Investment, party: Party, records: Records) -> list[Party]:
    """Return the companies of its group that a short name may mean as well, and are listed more.

    "SenseTime" is a name under which the Entity List has a company in Beijing. Who invests in
    SenseTime hardly means that one, but a group whose traded securities are barred.
    """
    short = read(investment.target).core
    if short == read(party.name).core:
        return []
    known = _lists(party, records)
    return [
        firm
        for firm in records.family(party)
        if _lists(firm, records) - known
        and any(short in read(name).core for name in (firm.name, *firm.aliases))
    ]


def _listed_as(party: Party, records: Records) -> str:
    facts = party_facts(party, party.name, _OPTION, records)
    return str(facts["party.ns_cmic_name"] or party.name)


def _lists(party: Party, records: Records) -> set[str]:
    """Return the lists on which a party stands that day, by the facts that tell so."""
    facts = party_facts(party, party.name, _OPTION, records)
    return {path for path in _LISTINGS if facts[path] is True}


def _facts(
    investment: Investment, party: Party | None, notes: list[str], records: Records
) -> Facts:
    written = investment.target
    name = _name(written, party)
    values = {**party_facts(party, written, _OPTION, records), "party.name": name}
    lineage = Lineage(Company(_OPTION, name, party), records)
    parentage = lineage.parentage
    seats, doubts = headquarters(investment, (_OPTION,), name, values, parentage, deal="investment")
    owned, flags = ownership(_OPTION, lineage, records)
    notes += [*doubts, *lineage.parent_notes, *flags]
    sources = {**(fact_sources(party, records) if party else {}), **lineage.seat_sources}
    entry = party.listing(records.on, NS_CMIC) if party else None
    if entry:
        sources["party.on_ns_cmic_list"] = entry.cited
    named = _named_by_the_list(written, values)
    return Facts({**values, **seats, **owned.values, **named}, {**sources, **owned.sources})


def _name(written: str, party: Party | None) -> str:
    """Return what the target is called: as written, where only the legal form is another."""
    if party is None or read(written).core == read(party.name).core:
        return written
    return party.name


def _named_by_the_list(written: str, facts: Mapping[str, Known]) -> dict[str, Known]:
    """Return the doubt whether the NS-CMIC list names this company or one of the same name.

    The registry keeps firms that only the legal form tells apart in one row. The list bars the
    securities of the very company that it names: "SenseTime Group Limited" is not in law
    "SenseTime Group Inc.".
    """
    listed_as = str(facts["party.ns_cmic_name"])
    here, there = read(written), read(listed_as)
    same_form = here.full == there.full or here.full == here.core
    if not listed_as or here.core != there.core or same_form:
        return {}
    paths = ["party.on_ns_cmic_list"]
    if facts["party.ns_cmic_barred"] is True:
        paths.append("party.ns_cmic_barred")
    ask = (
        f"Is {written} the company that the NS-CMIC list names as {listed_as}? If so, name that "
        "one as the target."
    )
    doubt = Doubt(f"{_OPTION}.ns_cmic_identity", ask, frozenset(paths))
    return dict.fromkeys(paths, doubt)


# -- the investment itself -------------------------------------------------------------------


def _itself(investment: Investment) -> Thing:
    notes = []
    if not investment.other_exception:
        notes.append(
            "No exception of 31 CFR 850.501(b) to (g), and no exemption under 850.502, was taken "
            "to apply (--other-exception)."
        )
    if investment.activity is not None:
        notes.append(
            f"“{investment.activity}” was taken for all that the target does; where it does more, "
            "screen each activity."
        )
    values: dict[str, Known] = {"investment.investor": investment.investor}
    for fact, field in _STATED.items():
        values[f"investment.{fact}"] = _stated(investment, f"investment.{fact}", field)
    return Thing("investment", "investment", "the investment", (Facts(values),), notes=tuple(notes))


def _stated(investment: Investment, path: str, field: str) -> Known:
    stated: bool | int | str | None = getattr(investment, field)
    if stated is None:
        ask = FIELDS[path].ask.format(name=investment.investor)
        return Doubt(field, ask, frozenset({path}))
    return stated if isinstance(stated, bool | str) else Fraction(stated)
