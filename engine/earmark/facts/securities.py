"""What the NS-CMIC list says of a party: on it or not, since when, and from when it bites.

A listing bars purchases of traded securities from the sixtieth day after it. For the companies of
the first list, of 2021-06-03, that is 2021-08-02, the day that the order itself names (EO 13959 as
amended by EO 14032, section 1(b)). There is no rule on ownership: a subsidiary counts only if it is
listed itself (OFAC FAQ 857).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from earmark.matter import Known

if TYPE_CHECKING:
    from earmark.facts.parties import Party

NS_CMIC: Final = "ns-cmic"
GRACE: Final = timedelta(days=60)


def securities(party: Party | None, family: Iterable[Party], on: date) -> dict[str, Known]:
    """Return the facts of a party about the NS-CMIC list; ``family`` are the firms of its group."""
    entry = party.listing(on, NS_CMIC) if party else None
    since = party.listed_since(on, NS_CMIC) if party else None
    barred_from = since + GRACE if since else None
    others = (firm.listing(on, NS_CMIC) for firm in family if not entry)
    return {
        "party.on_ns_cmic_list": entry is not None,
        "party.ns_cmic_barred": barred_from is not None and barred_from <= on,
        "party.ns_cmic_name": entry.listed_as if entry else "",
        "party.ns_cmic_since": since.isoformat() if since else "",
        "party.ns_cmic_barred_from": barred_from.isoformat() if barred_from else "",
        "party.ns_cmic_relative": min((other.listed_as for other in others if other), default=""),
    }
