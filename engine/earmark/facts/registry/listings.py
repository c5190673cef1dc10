"""What an entry of a list says in law: which list it counts as, since when, and on which terms.

The Consolidated Screening List gives few dates. In their place stand the dates of the Entity List
where they were imported, the volume of the first Federal Register notice, which is that of a year,
and the copies of the list that have the entry. What they leave open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from earmark.facts.lists.rows import Entry
from earmark.facts.parties import (
    DENIED_PERSONS,
    ENTITY_LIST,
    ISN,
    MEU_LIST,
    SDN,
    SDN_744_8,
    UNVERIFIED,
    Listing,
)
from earmark.facts.registry.reading import Listed
from earmark.facts.securities import NS_CMIC

ENCODED: Final = {
    "EL": ENTITY_LIST,
    "MEU": MEU_LIST,
    "SDN": SDN,
    "DPL": DENIED_PERSONS,
    "UVL": UNVERIFIED,
    "ISN": ISN,
    "CMIC": NS_CMIC,
}
"""The lists that rules speak of, by their codes; of the others a verdict only tells."""

PROGRAMMES_744_8: Final = frozenset(
    {
        *("BELARUS", "BELARUS-EO14038", "RUSSIA-EO14024"),
        *("UKRAINE-EO13660", "UKRAINE-EO13661", "UKRAINE-EO13662", "UKRAINE-EO13685"),
        *("FTO", "SDGT", "NPWMD"),
        *("ILLICIT-DRUGS-EO14059", "SDNT", "SDNTK", "TCO"),
    }
)
"""The programmes of the SDN List that 15 CFR 744.8(a)(1) names; own knowledge of 89 FR 20107."""

_FIRST_VOLUME: Final = 1935
"""The year before that of volume 1 of the Federal Register."""

_VOLUME: Final = re.compile(r"(\d{2,3}) FR ")
_DAY: Final = re.compile(r"\((\d{4}-\d{2}-\d{2})\)")
_EVERY_ITEM: Final = re.compile(r"(?:for )?all items subject to the ear\b", re.I)
_BUT: Final = re.compile(r"\b(?:when used|except|apart from|other than|only)\b", re.I)
_OTHERS_DENIED: Final = re.compile(r"presumption (?:of|for) denial (?:for|of) all other", re.I)
_ON_THE_CCL: Final = re.compile(
    r"case-by-case (?:review )?for all items (?:listed )?on the CCL", re.I
)
_CASE_BY_CASE: Final = ("case-by-case", "case-by-case basis", "case-by-case review")
_POLICIES: Final = {
    "policy of denial": "policy of denial",
    "presumption of denial": "presumption of denial",
    "presumption for denial": "presumption of denial",
    "presumption of approval": "presumption of approval",
}


def listings(found: Sequence[Listed]) -> Iterator[Listing]:
    """Yield the listings under one key, one for each wording, given all that ever stood under it.

    An entry that another takes the place of, in a later copy, is another wording of it. Entries
    that stand in one copy, or begin on days of their own, are several: two orders against one
    person.
    """
    wordings = sorted((one for one in found if one.entry.list in ENCODED), key=lambda one: one.seen)
    for number, one in enumerate(wordings):
        reworded = any(_continues(one, before) for before in wordings[:number])
        later = next((after for after in wordings[number:] if _continues(after, one)), None)
        since, earliest = (one.seen[0], None) if reworded else _begins(one)
        until, latest = _ends(one, later)
        yield _listing(one.entry, since, until, earliest, latest, one.seen[-1])


def _continues(one: Listed, before: Listed) -> bool:
    return before.seen[-1] < one.seen[0] and one.entry.start == before.entry.start


def _listing(
    entry: Entry,
    since: date,
    until: date | None,
    earliest: date | None,
    latest: date | None,
    seen: date,
) -> Listing:
    policy = _policy(entry.policy)
    return Listing(
        list=_counts_as(entry),
        listed_as=entry.name,
        subsidiaries=False,
        since=since,
        until=until,
        # The list has no days for them: one can be years younger than the listing.
        footnotes=(),
        policy=policy,
        policy_note="" if policy else entry.policy,
        notice="; ".join(entry.notices),
        source=f"Consolidated Screening List of {seen}",
        earliest=earliest,
        latest=latest,
        scope=_scope(entry.requirement),
    )


def _counts_as(entry: Entry) -> str:
    if entry.list == "SDN" and PROGRAMMES_744_8.intersection(entry.programs):
        return SDN_744_8
    return ENCODED[entry.list]


def _begins(one: Listed) -> tuple[date, date | None]:
    """Return the first day on which an entry is surely in force, and the first possible one."""
    entry, seen = one.entry, one.seen[0]
    days = {dating.since for dating in one.datings if dating.since}
    if entry.start:
        return entry.start, None
    if days and all(dating.since for dating in one.datings):
        return max(days), min(days) if len(days) > 1 else None
    first = entry.notices[0] if entry.notices else ""
    if hit := _DAY.search(first):
        return min(seen, date.fromisoformat(hit[1])), None
    if hit := _VOLUME.match(first):
        year = _FIRST_VOLUME + int(hit[1])
        return min(seen, date(year + 1, 1, 1)), min(seen, date(year, 1, 1))
    return seen, date.min


def _ends(one: Listed, later: Listed | None) -> tuple[date | None, date | None]:
    """Return the first day on which an entry is perhaps, and surely, no longer in force."""
    if one.entry.end:
        return one.entry.end + timedelta(days=1), None
    if one.gone is None:
        return None, None
    if later and later.seen[0] <= one.gone:
        return later.seen[0], None
    return one.seen[-1] + timedelta(days=1), one.gone


def _scope(requirement: str) -> str:
    """Return what an entry requires a licence for; empty where that is every item."""
    every_item = _EVERY_ITEM.match(requirement) and not _BUT.search(requirement)
    return "" if every_item else requirement


def _policy(text: str) -> str:
    """Return the review policy of an entry for a chip; empty where its words settle none."""
    if _OTHERS_DENIED.search(text):
        return "presumption of denial"
    words = " ".join(text.casefold().split()).rstrip(".")
    if words in _CASE_BY_CASE or _ON_THE_CCL.search(text):
        return "case by case"
    if words.startswith("presumption of approval for ear99"):
        return ""
    return next((policy for start, policy in _POLICIES.items() if words.startswith(start)), "")
