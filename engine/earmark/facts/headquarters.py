"""Where a party and its ultimate parent are headquartered, as far as anyone says.

The EAR defines neither word. What the sale states counts, and what the registry has on file;
where the two contradict each other both stay possible. The place of incorporation is never
taken for the headquarters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from earmark.facts.countries import country, country_name
from earmark.facts.ultimate_parent import Parentage
from earmark.matter import Doubt, Known
from earmark.schema import FIELDS

OWN, PARENT = "party.headquarters", "party.parent_headquarters"

_ASK_BOTH = "Where is {name} headquartered, and its ultimate parent?"
_FEEDS = frozenset({OWN, PARENT})
"""One partition of countries serves both facts, because one answer can settle both."""


class Stating(Protocol):
    """A sale or an investment: has a day, and may state headquarters (``buyer_hq`` …)."""

    @property
    def on(self) -> date:
        """The day on which it is judged."""
        ...


def headquarters(
    sale: Stating,
    options: Sequence[str],
    name: str,
    on_file: Mapping[str, Known],
    parentage: Parentage,
    above: Known = None,
    *,
    deal: str = "sale",
) -> tuple[dict[str, Known], list[str]]:
    """Return both headquarters facts of the party that ``options`` name, and caveats.

    ``parentage`` is its ultimate parent by what is on file.
    ``above`` is where it sits by the order, for a company that the order itself names as the
    buyer's subsidiary. ``deal`` is what caveats call the sale.
    """
    caveats: list[str] = []
    own_seat = on_file.get(OWN)
    top = parentage.headquarters
    filed = {OWN: (own_seat,) if isinstance(own_seat, str) else (), PARENT: top}

    def settle(path: str, stated: list[str]) -> Known:
        return _settle(path, options[0], name, stated, filed[path], caveats, deal)

    stated = _stated(sale, options, "_hq")
    own = settle(OWN, stated)
    stated_parent = _stated(sale, options, "_parent_hq")
    if above is not None:
        known = [*stated_parent, *([above] if isinstance(above, str) else [])]
        says_more = known or top
        return {OWN: own, PARENT: settle(PARENT, known) if says_more else above}, caveats
    # Of a subsidiary the order names the parent: its own seat says nothing of where that sits.
    by_order = options[0] == "subsidiary"
    by_file = any(map(parentage.is_apart_from, stated))
    parent = settle(PARENT, stated_parent or ([] if by_order or by_file else stated))
    if stated and not stated_parent and parent == stated[0]:
        option = f"--{options[0].replace('_', '-')}-parent-hq"
        caveats.append(
            f"The ultimate parent of {name} was taken to be headquartered in "
            f"{country_name(stated[0])} too; state it where that is not so ({option})."
        )
    elif by_file and not (stated_parent or by_order or top):
        caveats.append(
            f"That {name} is headquartered in {country_name(stated[0])} was not taken to say where "
            "its ultimate parent is: others own some of it by what is on file."
        )
    if isinstance(own, Doubt) and isinstance(parent, Doubt) and not (own.among or parent.among):
        # The option that states a party's headquarters states its parent's with it.
        own = replace(own, ask=_ASK_BOTH.format(name=name), settles=(parent.key,))
    return {OWN: own, PARENT: parent}, caveats


def parent_of_subsidiary(buyer: Mapping[str, Known], parentage: Parentage) -> Known:
    """Return where the ultimate parent of the buyer's subsidiary is headquartered.

    That is the buyer's own ultimate parent where one is known, or owners of the buyer are on file
    that may sit elsewhere; and else the buyer. A doubt about it is the buyer's own doubt: one
    question, one answer.
    """
    own, known = buyer[OWN], buyer[PARENT]
    apart = parentage.is_apart_from(own if isinstance(own, str) else "")
    unknown = isinstance(known, Doubt) and not known.among
    return own if unknown and not apart else known


def _places(codes: Iterable[str]) -> str:
    return " and ".join(country_name(code) for code in dict.fromkeys(codes))


def _stated(sale: Stating, options: Sequence[str], suffix: str) -> list[str]:
    texts = (getattr(sale, f"{option}{suffix}", None) for option in options)
    return [country(text, sale.on) for text in texts if text]


def _settle(
    path: str,
    option: str,
    name: str,
    stated: list[str],
    filed: tuple[str, ...],
    caveats: list[str],
    deal: str,
) -> Known:
    ask = FIELDS[path].ask.format(name=name)
    key = f"{option}.{path.partition('.')[2]}"
    claims = tuple(dict.fromkeys([*stated, *filed]))
    if not claims:
        return Doubt(key, ask, _FEEDS)
    if len(claims) == 1:
        return claims[0]
    said = f"The {deal} says {_places(stated)}, the registry" if stated else "The registry says"
    against = f" {_places(filed)}" if filed else " nothing"
    caveats.append(f"{ask} {said}{against}: all were considered.")
    return Doubt(key, ask, _FEEDS, among=claims)
