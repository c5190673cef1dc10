"""Where a party and its ultimate parent are headquartered, as far as anyone says.

The EAR defines neither word. What the sale states counts, and what the registry has on file;
where the two contradict each other both stay possible. The place of incorporation is never
taken for the headquarters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from earmark.facts.countries import country, country_name
from earmark.matter import Doubt, Known
from earmark.sale import Sale
from earmark.schema import FIELDS

OWN, PARENT = "party.headquarters", "party.parent_headquarters"

_ASK_BOTH = "Where is {name} headquartered, and its ultimate parent?"
_FEEDS = frozenset({OWN, PARENT})
"""One partition of countries serves both facts, because one answer can settle both."""


def headquarters(
    sale: Sale, option: str, name: str, on_file: Mapping[str, Known], above: Known = None
) -> tuple[dict[str, Known], list[str]]:
    """Return both headquarters facts of the party that ``option`` names, and caveats.

    ``above`` is where its ultimate parent sits, for a company that the order itself names as
    the buyer's subsidiary.
    """
    stated = _stated(sale, f"{option}_hq")
    stated_parent = _stated(sale, f"{option}_parent_hq") or stated
    keys = {OWN: f"{option}.headquarters", PARENT: f"{option}.parent_headquarters"}
    caveats: list[str] = []
    own = _settle(OWN, keys[OWN], name, stated, on_file.get(OWN), caveats)
    if above is not None:
        return {OWN: own, PARENT: above}, caveats
    parent = _settle(PARENT, keys[PARENT], name, stated_parent, on_file.get(PARENT), caveats)
    if isinstance(own, Doubt) and isinstance(parent, Doubt) and not (own.among or parent.among):
        # The option that states a party's headquarters states its parent's with it.
        own = replace(own, ask=_ASK_BOTH.format(name=name), settles=(parent.key,))
    return {OWN: own, PARENT: parent}, caveats


def parent_of_subsidiary(buyer: Mapping[str, Known]) -> Known:
    """Return where the ultimate parent of the buyer's subsidiary is headquartered.

    That is the buyer's own ultimate parent where one is known, and else the buyer. A doubt about
    it is the buyer's own doubt: one question, one answer.
    """
    known = buyer[PARENT]
    if isinstance(known, Doubt) and not known.among:
        known = buyer[OWN]
    return known


def _stated(sale: Sale, field: str) -> str | None:
    text: str | None = getattr(sale, field, None)
    return country(text, sale.on) if text else None


def _settle(
    path: str, key: str, name: str, stated: str | None, filed: Known, caveats: list[str]
) -> Known:
    ask = FIELDS[path].ask.format(name=name)
    if stated is None:
        return filed if isinstance(filed, str) else Doubt(key, ask, _FEEDS)
    if isinstance(filed, str) and filed != stated:
        caveats.append(
            f"{ask} The sale says {country_name(stated)}, the registry {country_name(filed)}: "
            "both were considered."
        )
        return Doubt(key, ask, _FEEDS, among=(stated, filed))
    return stated
